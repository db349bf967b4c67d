"""When something was last shared in a channel; kept no longer than it is asked for."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.storage.database import Connection, insert
from bot.storage.tables import shares


async def note(conn: Connection, channel_id: int, now: datetime) -> bool:
    """Something is shared in the channel now; False where that is noted already."""
    new = insert(shares, conn.dialect.name).values(channel_id=channel_id, at=now)
    return (await conn.execute(new.on_conflict_do_nothing())).rowcount == 1


async def forget(conn: Connection, until: datetime) -> None:
    """Drop what was noted up to then."""
    await conn.execute(sa.delete(shares).where(shares.c.at <= until))
