"""Polls due feeds: takes turns, runs each poll as a task of its own, hands what came to the intake. The rules are elsewhere.

    tick -> due feeds (database) -> turns (per host, in all) -> fetch -> same as before: settle, in batches
                                                                 -> parse in the worker -> intake.take: one transaction

A poll that cannot be saved changes nothing: the feed keeps its validators, so what was read is read again.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.clock import Clock
from bot.errors import StorageBusy
from bot.feeds import schedule
from bot.feeds.health import named
from bot.feeds.identity import keys_of
from bot.feeds.parser import NotAFeed
from bot.feeds.schedule import FeedEvent
from bot.feeds.settling import Polled, Settling
from bot.feeds.turns import PollLimits, Turns, host_of
from bot.log import fields
from bot.models.feeds import Feed, Fetched, ParsedFeed, Validators
from bot.storage import entries as entry_rows
from bot.storage import feeds as feed_rows
from bot.storage.database import Database

log = logging.getLogger(__name__)

_LOOK_AGAIN = 5.0  # seconds after which the waiting list is read anew, so that pauses and removals are seen
_LOOK_LIMIT = 500


class Fetches(Protocol):
    """What the poller needs of `fetcher.Fetcher`."""

    async def fetch(self, url: str, validators: Validators) -> Fetched:
        """One conditional GET; never raises but for CancelledError."""
        ...


class Parses(Protocol):
    """What the poller needs of `worker.ParserWorker`."""

    async def parse(self, body: bytes, content_type: str, url: str) -> ParsedFeed:
        """The parsed document, or NotAFeed."""
        ...


class Intake(Protocol):
    """Where polls end. Both methods raise StorageBusy and then have changed nothing."""

    async def take(
        self, feed: Feed, parsed: ParsedFeed, *, first: bool, now: datetime, events: Sequence[FeedEvent]
    ) -> int:
        """Store what is new of a parsed document and `feed` itself in one transaction; the number of new entries."""
        ...

    async def settle(self, polled: Sequence[tuple[Feed, Sequence[FeedEvent]]], *, now: datetime) -> None:
        """Save the rows of feeds that brought no entries, in one transaction, with the notices that follow."""
        ...


@dataclass(slots=True)
class PollCounts:
    """What polls came to since the start."""

    not_modified: int = 0  # 304
    same_body: int = 0
    parsed: int = 0
    failed: int = 0
    put_off: int = 0  # could not be saved


class Poller:
    """Polls until closed. `tick` is called once a second; `chance` gives numbers in [0, 1) for the jitter."""

    def __init__(
        self,
        *,
        db: Database,
        fetcher: Fetches,
        parser: Parses,
        intake: Intake,
        clock: Clock,
        limits: PollLimits | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._db, self._fetcher, self._parser, self._intake, self._clock = db, fetcher, parser, intake, clock
        self._limits = limits or PollLimits()
        self._chance = chance
        self.counts = PollCounts()
        self._turns = Turns(self._limits)
        self._waiting: dict[int, Feed] = {}
        self._running: dict[int, asyncio.Task[None]] = {}
        self._settling = Settling(self._save, clock, self._limits.settle_after)
        self._saved_since_look: set[int] = set()
        self._not_before: dict[int, float] = {}  # feed -> monotonic time; polls that could not be saved
        self._held: dict[str, datetime] | None = None  # host -> when it may be asked again; None: not read yet
        self._looked_at = float("-inf")
        self._looking = self._closing = self._busy = False

    async def tick(self) -> None:
        """Start the polls that are due and have their turn; returns at once, the polls go on as tasks."""
        if self._closing:
            return
        stale = self._clock.monotonic() - self._looked_at >= _LOOK_AGAIN
        if not self._looking and not self._turns.full and (stale or not self._waiting):
            self._looking = True
            try:
                await self._look()
            except StorageBusy as error:
                self._say_busy(error, "due feeds cannot be read")
            finally:
                self._looking = False
        self._start()

    async def idle(self) -> None:
        """Wait until no poll runs, none that is due waits for its turn among the 20, and all that ended is saved."""
        while self._running:
            await asyncio.wait(self._running.values())
        await self._settling.idle()

    async def close(self) -> None:
        """Let running polls end for a moment, cancel the rest, save what ended. A cancelled poll leaves no trace."""
        self._closing = True
        self._waiting.clear()
        if running := list(self._running.values()):
            _, late = await asyncio.wait(running, timeout=self._limits.grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._settling.close()

    # Taking turns

    async def _look(self) -> None:
        """Read the waiting list. What is saved meanwhile is left out: the rows read may be older than that."""
        self._saved_since_look.clear()
        now, mono = self._clock.now(), self._clock.monotonic()
        self._not_before = {feed_id: until for feed_id, until in self._not_before.items() if until > mono}
        mine = len(self._running) + len(self._settling.feed_ids) + len(self._not_before)
        async with self._db.reading() as conn:
            if self._held is None:
                self._held = await feed_rows.held_hosts(conn, now)
            due = await feed_rows.due(conn, now, _LOOK_LIMIT + mine)
        taken = {*self._running, *self._settling.feed_ids, *self._not_before, *self._saved_since_look}
        self._waiting = {feed.id: feed for feed in due if feed.id not in taken}
        self._looked_at = mono

    def _start(self) -> None:
        now, mono = self._clock.now(), self._clock.monotonic()
        for feed in list(self._waiting.values()):
            if self._turns.full or self._closing:
                return
            host = host_of(feed.url)
            until = self._held.get(host) if self._held else None
            if until is not None and until > now:
                del self._waiting[feed.id]
                self._settling.add(schedule.held(feed, until, chance=self._chance()), ())
            elif self._turns.may_start(host, mono):
                del self._waiting[feed.id]
                self._turns.start(host, mono)
                self._running[feed.id] = asyncio.create_task(self._poll(feed, host), name=f"poll feed {feed.id}")

    async def _poll(self, feed: Feed, host: str) -> None:
        try:
            await self._poll_once(feed)
        except StorageBusy as error:
            self._put_off((feed.id,), error)
        except Exception:  # one feed's trouble must never end the polling of the others
            log.exception("feed %s: the poll failed by a fault of ours", feed.id)
            self._not_before[feed.id] = self._clock.monotonic() + 5 * self._limits.put_off
        finally:
            self._turns.finish(host)
            self._running.pop(feed.id, None)
            self._start()

    # One poll

    async def _poll_once(self, feed: Feed) -> None:
        asked = feed.validators if feed.first_polled_at else Validators()
        fetched = await self._fetcher.fetch(feed.url, asked)
        if fetched.problem:
            await self._fail(feed, fetched)
        elif fetched.body is None:
            self.counts.not_modified += 1
            await self._pass(feed, fetched)
        elif asked.body_hash and fetched.validators.body_hash == asked.body_hash:
            self.counts.same_body += 1
            await self._pass(feed, fetched)
        else:
            try:
                parsed = await self._parser.parse(fetched.body, fetched.content_type, fetched.url)
            except NotAFeed as refusal:
                await self._fail(feed, replace(fetched, problem=refusal.problem, detail=refusal.detail))
            else:
                await self._take(feed, fetched, parsed)

    async def _pass(self, feed: Feed, fetched: Fetched) -> None:
        now = self._clock.now()
        after, events = schedule.unchanged(feed, fetched, now=now, chance=self._chance())
        self._log_turn(feed, after)
        after, moved = await self._watch_move(after, fetched, None, now)
        self._settling.add(after, events + moved)

    async def _take(self, feed: Feed, fetched: Fetched, parsed: ParsedFeed) -> None:
        now = self._clock.now()
        times = [entry.published for entry in parsed.entries if entry.published]
        if len(times) < 2 and feed.first_polled_at:
            async with self._db.reading() as conn:
                times = await feed_rows.recent_gaps(conn, feed.id)
        after, events = schedule.read(feed, fetched, parsed, times=times, now=now, chance=self._chance())
        after, moved = await self._watch_move(after, fetched, parsed, now)
        first = feed.first_polled_at is None
        await self._intake.take(after, parsed, first=first, now=now, events=events + moved)
        self._saved_since_look.add(feed.id)
        self._busy = False
        self.counts.parsed += 1
        self._log_turn(feed, after)

    async def _fail(self, feed: Feed, fetched: Fetched) -> None:
        now = self._clock.now()
        self.counts.failed += 1
        after, events = schedule.failed(feed, fetched, now=now, chance=self._chance())
        if until := schedule.hold_until(fetched, now):
            host = host_of(fetched.url)
            self._held = {**{name: at for name, at in (self._held or {}).items() if at > now}, host: until}
            async with self._db.transaction() as conn:
                await feed_rows.hold_host(conn, host, until)
        self._log_turn(feed, after)
        self._settling.add(after, events)

    async def _watch_move(
        self, after: Feed, fetched: Fetched, parsed: ParsedFeed | None, now: datetime
    ) -> tuple[Feed, tuple[FeedEvent, ...]]:
        """Count a permanent redirect. A body known by its validators proves the target, else one known entry does."""
        if not fetched.moved_permanently or fetched.url == after.url:
            return schedule.settled_here(after), ()
        proven = parsed is None
        async with self._db.reading() as conn:
            if parsed is not None:
                keys = [key for entry in parsed.entries for key in keys_of(entry, parsed.entries)]
                proven = bool(await entry_rows.known(conn, after.id, keys))
            moved, events = schedule.moved(after, fetched.url, proven=proven, now=now)
            if events and await feed_rows.by_url(conn, moved.url) is not None:
                return after, ()  # that address is a feed of its own already; this one goes on being followed
        return moved, events

    # Saving what brought no entries

    async def _save(self, polled: Sequence[Polled]) -> None:
        feed_ids = tuple(feed.id for feed, _ in polled)
        try:
            await self._intake.settle(polled, now=self._clock.now())
        except StorageBusy as error:
            self._put_off(feed_ids, error)
        except Exception:  # as in `_poll`: polling goes on
            log.exception("%d polls were not saved by a fault of ours", len(polled))
            self._not_before.update(dict.fromkeys(feed_ids, self._clock.monotonic() + 5 * self._limits.put_off))
        else:
            self._saved_since_look.update(feed_ids)
            self._busy = False

    def _put_off(self, feed_ids: tuple[int, ...], error: StorageBusy) -> None:
        self.counts.put_off += len(feed_ids)
        self._not_before.update(dict.fromkeys(feed_ids, self._clock.monotonic() + self._limits.put_off))
        self._say_busy(error, f"{len(feed_ids)} polls not saved, tried again in {self._limits.put_off:g} s")

    def _say_busy(self, error: StorageBusy, what: str) -> None:
        """One line when it begins, not one a second."""
        log.log(logging.DEBUG if self._busy else logging.ERROR, "the database cannot be used (%s): %s", error, what)
        self._busy = True

    @staticmethod
    def _log_turn(before: Feed, after: Feed) -> None:
        """One line a failure, and one where they end."""
        if after.problem is not None:
            told = fields(
                **named(after),
                outcome="failed",
                problem=after.problem.value,
                detail=after.problem_detail or None,
                failures=after.failures,
                next=after.next_check_at,
            )
            log.log(logging.INFO if after.problem is before.problem else logging.WARNING, "feed %s", told)
        elif before.problem is not None:
            log.info("feed %s", fields(**named(after), outcome="recovered", next=after.next_check_at))
