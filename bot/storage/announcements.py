"""Moderators' announcements: forms, drafts, and what was confirmed of them. Posts that are there are in `announcement_posts.py`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.models.announcements import OPEN, Announcement, AnnouncementState, Change, Manner, Repeat
from bot.models.posts import DeliveryState
from bot.models.schedules import Cadence
from bot.storage.database import Connection
from bot.storage.tables import announcements, deliveries, servers

_SELECT = sa.select(announcements, (deliveries.c.state == DeliveryState.SENT.value).label("sent")).select_from(
    announcements.outerjoin(deliveries, deliveries.c.id == announcements.c.delivery_id)
)
_SCHEDULED = announcements.c.state == AnnouncementState.SCHEDULED.value
_WAITING = sa.and_(
    _SCHEDULED,
    sa.or_(
        announcements.c.turn_at.is_not(None),
        deliveries.c.state.in_((DeliveryState.PENDING.value, DeliveryState.CLAIMED.value)),
    ),
)
_OPEN = announcements.c.state.in_([state.value for state in OPEN])
_UNFINISHED = (AnnouncementState.FORM.value, AnnouncementState.DRAFT.value)
_HIDDEN = (*_UNFINISHED, AnnouncementState.APPLIED.value)


async def add(conn: Connection, draft: Announcement, now: datetime) -> Announcement:
    """Keep it under a number of its own; `draft.id` is not used."""
    row = sa.insert(announcements).values(_values(draft) | {"created_at": now})
    number: int = (await conn.execute(row.returning(announcements.c.id))).scalar_one()
    return replace(draft, id=number)


async def save(conn: Connection, known: Announcement) -> None:
    """Write all of an announcement's row."""
    await conn.execute(sa.update(announcements).where(announcements.c.id == known.id).values(_values(known)))


async def get(conn: Connection, guild_id: int, announcement_id: int) -> Announcement | None:
    """A server's announcement, None where it has no such."""
    found = _SELECT.where(announcements.c.guild_id == guild_id, announcements.c.id == announcement_id)
    return next(iter(await _all(conn, found)), None)


async def scheduled(conn: Connection, guild_id: int, limit: int = 100) -> list[Announcement]:
    """What a server has scheduled and not yet sent to the end, and what waits for approval; the earliest first."""
    found = _SELECT.where(announcements.c.guild_id == guild_id, sa.or_(_WAITING, _OPEN))
    return await _all(conn, found.order_by(announcements.c.due_at, announcements.c.id).limit(limit))


async def known_to(conn: Connection, guild_id: int, limit: int = 100) -> list[Announcement]:
    """All of a server's announcements that were confirmed once, the newest first."""
    found = _SELECT.where(announcements.c.guild_id == guild_id, announcements.c.state.not_in(_HIDDEN))
    return await _all(conn, found.order_by(announcements.c.id.desc()).limit(limit))


async def waiting(conn: Connection) -> list[Announcement]:
    """What all servers have scheduled and not yet sent to the end."""
    return await _all(conn, _SELECT.where(_WAITING))


async def changing(conn: Connection, announcement_id: int) -> list[Announcement]:
    """Changes of an announcement that wait for approval or were sent back."""
    return await _all(conn, _SELECT.where(announcements.c.changes_id == announcement_id, _OPEN))


async def mentioning(conn: Connection, guild_id: int, role_id: int) -> list[Announcement]:
    """What a server has scheduled, or has open, that would notify a role."""
    found = _SELECT.where(announcements.c.guild_id == guild_id, announcements.c.role_id == role_id)
    return await _all(conn, found.where(sa.or_(_WAITING, _OPEN)))


async def roles_wanted(conn: Connection, guild_id: int) -> set[int]:
    """The roles that `mentioning` would find something for."""
    found = sa.select(announcements.c.role_id).select_from(
        announcements.outerjoin(deliveries, deliveries.c.id == announcements.c.delivery_id)
    )
    mine = found.where(announcements.c.guild_id == guild_id, announcements.c.role_id.is_not(None))
    return set((await conn.execute(mine.where(sa.or_(_WAITING, _OPEN)))).scalars())


async def turning(conn: Connection, now: datetime) -> list[Announcement]:
    """Series whose next date has come, in servers that are neither paused nor left."""
    return await _all(conn, _SELECT.where(_turning(now)).order_by(announcements.c.id))


