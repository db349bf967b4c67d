"""How the bot is doing: for those who watch machines, and for the moderators of one server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.models.servers import Server
from bot.models.services import SourceLine


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is due in all servers and not yet sent, how long the oldest of it has been due, and how many feeds fail."""

    waiting: int
    oldest_seconds: float
    feeds_failing: int


@dataclass(frozen=True, slots=True)
class GivenUpCount:
    """Posts of one kind that were due in the last day and given up for one reason: a Refusal's value, or "expired"."""

    kind: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class ServerHealth:
    """How the bot does for one server; nothing in it tells of another."""

    server: Server
    feeds: tuple[SourceLine, ...]
    waiting: int  # posts and edits that are due and not sent
    oldest: datetime | None  # when the first of them was due
    given_up: tuple[GivenUpCount, ...]
    last_digest: datetime | None
    next_digest: datetime | None
    database_bytes: int
    version: str


@dataclass(frozen=True, slots=True)
class Link:
    """How the bot and its machine stand to Discord: connected since when, and how many seconds this machine's clock is ahead."""

    connected_since: datetime | None
    skew: float | None
