"""What happens to servers without anybody's command: the bot is removed or comes back, a channel or role is deleted, old data goes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.clock import Clock
from bot.delivery import notices
from bot.delivery.publisher import Refusal
from bot.errors import UserError
from bot.models.posts import PlaceLost
from bot.models.routing import Place
from bot.models.servers import AuditLine, Server
from bot.servers.service import REVIVE, ServerService
from bot.storage import audit, deliveries, feeds, follows, routes, servers
from bot.storage.database import Database

log = logging.getLogger(__name__)

KEPT = timedelta(days=30)  # everything of a server, after the bot was removed from it


class Upkeep:
    """Keeps what is stored of servers in step with what is so in Discord. Methods may raise StorageBusy."""

    def __init__(self, *, db: Database, clock: Clock, server_service: ServerService, wake: Callable[[], None]) -> None:
        self._db, self._clock, self._servers, self._wake = db, clock, server_service, wake

    async def present(self, guild_ids: Collection[int]) -> None:
        """Connected: the bot is in these servers, and in no other. One that is unavailable for the moment is among them."""
        async with self._db.reading() as conn:
            known = await servers.all_servers(conn)
        for server in known:
            if server.guild_id not in guild_ids and server.left_at is None:
                await self._servers.left(server.guild_id)
            elif server.guild_id in guild_ids and server.left_at is not None:
                await self._servers.joined(server.guild_id)

    async def places(self, guild_id: int) -> dict[int, int]:
        """Channel -> number of the route that stories go there by, 0 for the news channel; none for an unknown server."""
        async with self._db.reading() as conn:
            server = await servers.get(conn, guild_id)
            if server is None or not server.ready:
                return {}
            rules = (await routes.rules_for(conn, [server]))[guild_id]
        found = {route.place.channel_id: route.id for route in rules.routes if route.gone_at is None}
        return found | ({server.news_channel_id: 0} if server.news_channel_id is not None else {})

    async def channel_deleted(self, guild_id: int, channel_id: int) -> None:
        """Ask the moderators once for another place, if stories went there."""
        async with self._db.transaction() as conn:
            server = await servers.get(conn, guild_id)
            if server is not None:
                await notices.place_lost(conn, server, channel_id, now=self._clock.now())
        self._wake()

    async def closed(self, guild_id: int, channel_ids: Collection[int], *, cause: int) -> None:
        """The bot may no longer post in these channels since the role `cause` was deleted: ask the moderators once."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await servers.get(conn, guild_id)
            if server is None:
                return
            rules = (await routes.rules_for(conn, [server]))[guild_id]
            for route in rules.routes:
                if route.gone_at is None and route.place.channel_id in channel_ids:
                    note = PlaceLost(
                        route.place.channel_id, Refusal.NO_PERMISSION.value, route.id, route.kind, route.subject
                    )
                    await notices.to_moderators(conn, [server], note, key=f"closed:{cause}:{route.id}", now=now)
            if server.news_channel_id in channel_ids:
                note = PlaceLost(server.news_channel_id or 0, Refusal.NO_PERMISSION.value)
                await notices.to_moderators(conn, [server], note, key=f"closed:{cause}:0", now=now)
        self._wake()

    async def lost(self, guild_id: int, delivery_id: str) -> PlaceLost:
        """What a notice asked for. Raises UserError: "post_unknown"."""
        async with self._db.reading() as conn:
            delivery = await deliveries.get(conn, delivery_id)
        if delivery is None or delivery.guild_id != guild_id or not isinstance(delivery.post, PlaceLost):
            raise UserError("post_unknown")
        return delivery.post

    async def repair(self, guild_id: int, *, actor_id: int, route: int, place: Place) -> Server:
        """Let the route's stories (0: all others) go there from now on, with what was given up in the last 24 hours.

        Raises UserError: "not_set_up", "repaired_already" for a route that is no more, "wrong_place_kind" for news into a forum.
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await servers.get(conn, guild_id)
            if server is None or not server.ready:
                raise UserError("not_set_up")
            lost: int | None = server.news_channel_id
            if route == 0:
                if place.forum:
                    raise UserError("wrong_place_kind", channel=str(place.channel_id))
                server = replace(server, news_channel_id=place.channel_id)
                await servers.save(conn, server)
            else:
                rules = (await routes.rules_for(conn, [server]))[guild_id]
                lost = next((each.place.channel_id for each in rules.routes if each.id == route), None)
                if not await routes.move_route(conn, guild_id, route, place):
                    raise UserError("repaired_already")
            if lost is not None:
                await deliveries.redirect(conn, guild_id, origin=lost, place=place)
            await deliveries.revive(conn, guild_id, since=now - REVIVE, now=now, place=place, lost=lost)
            detail = f"{'news' if route == 0 else f'route {route}'} to {place.channel_id}"
            await audit.add(conn, AuditLine(now, guild_id, actor_id, "repair", detail))
        self._wake()
        return server

    async def forget_left(self) -> None:
        """Delete all of the servers left more than 30 days ago, each in a transaction of its own."""
        async with self._db.reading() as conn:
            gone: Sequence[int] = await servers.left_before(conn, self._clock.now() - KEPT)
        for guild_id in gone:
            async with self._db.transaction() as conn:
                followed = [follow.feed.id for follow in await follows.of_server(conn, guild_id)]
                await servers.forget(conn, guild_id)
                await follows.rest(conn, followed)
                await feeds.drop_secret(conn, followed)
            log.info("server %s was left %d days ago: all of it is deleted", guild_id, KEPT.days)
