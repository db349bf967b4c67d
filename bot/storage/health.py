"""What the database tells of how the bot is doing: what waits, what was given up, how large it is."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import sqlalchemy as sa

from bot.models.feeds import FeedState
from bot.models.health import Backlog, GivenUpCount
from bot.models.posts import DeliveryState
from bot.storage.database import Connection
from bot.storage.tables import deliveries, feeds, servers

_UNSENT = deliveries.c.state.in_((DeliveryState.PENDING.value, DeliveryState.CLAIMED.value))


async def backlog(conn: Connection, now: datetime) -> Backlog:
    """All that is due and not sent, but for servers that paused posting or were left."""
    held = sa.select(servers.c.guild_id).where(sa.or_(servers.c.paused, servers.c.left_at.is_not(None)))
    due = sa.select(sa.func.count(), sa.func.min(deliveries.c.due_at)).select_from(deliveries)
    due = due.where(_UNSENT, deliveries.c.due_at <= now, deliveries.c.guild_id.not_in(held))
    waiting, oldest = (await conn.execute(due)).one()
    failing = sa.select(sa.func.count()).select_from(feeds)
    failing = failing.where(feeds.c.state == FeedState.ACTIVE.value, feeds.c.problem.is_not(None))
    late = (now - oldest).total_seconds() if oldest is not None else 0.0
    return Backlog(waiting, late, await conn.scalar(failing) or 0)


async def waiting(conn: Connection, guild_id: int, now: datetime) -> tuple[int, datetime | None]:
    """How much of a server is due and not sent, and when the first of it was due."""
    due = sa.select(sa.func.count(), sa.func.min(deliveries.c.due_at)).where(deliveries.c.guild_id == guild_id)
    count, oldest = (await conn.execute(due.where(_UNSENT, deliveries.c.due_at <= now))).one()
    return count, oldest


async def given_up(conn: Connection, guild_id: int, since: datetime) -> tuple[GivenUpCount, ...]:
    """What was due in a server since then and was given up, by kind and reason, the most frequent first."""
    query = sa.select(deliveries.c.kind, deliveries.c.problem, sa.func.count()).where(
        deliveries.c.guild_id == guild_id,
        deliveries.c.state == DeliveryState.FAILED.value,
        deliveries.c.due_at >= since,
    )
    found: Counter[tuple[str, str]] = Counter()
    for kind, problem, count in await conn.execute(query.group_by(deliveries.c.kind, deliveries.c.problem)):
        found[kind, (problem or "").partition(":")[0]] += count
    return tuple(GivenUpCount(kind, reason, count) for (kind, reason), count in found.most_common())


async def last_sent(conn: Connection, channel_id: int, kind: str) -> datetime | None:
    """When the newest post of a kind was sent to a channel."""
    sent = sa.select(deliveries.c.sent_at).where(deliveries.c.channel_id == channel_id, deliveries.c.kind == kind)
    sent = sent.where(deliveries.c.sent_at.is_not(None)).order_by(deliveries.c.due_at.desc()).limit(1)
    return (await conn.execute(sent)).scalar()


async def size(conn: Connection) -> int:
    """Bytes that the database takes."""
    if conn.dialect.name == "postgresql":
        return int(await conn.scalar(sa.text("SELECT pg_database_size(current_database())")) or 0)
    pages, page = await conn.scalar(sa.text("PRAGMA page_count")), await conn.scalar(sa.text("PRAGMA page_size"))
    return int(pages or 0) * int(page or 0)
