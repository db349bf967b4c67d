"""How much was told on issues over time, and a picture of it as plain values: all words of the picture stand in it already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.models.services import IssueName


@dataclass(frozen=True, slots=True)
class Series:
    """Stories on one issue, a number for each of the trend's days or weeks."""

    issue: IssueName
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """In all days; a story counts once, in the day or week of its first report."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which a dispute was on strike (`kind` "strike") or its sides were in session ("talks"), both ends within the trend."""

    guild: str
    kind: str
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Trend:
    """`starts`: the first day of each bar, days or (`weekly`) weeks that begin on Monday; the first and last may be parts of one.

    `stories` counts each story once, whatever number of issues it is about.
    """

    days: int
    weekly: bool
    starts: tuple[date, ...]
    today: date
    since: datetime
    series: tuple[Series, ...]
    stories: int
    issue: IssueName | None = None  # where one was asked for
    spans: tuple[Span, ...] = ()
    dates: tuple[date, ...] = ()  # with a bargaining date that stands
    last_checked: datetime | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """A row of bars and the name over it."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """A line under the bars: `spans` of bars (first, last; fractions allowed) or, with `points`, single marks."""

    name: str
    spans: tuple[tuple[float, float], ...] = ()
    points: tuple[float, ...] = ()
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of bars over a common axis. `ticks`: position of a bar and its label."""

    title: str
    scale: str  # what the bars count
    bars: tuple[Bars, ...]
    ticks: tuple[tuple[int, str], ...]
    lanes: tuple[Lane, ...] = ()
