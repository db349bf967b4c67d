"""Failures that were asked for: which requests they hit, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from rehearsal.discord.journal import Journal

Drop = Literal["before", "after"]


@dataclass
class Failure:
    """Hits the next `times` requests whose method and path (after /api/v10; `*` stands for anything) match.

    `delay` seconds pass first, or last with `after_commit`. `drop` closes the connection before or after the request took effect.
    `status` is answered instead of the real answer, with `after_commit` once the request took effect; 429 carries `retry_after`.
    The method WS with the path /gateway names attempts to connect there.
    """

    method: str = "*"
    path: str = "*"
    times: int = 1
    status: int | None = None
    after_commit: bool = False
    drop: Drop | None = None
    delay: float = 0.0
    retry_after: float = 1.0
    skip: int = 0  # let this many matching requests pass first

    @property
    def instead(self) -> bool:
        """Whether it comes in place of the request's effect."""
        return self.drop == "before" or (self.status is not None and not self.after_commit)

    @property
    def afterwards(self) -> bool:
        """Whether it comes once the request took effect."""
        return self.drop == "after" or (self.status is not None and self.after_commit)

    def hits(self, method: str, path: str) -> bool:
        """Whether it applies to this request; it is used up by that."""
        if self.times <= 0 or not fnmatchcase(method, self.method) or not fnmatchcase(path, self.path):
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.times -= 1
        return True


class Failures:
    """The failures still to come, in the order they were asked for."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._pending: list[Failure] = []

    def add(self, failure: Failure) -> None:
        """Ask for a failure."""
        self._pending.append(failure)

    @property
    def pending(self) -> tuple[Failure, ...]:
        """What has not happened yet; a failure still hits as often as its `times` says."""
        return tuple(self._pending)

    def clear(self) -> None:
        """Forget what has not happened yet."""
        self._pending.clear()

    def take(self, method: str, path: str) -> Failure | None:
        """The failure for this request, if there is one."""
        for failure in self._pending:
            if failure.hits(method, path):
                if failure.times <= 0:
                    self._pending.remove(failure)
                how = {
                    "status": failure.status,
                    "after_commit": failure.after_commit,
                    "drop": failure.drop,
                    "delay": failure.delay,
                }
                self._journal.add("fault", method=method, path=path, **how)
                return failure
        return None
