"""A server as the planner posts to it: its rules, the feeds it follows, where its stories go and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.delivery.quiet import quiet_until
from bot.models.routing import Place, Rules
from bot.models.servers import Server
from bot.storage import feeds, routes
from bot.storage.database import Connection


@dataclass(frozen=True, slots=True)
class Audience:
    """A server with what decides its posts: its rules, and the feeds it follows."""

    server: Server
    rules: Rules
    followed: frozenset[int]

    @property
    def home(self) -> Place:
        """Where stories go that no route takes."""
        assert self.server.news_channel_id is not None  # noqa: S101 - Server.ready says so
        return Place(self.server.news_channel_id)


async def audience_of(conn: Connection, server: Server) -> Audience:
    """One server's."""
    followed = await feeds.followed_by(conn, [server.guild_id])
    rules = await routes.rules_for(conn, [server])
    return Audience(server, rules[server.guild_id], followed.get(server.guild_id, frozenset()))


def due(server: Server, now: datetime) -> datetime:
    """When news of now is posted: at once, or at the end of the server's quiet hours."""
    return quiet_until(server, now) or now
