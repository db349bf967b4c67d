"""Roles that the bot made for members who want to be notified, how often each was, and who took one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa

from bot.models.members import Followed, FollowKind
from bot.storage.database import Connection, insert
from bot.storage.tables import ping_roles, role_holders


async def take_turns(
    conn: Connection, guild_id: int, subjects: Sequence[Followed], day: date, most: int
) -> tuple[int, ...]:
    """The roles to notify of these subjects that were notified fewer than `most` times on this local day; each counts once more."""
    rows = await conn.execute(sa.select(ping_roles).where(ping_roles.c.guild_id == guild_id))
    wanted = {(each.kind.value, each.subject) for each in subjects}
    found = []
    for row in rows.all():
        before = row.notified if row.day == day else 0
        if (row.kind, row.subject) in wanted and before < most:
            mine = _role(guild_id, Followed(FollowKind(row.kind), row.subject))
            await conn.execute(sa.update(ping_roles).where(mine).values(day=day, notified=before + 1))
            found.append(row.role_id)
    return tuple(found)


async def role_of(conn: Connection, guild_id: int, followed: Followed) -> int | None:
    """The role for a subject, None where there is none yet."""
    found: int | None = (await conn.execute(sa.select(ping_roles.c.role_id).where(_role(guild_id, followed)))).scalar()
    return found


async def keep(conn: Connection, guild_id: int, followed: Followed, role_id: int) -> None:
    """This is the role for the subject from now on."""
    new = insert(ping_roles, conn.dialect.name).values(
        guild_id=guild_id, kind=followed.kind.value, subject=followed.subject, role_id=role_id
    )
    await conn.execute(
        new.on_conflict_do_update(index_elements=["guild_id", "kind", "subject"], set_={"role_id": role_id})
    )


async def gone(conn: Connection, guild_id: int, role_id: int) -> None:
    """The role was deleted: nobody has it any more."""
    there = (ping_roles.c.guild_id == guild_id) & (ping_roles.c.role_id == role_id)
    for row in (await conn.execute(sa.select(ping_roles).where(there))).all():
        same = (role_holders.c.kind == row.kind) & (role_holders.c.subject == row.subject)
        await conn.execute(sa.delete(role_holders).where(role_holders.c.guild_id == guild_id, same))
    await conn.execute(sa.delete(ping_roles).where(there))


async def took(conn: Connection, guild_id: int, member_id: int, followed: Followed, now: datetime) -> None:
    """The member has the role."""
    new = insert(role_holders, conn.dialect.name).values(
        guild_id=guild_id, member_id=member_id, kind=followed.kind.value, subject=followed.subject, at=now
    )
    await conn.execute(new.on_conflict_do_nothing())


async def gave_back(conn: Connection, guild_id: int, member_id: int, followed: Followed) -> None:
    """The member has it no more."""
    mine = (role_holders.c.guild_id == guild_id) & (role_holders.c.member_id == member_id)
    same = (role_holders.c.kind == followed.kind.value) & (role_holders.c.subject == followed.subject)
    await conn.execute(sa.delete(role_holders).where(mine, same))


async def held_by(conn: Connection, member_id: int) -> list[tuple[int, Followed, int]]:
    """Server, subject and role of each that the member took, on every server."""
    joined = sa.and_(
        ping_roles.c.guild_id == role_holders.c.guild_id,
        ping_roles.c.kind == role_holders.c.kind,
        ping_roles.c.subject == role_holders.c.subject,
    )
    query = sa.select(role_holders, ping_roles.c.role_id).join(ping_roles, joined)
    rows = await conn.execute(query.where(role_holders.c.member_id == member_id).order_by(role_holders.c.at))
    return [(row.guild_id, Followed(FollowKind(row.kind), row.subject), row.role_id) for row in rows]


def _role(guild_id: int, followed: Followed) -> sa.ColumnElement[bool]:
    mine = (ping_roles.c.guild_id == guild_id) & (ping_roles.c.kind == followed.kind.value)
    return mine & (ping_roles.c.subject == followed.subject)
