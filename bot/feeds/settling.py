"""Polls that brought no entries wait here for each other and are saved together: a Raspberry Pi's card wears."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence

from bot.clock import Clock
from bot.feeds.schedule import FeedEvent
from bot.models.feeds import Feed

Polled = tuple[Feed, tuple[FeedEvent, ...]]

AT_ONCE = 100  # so many are saved without waiting for more


class Settling:
    """Collects polls and hands them to `save` a moment later, in one batch. `save` must not raise."""

    def __init__(self, save: Callable[[Sequence[Polled]], Awaitable[None]], clock: Clock, wait: float) -> None:
        self._save, self._clock, self._wait = save, clock, wait
        self._unsaved: dict[int, Polled] = {}
        self._many = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def feed_ids(self) -> Collection[int]:
        """Feeds whose poll has ended but is not saved yet."""
        return self._unsaved.keys()

    def add(self, feed: Feed, events: tuple[FeedEvent, ...]) -> None:
        """Save this feed soon."""
        self._unsaved[feed.id] = (feed, events)
        if len(self._unsaved) >= AT_ONCE:
            self._many.set()
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name="save quiet polls")

    async def idle(self) -> None:
        """Wait until all is saved."""
        while self._task is not None:
            await asyncio.wait((self._task,))

    async def close(self) -> None:
        """Save what is left, without waiting for more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._flush()

    async def _run(self) -> None:
        try:
            while self._unsaved:
                await self._collect()
                await self._flush()
        finally:
            self._task = None

    async def _collect(self) -> None:
        """Wait real seconds, or until there are many."""
        sleeping = asyncio.create_task(self._clock.sleep(self._wait))
        many = asyncio.create_task(self._many.wait())
        try:
            await asyncio.wait((sleeping, many), return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            many.cancel()

    async def _flush(self) -> None:
        batch = dict(self._unsaved)
        self._many.clear()
        if batch:
            await self._save(list(batch.values()))
            for feed_id in batch:
                del self._unsaved[feed_id]
