"""Rate limits as Discord has them: a bucket per route and channel, one for all requests, and the ban after too many refused ones."""

from __future__ import annotations

import time
import zlib
from collections import deque
from dataclasses import dataclass

INVALID_REQUESTS, INVALID_SECONDS = 10_000, 600.0


@dataclass
class _Window:
    count: int
    ends: float


@dataclass(frozen=True)
class Verdict:
    """Whether a request may go on, with the headers of its answer; `retry_after` in seconds when it may not."""

    headers: dict[str, str]
    retry_after: float | None = None
    whole: bool = False  # the global limit was hit, not the bucket's


class Rates:
    """Counts requests in fixed windows that begin with their first request."""

    def __init__(self, everything: tuple[int, float]) -> None:
        self._everything = everything
        self._all = _Window(0, 0.0)
        self._windows: dict[str, _Window] = {}
        self._refused: deque[float] = deque()

    def count(self, key: str, rate: tuple[int, float] | None, *, unbounded: bool) -> Verdict:
        """Count one request to the bucket `key`."""
        now = time.monotonic()
        if not unbounded:
            limit, seconds = self._everything
            if now >= self._all.ends:
                self._all = _Window(0, now + seconds)
            self._all.count += 1
            if self._all.count > limit:
                wait = round(self._all.ends - now, 3)
                return Verdict(
                    {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}, max(wait, 0.001), whole=True
                )
        if rate is None:
            return Verdict({})
        limit, seconds = rate
        window = self._windows.get(key)
        if window is None or now >= window.ends:
            window = self._windows[key] = _Window(0, now + seconds)
        window.count += 1
        left = max(window.ends - now, 0.001)
        headers = {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(max(0, limit - window.count)),
            "X-RateLimit-Reset": f"{time.time() + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Bucket": f"{zlib.crc32(key.split(' ', maxsplit=1)[0].encode()):08x}",
        }
        if window.count > limit:
            return Verdict(headers | {"X-RateLimit-Scope": "user"}, round(left, 3))
        return Verdict(headers)

    def refuse(self) -> None:
        """Count an answer 401, 403 or 429."""
        self._refused.append(time.monotonic())

    @property
    def refused(self) -> int:
        """How many there were within the last 10 minutes."""
        start = time.monotonic() - INVALID_SECONDS
        while self._refused and self._refused[0] < start:
            self._refused.popleft()
        return len(self._refused)

    @property
    def banned(self) -> bool:
        """Whether there were so many that Cloudflare answers instead of Discord."""
        return len(self._refused) >= INVALID_REQUESTS and self.refused >= INVALID_REQUESTS
