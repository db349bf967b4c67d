"""The clocks: `now` for everything that is due, real time for leases, retries and politeness.

In a rehearsal only `now` runs faster or leaps; `wall`, `monotonic` and `sleep` are always real.
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Where services get the time from; pure rules get `now` as an argument instead."""

    def now(self) -> datetime:
        """The present moment, aware UTC; scaled in rehearsals."""
        ...

    def wall(self) -> datetime:
        """The real present moment, aware UTC: for leases and the age of a doubt, which outlive the process."""
        ...

    def monotonic(self) -> float:
        """Real seconds that never go back."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait real seconds."""
        ...


class SystemClock:
    """The real time."""

    def now(self) -> datetime:
        """See Clock."""
        return datetime.now(UTC)

    def wall(self) -> datetime:
        """See Clock."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """See Clock."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """See Clock."""
        await asyncio.sleep(seconds)


class ScaledClock(SystemClock):
    """`now` starts at `start` when the real time is `anchor` and runs `speed` times as fast; a restart with the same three goes on.

    For rehearsals: settings refuse it unless DISCORD_API_URL is a loopback address.
    """

    def __init__(self, *, start: datetime, anchor: datetime, speed: float) -> None:
        self._start, self._anchor, self._speed = start, anchor, speed

    def now(self) -> datetime:
        """See Clock; never before `start`."""
        return self._start + max(self.wall() - self._anchor, timedelta(0)) * self._speed


class FollowingClock(SystemClock):
    """`now` as a file tells that whoever rehearses replaces meanwhile: a line with what ScaledClock is made of, with the same rule."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> datetime:
        """See Clock. Raises OSError and ValueError when the file does not hold a clock."""
        start, anchor, speed = self._path.read_text(encoding="ascii").split()
        scaled = ScaledClock(
            start=datetime.fromisoformat(start), anchor=datetime.fromisoformat(anchor), speed=float(speed)
        )
        return scaled.now()
