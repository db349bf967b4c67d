"""How far this machine's clock is from Discord's, by the Date header of Discord's answers: measured, judged, told in words.

Reminders and digests are sent by this machine's clock, so one that is wrong is said aloud. Nothing is corrected here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from types import SimpleNamespace
from typing import Final

import aiohttp

TOLERANCE: Final = 30.0  # seconds
_UNITS: Final = (("day", 86_400), ("hour", 3_600), ("minute", 60))

BEHIND: Final = "This machine's clock is {length} behind Discord's: reminders, digests and announcements come that much late. {mend}"
AHEAD: Final = "This machine's clock is {length} ahead of Discord's: reminders, digests and announcements go out too early by that. {mend}"
MEND: Final = "Let the system set it, for instance by `timedatectl set-ntp true`."


class Skew:
    """The latest measurement, kept up to date by the HTTP library through `trace`. A clock that becomes wrong is told to `say` once."""

    def __init__(self, wall: Callable[[], datetime], *, say: Callable[[str], None]) -> None:
        self._wall, self._say = wall, say
        self.seconds: float | None = None  # positive: this machine is ahead; None: not measured yet

    def trace(self) -> aiohttp.TraceConfig:
        """What the HTTP library calls at the beginning and the end of each request."""
        config = aiohttp.TraceConfig()

        async def begun(_session: object, context: SimpleNamespace, _params: object) -> None:
            context.begun = self._wall()

        async def ended(_session: object, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams) -> None:
            self.observe(params.response.headers.get("Date", ""), begun=context.begun, ended=self._wall())

        config.on_request_start.append(begun)
        config.on_request_end.append(ended)
        return config

    def observe(self, date: str, *, begun: datetime, ended: datetime) -> None:
        """Take an answer's Date header into account."""
        found = measured(date, begun=begun, ended=ended)
        if found is None:
            return
        was_right, self.seconds = is_right(self.seconds), found
        if was_right and not is_right(found):
            self._say(wrong_clock(found))


def measured(date: str, *, begun: datetime, ended: datetime) -> float | None:
    """Seconds by which this machine is ahead of the answer's Date header; None where there is no such header.

    The header has whole seconds and was written between `begun` and `ended`, so only what neither explains is counted.
    """
    try:
        told = parsedate_to_datetime(date)
    except ValueError:
        return None
    if told.tzinfo is None:
        return None
    ahead, behind = (begun - told).total_seconds() - 1.0, (told - ended).total_seconds()
    if ahead > 0:
        return ahead
    return -behind if behind > 0 else 0.0


def is_right(seconds: float | None) -> bool:
    """Whether the clock may be trusted; one that was not measured is."""
    return seconds is None or abs(seconds) <= TOLERANCE


def wrong_clock(seconds: float) -> str:
    """What is wrong with the clock, what follows from it, and how it is mended."""
    return (AHEAD if seconds > 0 else BEHIND).format(length=length(abs(seconds)), mend=MEND)


def length(seconds: float) -> str:
    """A length of time, rounded down, in words: "45 seconds", "2 minutes", "30 hours"."""
    for unit, size in _UNITS:
        if seconds >= 2 * size:
            return f"{int(seconds // size)} {unit}s"
    return f"{int(seconds)} seconds"
