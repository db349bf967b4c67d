"""What comes again at a local time: daily, on weekdays, weekly, monthly. Pure rules; the local date names an occurrence.

Every date of the rule that the zone has gives one occurrence, in order: moved forward where the clocks jump over its time (the
date stays its own, also when that leads past midnight), the first of two where they are set back. A date that the zone
skips altogether has none.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import takewhile

from bot.announcements.localtime import day_exists, instant, wall_of
from bot.models.schedules import Cadence, Occurrence, Rule

__all__ = ["Cadence", "Occurrence", "Rule", "falls_on", "latest_by", "next_after", "occurrence_after"]

_SATURDAY = 5
_DAY = timedelta(days=1)
_REACH = 3  # days before the local date to start from: an occurrence moved past midnight, a day that was skipped


def falls_on(rule: Rule, day: date) -> bool:
    """Whether the rule names this date."""
    match rule.cadence:
        case Cadence.DAILY:
            return True
        case Cadence.WEEKDAYS:
            return day.weekday() < _SATURDAY
        case Cadence.WEEKLY:
            return day.weekday() == rule.weekday
        case Cadence.MONTHLY:
            return day.day == min(rule.day, monthrange(day.year, day.month)[1])


def occurrence_after(rule: Rule, after: datetime, zone: str, *, beyond: date | None = None) -> Occurrence:
    """The first occurrence later than `after` (aware), and of a later date than `beyond`: a date that has had its turn.

    Raises ZoneInfoNotFoundError for an unknown zone.
    """
    return next(found for found in _after(rule, after, zone) if beyond is None or found.day > beyond)


def next_after(rule: Rule, after: datetime, zone: str) -> datetime:
    """The moment (aware UTC) of the first occurrence later than `after` (aware)."""
    return occurrence_after(rule, after, zone).at


def latest_by(rule: Rule, by: datetime, zone: str, *, first: Occurrence) -> Occurrence:
    """The last occurrence not later than `by`, `first` (due by then) at the earliest: what is sent after a downtime, once."""
    reached = [first]
    reached.extend(takewhile(lambda found: found.at <= by, _after(rule, max(first.at, by - 40 * _DAY), zone)))
    return reached[-1]


def _after(rule: Rule, after: datetime, zone: str) -> Iterator[Occurrence]:
    return (found for found in _from(rule, after, zone) if found.at > after)


def _from(rule: Rule, moment: datetime, zone: str) -> Iterator[Occurrence]:
    """Occurrences in order, some from before the moment among them."""
    day = wall_of(moment, zone).date() - _REACH * _DAY
    while True:
        if falls_on(rule, day) and day_exists(day, zone):
            yield Occurrence(day, instant(datetime.combine(day, rule.at), zone))
        day += _DAY
