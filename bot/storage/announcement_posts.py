"""What became of announcements: their versions, the posts that are in channels, and corrections that wait to be linked."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.models.announcements import Version
from bot.models.posts import Delivery, DeliveryState
from bot.storage.database import Connection
from bot.storage.delivery_rows import SELECT, fetch
from bot.storage.tables import announcement_corrections, announcement_versions, deliveries

_POSTED = sa.and_(
    deliveries.c.kind == "announcement_post",
    deliveries.c.target_id.is_(None),
    deliveries.c.state == DeliveryState.SENT.value,
)
_UNLINKED = sa.and_(
    announcement_corrections.c.linked.is_(False),
    announcement_corrections.c.delivery_id == deliveries.c.id,
    deliveries.c.state == DeliveryState.SENT.value,
)


async def note(conn: Connection, guild_id: int, announcement_id: int, version: Version) -> None:
    """Add a version."""
    row = {"guild_id": guild_id, "announcement_id": announcement_id, **asdict(version)}
    await conn.execute(sa.insert(announcement_versions).values(row))


async def versions(
    conn: Connection, guild_id: int, announcement_id: int, *, skip: int = 0, limit: int = 100
) -> tuple[list[Version], int]:
    """An announcement's versions, the first one first, and how many there are in all."""
    table = announcement_versions
    mine = (table.c.guild_id == guild_id, table.c.announcement_id == announcement_id)
    count: int = (await conn.execute(sa.select(sa.func.count()).select_from(table).where(*mine))).scalar_one()
    query = sa.select(table).where(*mine).order_by(table.c.id).offset(skip).limit(limit)
    return [_version(row) for row in await conn.execute(query)], count


async def posted(conn: Connection, guild_id: int, limit: int = 25) -> list[Delivery]:
    """A server's announcements that are in their channels, the newest first; a delivery a post."""
    mine = SELECT.where(_POSTED, deliveries.c.guild_id == guild_id)
    return await fetch(conn, mine.order_by(deliveries.c.due_at.desc()).limit(limit))


async def corrected(conn: Connection, guild_id: int, *, correction_id: str, corrected_id: str) -> None:
    """Note which post a correction puts right."""
    row = {"guild_id": guild_id, "delivery_id": correction_id, "corrected_id": corrected_id}
    await conn.execute(sa.insert(announcement_corrections).values(row))


async def unlinked(conn: Connection) -> list[tuple[str, str]]:
    """Corrections that were sent and are not linked in what they put right: both deliveries."""
    query = sa.select(announcement_corrections.c.delivery_id, announcement_corrections.c.corrected_id)
    return [(row.delivery_id, row.corrected_id) for row in await conn.execute(query.where(_UNLINKED))]


async def any_unlinked(conn: Connection) -> bool:
    """Whether `unlinked` would find something."""
    return bool((await conn.execute(sa.select(sa.exists().where(_UNLINKED)))).scalar_one())


async def linked(conn: Connection, correction_id: str) -> None:
    """The link is on its way."""
    mine = sa.update(announcement_corrections).where(announcement_corrections.c.delivery_id == correction_id)
    await conn.execute(mine.values(linked=True))


def _version(row: sa.Row[Any]) -> Version:
    at: datetime = row.at
    return Version(at, row.actor_id, row.what, row.text, row.due_at, row.approved_by)
