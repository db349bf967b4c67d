"""The meaning of one moment named in a text, seen from the day of publication. Times, stretches and counts have modules of their own."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from bot.models.news import DateKind
from bot.news import date_calendar as cal
from bot.news.date_calendar import Tense
from bot.news.date_clock import at_clock, clock_alone
from bot.news.date_counts import read_count
from bot.news.date_frame import NO_YEAR, NOT_A_DATE, UNKNOWN, Frame, Reading
from bot.news.date_groups import Point
from bot.news.date_senses import Count, Explicit, Month, Near, Stretch, Weekday
from bot.news.date_stretches import read_month, read_stretch, widened
from bot.news.date_strikes import start_on


def read(point: Point, frame: Frame) -> Reading:
    """What a moment means in its frame. A reading that is not sure has no span."""
    if not point.has_day:
        return _read_other(point, frame)
    if point.explicit is not None:
        reading = _explicit(point.explicit, point.weekday, frame)
    elif point.weekday is not None:
        reading = _weekday(point.weekday, point.near, frame)
    elif point.near is not None:
        reading = _near(point.near, frame)
    if reading.span is None:
        return reading
    return at_clock(reading, point, frame) if point.clock is not None else widened(reading, frame)


def _read_other(point: Point, frame: Frame) -> Reading:
    other = point.other
    if point.clock is not None:
        return clock_alone(point.clock, frame)
    if isinstance(other, Month):
        return read_month(other, frame)
    if isinstance(other, Stretch):
        return read_stretch(other, frame)
    return read_count(other, frame) if isinstance(other, Count) else NOT_A_DATE


def _explicit(words: Explicit, weekday: Weekday | None, frame: Frame) -> Reading:
    year = words.year or frame.past_year
    if year is None and frame.today is None:
        return NO_YEAR
    if year is not None:
        first, reason = cal.safe_date(year, words.month, words.day), "the date is written out"
    else:
        first, reason = _in_nearest_year(words, weekday, frame)
    if first is None:
        return Reading(None, "the calendar has no such day")
    if words.last_day == 0:
        return Reading(None, "the days named do not make a run")
    last = cal.safe_date(first.year, words.month, words.last_day) if words.last_day else None
    span = cal.days(first, last) if last is not None and last > first else cal.on(first)
    return Reading(span, reason)


def _in_nearest_year(words: Explicit, weekday: Weekday | None, frame: Frame) -> tuple[date | None, str]:
    if frame.today is None:
        return None, ""
    if frame.tense is not Tense.FUTURE and frame.kind is DateKind.STRIKE_START:
        began = start_on(words.month, words.day, frame.today, frame.low)
        if began is not None:
            return began, "the first day of a known strike"
    number = weekday.number if weekday is not None else None
    return cal.year_near(frame.today, words.month, words.day, frame.tense, number), "the year nearest to publication"


_WEEKS: Final = {"last week": -1, "this week": 0, "next week": 1, "last": -1, "next": 1}
_BACK: Final = frozenset({"past", "this past", "a recent"})
_AHEAD: Final = frozenset({"coming", "this coming", "this upcoming"})


# "two weeks from Monday", "on a Friday", "the Friday before the holiday": no day can be known from the weekday alone.
_FROM_ANOTHER_DAY = re.compile(
    r"\b(?:days?|weeks?|months?|years?)(?: and a half)? (?:from|before|after|ago|since)(?: last| this)? $|\bon a $"
)
_OF_ANOTHER_DAY = re.compile(r" (?:before|after|of|in)\b")
_THE_OR_NTH = re.compile(r"\b(?:the|first|second|third|fourth) $")
# "today" as the present time: "as it stands today", "today's media landscape".
_NOT_A_DAY = re.compile(r"\b(?:it is|they are|we are|things are|stands?|than|(?<!as )of|know it|here) $")
_OF_THE_TIMES = re.compile(
    r"'s (?:\w+ )?(?:world|economy|landscape|market|marketplace|audiences?|industry|media|streaming|culture|society|youth|"
    r"episode|show|standards?|technology|climate|environment|hollywood|business|generation|viewers?)\b"
)


def _weekday(words: Weekday, near: Near | None, frame: Frame) -> Reading:
    today, number = frame.today, words.number
    if today is None:
        return UNKNOWN
    if near is not None:
        return _near_named(words, near, today, frame)
    if _FROM_ANOTHER_DAY.search(frame.before) or (
        _THE_OR_NTH.search(frame.before) and _OF_ANOTHER_DAY.match(frame.after)
    ):
        return Reading(None, "counted from another date of the text")
    before = words.before.removeprefix("the ")
    weeks = _WEEKS.get(words.after or before)
    if weeks is not None:
        day = cal.shift(cal.monday_of(today), number + 7 * weeks)
        return Reading(cal.on(day), f"that day {words.after or before + ' week'}, weeks running Monday to Sunday")
    if before in _BACK:
        return Reading(cal.on(cal.shift(today, -((today.weekday() - number) % 7 or 7))), "the last such day")
    if before in _AHEAD:
        return Reading(cal.on(cal.shift(today, (number - today.weekday()) % 7 or 7)), "the next such day")
    if before in {"following", "previous"}:
        return Reading(None, "counted from another date of the text")
    tense = frame.tense
    if before == "this":
        tense = Tense.NONE if tense is Tense.PAST else Tense.FUTURE
    why = {Tense.PAST: "the last such day", Tense.FUTURE: "the next such day", Tense.NONE: "the nearest such day"}
    return Reading(cal.on(cal.weekday_near(today, number, tense)), f"{why[tense]}, seen from publication")


def _near_named(words: Weekday, near: Near, today: date, frame: Frame) -> Reading:
    """ "today, Wednesday": the weekday corrects a stamp that is a day off, and nothing more."""
    reading = _near(near, frame)
    if near.word in {"today", "tonight"}:
        day = cal.weekday_near(today, words.number, Tense.NONE)
        if abs((day - today).days) <= 1:
            return Reading(cal.on(day), "named with its weekday")
    return reading


_NEAR_DAYS: Final = {
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "yesterday": -1,
    "last night": -1,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
}


def _near(words: Near, frame: Frame) -> Reading:
    if frame.today is None:
        return UNKNOWN
    if _FROM_ANOTHER_DAY.search(frame.before) or _NOT_A_DAY.search(frame.before) or _OF_THE_TIMES.match(frame.after):
        return NOT_A_DATE
    if words.word == "tonight" and frame.evening_before and frame.tense is Tense.PAST:
        return Reading(cal.on(cal.shift(frame.today, -1)), "an evening in California, dated by UTC")
    return Reading(cal.on(cal.shift(frame.today, _NEAR_DAYS[words.word])), f"{words.word}, seen from publication")
