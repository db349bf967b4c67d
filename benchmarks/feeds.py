"""What polling costs from the socket to the database, with everything real but the feeds: `python -m benchmarks.feeds`.

A quiet sweep of 1,000 feeds beside plain aiohttp requests to the same addresses, a first sweep of 1,000 feeds of 20
items, and how long the event loop is held while 50 full-content feeds of 50 items arrive at once.
"""

from __future__ import annotations

import asyncio
import gc
import random
import resource
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

import aiohttp

from benchmarks import feed_server
from benchmarks.aims import aimed
from bot.clock import SystemClock
from bot.delivery.planner import Planner
from bot.feeds.fetcher import Fetcher
from bot.feeds.intake import Intake
from bot.feeds.poller import Poller
from bot.feeds.worker import ParserWorker
from bot.models.news import Annotation, Item
from bot.news.annotate import annotate
from bot.storage import feeds
from bot.storage.database import Database
from bot.storage.schema import migrate
from config.files import load_taxonomy

FEEDS, ITEMS = 1_000, 20
FULL_FEEDS, FULL_ITEMS = 50, 50
AT_ONCE = 20
ROUNDS = 3


class SetClock(SystemClock):
    """`now` is moved on by hand; the rest is real."""

    def __init__(self) -> None:
        self.at = feed_server.NEWEST + timedelta(minutes=5)

    def now(self) -> datetime:
        """See Clock."""
        return self.at


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of this process, of the parser process where one ran, and seconds that passed."""

    cpu: float
    parser_cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Lag:
    """How late a callback due at a random moment was, in milliseconds, and the CPU it all took.

    `own_`: without the time that the kernel kept the loop's thread waiting for a processor.
    """

    p50: float
    p99: float
    longest: float
    own_p99: float
    own_longest: float
    cost: Cost


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run measured."""

    quiet: Cost
    quiet_plain: float  # CPU seconds of the same requests by plain aiohttp
    first: Cost
    first_entries: int
    lag: Lag
    peak_mib: float


class Room:
    """A poller with everything behind it, over a fresh SQLite file."""

    def __init__(self, db: Database, parser: ParserWorker, fetcher: Fetcher) -> None:
        taxonomy = load_taxonomy()
        self.clock, self.db, self.parser = SetClock(), db, parser

        def understand(item: Item) -> Annotation:
            return annotate(item, taxonomy)

        intake = Intake(db=db, planner=Planner(outlets={}), annotate=understand, outlets={}, wake=lambda: None)
        self.poller = Poller(db=db, fetcher=fetcher, parser=parser, intake=intake, clock=self.clock)

    async def add(self, urls: list[str]) -> None:
        """Add feeds that are due at once."""
        async with self.db.transaction() as conn:
            await feeds.ensure(conn, [(url, url, None) for url in urls], self.clock.now())

    async def sweep(self, count: int) -> Cost:
        """Poll until all have been polled; what that took."""
        done = self._polls() + count
        cpu, parser_cpu, wall = time.process_time(), self._parser_cpu(), time.monotonic()
        while self._polls() < done:
            await self.poller.tick()
            await asyncio.sleep(0.01)
        await self.poller.idle()
        return Cost(time.process_time() - cpu, self._parser_cpu() - parser_cpu, time.monotonic() - wall)

    def _polls(self) -> int:
        counts = self.poller.counts
        assert not counts.failed and not counts.put_off, counts  # noqa: PT018 - either spoils the figures
        return counts.not_modified + counts.same_body + counts.parsed

    def _parser_cpu(self) -> float:
        pid = self.parser.pid
        if pid is None:
            return 0.0
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100


