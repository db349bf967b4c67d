"""Counts of time: days ago, days left, and the days a strike has run."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from bot.news import date_calendar as cal
from bot.news.date_calendar import Span
from bot.news.date_frame import NOT_A_DATE, UNKNOWN, VAGUE, Frame, Reading
from bot.news.date_senses import Count
from bot.news.date_strikes import ABOUT_A_STRIKE, day_of_strike, more_than

_LOOSE: Final = frozenset({"about", "around", "roughly", "nearly", "almost", "less than", "some", "at least", "up to"})
_LEFT: Final = frozenset({"left", "remaining", "remain", "to go", "away", "until", "till", "from now", "from today"})
_ELSEWHERE: Final = frozenset({"later", "earlier", "before", "after", "prior"})  # counted from another date
_COUNT_OF_A_STRIKE = re.compile(
    r"\W*(?:mark|milestone|into|on|old|since|without|and counting|long|of (?:the |their |this |its )?(?:strik|picket|walk))\b"
    r"|\W*(?:[\w'-]+\s){0,2}(?:strike|walkout|stoppage)\b"
    r"|\W*of (?:the |their |this |its )?(?:[\w'-]+\s){0,2}(?:strik|picket|walk|stoppage)"
)
_HAS_RUN = re.compile(
    r"\b(?:for|after|lasted|lasting|reached|hit|passed|surpassed|turned|ongoing|its|now|at|marks?|enter\w*)"
    r"(?: the| its| just| exactly| now)* $"
)
_REACHES = re.compile(r"\b(?:reach|hit|pass|surpass|enter|mark|turn|last)\w*(?: the| its| their| just)* $")
_TELLING_COUNT = 20  # a count at least this large that fits a running strike to the day is hardly an accident


def read_count(words: Count, frame: Frame) -> Reading:
    """What a count means: a day for "ago", "left" and strike days, an open span for "more than"."""
    loose = words.hedge in _LOOSE
    reading: Callable[[Count, date, str], Reading]
    if words.tail.startswith("ago"):
        reading = _ago
    elif (words.tail in _LEFT and words.unit == "day") or (words.tail, words.unit) == ("from today", "week"):
        reading = _left
    elif not loose and words.tail not in _ELSEWHERE and _counts_strike_days(words, frame):
        reading = _strike_day
    else:
        return NOT_A_DATE
    if frame.today is None:
        return UNKNOWN
    return VAGUE if loose else reading(words, frame.today, frame.low)


def _ago(words: Count, today: date, _: str) -> Reading:
    if words.unit in {"day", "week"}:
        day = cal.shift(today, -words.number * (7 if words.unit == "week" else 1))
    else:
        day = cal.months_before(today, words.number * (12 if words.unit == "year" else 1))
    if words.more:
        return Reading(Span(None, cal.Moment(day)), "at least that long before publication")
    if words.unit == "day" or words.tail == "ago today":
        return Reading(cal.on(day), "counted back from publication")
    return VAGUE


def _left(words: Count, today: date, _: str) -> Reading:
    if words.more:
        return VAGUE
    days = words.number * (7 if words.unit == "week" else 1)
    return Reading(cal.on(cal.shift(today, days)), "counted from publication")


def _strike_day(words: Count, today: date, low: str) -> Reading:
    if words.more:
        span = more_than(words.number, words.unit, today, low)
        return Reading(span, "longer than that since the strike's first day") if span else NOT_A_DATE
    span = day_of_strike(words.number, today, low) if words.unit == "day" else None
    return Reading(span, "that day of the strike, its first being Day 1") if span else NOT_A_DATE


def _counts_strike_days(words: Count, frame: Frame) -> bool:
    """True when a count tells how long a strike has run: the words beside it say so, or its sentence is about a strike."""
    if words.tail == "old":
        return True
    if _COUNT_OF_A_STRIKE.match(frame.after) or words.tail == "long":
        return ABOUT_A_STRIKE.search(frame.low) is not None
    if ABOUT_A_STRIKE.search(frame.sentence) and (words.rank or words.more or _HAS_RUN.search(frame.before)):
        return True
    return words.number >= _TELLING_COUNT and not words.more and _REACHES.search(frame.before) is not None
