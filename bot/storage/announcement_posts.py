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
_FAILED = sa.and_(
    deliveries.c.kind == "announcement_post",
    deliveries.c.target_id.is_(None),
    deliveries.c.state == DeliveryState.FAILED.value,
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


async def last_sent(conn: Connection, announcement_id: int) -> str:
    """The delivery of the last post of an announcement that is in its channel, "" where there is none."""
    made = sa.select(deliveries.c.id).where(_POSTED, _made_by(announcement_id))
    return (await conn.execute(made.order_by(deliveries.c.number.desc()).limit(1))).scalar() or ""


async def refusal(conn: Connection, announcement_id: int) -> str:
    """Why the last post of an announcement was refused, as a Refusal's value; "" where it was posted, or never tried."""
    tried = sa.or_(_POSTED, sa.and_(_FAILED, deliveries.c.problem != "expired"))
    made = sa.select(deliveries.c.state, deliveries.c.problem).where(tried, _made_by(announcement_id))
    last = (await conn.execute(made.order_by(deliveries.c.number.desc()).limit(1))).first()
    return "" if last is None or last.state == DeliveryState.SENT.value else str(last.problem).partition(":")[0]


def _made_by(announcement_id: int) -> sa.ColumnElement[bool]:
    return deliveries.c.key.startswith(f"announcement:{announcement_id}:", autoescape=True)


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
