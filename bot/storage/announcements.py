"""Moderators' announcements: drafts, and what was confirmed of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.models.desk import Announcement, AnnouncementState
from bot.models.posts import DeliveryState
from bot.storage.database import Connection
from bot.storage.tables import announcements, deliveries

_SELECT = sa.select(announcements, (deliveries.c.state == DeliveryState.SENT.value).label("sent")).select_from(
    announcements.outerjoin(deliveries, deliveries.c.id == announcements.c.delivery_id)
)

_WAITING = _SELECT.where(
    announcements.c.state == AnnouncementState.SCHEDULED.value,
    deliveries.c.state.in_((DeliveryState.PENDING.value, DeliveryState.CLAIMED.value)),
)


async def add(conn: Connection, draft: Announcement, now: datetime) -> int:
    """Keep a draft; its id. `draft.id` is not used."""
    row = sa.insert(announcements).values(
        guild_id=draft.guild_id,
        channel_id=draft.channel_id,
        text=draft.text,
        wall=draft.wall.isoformat(),
        zone=draft.zone,
        due_at=draft.due_at,
        author_id=draft.author_id,
        created_at=now,
    )
    number: int = (await conn.execute(row.returning(announcements.c.id))).scalar_one()
    return number


async def get(conn: Connection, guild_id: int, announcement_id: int) -> Announcement | None:
    """A server's announcement, None where it has no such."""
    found = _SELECT.where(announcements.c.guild_id == guild_id, announcements.c.id == announcement_id)
    return next(iter(await _all(conn, found)), None)


async def scheduled(conn: Connection, guild_id: int, limit: int = 100) -> list[Announcement]:
    """What a server has scheduled and not yet sent, the earliest first."""
    found = _WAITING.where(announcements.c.guild_id == guild_id)
    return await _all(conn, found.order_by(announcements.c.due_at, announcements.c.id).limit(limit))


async def waiting(conn: Connection) -> list[Announcement]:
    """What all servers have scheduled and not yet sent."""
    return await _all(conn, _WAITING)


async def redate(conn: Connection, announcement_id: int, due_at: datetime) -> None:
    """Note another instant for the same wall time."""
    await conn.execute(sa.update(announcements).where(announcements.c.id == announcement_id).values(due_at=due_at))


async def schedule(conn: Connection, announcement_id: int, delivery_id: str) -> bool:
    """A draft was confirmed; False when it is no draft any more: confirmed already, or discarded."""
    return await _move(conn, announcement_id, AnnouncementState.DRAFT, AnnouncementState.SCHEDULED, delivery_id)


async def withdraw(conn: Connection, announcement_id: int, was: AnnouncementState) -> bool:
    """Discard a draft, or cancel what was scheduled; False when it is not in that state."""
    return await _move(conn, announcement_id, was, AnnouncementState.CANCELLED)


async def missed(conn: Connection, announcement_id: int) -> bool:
    """It was too late to send; False where it was cancelled meanwhile."""
    return await _move(conn, announcement_id, AnnouncementState.SCHEDULED, AnnouncementState.MISSED)


async def forget_drafts(conn: Connection, before: datetime) -> int:
    """Delete drafts that nobody confirmed; how many."""
    old = sa.delete(announcements).where(announcements.c.created_at < before)
    return (await conn.execute(old.where(announcements.c.state == AnnouncementState.DRAFT.value))).rowcount


async def _move(
    conn: Connection, number: int, was: AnnouncementState, to: AnnouncementState, delivery_id: str | None = None
) -> bool:
    change = sa.update(announcements).where(announcements.c.id == number, announcements.c.state == was.value)
    values: dict[str, Any] = {"state": to.value} | ({"delivery_id": delivery_id} if delivery_id else {})
    return (await conn.execute(change.values(values))).rowcount == 1


async def _all(conn: Connection, query: sa.Select[Any]) -> list[Announcement]:
    return [_announcement(row) for row in await conn.execute(query)]


def _announcement(row: sa.Row[Any]) -> Announcement:
    return Announcement(
        id=row.id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        text=row.text,
        wall=datetime.fromisoformat(row.wall),
        zone=row.zone,
        due_at=row.due_at,
        author_id=row.author_id,
        state=AnnouncementState(row.state),
        delivery_id=row.delivery_id,
        sent=bool(row.sent),
    )
