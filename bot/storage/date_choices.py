"""What servers chose about their bargaining dates."""

from __future__ import annotations

from dataclasses import asdict

import sqlalchemy as sa

from bot.models.desk import DateChoices
from bot.storage.database import Connection, insert
from bot.storage.tables import date_choices


async def get(conn: Connection, guild_id: int) -> DateChoices:
    """A server's choices, the usual ones where it made none."""
    row = (await conn.execute(sa.select(date_choices).where(date_choices.c.guild_id == guild_id))).first()
    if row is None:
        return DateChoices()
    return DateChoices(tuple(row.offsets), row.suggestions, row.cards, row.events_since)


async def save(conn: Connection, guild_id: int, choices: DateChoices) -> None:
    """Keep them. The server's row must exist."""
    values = asdict(choices) | {"offsets": list(choices.offsets)}
    new = insert(date_choices, conn.dialect.name).values(guild_id=guild_id, **values)
    await conn.execute(new.on_conflict_do_update(index_elements=["guild_id"], set_=values))
