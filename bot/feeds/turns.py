"""Whose turn it is: how many polls run in all and per host, and how far apart two of one host begin. State only, no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class PollLimits:
    """How polite polling is. Times in real seconds, also in rehearsals."""

    total: int = 20
    per_host: int = 2
    host_gap: float = 1.0  # between two starts on one host
    settle_after: float = 1.0  # quiet polls are saved together: a Raspberry Pi's card wears
    put_off: float = 60.0  # after a poll that could not be saved
    grace: float = 3.0  # for running polls to end by themselves when the bot stops


@lru_cache(maxsize=4096)
def host_of(url: str) -> str:
    """The host a feed is fetched from, "" where the address names none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


class Turns:
    """Counts running polls. `mono` is monotonic real time in seconds."""

    def __init__(self, limits: PollLimits) -> None:
        self._limits = limits
        self._running: dict[str, int] = {}
        self._next_start: dict[str, float] = {}
        self._total = 0

    @property
    def full(self) -> bool:
        """Whether no poll at all may start."""
        return self._total >= self._limits.total

    def may_start(self, host: str, mono: float) -> bool:
        """Whether a poll of this host may start now."""
        return (
            self._total < self._limits.total
            and self._running.get(host, 0) < self._limits.per_host
            and self._next_start.get(host, mono) <= mono
        )

    def start(self, host: str, mono: float) -> None:
        """A poll of this host starts."""
        self._total += 1
        self._running[host] = self._running.get(host, 0) + 1
        if len(self._next_start) > 10_000:
            self._next_start = {name: at for name, at in self._next_start.items() if at > mono}
        self._next_start[host] = mono + self._limits.host_gap

    def finish(self, host: str) -> None:
        """One has ended."""
        self._total -= 1
        left = self._running[host] - 1
        if left:
            self._running[host] = left
        else:
            del self._running[host]
