"""What members follow, their personal digests, and their last visits."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.models.members import Followed, FollowKind, PersonalPlan
from bot.models.schedules import Occurrence, Reach
from bot.storage.database import Connection, insert
from bot.storage.tables import last_visits, member_follows, personal_digests, servers


async def follow(conn: Connection, guild_id: int, member_id: int, followed: Followed, now: datetime) -> bool:
    """Note it; False where it was followed already."""
    new = insert(member_follows, conn.dialect.name).values(
        guild_id=guild_id, member_id=member_id, kind=followed.kind.value, subject=followed.subject, at=now
    )
    stored = await conn.execute(new.on_conflict_do_nothing().returning(member_follows.c.kind))
    return stored.first() is not None


async def unfollow(conn: Connection, guild_id: int, member_id: int, followed: Followed) -> bool:
    """Forget it; False where it was not followed."""
    mine = _mine(member_follows, guild_id, member_id)
    gone = sa.delete(member_follows).where(
        mine, member_follows.c.kind == followed.kind.value, member_follows.c.subject == followed.subject
    )
    return (await conn.execute(gone)).rowcount == 1


async def followed_by(conn: Connection, guild_id: int, member_id: int) -> list[Followed]:
    """What the member follows in the server, in the order of asking."""
    query = sa.select(member_follows).where(_mine(member_follows, guild_id, member_id))
    rows = await conn.execute(query.order_by(member_follows.c.at, member_follows.c.kind, member_follows.c.subject))
    return [Followed(FollowKind(row.kind), row.subject) for row in rows]


async def get_plan(conn: Connection, guild_id: int, member_id: int) -> PersonalPlan | None:
    """The member's digest of the server, None without one."""
    found = await _plans(conn, sa.select(personal_digests).where(_mine(personal_digests, guild_id, member_id)))
    return next(iter(found), None)


async def save_plan(conn: Connection, plan: PersonalPlan) -> None:
    """Write the whole row, new or not."""
    values = {
        "channel_id": plan.channel_id,
        "at": plan.at,
        "zone": plan.zone,
        "quiet_from": plan.quiet_from,
        "quiet_to": plan.quiet_to,
        "next_day": plan.next.day,
        "next_at": plan.next.at,
        "last_day": plan.last_day,
        "covered_id": plan.covered.entry_id,
        "covered_at": plan.covered.at,
        "held_day": plan.held_day,
    }
    new = insert(personal_digests, conn.dialect.name)
    new = new.values(guild_id=plan.guild_id, member_id=plan.member_id, **values)
    await conn.execute(new.on_conflict_do_update(index_elements=["guild_id", "member_id"], set_=values))


async def drop_plan(conn: Connection, guild_id: int, member_id: int) -> None:
    """No digest any more, and nothing followed."""
    for table in (member_follows, personal_digests):
        await conn.execute(sa.delete(table).where(_mine(table, guild_id, member_id)))


async def all_plans(conn: Connection) -> list[PersonalPlan]:
    """Every member's."""
    return await _plans(conn, sa.select(personal_digests))


async def due_plans(conn: Connection, now: datetime, limit: int) -> list[PersonalPlan]:
    """Digests that are due, the earliest first; not those that are held, nor of servers that are paused or were left."""
    query = _sendable(sa.select(personal_digests)).where(personal_digests.c.next_at <= now)
    return await _plans(conn, query.order_by(personal_digests.c.next_at).limit(limit))


async def next_at(conn: Connection) -> datetime | None:
    """When the earliest digest is due."""
    query = _sendable(sa.select(sa.func.min(personal_digests.c.next_at)))
    found: datetime | None = (await conn.execute(query)).scalar_one()
    return found


async def hold(conn: Connection, guild_id: int, channel_id: int, day: date) -> int | None:
    """The digest of this day could not be delivered there: send none until the member comes back; the member, if there is one still."""
    there = (personal_digests.c.guild_id == guild_id) & (personal_digests.c.channel_id == channel_id)
    held = sa.update(personal_digests).where(there).values(held_day=day).returning(personal_digests.c.member_id)
    found: int | None = (await conn.execute(held)).scalar()
    return found


async def held(conn: Connection) -> set[tuple[int, int]]:
    """Server and member of each digest that is held."""
    query = sa.select(personal_digests.c.guild_id, personal_digests.c.member_id)
    rows = await conn.execute(query.where(personal_digests.c.held_day.is_not(None)))
    return {(row.guild_id, row.member_id) for row in rows}


async def visit(conn: Connection, guild_id: int, member_id: int, now: datetime) -> datetime | None:
    """Note the visit; the time of the one before."""
    mine = _mine(last_visits, guild_id, member_id)
    before: datetime | None = (await conn.execute(sa.select(last_visits.c.at).where(mine))).scalar()
    new = insert(last_visits, conn.dialect.name).values(guild_id=guild_id, member_id=member_id, at=now)
    await conn.execute(new.on_conflict_do_update(index_elements=["guild_id", "member_id"], set_={"at": now}))
    return before


def _mine(table: sa.Table, guild_id: int, member_id: int) -> sa.ColumnElement[bool]:
    return (table.c.guild_id == guild_id) & (table.c.member_id == member_id)


def _sendable(query: sa.Select[Any]) -> sa.Select[Any]:
    joined = query.join_from(personal_digests, servers, servers.c.guild_id == personal_digests.c.guild_id)
    set_up = servers.c.news_channel_id.is_not(None) & servers.c.mod_channel_id.is_not(None)
    return joined.where(
        personal_digests.c.held_day.is_(None), servers.c.paused.is_(sa.false()), servers.c.left_at.is_(None), set_up
    )


async def _plans(conn: Connection, query: sa.Select[Any]) -> list[PersonalPlan]:
    return [
        PersonalPlan(
            guild_id=row.guild_id,
            member_id=row.member_id,
            channel_id=row.channel_id,
            at=row.at,
            zone=row.zone,
            quiet_from=row.quiet_from,
            quiet_to=row.quiet_to,
            next=Occurrence(row.next_day, row.next_at),
            last_day=row.last_day,
            covered=Reach(row.covered_id, row.covered_at),
            held_day=row.held_day,
        )
        for row in await conn.execute(query)
    ]
