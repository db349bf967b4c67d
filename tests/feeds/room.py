"""A poller with all it needs for tests: real sockets, a real database, an intake that only remembers."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.clock import SystemClock
from bot.errors import StorageBusy
from bot.feeds.fetcher import Fetcher, FetchLimits
from bot.feeds.parser import parse
from bot.feeds.poller import Poller
from bot.feeds.turns import PollLimits
from bot.storage import feeds as feed_rows

START = datetime(2023, 8, 11, 12, 0, tzinfo=UTC)
QUICK = PollLimits(host_gap=0.0, settle_after=0.0, grace=0.05)


class SetClock(SystemClock):
    """`now` is set by the test; the rest is real."""

    def __init__(self):
        self.at = START

    def now(self):
        return self.at


class Inline:
    """Parses in this process: the tests of the worker are elsewhere."""

    async def parse(self, body, content_type, url):
        return parse(body, content_type, url)


class Shelf:
    """An intake that saves feeds and remembers what it was given; `busy` makes it refuse."""

    def __init__(self, db):
        self.db, self.taken, self.settled, self.events, self.busy = db, [], [], [], False

    async def take(self, feed, parsed, *, first, now, events):  # noqa: ARG002
        if self.busy:
            raise StorageBusy("locked")
        async with self.db.transaction() as conn:
            await feed_rows.save(conn, feed)
        self.taken.append((feed, parsed, first))
        self.events += events
        return len(parsed.entries)

    async def settle(self, polled, *, now):  # noqa: ARG002
        if self.busy:
            raise StorageBusy("locked")
        async with self.db.transaction() as conn:
            for feed, _ in polled:
                await feed_rows.save(conn, feed)
        self.settled.append([feed for feed, _ in polled])
        self.events += [event for _, events in polled for event in events]


class Room:
    """A poller with all it needs."""

    def __init__(self, db, server, limits=QUICK):
        self.db, self.server, self.clock, self.shelf = db, server, SetClock(), Shelf(db)
        self.fetcher = Fetcher(user_agent="x", allow_loopback=True, limits=FetchLimits(total=10.0))
        self.poller = Poller(
            db=db,
            fetcher=self.fetcher,
            parser=Inline(),
            intake=self.shelf,
            clock=self.clock,
            limits=limits,
            chance=lambda: 0.5,
        )

    async def add(self, *urls):
        async with self.db.transaction() as conn:
            await feed_rows.ensure(conn, [(url, "", None) for url in urls], self.clock.now())

    async def feeds(self):
        async with self.db.reading() as conn:
            return await feed_rows.all_feeds(conn)

    async def feed(self):
        (feed,) = await self.feeds()
        return feed

    async def change(self, **changes):
        feed = replace(await self.feed(), **changes)
        async with self.db.transaction() as conn:
            await feed_rows.save(conn, feed)

    async def tick(self):
        await self.poller.tick()
        await self.poller.idle()

    async def due_again(self):
        self.clock.at = max(feed.next_check_at for feed in await self.feeds())
        await self.tick()
        return await self.feeds()
