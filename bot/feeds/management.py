"""What moderators do with feeds: add, let rest, drop, import, export. Feeds are shared by all servers; each follows those it chose.

add: an address -> fetch -> parse, or try the feeds that a page names -> stored as a first sight: nothing of it is posted
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from bot.clock import Clock
from bot.errors import UserError
from bot.feeds import opml, schedule
from bot.feeds.addresses import feed_address, host_shown, looks_private
from bot.feeds.finding import FeedFinder, Found
from bot.feeds.health import is_well, words
from bot.feeds.schedule import FeedEvent
from bot.models.feed_desk import Export, FeedLine, FoundFeed, Imported
from bot.models.feeds import Feed, FeedState, ParsedFeed
from bot.models.servers import AuditLine
from bot.news.outlets import OutletNames
from bot.storage import audit, entries, feeds, follows, servers
from bot.storage.database import Connection, Database

MOST_FEEDS = 200  # that one server follows
SPREAD = 600.0  # seconds over which imported feeds are first polled
PUT_OFF = timedelta(hours=1)  # should the bot be killed while a feed is added, it is polled then


class Takes(Protocol):
    """What is needed of `intake.Intake`."""

    async def take(
        self, feed: Feed, parsed: ParsedFeed, *, first: bool, now: datetime, events: Sequence[FeedEvent]
    ) -> int:
        """Store a parsed feed; the number of new entries."""
        ...


class FeedManagement:
    """Changes which feeds a server follows; each change is audited in its transaction. Methods may raise StorageBusy."""

    def __init__(self, *, db: Database, finder: FeedFinder, intake: Takes, clock: Clock, outlets: OutletNames) -> None:
        self._db, self._finder, self._intake, self._clock, self._outlets = db, finder, intake, clock, outlets
        self._one_at_a_time = asyncio.Lock()

    async def add(self, guild_id: int, *, actor_id: int, address: str, private: bool = False) -> FoundFeed:
        """Follow the feed at an address, or the one that the page there names; read it now unless it is read already.

        Raises UserError: "not_set_up", "bad_address", "too_many_feeds", "feed_unreadable" (with its reason), "no_feed_found",
        "host_asked_to_wait".
        """
        url = feed_address(address)
        async with self._db.reading() as conn:
            await self._may_add(conn, guild_id)
            known = await feeds.by_url(conn, url)
        if known is not None and _is_read(known):
            return await self._follow(guild_id, known, actor_id, private=private)
        async with self._one_at_a_time:
            found = await self._finder.find(url)
            async with self._db.reading() as conn:
                known = await feeds.by_url(conn, found.url)
            if known is None or not _is_read(known):
                known = await self._take(guild_id, found, actor_id, private=private)
                return await self._found(known, elsewhere=found.elsewhere)
        return await self._follow(guild_id, known, actor_id, private=private, elsewhere=found.elsewhere)

    async def pause(self, guild_id: int, *, actor_id: int, feed_id: int) -> str:
        """Follow it no more for now; its name. Raises UserError: "unknown_feed", "feed_paused_already"."""
        async with self._db.transaction() as conn:
            follow = await self._follow_of(conn, guild_id, feed_id)
            if not await follows.pause(conn, guild_id, feed_id):
                raise UserError("feed_paused_already", feed=self.name(follow.feed))
            await follows.rest(conn, [feed_id])
            await self._note(conn, guild_id, actor_id, "feed pause", follow.feed)
        return self.name(follow.feed)

    async def resume(self, guild_id: int, *, actor_id: int, feed_id: int) -> str:
        """Follow it again, from now on; its name. Raises UserError: "unknown_feed", "feed_not_paused"."""
        async with self._db.transaction() as conn:
            follow = await self._follow_of(conn, guild_id, feed_id)
            if not await follows.resume(conn, guild_id, feed_id) and follow.feed.state is FeedState.ACTIVE:
                raise UserError("feed_not_paused", feed=self.name(follow.feed))
            await follows.wake(conn, [feed_id], self._clock.now())
            await self._note(conn, guild_id, actor_id, "feed resume", follow.feed)
        return self.name(follow.feed)

    async def remove(self, guild_id: int, *, actor_id: int, feed_id: int) -> str:
        """Follow it no more; its name. What it brought is kept, but this server no longer sees it; of a private feed that nobody
        else follows nothing is kept. Raises UserError("unknown_feed").
        """
        async with self._db.transaction() as conn:
            follow = await self._follow_of(conn, guild_id, feed_id)
            await follows.unfollow(conn, guild_id, feed_id)
            await follows.rest(conn, [feed_id])
            await feeds.drop_secret(conn, [feed_id])
            await self._note(conn, guild_id, actor_id, "feed remove", follow.feed)
        return self.name(follow.feed)

    async def lines(self, guild_id: int) -> tuple[FeedLine, ...]:
        """All feeds this server follows, by name."""
        now = self._clock.now()
        async with self._db.reading() as conn:
            followed = await follows.of_server(conn, guild_id)
        lines = [
            FeedLine(
                id=follow.feed.id,
                name=self.name(follow.feed),
                host=host_shown(follow.feed.url),
                words=words(follow.feed, now),
                ok=is_well(follow.feed, now) and not follow.paused,
                paused=follow.paused,
                private=follow.feed.private,
            )
            for follow in followed
        ]
        return tuple(sorted(lines, key=lambda line: (line.name.casefold(), line.id)))

    async def export(self, guild_id: int, *, actor_id: int) -> Export:
        """The feeds as an OPML file; private addresses stay out of it. Raises UserError("no_feeds")."""
        async with self._db.transaction() as conn:
            followed = [follow.feed for follow in await follows.of_server(conn, guild_id)]
            public = [feed for feed in followed if not feed.private]
            if not public:
                raise UserError("no_feeds")
            await audit.add(
                conn, AuditLine(self._clock.now(), guild_id, actor_id, "feed export", f"{len(public)} feeds")
            )
        listed = [opml.Outline(feed.url, self.name(feed)) for feed in public]
        return Export(opml.write("Picketwire", listed), len(public), len(followed) - len(public))

    async def import_list(self, guild_id: int, *, actor_id: int, data: bytes) -> Imported:
        """Follow the feeds of an OPML file; they are read one after the other in the next minutes, and nothing of it is posted.

        Raises UserError: "not_set_up", and "opml_too_large", "opml_too_many", "opml_not_opml", "opml_empty".
        """
        try:
            outlines = opml.read(data)
        except opml.BadOpml as refused:
            raise UserError(f"opml_{refused.reason}", most=opml.MOST_FEEDS) from None
        async with self._db.transaction() as conn:
            await self._may_add(conn, guild_id, full=True)
            had = {follow.feed.url for follow in await follows.of_server(conn, guild_id)}
            room, addresses = MOST_FEEDS - len(had), _addresses(outlines)
            new = {url: title for url, title in addresses.items() if url not in had}
            taken = list(new.items())[:room]
            for url, title in taken:
                await self._know(conn, guild_id, url, title)
            detail = f"{len(taken)} of {len(outlines)} feeds"
            await audit.add(conn, AuditLine(self._clock.now(), guild_id, actor_id, "feed import", detail))
        return Imported(
            added=len(taken),
            known=len(addresses) - len(new),
            refused=len(outlines) - len(addresses),
            over=len(new) - len(taken),
        )

    def name(self, feed: Feed) -> str:
        """What people call the feed."""
        outlet = self._outlets.by_key.get(feed.outlet or "")
        return outlet.name if outlet else feed.title or host_shown(feed.url)

    async def _know(self, conn: Connection, guild_id: int, url: str, title: str) -> None:
        due = self._clock.now() + timedelta(seconds=schedule.share(url) * SPREAD)
        outlet = self._outlets.at(url)
        feed = await feeds.add(
            conn,
            url,
            title=title[:200],
            outlet=outlet.key if outlet else None,
            private=looks_private(url),
            next_check_at=due,
        )
        await feeds.follow(conn, guild_id, [feed.id])
        await follows.wake(conn, [feed.id], due)

    async def _take(self, guild_id: int, found: Found, actor_id: int, *, private: bool) -> Feed:
        """Store the feed and what it brought, as a first sight."""
        now, outlet = self._clock.now(), self._outlets.at(found.url)
        async with self._db.transaction() as conn:
            feed = await feeds.add(
                conn,
                found.url,
                title=found.parsed.title,
                outlet=outlet.key if outlet else None,
                private=private or looks_private(found.url),
                next_check_at=now + PUT_OFF,
            )
            await follows.wake(conn, [feed.id], now + PUT_OFF)
            await self._note(conn, guild_id, actor_id, "feed add", feed)
            await self._start(conn, guild_id, feed.id)
            feed = await feeds.by_id(conn, feed.id) or feed
        times = [entry.published for entry in found.parsed.entries if entry.published]
        after, _ = schedule.read(feed, found.fetched, found.parsed, times=times, now=now, chance=0.5)
        await self._intake.take(after, found.parsed, first=True, now=now, events=())
        return after

    async def _follow(
        self, guild_id: int, feed: Feed, actor_id: int, *, private: bool, elsewhere: bool = False
    ) -> FoundFeed:
        async with self._db.transaction() as conn:
            already = feed.id in {follow.feed.id for follow in await follows.of_server(conn, guild_id)}
            if private and not feed.private:
                feed = await feeds.add(
                    conn, feed.url, title="", outlet=None, private=True, next_check_at=feed.next_check_at
                )
            await self._start(conn, guild_id, feed.id)
            await self._note(conn, guild_id, actor_id, "feed add", feed)
        return await self._found(feed, already=already, elsewhere=elsewhere)

    async def _start(self, conn: Connection, guild_id: int, feed_id: int) -> None:
        """Follow the feed, also one that rested."""
        if not await follows.resume(conn, guild_id, feed_id):
            await feeds.follow(conn, guild_id, [feed_id])

    async def _found(self, feed: Feed, *, already: bool = False, elsewhere: bool = False) -> FoundFeed:
        async with self._db.reading() as conn:
            items, relevant = await entries.count_of_feed(conn, feed.id)
        return FoundFeed(
            id=feed.id,
            name=self.name(feed),
            host=host_shown(feed.url),
            items=items,
            relevant=relevant,
            private=feed.private,
            already=already,
            elsewhere=elsewhere,
        )

    async def _may_add(self, conn: Connection, guild_id: int, *, full: bool = False) -> None:
        server = await servers.get(conn, guild_id)
        if server is None or not server.ready:
            raise UserError("not_set_up")
        if not full and len(await follows.of_server(conn, guild_id)) >= MOST_FEEDS:
            raise UserError("too_many_feeds", most=MOST_FEEDS)

    async def _follow_of(self, conn: Connection, guild_id: int, feed_id: int) -> follows.Follow:
        for follow in await follows.of_server(conn, guild_id):
            if follow.feed.id == feed_id:
                return follow
        raise UserError("unknown_feed", feed=str(feed_id))

    async def _note(self, conn: Connection, guild_id: int, actor_id: int, action: str, feed: Feed) -> None:
        """The trail names the feed and its host, never the address."""
        detail = f"{self.name(feed)} ({host_shown(feed.url)})"
        await audit.add(conn, AuditLine(self._clock.now(), guild_id, actor_id, action, detail))


def _is_read(feed: Feed) -> bool:
    return feed.state is FeedState.ACTIVE and feed.first_polled_at is not None


def _addresses(outlines: Sequence[opml.Outline]) -> dict[str, str]:
    """Address -> title of those that are addresses, each once."""
    found: dict[str, str] = {}
    for outline in outlines:
        try:
            url = feed_address(outline.url)
        except UserError:
            continue
        if urlsplit(url).hostname:
            found.setdefault(url, outline.title)
    return found
