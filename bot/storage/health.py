"""What the database tells of how the bot is doing: what waits, what was given up, how large it is."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.models.feeds import FeedState
from bot.models.health import Backlog
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