@asynccontextmanager
async def opened() -> AsyncIterator[Room]:
    """A room, tidied up afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/picketwire.db"
        await migrate(url, keep_copy=None)
        db, parser, fetcher = await Database.open(url), ParserWorker(), Fetcher(user_agent="bench", allow_loopback=True)
        await parser.start()
        room = Room(db, parser, fetcher)
        gc.collect()
        gc.freeze()  # as bot/app.py does once everything is built
        yield room
        gc.unfreeze()
        await room.poller.close()
        await fetcher.close()
        await parser.close()
        await db.close()


def addresses(port: int, path: str, count: int, *, from_host: int = 0) -> list[str]:
    """Each feed on a host of its own."""
    return [f"http://{feed_server.host(from_host + n)}:{port}/{path.format(n)}" for n in range(count)]


async def quiet_sweep(port: int) -> Cost:
    """Poll feeds that all answer 304."""
    async with opened() as room:
        await room.add(addresses(port, "quiet/{}", FEEDS))
        await room.sweep(FEEDS)
        costs = []
        for _ in range(ROUNDS):
            room.clock.at += timedelta(hours=2)
            await asyncio.sleep(1)  # real politeness: a second between two starts on one host
            costs.append(await room.sweep(FEEDS))
        return sorted(costs, key=lambda cost: cost.cpu)[ROUNDS // 2]


async def plain_sweep(port: int) -> float:
    """The yardstick: the same requests, 20 at a time, over connections kept likewise, with nothing round them."""
    taken = []
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, headers={"If-None-Match": '"1"'}) as session:

        async def ask(urls: Iterator[str]) -> None:
            for url in urls:
                async with session.get(url) as answer:
                    assert answer.status == 304

        for _ in range(ROUNDS + 1):
            urls = iter(addresses(port, "quiet/{}", FEEDS))
            started = time.process_time()
            await asyncio.gather(*(ask(urls) for _ in range(AT_ONCE)))
            taken.append(time.process_time() - started)
    return median(taken[1:])


async def first_sweep(port: int) -> tuple[Cost, int]:
    """Poll feeds never seen before: fetch, parse, understand, store."""
    async with opened() as room:
        await room.add(addresses(port, f"items/{{}}/{ITEMS}", FEEDS))
        cost = await room.sweep(FEEDS)
        async with room.db.reading() as conn:
            stored = len(await feeds.recent_gaps(conn, 1, n=1000))
        return cost, stored * FEEDS


async def loop_lag(port: int) -> Lag:
    """Watch the loop while full-content feeds arrive at once."""
    async with opened() as room:
        await room.add(addresses(port, "items/{}/1", 20, from_host=5000))
        await room.sweep(20)  # code is loaded, connections made
        late: list[float] = []
        own: list[float] = []

        async def watch() -> None:
            loop = asyncio.get_running_loop()
            while True:
                due, waited = loop.time() + random.uniform(0.0005, 0.004), waited_ms()
                await asyncio.sleep(due - loop.time())
                late.append((loop.time() - due) * 1000)
                own.append(max(0.0, late[-1] - (waited_ms() - waited)))

        await room.add(addresses(port, f"full/{{}}/{FULL_ITEMS}", FULL_FEEDS))
        watching = asyncio.create_task(watch())
        cost = await room.sweep(FULL_FEEDS)
        watching.cancel()
        late.sort()
        own.sort()
        last = int(len(late) * 0.99)
        return Lag(late[len(late) // 2], late[last], late[-1], own[last], own[-1], cost)


def waited_ms() -> float:
    """How long this process's main thread was ready to run but had no processor, as Linux counts it."""
    return int(Path("/proc/self/schedstat").read_text(encoding="ascii").split()[1]) / 1e6


async def measure() -> Figures:
    """All of it, in one process."""
    with feed_server.running() as port:
        quiet_plain = await plain_sweep(port)
        quiet = await quiet_sweep(port)
        first, entries = await first_sweep(port)
        lag = await loop_lag(port)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Figures(quiet, quiet_plain, first, entries, lag, peak)


def lines(figures: Figures) -> list[str]:
    """The figures in words."""
    quiet, first, lag = figures.quiet, figures.first, figures.lag
    return [
        (
            f"quiet sweep of {FEEDS:,} feeds: CPU {aimed(quiet.cpu, 0.15, 's')}, {quiet.wall:.1f} s passed; "
            f"{quiet.cpu / figures.quiet_plain:.1f} times plain aiohttp ({figures.quiet_plain:.2f} s)"
        ),
        (
            f"first sweep of {FEEDS:,} feeds x {ITEMS} items: CPU {aimed(first.cpu + first.parser_cpu, 10, 's')}, "
            f"{first.parser_cpu:.1f} s of it in the parser; {first.wall:.1f} s passed; {figures.first_entries:,} entries stored"
        ),
        (
            f"{FULL_FEEDS} full-content feeds of {FULL_ITEMS} items at once: event loop late by {lag.p50:.1f} ms (p50), p99 "
            f"{aimed(lag.p99, 20, 'ms')}, longest {aimed(lag.longest, 50, 'ms')}; {lag.cost.cpu:.1f} s of CPU"
        ),
        (
            f"of that without the loop's waiting for a processor, which others' and its own processes keep busy: "
            f"p99 {lag.own_p99:.1f} ms, longest {lag.own_longest:.1f} ms"
        ),
        f"peak memory of this process: {figures.peak_mib:.0f} MiB",
    ]


def main() -> None:
    """Measure and print."""
    for line in lines(asyncio.run(measure())):
        print(line)


if __name__ == "__main__":
    main()
