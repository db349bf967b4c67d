"""The metronome: a few fixed interval jobs in memory. What is due is known by rows in the database, never by this."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.counts import Durations

LONGEST_END = 5.0  # real seconds that calls in flight have at the end


class Metronome:
    """Calls each job again and again, every `seconds` of real time; a call that is still running is not doubled."""

    def __init__(self) -> None:
        self._calls: set[asyncio.Task[Any]] = set()
        self.durations = Durations()  # by the jobs' names
        # APScheduler's default grace is one second and then skips without a word: none here.
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def every(self, seconds: float, job: Callable[[], Awaitable[None] | None], *, name: str = "") -> None:
        """Add a job, called by its function's name if none is given. It must return soon: long work is a task of the service's own."""
        name = name or str(getattr(getattr(job, "func", job), "__qualname__", type(job).__name__))
        self._scheduler.add_job(self._call, IntervalTrigger(seconds=seconds), args=(name, job), name=name)

    def start(self) -> None:
        """Begin, in the running event loop."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Call nothing any more, and let the calls in flight end: one cancelled in a statement would leave its connection open."""
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        if self._calls:
            await asyncio.wait(self._calls, timeout=LONGEST_END)
        self._scheduler.shutdown(wait=False)

    async def _call(self, name: str, job: Callable[[], Awaitable[None] | None]) -> None:
        """A plain function too is called in the loop: APScheduler would call it in a thread, where it must not wake anything."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - inside a coroutine there is one
        self._calls.add(task)
        began = time.perf_counter()
        try:
            if (running := job()) is not None:
                await running
        finally:
            self._calls.discard(task)
            self.durations.observe(name, time.perf_counter() - began)
