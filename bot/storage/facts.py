"""Small facts about this installation, by name."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.storage.database import Connection, insert
from bot.storage.tables import facts


async def get(conn: Connection, name: str) -> str | None:
    """The value, or None where none was put."""
    return (await conn.execute(sa.select(facts.c.value).where(facts.c.name == name))).scalar_one_or_none()


async def put(conn: Connection, name: str, value: str, now: datetime) -> None:
    """Keep the value in place of an earlier one."""
    new = insert(facts, conn.dialect.name).values(name=name, value=value, at=now)
    await conn.execute(new.on_conflict_do_update(index_elements=["name"], set_={"value": value, "at": now}))
