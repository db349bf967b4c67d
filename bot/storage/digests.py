"""Servers' digests, and the stories that they are made of."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.models.news import Story
from bot.models.schedules import Cadence, DigestPlan, Occurrence, Reach, Rule
from bot.storage import sight, stories
from bot.storage.database import Connection, insert
from bot.storage.tables import deliveries, digests, entries, personal_digests, servers

_WITH_REACH = (digests, personal_digests)
_MOMENT = timedelta(microseconds=1)


async def get(conn: Connection, guild_id: int) -> DigestPlan | None:
    """A server's digest, None if it has none."""
    return next(iter(await _all(conn, sa.select(digests).where(digests.c.guild_id == guild_id))), None)


async def save(conn: Connection, plan: DigestPlan) -> None:
    """Write all of the digest's row, new or not; the server's row must exist."""
    values = {
        "cadence": plan.rule.cadence.value,
        "at": plan.rule.at,
        "weekday": plan.rule.weekday,
        "channel_id": plan.channel_id,
        "say_empty": plan.say_empty,
        "zone": plan.zone,
        "next_day": plan.next.day,
        "next_at": plan.next.at,
        "last_day": plan.last_day,
        "covered_id": plan.covered.entry_id,
        "covered_at": plan.covered.at,
    }
    new = insert(digests, conn.dialect.name).values(guild_id=plan.guild_id, **values)
    await conn.execute(new.on_conflict_do_update(index_elements=["guild_id"], set_=values))


async def remove(conn: Connection, guild_id: int) -> bool:
    """The server wants no digest; False when it had none."""
    return (await conn.execute(sa.delete(digests).where(digests.c.guild_id == guild_id))).rowcount == 1


async def all_plans(conn: Connection) -> list[DigestPlan]:
    """Every server's digest."""
    return await _all(conn, sa.select(digests))


async def to_plan(conn: Connection, now: datetime) -> list[int]:
    """Servers whose digest is due, or was derived with another zone than theirs; not paused ones, nor those the bot has left.

    Weekly ones, which are drawn for, come last.
    """
    moved = digests.c.zone != servers.c.zone
    query = _posting(sa.select(digests.c.guild_id)).where(sa.or_(digests.c.next_at <= now, moved))
    last = digests.c.cadence == Cadence.WEEKLY.value
    return list((await conn.execute(query.order_by(last, digests.c.next_at, digests.c.guild_id))).scalars())


async def next_at(conn: Connection) -> datetime | None:
    """When the earliest digest of a server that can be posted to is due."""
    found: datetime | None = (await conn.execute(_posting(sa.select(sa.func.min(digests.c.next_at))))).scalar_one()
    return found


async def is_planned(conn: Connection, key: str) -> bool:
    """Whether the outbox has, or had, a delivery with this key."""
    return (await conn.execute(sa.select(deliveries.c.id).where(deliveries.c.key == key))).first() is not None


async def reach_at(conn: Connection, seen_by: datetime) -> Reach:
    """Where a digest would have ended then. Entries are numbered in the order in which they are committed."""
    query = sa.select(entries.c.id).where(entries.c.seen_at <= seen_by).order_by(entries.c.id.desc()).limit(1)
    return Reach((await conn.execute(query)).scalar() or 0, seen_by)


async def reach_now(conn: Connection, now: datetime) -> Reach:
    """Where a digest ends that is made in this transaction: it tells also what was stored since `now` was read."""
    newest = (await conn.execute(sa.select(sa.func.max(entries.c.id)))).scalar()
    late = (await conn.execute(sa.select(sa.func.max(entries.c.late_at)))).scalar()
    return Reach(newest or 0, max(now, late or now))


async def come_late(conn: Connection, entry_id: int, now: datetime) -> None:
    """An edit made a stored entry news: the next digests tell it, also where one was made since `now` was read."""
    late_at = now
    for table in _WITH_REACH:
        end = (await conn.execute(sa.select(sa.func.max(table.c.covered_at)))).scalar()
        if end is not None:
            late_at = max(late_at, end + _MOMENT)
    await conn.execute(sa.update(entries).where(entries.c.id == entry_id).values(late_at=late_at))


async def told_after(conn: Connection, guild_id: int, reach: Reach) -> list[Story]:
    """Stories that a server sees of which an announced entry lies beyond the reach, with all entries that it sees of them."""
    beyond = sa.or_(entries.c.id > reach.entry_id, entries.c.late_at > reach.at)
    return await _told(conn, guild_id, beyond, entries.c.announced)


async def told_between(conn: Connection, guild_id: int, since: datetime, as_of: datetime) -> list[Story]:
    """Stories that a server sees of which something was published since then, as far as it was seen by `as_of`."""
    seen = entries.c.seen_at <= as_of
    return await _told(conn, guild_id, entries.c.at > since, seen, always=(seen,))


async def _told(
    conn: Connection,
    guild_id: int,
    *conditions: sa.ColumnElement[bool],
    always: tuple[sa.ColumnElement[bool], ...] = (),
) -> list[Story]:
    """Stories of which an entry fulfils the conditions, with all entries that the server sees of them and that fulfil `always`."""
    seeing = await sight.of(conn, guild_id)
    new = seeing.select(seeing.story_id).where(*conditions).distinct()
    ids = sorted((await conn.execute(new)).scalars())
    return list((await stories.as_told(conn, seeing, ids, *always)).values())


def _posting(query: sa.Select[Any]) -> sa.Select[Any]:
    joined = query.join_from(digests, servers, servers.c.guild_id == digests.c.guild_id)
    set_up = servers.c.news_channel_id.is_not(None) & servers.c.mod_channel_id.is_not(None)
    return joined.where(servers.c.paused.is_(sa.false()), servers.c.left_at.is_(None), set_up)


async def _all(conn: Connection, query: sa.Select[Any]) -> list[DigestPlan]:
    return [_plan(row) for row in await conn.execute(query.order_by(digests.c.guild_id))]


def _plan(row: sa.Row[Any]) -> DigestPlan:
    return DigestPlan(
        guild_id=row.guild_id,
        rule=Rule(Cadence(row.cadence), row.at, weekday=row.weekday),
        channel_id=row.channel_id,
        say_empty=row.say_empty,
        zone=row.zone,
        next=Occurrence(row.next_day, row.next_at),
        last_day=row.last_day,
        covered=Reach(row.covered_id, row.covered_at),
    )
