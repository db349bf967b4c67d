"""What a server's moderators choose: channels, zone, pause. Each change is audited in the transaction that makes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.announcements.localtime import zones_known
from bot.clock import Clock
from bot.delivery import notices
from bot.delivery.ids import new_id
from bot.delivery.planner import Planner
from bot.errors import UserError
from bot.models.posts import Delivery, SetupProof, StoryPost
from bot.models.routing import Place
from bot.models.servers import AuditLine, Server
from bot.servers.differences import differences
from bot.servers.quiet_hours import hold_anew
from bot.storage import audit, deliveries, feeds, follows, servers, story_posts
from bot.storage.database import Connection, Database

REVIVE = timedelta(hours=24)  # what was given up so recently is posted after all once a channel works again
FEW = 3  # more stories than that waiting at a resume become one message


class ServerService:
    """Reads and changes servers' rows. All methods may raise StorageBusy."""

    def __init__(
        self, *, db: Database, planner: Planner, clock: Clock, hourly_cap: int, wake: Callable[[], None]
    ) -> None:
        self._db, self._planner, self._clock = db, planner, clock
        self._hourly_cap, self._wake = hourly_cap, wake

    async def get(self, guild_id: int) -> Server | None:
        """The server's row, None before its first set-up."""
        async with self._db.reading() as conn:
            return await servers.get(conn, guild_id)

    async def set_up(
        self, guild_id: int, *, actor_id: int, news_channel_id: int, mod_channel_id: int, zone: str
    ) -> Server:
        """Choose channels and zone and post a proof into both channels; again at any time.

        The first time the server follows every feed that is on by default, and sees stories from this moment on. Later it
        also gets what had been given up within the last 24 hours because its channel or a permission was gone.
        Raises UserError("unknown_zone").
        """
        if zone not in zones_known():
            raise UserError("unknown_zone", zone=zone)
        now = self._clock.now()
        async with self._db.transaction() as conn:
            before = await servers.get(conn, guild_id)
            base = before or Server(guild_id, hourly_cap=self._hourly_cap)
            server = replace(
                base,
                news_channel_id=news_channel_id,
                mod_channel_id=mod_channel_id,
                zone=zone,
                setup_at=base.setup_at or now,
                left_at=None,
            )
            await servers.save(conn, server)
            await hold_anew(conn, server, now=now)
            if before is None or before.setup_at is None:
                listed = await feeds.listed(conn)
                await feeds.follow(conn, guild_id, listed)
                await follows.wake(conn, listed, now)
            if before is not None and before.news_channel_id not in (None, news_channel_id):
                origin = before.news_channel_id or 0
                await deliveries.redirect(conn, guild_id, origin=origin, place=Place(news_channel_id))
            await deliveries.revive(conn, guild_id, since=now - REVIVE, now=now, place=Place(news_channel_id))
            await self._prove(conn, server)
            detail = f"news {news_channel_id}, {mod_channel_id}, {zone}"
            await audit.add(conn, AuditLine(now, guild_id, actor_id, "setup", detail, *differences(before, server)))
        self._wake()
        return server

    async def pause(self, guild_id: int, *, actor_id: int) -> Server:
        """Stop all posting at once; what is due waits. Raises UserError("not_set_up")."""
        async with self._db.transaction() as conn:
            server = replace(await self._ready(conn, guild_id), paused=True)
            await servers.save(conn, server)
            await self._note(conn, server, actor_id, "pause", "")
        return server

    async def resume(self, guild_id: int, *, actor_id: int) -> Server:
        """Post again. More than a few stories that waited become one message, so that nothing floods."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = replace(await self._ready(conn, guild_id), paused=False)
            await servers.save(conn, server)
            waiting = await deliveries.pending_of_kind(conn, guild_id, "story_post")
            # What was tried may be in the channel already: it is looked for and not told again in a fold.
            waiting = [delivery for delivery in waiting if delivery.first_tried_at is None]
            if len(waiting) > FEW:
                await self._fold(conn, server, waiting, now)
            await self._note(conn, server, actor_id, "resume", f"{len(waiting)} stories waited")
        self._wake()
        return server

    async def _fold(self, conn: Connection, server: Server, waiting: Sequence[Delivery], now: datetime) -> None:
        """Make one message a place of the stories that wait."""
        await deliveries.cancel(conn, [delivery.id for delivery in waiting])
        by_place: dict[Place, list[StoryPost]] = {}
        for delivery in waiting:
            if isinstance(delivery.post, StoryPost):
                by_place.setdefault(Place(delivery.channel_id, delivery.forum), []).append(delivery.post)
        for place, posts in by_place.items():
            await story_posts.forget(conn, server.guild_id, [post.story_id for post in posts])
            await self._planner.fold(conn, server, posts, place, now)

    async def joined(self, guild_id: int) -> None:
        """The bot is in this server (again): what was kept of it counts again. What was news meanwhile is not posted."""
        async with self._db.reading() as conn:
            server = await servers.get(conn, guild_id)
        if server is not None and server.left_at is not None:
            async with self._db.transaction() as conn:
                await servers.save(conn, replace(server, left_at=None))
                await deliveries.withdraw_news(conn, guild_id)
            self._wake()

    async def left(self, guild_id: int) -> None:
        """The bot was removed: nothing is sent there any more, and all is kept for a while."""
        async with self._db.transaction() as conn:
            server = await servers.get(conn, guild_id)
            if server is not None and server.left_at is None:
                await servers.save(conn, replace(server, left_at=self._clock.now()))

    async def _ready(self, conn: Connection, guild_id: int) -> Server:
        server = await servers.get(conn, guild_id)
        if server is None or not server.ready:
            raise UserError("not_set_up")
        return server

    async def _prove(self, conn: Connection, server: Server) -> None:
        now = self._clock.now()
        count = len(await feeds.of_server(conn, server.guild_id))
        # One proof a choice of channels: pressing twice, or twice at once, posts once.
        key = (
            f"setup:{server.guild_id}:{server.news_channel_id}:{server.mod_channel_id}:{server.zone}:{now:%Y-%m-%dT%H}"
        )
        if server.news_channel_id is not None:
            proof = SetupProof(moderators=False, feeds=count, zone=server.zone)
            delivery = Delivery(
                id=new_id(),
                guild_id=server.guild_id,
                channel_id=server.news_channel_id,
                post=proof,
                due_at=now,
                key=f"{key}:news",
            )
            await deliveries.add(conn, delivery, now)
        proof = SetupProof(moderators=True, feeds=count, zone=server.zone)
        await notices.to_moderators(conn, [server], proof, key=f"{key}:moderators", now=now)

    async def _note(self, conn: Connection, server: Server, actor_id: int, action: str, detail: str) -> None:
        await audit.add(conn, AuditLine(self._clock.now(), server.guild_id, actor_id, action, detail))
