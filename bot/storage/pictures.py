"""Pictures that go with announcements and weekly digests."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.models.announcements import Attachment
from bot.storage.database import Connection
from bot.storage.tables import announcements, pictures


async def add(conn: Connection, guild_id: int, file: Attachment, *, url: str = "", now: datetime) -> int:
    """Keep a picture; its number. A file that is not there yet comes with `fill`, from `url`."""
    row = sa.insert(pictures).values(
        guild_id=guild_id,
        name=file.name,
        media_type=file.media_type,
        alt=file.alt,
        url=url,
        data=file.data or None,
        created_at=now,
    )
    number: int = (await conn.execute(row.returning(pictures.c.id))).scalar_one()
    return number


async def address(conn: Connection, guild_id: int, picture_id: int) -> str | None:
    """Where a picture is to be fetched; None where that is done, or there is no such picture."""
    query = sa.select(pictures.c.url).where(pictures.c.guild_id == guild_id, pictures.c.id == picture_id)
    found: str | None = (await conn.execute(query.where(pictures.c.data.is_(None)))).scalar_one_or_none()
    return found


async def fill(conn: Connection, picture_id: int, *, media_type: str, data: bytes) -> None:
    """Keep the file."""
    mine = sa.update(pictures).where(pictures.c.id == picture_id)
    await conn.execute(mine.values(media_type=media_type, data=data))


async def get(conn: Connection, guild_id: int, picture_id: int) -> Attachment | None:
    """A server's picture; None where there is none, or its file was never fetched."""
    query = sa.select(pictures).where(pictures.c.guild_id == guild_id, pictures.c.id == picture_id)
    row = (await conn.execute(query)).first()
    return Attachment(row.name, row.media_type, row.data, row.alt) if row is not None and row.data else None


async def forget_unused(conn: Connection, before: datetime) -> int:
    """Delete older pictures that no announcement has; how many. A digest that waits for so long goes without its own."""
    used = sa.exists().where(announcements.c.picture_id == pictures.c.id)
    return (await conn.execute(sa.delete(pictures).where(pictures.c.created_at < before, ~used))).rowcount
