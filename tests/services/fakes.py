"""Small stand-ins for our own protocols: a clock that is set by hand and a publisher that keeps what it is given."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.delivery.publisher import PublishLater, PublishRefused
from bot.models.posts import Delivery

START = datetime(2023, 8, 11, 16, 0, tzinfo=UTC)


class HandClock:
    """`now`, `wall` and `monotonic` move together, by hand; `sleep` gives way once and moves nothing."""

    def __init__(self, start: datetime = START) -> None:
        self.moment = start

    def now(self) -> datetime:
        return self.moment

    def wall(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return (self.moment - START).total_seconds()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0.001 if seconds else 0)

    def forward(self, **by: float) -> datetime:
        self.moment += timedelta(**by)
        return self.moment


class FakeDiscord:
    """A Publisher that posts into a dictionary. `faults` are raised one by one before (or after) a message is stored."""

    def __init__(self) -> None:
        self.messages: dict[int, Delivery] = {}
        self.edits: list[Delivery] = []
        self.faults: list[PublishLater | PublishRefused] = []
        self.faults_after: list[PublishLater] = []
        self.nonces = True  # Discord still remembers the nonces
        self.searched: list[str] = []
        self.delay = 0.0  # real seconds that a send takes

    async def send(self, delivery: Delivery) -> int:
        await asyncio.sleep(self.delay)
        if self.faults:
            raise self.faults.pop(0)
        known = self._of(delivery.id)
        if known is not None and self.nonces:
            return known
        message_id = 1000 + len(self.messages)
        self.messages[message_id] = delivery
        if self.faults_after:
            raise self.faults_after.pop(0)
        return message_id

    async def edit(self, delivery: Delivery) -> None:
        await asyncio.sleep(0)
        if self.faults:
            raise self.faults.pop(0)
        assert delivery.target_message_id in self.messages, "an edit of a message that was never sent"
        self.edits.append(delivery)

    async def find(self, delivery: Delivery, since: datetime) -> int | None:
        assert since.tzinfo is not None
        self.searched.append(delivery.id)
        return self._of(delivery.id)

    def _of(self, delivery_id: str) -> int | None:
        return next((number for number, sent in self.messages.items() if sent.id == delivery_id), None)


async def until(condition: Callable[[], bool], *, seconds: float = 10.0) -> None:
    """Wait until something holds; fail when it does not within real seconds."""
    for _ in range(int(seconds / 0.005)):
        if condition():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it did not come to pass in time")
