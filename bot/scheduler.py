"""The metronome: a few fixed interval jobs in memory. What is due is known by rows in the database, never by this."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger


class Metronome:
    """Calls each job again and again, every `seconds` of real time; a call that is still running is not doubled."""

    def __init__(self) -> None:
        # APScheduler's default grace is one second and then skips without a word: none here.
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def every(self, seconds: float, job: Callable[[], Awaitable[None] | None]) -> None:
        """Add a job. It must return soon: long work belongs into a task of the service's own."""
        self._scheduler.add_job(job, IntervalTrigger(seconds=seconds))

    def start(self) -> None:
        """Begin, in the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Call nothing any more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
