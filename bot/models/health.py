"""How the bot is doing: for those who watch machines, and for the moderators of one server."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is due in all servers and not yet sent, how long the oldest of it has been due, and how many feeds fail."""

    waiting: int
    oldest_seconds: float
    feeds_failing: int
