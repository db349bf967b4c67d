"""What comes again at a local time, and a server's digest. The wall time and the zone are the truth, instants are derived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum


class Cadence(StrEnum):
    """How often."""

    DAILY = "daily"
    WEEKDAYS = "weekdays"  # Monday to Friday
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Rule:
    """A cadence at a local time. `weekday` (0 is Monday) is for weekly, `day` (1 to 31, at most the month's last) for monthly."""

    cadence: Cadence
    at: time
    weekday: int = 0
    day: int = 1


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a rule fires: the local date it belongs to, and the moment (aware UTC)."""

    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a digest went: entries numbered up to `entry_id`, and those that an edit made news up to `at`."""

    entry_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class DigestPlan:
    """A row of table `digests`: a server's digest, when it is due next, and how far the last one reached."""

    guild_id: int
    rule: Rule
    channel_id: int | None  # None: the news channel
    say_empty: bool  # whether a digest without stories is posted, saying so
    zone: str  # that the next occurrence was derived with
    next: Occurrence
    last_day: date | None  # the local date of the last one
    covered: Reach  # what has been in a digest
