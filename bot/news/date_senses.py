"""The words of time that texts are made of, as data: written days, weekdays, clock times, stretches, months and counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explicit:
    """A month and day; `last_day` when the words name more than one day (0 when these make no run); `year` when named."""

    month: int
    day: int
    last_day: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday (Monday is 0) with the word before it ("last", "this", ...) and after it ("last week", ...)."""

    number: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """A day near publication: today, tonight, tomorrow, yesterday, last night."""

    word: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. `zone` is an IANA name or empty; `sure` is False where the words leave the instant open."""

    time: tuple[int, int]
    zone: str
    midnight: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Stretch:
    """A week, weekend or month near publication: "next week", "over the weekend", "last month"."""

    before: str
    unit: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month by name, perhaps a part of it, perhaps with a year."""

    month: int
    part: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number of days, weeks or months; `rank` for "Day 12" and "12th day"; `more` for "more than"; `tail` is the word after."""

    number: int
    unit: str
    more: bool = False
    rank: bool = False
    tail: str = ""
    hedge: str = ""


Sense = Explicit | Weekday | Near | Clock | Stretch | Month | Count


@dataclass(frozen=True, slots=True)
class Word:
    """A time word and where it stands in the text."""

    start: int
    end: int
    sense: Sense
