"""How the bot does for one server, for its moderators. What is measured of the whole bot is in `metrics.py`."""

from __future__ import annotations

from datetime import timedelta

from bot.clock import Clock
from bot.errors import UserError
from bot.feeds.service import FeedService
from bot.models.health import ServerHealth
from bot.storage import digests, health, servers
from bot.storage.database import Database

GIVEN_UP_SINCE = timedelta(days=1)


class HealthService:
    """Reads only."""

    def __init__(self, *, db: Database, clock: Clock, feeds: FeedService, version: str) -> None:
        self._db, self._clock, self._feeds, self._version = db, clock, feeds, version

    async def of(self, guild_id: int) -> ServerHealth:
        """Raises UserError("not_set_up"), StorageBusy."""
        now = self._clock.now()
        feeds = await self._feeds.sources(guild_id)
        async with self._db.reading() as conn:
            server = await servers.get(conn, guild_id)
            if server is None or not server.ready:
                raise UserError("not_set_up")
            plan = await digests.get(conn, guild_id)
            channel = (plan.channel_id if plan else None) or server.news_channel_id
            waiting, oldest = await health.waiting(conn, guild_id, now)
            return ServerHealth(
                server=server,
                feeds=feeds,
                waiting=waiting,
                oldest=oldest,
                given_up=await health.given_up(conn, guild_id, now - GIVEN_UP_SINCE),
                last_digest=await health.last_sent(conn, channel, "digest_post") if channel else None,
                next_digest=plan.next.at if plan else None,
                database_bytes=await health.size(conn),
                version=self._version,
            )
