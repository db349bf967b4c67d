"""The outbox's other end: claims due deliveries, publishes them, and records what came of it. What to say is decided elsewhere.

    claim (state and lease in the row) -> in doubt for minutes? look for it in the channel -> send or edit
        -> sent: message id into the row          (results are committed in batches, each within a second)
        -> later: due again after a pause         (429, 5xx, dropped connections, timeouts)
        -> refused: given up, moderators are told (channel, permission or content)
        -> expired: tried before, not to be found, and of no use any more: given up

A process killed between sending and recording leaves a claimed row: the next start releases it, and the nonce (for
minutes) or the channel's history (after that) tells whether the message is there already.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot.clock import Clock
from bot.counts import Histogram
from bot.delivery.codec import kind_of
from bot.delivery.expiry import too_late
from bot.delivery.lateness import as_sent, depends_on_hour
from bot.delivery.publisher import Publisher, PublishLater, PublishRefused, Refusal
from bot.errors import StorageBusy
from bot.log import fields
from bot.models.events import DateEvent
from bot.models.posts import Delivery, PersonalDigest
from bot.storage import deliveries, servers
from bot.storage.database import Connection, Database

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # longer than a channel's batch can take at Discord's pace
NONCE_MEMORY = timedelta(minutes=2)  # Discord remembers nonces "a few minutes"; past this its history is asked
CLAIM = 100
PER_CHANNEL = 25
RECORD_SECONDS = 1.0  # results wait at most so long to be recorded
LONGEST_PAUSE = 300.0  # seconds between two tries

DELAYS = (0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0, 3600.0)  # seconds

GivenUp = Callable[[Connection, Delivery, Refusal, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one try: sent (an edit has no message_id), or due again at `retry_at`, or refused, or expired."""

    delivery: Delivery
    message_id: int | None = None
    retry_at: datetime | None = None
    refusal: Refusal | None = None
    why: str = ""
    untried: bool = False  # given back before anything was sent, and never tried before
    expired: bool = False

    @property
    def is_sent(self) -> bool:
        """Whether Discord has confirmed it."""
        return self.retry_at is None and self.refusal is None and not self.expired

    @property
    def name(self) -> str:
        """One word for logs and metrics."""
        if self.retry_at is not None:
            return "put_back" if self.untried else "later"
        if self.refusal is not None:
            return "given_up"
        if self.expired:
            return "expired"
        return "sent" if self.delivery.target_id is None else "edited"


class DeliveryCounts:
    """What came of deliveries since the start, and how long after their time they were confirmed."""

    def __init__(self) -> None:
        self.outcomes: Counter[tuple[str, str]] = Counter()  # (kind, outcome)
        self.delays = Histogram(DELAYS)


