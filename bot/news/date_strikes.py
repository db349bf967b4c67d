"""Strikes whose days texts count, and what a count of days means on a day of publication. Day 1 is a strike's first day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.news.date_calendar import Moment, Span, months_before, on, shift


@dataclass(frozen=True, slots=True)
class Strike:
    """A strike by its first and last full day (None while it runs) and the words that name who struck."""

    start: date
    last: date | None
    names: re.Pattern[str]


_WRITERS = re.compile(r"\bwga|\bwriter|\bscreenwriter")
_PERFORMERS = re.compile(r"\bsag\b|\bactor|\bperformer|\bscreen actors")
_GAMES = re.compile(r"\bgame|\binteractive")
_STAFF = re.compile(r"\bstaff|\bwgsu\b")
_STAGEHANDS = re.compile(r"\bstagehand|\bbroadway")
_COMMERCIALS = re.compile(r"\bcommercial")

STRIKES: tuple[Strike, ...] = (
    Strike(date(1988, 3, 7), date(1988, 8, 7), _WRITERS),
    Strike(date(2000, 5, 1), date(2000, 10, 30), _COMMERCIALS),
    Strike(date(2007, 11, 5), date(2008, 2, 12), _WRITERS),
    Strike(date(2007, 11, 10), date(2007, 11, 28), _STAGEHANDS),
    Strike(date(2016, 10, 21), date(2017, 9, 23), _GAMES),
    Strike(date(2023, 5, 2), date(2023, 9, 26), _WRITERS),
    Strike(date(2023, 7, 14), date(2023, 11, 8), _PERFORMERS),
    Strike(date(2024, 7, 26), date(2025, 6, 11), _GAMES),
    Strike(date(2026, 2, 17), None, _STAFF),
)

ABOUT_A_STRIKE = re.compile(
    r"\bstrik(?!es? an? )|\bstruck\b(?! an?\b)|\bwalk(?:ed|ing)?[ -]?(?:out|off)|\bpicket|\bwork stoppage|\bbeen out for"
)

# How far from its publication a text may name a day of a strike: rounded counts and late stories stay out. The exact
# length of a strike that is over goes on being told for a while.
_DAYS_BACK = 3
_DAYS_AHEAD = 1
_DAYS_AFTER_END = 14
_SLACK = {"day": 10, "week": 7, "month": 31, "year": 31}


def _named(strikes: Sequence[Strike], low: str) -> list[Strike]:
    """The strikes whose strikers the text names; all of them when it names none."""
    fitting = [strike for strike in strikes if strike.names.search(low)]
    return fitting or list(strikes)


def _running(published: date) -> list[Strike]:
    ended = timedelta(days=_DAYS_AFTER_END)
    return [s for s in STRIKES if s.start <= published and (s.last is None or published <= s.last + ended)]


def day_of_strike(number: int, published: date, low: str) -> Span | None:
    """The date of Day `number` of the strike a text (in lower case) published then is about; None when none fits or two do."""
    fits = set()
    for strike in _named(_running(published), low):
        day = shift(strike.start, number - 1)
        whole = strike.last is not None and day == strike.last
        if -(_DAYS_AFTER_END if whole else _DAYS_BACK) <= (day - published).days <= _DAYS_AHEAD:
            fits.add(day)
    return on(fits.pop()) if len(fits) == 1 else None


def more_than(number: int, unit: str, published: date, low: str) -> Span | None:
    """When a strike had run for more than `number` units ("day", "week", "month", "year"), as an open span; None when unsure."""
    fits = set()
    for strike in _named(_running(published), low):
        if unit == "day":
            first = shift(strike.start, number)
        elif unit == "week":
            first = shift(strike.start, 7 * number + 1)
        else:
            first = shift(months_before(strike.start, -number * (12 if unit == "year" else 1)), 1)
        reached = strike.last is None or first <= strike.last
        if reached and 0 <= (published - first).days <= _SLACK[unit]:
            fits.add(first)
    return Span(Moment(fits.pop()), None) if len(fits) == 1 else None


def start_on(month: int, day: int, published: date, low: str) -> date | None:
    """The known strike that began on this day of the year before publication, for texts that recall it without the year."""
    began = [
        strike.start
        for strike in STRIKES
        if (strike.start.month, strike.start.day) == (month, day)
        and strike.start <= published
        and strike.names.search(low)
    ]
    return began[0] if len(began) == 1 else None