async def lapsing(conn: Connection, now: datetime) -> list[Announcement]:
    """What waits for approval past its time and is not to be held until then."""
    return await _all(conn, _SELECT.where(_lapsing(now)).order_by(announcements.c.id))


async def anything_due(conn: Connection, now: datetime) -> bool:
    """Whether `turning` or `lapsing` would find something."""
    due = sa.select(sa.or_(sa.exists().where(_turning(now)), sa.exists().where(_lapsing(now))))
    return bool((await conn.execute(due)).scalar_one())


async def count_urgent(conn: Connection, guild_id: int, *, since: datetime, until: datetime, but: int) -> int:
    """How many urgent ones a server has sent or scheduled for between two moments, beside the one with the number `but`."""
    query = sa.select(sa.func.count()).select_from(announcements)
    query = query.where(announcements.c.guild_id == guild_id, announcements.c.urgent, _SCHEDULED)
    query = query.where(announcements.c.due_at >= since, announcements.c.due_at < until, announcements.c.id != but)
    return (await conn.execute(query)).scalar_one()


async def missed(conn: Connection, announcement_id: int, delivery_id: str) -> Announcement | None:
    """It was too late to send; a series goes on. None where it was cancelled meanwhile."""
    found = next(iter(await _all(conn, _SELECT.where(announcements.c.id == announcement_id, _SCHEDULED))), None)
    if found is not None and found.turn_at is None and found.delivery_id == delivery_id:
        await save(conn, replace(found, state=AnnouncementState.MISSED))
    return found


async def forget_drafts(conn: Connection, before: datetime) -> int:
    """Delete forms and drafts that nobody confirmed; how many."""
    old = sa.delete(announcements).where(announcements.c.created_at < before, announcements.c.state.in_(_UNFINISHED))
    return (await conn.execute(old)).rowcount


def _turning(now: datetime) -> sa.ColumnElement[bool]:
    still = sa.select(servers.c.guild_id).where(servers.c.paused | servers.c.left_at.is_not(None))
    return sa.and_(_SCHEDULED, announcements.c.turn_at <= now, announcements.c.guild_id.not_in(still))


def _lapsing(now: datetime) -> sa.ColumnElement[bool]:
    proposed = announcements.c.state == AnnouncementState.PROPOSED.value
    return sa.and_(proposed, announcements.c.due_at <= now, ~announcements.c.hold, ~announcements.c.at_once)


async def _all(conn: Connection, query: sa.Select[Any]) -> list[Announcement]:
    return [_announcement(row) for row in await conn.execute(query)]


def _values(known: Announcement) -> dict[str, Any]:
    repeat, change, manner = known.repeat, known.change, known.manner
    return {
        "guild_id": known.guild_id,
        "channel_id": known.channel_id,
        "text": known.text,
        "wall": known.wall.isoformat(),
        "zone": known.zone,
        "due_at": known.due_at,
        "author_id": known.author_id,
        "state": known.state.value,
        "delivery_id": known.delivery_id,
        "role_id": manner.role_id,
        "picture_id": manner.picture_id,
        "urgent": manner.urgent,
        "hold": manner.hold,
        "at_once": manner.at_once,
        "cadence": repeat.cadence.value if repeat else None,
        "until": repeat.until.isoformat() if repeat and repeat.until else None,
        "times": repeat.times if repeat else None,
        "month_day": repeat.day if repeat else 1,
        "skipped": [day.isoformat() for day in repeat.skipped] if repeat else [],
        "turn_at": known.turn_at,
        "changes_id": change.of if change else None,
        "changes_post": change.delivery_id if change else None,
        "correction": change.correction if change else False,
    }


def _announcement(row: sa.Row[Any]) -> Announcement:
    repeat = change = None
    if row.cadence is not None:
        repeat = Repeat(
            cadence=Cadence(row.cadence),
            until=date.fromisoformat(row.until) if row.until else None,
            times=row.times,
            day=row.month_day,
            skipped=tuple(date.fromisoformat(day) for day in row.skipped),
        )
    if row.changes_id is not None:
        change = Change(row.changes_id, row.changes_post, row.correction)
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
        manner=Manner(row.role_id, row.picture_id, row.urgent, row.hold, row.at_once),
        repeat=repeat,
        change=change,
        turn_at=row.turn_at,
        delivery_id=row.delivery_id,
        sent=bool(row.sent),
    )
