"""All that is kept about a person: every column that holds one's id is named here, with what `/privacy forget` does to its rows."""

from __future__ import annotations

import json
from typing import Any, Final

import sqlalchemy as sa

from bot.storage.database import Connection
from bot.storage.tables import (
    announcement_versions,
    announcements,
    approvals,
    audit,
    bargaining_changes,
    bargaining_dates,
    deliveries,
    dispute_steps,
    last_visits,
    member_follows,
    personal_digests,
    role_holders,
    stand_pins,
    statements,
)

FORMER: Final = 0  # stands for a person who was forgotten
SHORTEST_ID: Final = 10**15  # of Discord's; a shorter number in a text is not taken for one

# The person's own: the rows go.
OWN: Final[tuple[sa.Column[Any], ...]] = (
    member_follows.c.member_id,
    personal_digests.c.member_id,
    last_visits.c.member_id,
    role_holders.c.member_id,
)
# What a person did for a server stays with the server, but no longer says who.
DONE_FOR_SERVERS: Final[tuple[sa.Column[Any], ...]] = (
    audit.c.actor_id,
    announcements.c.author_id,
    announcement_versions.c.actor_id,
    announcement_versions.c.approved_by,
    bargaining_dates.c.created_by,
    bargaining_changes.c.actor_id,
    dispute_steps.c.created_by,
    stand_pins.c.created_by,
    statements.c.author_id,
    approvals.c.asked_by,
    approvals.c.decided_by,
)


async def kept_of(conn: Connection, member_id: int) -> dict[str, list[dict[str, Any]]]:
    """Every row about the person, by table; direct messages of the bot as when and what for, in `direct_messages`."""
    found: dict[str, list[dict[str, Any]]] = {}
    for column in (*OWN, *DONE_FOR_SERVERS):
        query = sa.select(column.table).where(column == member_id)
        rows = [dict(row) for row in (await conn.execute(query)).mappings()]
        if rows:
            found.setdefault(column.table.name, []).extend(rows)
    sent = sa.select(deliveries.c.guild_id, deliveries.c.kind, deliveries.c.state, deliveries.c.due_at)
    direct = sent.where(deliveries.c.channel_id.in_(_conversations(member_id))).order_by(deliveries.c.number)
    messages = [dict(row) for row in (await conn.execute(direct)).mappings()]
    return found | ({"direct_messages": messages} if messages else {})


async def forget(conn: Connection, member_id: int) -> int:
    """Delete all that is the person's own, and take the id off what they did for servers; how many rows were concerned."""
    count = await _forget_direct_messages(conn, member_id)
    for column in OWN:
        count += (await conn.execute(sa.delete(column.table).where(column == member_id))).rowcount
    for column in DONE_FOR_SERVERS:
        anonymous = sa.update(column.table).where(column == member_id).values({column.name: FORMER})
        count += (await conn.execute(anonymous)).rowcount
    if member_id >= SHORTEST_ID:
        await _blank_texts(conn, str(member_id))
    return count


async def _blank_texts(conn: Connection, named: str) -> None:
    """Take the id out of what was written down about others: lines of the trail, and posts that name who asked."""
    for column in (audit.c.detail, audit.c.before, audit.c.after):
        blank = {column.name: sa.func.replace(column, named, "a former moderator")}
        await conn.execute(sa.update(audit).where(column.contains(named)).values(blank))
    post = sa.cast(deliveries.c.post, sa.Text)
    rows = await conn.execute(sa.select(deliveries.c.id, deliveries.c.post).where(post.contains(named)))
    for row in rows.all():
        without = json.loads(json.dumps(row.post).replace(named, str(FORMER)))
        await conn.execute(sa.update(deliveries).where(deliveries.c.id == row.id).values(post=without))


async def _forget_direct_messages(conn: Connection, member_id: int) -> int:
    """Also those that wait: what is on its way at this moment may still arrive."""
    ids = list(
        (
            await conn.execute(sa.select(deliveries.c.id).where(deliveries.c.channel_id.in_(_conversations(member_id))))
        ).scalars()
    )
    await conn.execute(sa.delete(deliveries).where(deliveries.c.target_id.in_(ids)))
    await conn.execute(sa.delete(deliveries).where(deliveries.c.id.in_(ids)))
    return len(ids)


def _conversations(member_id: int) -> sa.CompoundSelect[Any]:
    """Also those of digests that were stopped since: their messages are still named after the person."""
    going = sa.select(personal_digests.c.channel_id).where(personal_digests.c.member_id == member_id)
    sent = sa.select(deliveries.c.channel_id).where(deliveries.c.key.like(f"personal:%:{member_id}:%"))
    return going.union(sent)
