"""Plain counting, cheap enough for every call: what services count is theirs, `metrics.py` writes it down for Prometheus."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


class Histogram:
    """How many observed values, in seconds, were at most each of `bounds`, and their sum."""

    def __init__(self, bounds: Sequence[float]) -> None:
        self._bounds = tuple(bounds)
        self._counts = [0] * (len(self._bounds) + 1)
        self.sum = 0.0

    def observe(self, value: float) -> None:
        """Count one value."""
        self._counts[bisect_left(self._bounds, value)] += 1
        self.sum += value

    def buckets(self) -> list[tuple[str, float]]:
        """Upper bound and number of values up to it, the last one "+Inf": Prometheus' shape."""
        found, total = [], 0
        for bound, count in zip((*map(str, self._bounds), "+Inf"), self._counts, strict=True):
            total += count
            found.append((bound, float(total)))
        return found


class Durations:
    """How often something was done and how long it took in all, by name."""

    def __init__(self) -> None:
        self.by_name: dict[str, tuple[int, float]] = {}

    def observe(self, name: str, seconds: float) -> None:
        """Count one."""
        count, total = self.by_name.get(name, (0, 0.0))
        self.by_name[name] = (count + 1, total + seconds)
