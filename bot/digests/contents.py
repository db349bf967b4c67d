"""The stories of a digest as its server is to read them: by its own choices of what is posted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime

from bot.delivery.composer import compose
from bot.delivery.routing import postable
from bot.models.news import Story
from bot.models.posts import DateLine, StoryPost
from bot.models.registry import Outlet
from bot.models.servers import Server
from bot.storage import routes
from bot.storage.database import Connection

# The next bargaining dates of a server (guild id) after a moment, the earliest first.
Upcoming = Callable[[Connection, int, datetime], Awaitable[Sequence[DateLine]]]


async def no_dates(_conn: Connection, _guild_id: int, _now: datetime) -> Sequence[DateLine]:
    """No dates are kept."""
    return ()


async def posts_of(
    conn: Connection, server: Server, told: Iterable[Story], outlets: Mapping[str, Outlet]
) -> list[StoryPost]:
    """Those of the stories that the server posts, from the tellings that it shows."""
    rules = (await routes.rules_for(conn, [server]))[server.guild_id]
    kept = [postable(story, rules, outlets) for story in told]
    return [compose(story, outlets, free_lead=rules.hide_paywalled) for story in kept if story is not None]
