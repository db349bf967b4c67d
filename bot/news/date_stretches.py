"""Stretches of days: months and their parts, weeks and weekends, and days that the words beside them make a run."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from bot.news import date_calendar as cal
from bot.news.date_calendar import Tense
from bot.news.date_frame import CLOSING_KINDS, NO_YEAR, NOT_A_DATE, UNKNOWN, VAGUE, Frame, Reading
from bot.news.date_senses import Month, Stretch
from bot.news.date_words import number_of

_WEEK_STARTING = re.compile(r"\bweek (?:starting|beginning|commencing|of)(?: on)?(?: the)? $")
_WEEKEND_OF = re.compile(r"\bweekend (?:starting|beginning|of)(?: on)?(?: the)? $")
_FOR_DAYS = re.compile(
    r"[\s,)]*(?:[^.;,]{0,30}\b)?(?:for|allotting|setting aside|reserving|scheduled for)(?: up to)? "
    r"(two|three|four|five|six|seven|eight|nine|ten|\d{1,2})(?: more| straight| consecutive| further| additional)? days\b"
)
_DAYS_OF = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|\d{1,2})(?: more| straight| consecutive| further| additional)? days of "
    r"[^.;,]{0,40}\b(?:starting|beginning|from)(?: on)?(?: the)? $"
)


def widened(reading: Reading, frame: Frame) -> Reading:
    """A day that the words beside it make a week, a weekend or a run of days."""
    day = reading.span.day if reading.span else None
    if day is None:
        return reading
    if _WEEK_STARTING.search(frame.before):
        return Reading(cal.week_of(day), "the week of that day")
    if _WEEKEND_OF.search(frame.before):
        first = day if day.weekday() == 4 else cal.shift(cal.monday_of(day), 5)
        return Reading(cal.days(first, cal.shift(cal.monday_of(day), 6)), "the weekend of that day")
    run = _FOR_DAYS.match(frame.after) or _DAYS_OF.search(frame.before)
    if run is not None:
        last = cal.shift(day, number_of(run.group(1)) - 1)
        return Reading(cal.days(day, last), "a run of days from that day")
    return reading


def read_month(words: Month, frame: Frame) -> Reading:
    """A month by name, or its early, middle or late ten days."""
    year = words.year or frame.past_year
    if year is not None:
        first = cal.safe_date(year, words.month, 1)
    elif frame.today is None:
        return NO_YEAR
    elif frame.before.endswith("this "):
        first = date(frame.today.year, words.month, 1)
    else:
        first = cal.month_near(frame.today, words.month, _tense_of_month(frame))
    if first is None:
        return NOT_A_DATE
    if _SOME_DAYS_OF.search(frame.before):
        return VAGUE
    part = _PARTS.get(words.part, "")
    if part:
        return Reading(cal.month_part(first, part), f"{part} in the month, ten days")
    if words.part == "end of" and frame.kind in CLOSING_KINDS:
        return Reading(cal.on(cal.last_of_month(first)), "the last day of the month")
    return VAGUE if words.part else Reading(cal.month_span(first), "the month by name")


_SOME_DAYS_OF = re.compile(r"\b(?:weeks?|weekends?|days?|half|part) of $")


def _tense_of_month(frame: Frame) -> Tense:
    if frame.before.endswith("last "):
        return Tense.PAST
    return Tense.FUTURE if frame.before.endswith("next ") else frame.tense


_PARTS: Final = {"early": "early", "mid": "mid", "late": "late", "middle of": "mid"}
_MONTHS: Final = {
    "last": -1,
    "this past": -1,
    "earlier this": 0,
    "this": 0,
    "next": 1,
    "this coming": 1,
    "the coming": 1,
}
_WEEKS: Final = {"last": -1, "this past": -1, "this": 0, "next": 1, "this coming": 1, "the coming": 1}


def read_stretch(words: Stretch, frame: Frame) -> Reading:
    """A week, weekend or month near publication."""
    if frame.today is None:
        return UNKNOWN
    if words.unit == "weekend":
        return _weekend(words.before, frame.tense, frame.today)
    if words.unit == "month":
        part, _, which = words.before.partition(" ")
        if part in _PARTS and which in _MONTHS:
            first = cal.month_later(frame.today, _MONTHS[which])
            return Reading(cal.month_part(first, part), f"{part} in the month, ten days")
        months = _MONTHS.get(words.before)
        if months is None:
            return VAGUE
        return Reading(cal.month_span(cal.month_later(frame.today, months)), f"{words.before} month")
    weeks = _WEEKS.get(words.before)
    return VAGUE if weeks is None else Reading(cal.week_of(frame.today, weeks), "weeks run Monday to Sunday")


def _weekend(before: str, tense: Tense, today: date) -> Reading:
    on_it = today.weekday() >= 5
    if before == "next" and not on_it:
        return Reading(None, "this week's weekend or the one after")
    if before == "next":
        return Reading(cal.weekend_of(today, 1), "the weekend of next week")
    over = tense is Tense.PAST and not on_it and before not in {"this coming", "the coming"}
    if over or before in {"last", "this past"}:
        return Reading(cal.weekend_of(today, -1), "the weekend before")
    return Reading(cal.weekend_of(today), "the weekend of this week")
