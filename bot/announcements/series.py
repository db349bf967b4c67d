"""Announcements that come again: which dates a series has. Pure; which moments they are, `recurrence.py` knows."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.announcements.localtime import instant
from bot.announcements.recurrence import occurrence_after
from bot.models.announcements import Repeat
from bot.models.schedules import Occurrence, Rule

_DAY = timedelta(days=1)
_YEAR = 366 * _DAY


def rule_of(repeat: Repeat, wall: datetime) -> Rule:
    """The rule of a series one of whose wall times is `wall`."""
    return Rule(repeat.cadence, wall.time(), wall.weekday(), repeat.day)


def begun(repeat: Repeat, wall: datetime, zone: str) -> tuple[Repeat, datetime]:
    """A series as it was chosen, and its first wall time at or after `wall`; a number of times becomes a last date.

    A monthly one keeps its day where `wall` is the last of a shorter month.
    """
    kept = min(repeat.day, monthrange(wall.year, wall.month)[1]) == wall.day
    placed = replace(repeat, day=repeat.day if kept else wall.day)
    rule = rule_of(placed, wall)
    first = _beyond(rule, wall.date() - _DAY, zone)
    last = placed.until
    if placed.times is not None:
        found = first
        for _ in range(placed.times - 1):
            found = _beyond(rule, found.day, zone)
        last = found.day
    return replace(placed, until=last), datetime.combine(first.day, wall.time())


def following(repeat: Repeat, wall: datetime, zone: str, *, beyond: date | None = None) -> Occurrence | None:
    """The series' next occurrence of a later local date than that of `wall` (or than `beyond`); None after its last."""
    rule, day = rule_of(repeat, wall), beyond or wall.date()
    while True:
        found = _beyond(rule, day, zone)
        if repeat.until is not None and found.day > repeat.until:
            return None
        if found.day not in repeat.skipped:
            return found
        day = found.day


def last_of(repeat: Repeat, wall: datetime) -> datetime:
    """A wall time up to which a series is looked at: its end, or a year from `wall` where it has none."""
    end = datetime.combine(repeat.until, time(23, 59)) if repeat.until is not None else wall + _YEAR
    return min(end, wall + _YEAR)


def _beyond(rule: Rule, day: date, zone: str) -> Occurrence:
    """The rule's first occurrence of a later local date."""
    before = instant(datetime.combine(day, time()), zone) - _DAY
    return occurrence_after(rule, before, zone, beyond=day)
