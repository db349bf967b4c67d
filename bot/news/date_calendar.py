"""Days, moments and spans as date phrases name them, and calendar arithmetic over them. No text is read here."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

LOS_ANGELES = "America/Los_Angeles"
LONDON = "Europe/London"
UTC = "UTC"


class Tense(Enum):
    """Where the words around a phrase place it, as seen from the day of publication."""

    PAST = "past"
    FUTURE = "future"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and where the text names one, a time of that day in a zone."""

    day: date
    time: tuple[int, int] | None = None
    zone: str = LOS_ANGELES

    def __str__(self) -> str:
        if self.time is None:
            return self.day.isoformat()
        at = datetime(self.day.year, self.day.month, self.day.day, *self.time, tzinfo=ZoneInfo(self.zone))
        return at.isoformat(timespec="minutes")


@dataclass(frozen=True, slots=True)
class Span:
    """From `first` to `last`, both included; None at either end means open. `month` writes it as YYYY-MM."""

    first: Moment | None
    last: Moment | None
    month: bool = False

    def __str__(self) -> str:
        if self.month and self.first is not None:
            return self.first.day.isoformat()[:7]
        if self.first == self.last:
            return str(self.first)
        return f"{self.first or '..'}/{self.last or '..'}"

    @property
    def is_day(self) -> bool:
        """True when it names one day or one moment."""
        return not self.month and self.first is not None and self.first == self.last

    @property
    def day(self) -> date | None:
        """The day of a span of one day, else None."""
        return self.first.day if self.is_day and self.first is not None else None

    def at(self, time: tuple[int, int], zone: str) -> Span:
        """The same day at a time of day; a span of several days is left as it is."""
        if self.first is None or not self.is_day:
            return self
        return one(replace(self.first, time=time, zone=zone))


def one(moment: Moment) -> Span:
    """A span of one moment or one day."""
    return Span(moment, moment)


def on(day: date) -> Span:
    """A span of one day."""
    return one(Moment(day))


def days(first: date, last: date) -> Span:
    """A span of whole days, both ends included."""
    return Span(Moment(first), Moment(last))


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    if not (1900 <= year <= 2200 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def shift(day: date, by: int) -> date:
    """The day `by` days later."""
    return day + timedelta(days=by)


def monday_of(day: date) -> date:
    """The Monday of the day's week; weeks run Monday to Sunday."""
    return shift(day, -day.weekday())


def week_of(day: date, weeks: int = 0) -> Span:
    """The whole week of a day, `weeks` later."""
    monday = shift(monday_of(day), 7 * weeks)
    return days(monday, shift(monday, 6))


def weekend_of(day: date, weeks: int = 0) -> Span:
    """Saturday and Sunday of the day's week, `weeks` later."""
    saturday = shift(monday_of(day), 7 * weeks + 5)
    return days(saturday, shift(saturday, 1))


def last_of_month(day: date) -> date:
    """The last day of the day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def month_span(day: date) -> Span:
    """The whole month of a day, written YYYY-MM."""
    return Span(Moment(day.replace(day=1)), Moment(last_of_month(day)), month=True)


def month_part(day: date, part: str) -> Span:
    """Early, mid or late in the day's month: its first ten days, its second ten, and the rest."""
    first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, last_of_month(day).day)}[part]
    return days(day.replace(day=first), day.replace(day=last))


def month_later(day: date, months: int) -> date:
    """The first day of the month `months` later (earlier if negative)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def months_before(day: date, count: int) -> date:
    """The same day of the month `count` months earlier, or that month's last day."""
    first = month_later(day, -count)
    return first.replace(day=min(day.day, last_of_month(first).day))


def weekday_near(published: date, weekday: int, tense: Tense) -> date:
    """The weekday a plain word such as "Friday" means: the day itself, else by tense, else the nearer one."""
    ahead = (weekday - published.weekday()) % 7
    if ahead == 0 or tense is Tense.FUTURE or (tense is Tense.NONE and ahead <= 3):
        return shift(published, ahead)
    return shift(published, ahead - 7)


def year_near(published: date, month: int, day: int, tense: Tense, weekday: int | None = None) -> date | None:
    """The date of a month and day named without a year: the nearest, unless tense or a named weekday tell otherwise."""
    near = [found for year in range(-1, 2) if (found := safe_date(published.year + year, month, day))]
    if not near:  # 29 February
        return None
    best = min(near, key=lambda found: abs((found - published).days))
    gap = (best - published).days
    if weekday is not None and best.weekday() != weekday and abs(gap) > 60:
        fits = [
            found
            for year in range(-4, 4)
            if (found := safe_date(published.year + year, month, day)) and found.weekday() == weekday
        ]
        return min(fits, key=lambda found: abs((found - published).days)) if fits else best
    if tense is Tense.PAST and gap > 60:
        return safe_date(best.year - 1, month, day)
    if tense is Tense.FUTURE and gap < -60:
        return safe_date(best.year + 1, month, day)
    return best


def month_near(published: date, month: int, tense: Tense) -> date:
    """The first day of the month a plain name means: the nearest, unless tense tells otherwise. This month fits every tense."""
    ahead = (month - published.month) % 12
    if ahead and (tense is Tense.PAST or (tense is Tense.NONE and ahead > 6)):
        ahead -= 12
    return month_later(published, ahead)