class Dispatcher:
    """Publishes what is due; one batch a channel at a time, channels side by side. `wake` returns at once."""

    def __init__(self, *, db: Database, publisher: Publisher, clock: Clock, owner: str, given_up: GivenUp) -> None:
        self._db, self._publisher, self._clock, self._owner = db, publisher, clock, owner
        self._given_up = given_up
        self._busy: dict[int, asyncio.Task[None]] = {}  # by channel
        self._woken = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None
        self._closing = False
        self.counts = DeliveryCounts()

    async def start(self) -> None:
        """Release what an earlier process had claimed, then begin. Call only while holding the process's lease."""
        async with self._db.transaction() as conn:
            await deliveries.release(conn, owner_not=self._owner)
        self._loop = asyncio.create_task(self._claim_loop(), name="claim deliveries")
        self.wake()

    def wake(self) -> None:
        """Look for due deliveries soon."""
        self._woken.set()

    async def close(self, *, patience: float = 5.0) -> None:
        """Finish and record what is being sent, for at most `patience` seconds; what is only claimed is left to the next start."""
        self._closing = True
        self.wake()
        if self._loop is not None:
            await self._loop
        if self._busy:
            _, late = await asyncio.wait(self._busy.values(), timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _claim_loop(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            if self._closing:
                return
            try:
                claimed = await self._claim()
            except StorageBusy as e:
                log.warning("deliveries wait: %s", e)
                await self._clock.sleep(1)
                continue
            channels: dict[int, list[Delivery]] = {}
            for delivery in claimed:
                channels.setdefault(delivery.channel_id, []).append(delivery)
            for channel_id, batch in channels.items():
                task = asyncio.create_task(self._work_through(batch), name=f"deliveries of channel {channel_id}")
                self._busy[channel_id] = task
                task.add_done_callback(partial(self._channel_done, channel_id))

    async def _claim(self) -> list[Delivery]:
        async with self._db.transaction() as conn:
            now = self._clock.now()
            claimed = await deliveries.claim(
                conn,
                owner=self._owner,
                now=now,
                wall=self._clock.wall(),
                lease=LEASE,
                limit=CLAIM,
                per_channel=PER_CHANNEL,
                busy=tuple(self._busy),
            )
            by_hour = {delivery.guild_id for delivery in claimed if depends_on_hour(delivery)}
            server_of = {guild_id: await servers.get(conn, guild_id) for guild_id in by_hour}
            return [as_sent(delivery, server_of.get(delivery.guild_id), now) for delivery in claimed]

    def _channel_done(self, channel_id: int, task: asyncio.Task[None]) -> None:
        self._busy.pop(channel_id, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("deliveries of channel %s stopped early; they are tried again", channel_id, exc_info=error)
        self.wake()

    async def _work_through(self, batch: list[Delivery]) -> None:
        outcomes: list[Outcome] = []
        recorded = self._clock.monotonic()
        try:
            for position, delivery in enumerate(batch):
                if self._closing:
                    break
                row, stopped = await self._standing(delivery)
                if stopped:
                    # At once means at once: what was claimed goes back as if it had not been.
                    wall = self._clock.wall()
                    outcomes += [
                        Outcome(rest, retry_at=wall, why="paused", untried=rest.attempts <= 1)
                        for rest in batch[position:]
                    ]
                    break
                if row is None:
                    continue  # whom it was for was forgotten since it was claimed
                outcome = await self._try(replace(delivery, expires_at=row.expires_at))
                outcomes.append(outcome)
                if outcome.retry_at is not None:
                    # The channel's order is kept: what follows waits as long.
                    behind = batch[position + 1 :]
                    outcomes += [Outcome(rest, retry_at=outcome.retry_at, why="waits its turn") for rest in behind]
                    break
                if self._clock.monotonic() - recorded > RECORD_SECONDS:
                    await self._record(outcomes)
                    outcomes, recorded = [], self._clock.monotonic()
        finally:
            if outcomes:
                await self._record(outcomes)

    async def _standing(self, delivery: Delivery) -> tuple[Delivery | None, bool]:
        """Its row as it is now, expired where it was withdrawn since it was claimed; whether its server is paused or left."""
        try:
            async with self._db.reading() as conn:
                server = await servers.get(conn, delivery.guild_id)
                row = await deliveries.get(conn, delivery.id)
        except StorageBusy:
            return None, True  # not known for the moment: nothing is sent that may have been stopped
        return row, server is not None and (server.paused or server.left_at is not None)

    async def _try(self, delivery: Delivery) -> Outcome:
        wall = self._clock.wall()
        try:
            if delivery.target_id is not None:
                await self._publisher.edit(delivery)
                return Outcome(delivery)
            first = delivery.first_tried_at
            # No nonce protects a thread in a forum, or an event: it is looked for before each further try.
            again = (delivery.forum or isinstance(delivery.post, DateEvent)) and delivery.attempts > 1
            expired = delivery.expires_at is not None and delivery.expires_at <= self._clock.now()
            if first is not None and (again or expired or wall - first > NONCE_MEMORY):
                found = await self._publisher.find(delivery, first - NONCE_MEMORY)
                if found is not None:
                    return Outcome(delivery, message_id=found)
            if expired:
                return Outcome(delivery, expired=True)
            return Outcome(delivery, message_id=await self._publisher.send(delivery))
        except PublishLater as e:
            pause = min(2.0 ** min(delivery.attempts, 12), LONGEST_PAUSE) if e.retry_after is None else e.retry_after
            return Outcome(delivery, retry_at=wall + timedelta(seconds=pause), why=str(e))
        except PublishRefused as e:
            return Outcome(delivery, refusal=e.refusal, why=str(e))

    async def _record(self, outcomes: list[Outcome]) -> None:
        """Write the results, as long as it takes: a message that was sent must not be forgotten while this process lives."""
        while True:
            try:
                await self._write(outcomes)
            except StorageBusy as e:
                log.warning("%d results of deliveries wait to be recorded: %s", len(outcomes), e)
                await self._clock.sleep(0.5)
            else:
                return

    async def _write(self, outcomes: list[Outcome]) -> None:
        sent = [outcome for outcome in outcomes if outcome.is_sent]
        async with self._db.transaction() as conn:
            await deliveries.sent(conn, [(o.delivery.id, o.message_id) for o in sent], self._clock.now())
            for outcome in outcomes:
                if outcome.retry_at is not None:
                    await deliveries.later(
                        conn, outcome.delivery.id, outcome.retry_at, outcome.why, untried=outcome.untried
                    )
                elif outcome.refusal is not None:
                    await deliveries.failed(conn, outcome.delivery.id, f"{outcome.refusal}: {outcome.why}")
                    await self._given_up(conn, outcome.delivery, outcome.refusal, outcome.why)
                elif outcome.expired:
                    await deliveries.failed(conn, outcome.delivery.id, "expired")
                    await too_late(conn, outcome.delivery, self._clock.now())
        now = self._clock.now()
        for outcome in outcomes:
            self._tell(outcome, now)

    def _tell(self, outcome: Outcome, now: datetime) -> None:
        """One line and one count a try."""
        delivery, kind, late = outcome.delivery, kind_of(outcome.delivery.post), None
        self.counts.outcomes[kind, outcome.name] += 1
        if outcome.is_sent:
            late = max((now - delivery.due_at).total_seconds(), 0.0)
            self.counts.delays.observe(late)
        told = fields(
            id=delivery.id,
            kind=kind,
            server=delivery.guild_id,
            # A direct conversation belongs to one person, so its number is not written down.
            channel="direct" if isinstance(delivery.post, PersonalDigest) else delivery.channel_id,
            outcome=outcome.name,
            why=outcome.why or None,
            attempts=delivery.attempts,
            late=late,
            retry=outcome.retry_at,
        )
        log.log(logging.WARNING if outcome.refusal is not None else logging.INFO, "delivery %s", told)
