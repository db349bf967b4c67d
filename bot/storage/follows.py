"""Which feeds each server follows, which of them rest for now, and with that which feeds are polled at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.models.feeds import Feed, FeedState
from bot.storage.database import Connection, insert
from bot.storage.feeds import feed_of
from bot.storage.tables import feeds, paused_feeds, server_feeds


@dataclass(frozen=True, slots=True)
class Follow:
    """A feed as one server follows it. `paused`: not for now, so nothing of it is seen or posted there."""

    feed: Feed
    paused: bool


async def of_server(conn: Connection, guild_id: int) -> list[Follow]:
    """All feeds a server follows, paused ones too, by title."""
    found = []
    for table, paused in ((server_feeds, False), (paused_feeds, True)):
        query = sa.select(feeds).join(table, table.c.feed_id == feeds.c.id)
        query = query.where(table.c.guild_id == guild_id, feeds.c.guild_id.is_(None))
        found += [Follow(feed_of(row), paused) for row in await conn.execute(query)]
    return sorted(found, key=lambda follow: (follow.feed.title.casefold(), follow.feed.id))


async def pause(conn: Connection, guild_id: int, feed_id: int) -> bool:
    """Let it rest; False where the server does not follow it, or has paused it already."""
    return await _shift(conn, guild_id, feed_id, server_feeds, paused_feeds)


async def resume(conn: Connection, guild_id: int, feed_id: int) -> bool:
    """Follow it again; False where it was not paused."""
    return await _shift(conn, guild_id, feed_id, paused_feeds, server_feeds)


async def unfollow(conn: Connection, guild_id: int, feed_id: int) -> bool:
    """Follow it no more; False where the server did not. What it brought stays stored."""
    removed = [await _take(conn, guild_id, feed_id, table) for table in (server_feeds, paused_feeds)]
    return any(removed)


async def wake(conn: Connection, feed_ids: Iterable[int], now: datetime) -> None:
    """Poll those of the feeds that are not polled now. The next poll counts as a first sight, which announces nothing."""
    asleep = sa.update(feeds).where(feeds.c.id.in_(list(feed_ids)), feeds.c.state != FeedState.ACTIVE.value)
    fresh = {"failures": 0, "failing_since": None, "problem": None, "problem_detail": "", "noticed_at": None}
    await conn.execute(
        asleep.values(state=FeedState.ACTIVE.value, next_check_at=now, first_polled_at=None, gone_since=None, **fresh)
    )


async def rest(conn: Connection, feed_ids: Iterable[int]) -> None:
    """Poll those of the feeds no more that no server follows now; their entries stay."""
    followed = sa.exists().where(server_feeds.c.feed_id == feeds.c.id)
    idle = sa.update(feeds).where(feeds.c.id.in_(list(feed_ids)), feeds.c.state == FeedState.ACTIVE.value, ~followed)
    await conn.execute(idle.values(state=FeedState.PAUSED.value))


async def _shift(conn: Connection, guild_id: int, feed_id: int, origin: sa.Table, target: sa.Table) -> bool:
    if not await _take(conn, guild_id, feed_id, origin):
        return False
    new = insert(target, conn.dialect.name).values(guild_id=guild_id, feed_id=feed_id)
    await conn.execute(new.on_conflict_do_nothing())
    return True


async def _take(conn: Connection, guild_id: int, feed_id: int, table: sa.Table) -> bool:
    mine = sa.delete(table).where(table.c.guild_id == guild_id, table.c.feed_id == feed_id)
    return (await conn.execute(mine)).rowcount == 1
