"""What people type for a moment to come: "tomorrow 9am", "fri 18:30", "2026-12-01 09:00", "1 Dec 9:00", "in 2 hours". Pure and strict.

The answer is a wall time; where a text is not sure there is none, and the person is asked again with examples. Dates may be
written with the month in words or as YYYY-MM-DD; 3/4 is refused, because it is two different days on two sides of an ocean.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from bot.announcements.localtime import time_of_day, wall_of

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_IN = re.compile(r"in (\d{1,3}|an?|one) (minutes?|mins?|hours?|hrs?|days?|weeks?)", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[t ,]*(.*)", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?(?:\s+(\d{4})(?![:.\d]))?\s*(.*)", re.IGNORECASE)
_MONTH_FIRST = re.compile(
    r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4})(?![:.\d]))?\s+(.*)", re.IGNORECASE
)
_WORD = re.compile(r"(?:(on|this|next)\s+)?([a-z]+)\b,?\s*(.*)", re.IGNORECASE)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
LONGEST = 60


def wall_meant(typed: str, moment: datetime, zone: str) -> datetime | None:
    """The wall time (naive) in `zone` that was typed at `moment` (aware); None where it is not sure.

    A weekday is the next such day after today, today itself only by "today". A day without a year is the next one to come.
    "in 2 hours" counts hours that pass, whatever the clocks do meanwhile; "in 2 days" is the same time of day. A day needs a
    time: "friday" alone is not sure.
    """
    now = wall_of(moment, zone)
    if found := _IN.fullmatch(_tidy(typed)):
        count = 1 if found[1].casefold() in ("a", "an", "one") else int(found[1])
        length = count * _UNITS[found[2][0].casefold()]
        wall = now + length if length % _UNITS["d"] == timedelta(0) else wall_of(moment + length, zone)
        return wall.replace(second=0, microsecond=0)
    meant = day_time_meant(typed, now.date())
    return datetime.combine(meant[0], meant[1]) if meant is not None and meant[1] is not None else None


def day_time_meant(typed: str, today: date) -> tuple[date, time | None] | None:
    """The day that was typed, and its time of day or None if none was typed; None alone where either is not sure."""
    day, rest = _day(_tidy(typed) + " ", today)
    if day is None or not rest:
        return None if day is None else (day, None)
    clock = time_of_day(re.sub(r"^(at|@)\s*", "", rest, flags=re.IGNORECASE))
    return None if clock is None else (day, clock)


def day_meant(typed: str, today: date) -> date | None:
    """The day that was typed without a time, for dates of a whole day; None where it is not sure."""
    meant = day_time_meant(typed, today)
    return meant[0] if meant is not None and meant[1] is None else None


def _tidy(typed: str) -> str:
    """With single spaces and without a full stop; nothing where there is more than anybody types for a moment."""
    return " ".join(typed.split()).strip(" .") if len(typed.strip()) <= LONGEST else ""


def _day(text: str, today: date) -> tuple[date | None, str]:
    """The day a text begins with and what follows it."""
    if found := _ISO.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3])), found[4].strip()
    if (found := _DAY_FIRST.fullmatch(text)) and (month := _among(found[2], _MONTHS)):
        return _to_come(today, month, int(found[1]), found[3]), found[4].strip()
    if (found := _MONTH_FIRST.fullmatch(text)) and (month := _among(found[1], _MONTHS)):
        return _to_come(today, month, int(found[2]), found[3]), found[4].strip()
    if (found := _WORD.fullmatch(text)) is None:
        return None, text
    before, word, rest = (found[1] or "").casefold(), found[2].casefold(), found[3].strip()
    if word in ("today", "tonight") and not before:
        return today, rest
    if word in ("tomorrow", "tmr", "tmrw") and not before:
        return today + timedelta(days=1), rest
    number = _among(word, _DAYS)
    if number is None or before == "next":  # "next Friday" is this week's to some and next week's to others
        return None, rest
    return today + timedelta(days=(number - 1 - today.weekday() - 1) % 7 + 1), rest


def _among(word: str, names: tuple[str, ...]) -> int | None:
    """The number, from 1, of the name that the word is or shortens to three letters or more."""
    wanted = word.casefold()
    if len(wanted) < 3:
        return None
    return next(
        (n for n, name in enumerate(names, 1) if name.startswith(wanted) or (wanted == "sept" and n == 9)), None
    )


def _to_come(today: date, month: int, day: int, year: str | None) -> date | None:
    if year:
        return _date(int(year), month, day)
    this_year = _date(today.year, month, day)
    if this_year is not None and this_year >= today:
        return this_year
    return _date(today.year + 1, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def minutes_meant(typed: str) -> tuple[int, ...] | None:
    """Offsets of reminders: "24h, 1h", "2 days", "30 min", "none"; minutes, the longest first; None where it is not sure."""
    if typed.strip().casefold() in ("none", "no", "0"):
        return ()
    found: set[int] = set()
    for piece in typed.split(","):
        one = re.fullmatch(
            r"\s*(\d{1,3})\s*(m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|weeks?)\s*", piece, re.IGNORECASE
        )
        if one is None:
            return None
        found.add(int(one[1]) * int(_UNITS[one[2][0].casefold()].total_seconds() // 60))
    if not found or len(found) > 5 or max(found) > 60 * 24 * 28 or min(found) < 1:
        return None
    return tuple(sorted(found, reverse=True))
