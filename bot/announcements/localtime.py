"""Wall time and IANA zone to an instant and back: pure rules. What people type is read elsewhere.

The wall time and the zone are the truth; the instant is derived from them, and derived again when zone data changes.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_DAY = timedelta(days=1)
_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?:\s*(?P<half>[ap])\.?m\.?)?", re.IGNORECASE)
_NAMED = {"noon": time(12), "midday": time(12), "midnight": time()}


class Standing(StrEnum):
    """How often a wall time is shown by the clocks of its zone on its day."""

    ONCE = "once"
    MISSING = "missing"  # the clocks jump over it
    TWICE = "twice"  # the clocks are set back over it


@cache
def zones_known() -> frozenset[str]:
    """The names of all IANA zones; the search through the disk's folders, 10 ms, is made once a process."""
    return frozenset(available_timezones())


def instant(wall: datetime, zone: str) -> datetime:
    """The moment (aware UTC) at which clocks in `zone` show `wall` (naive).

    A time that the clocks jump over moves forward by the length of the jump: 02:30 in a gap of an hour is 03:30. A time shown
    twice is the first of the two. Raises ValueError for an aware `wall`, ZoneInfoNotFoundError for an unknown zone.
    """
    if wall.tzinfo is not None:
        raise ValueError(f"{wall!r} is not a wall time: it has a zone of its own")
    # With fold=0 the offset in force before a change counts, in a gap and in a repeat: exactly the two rules above (PEP 495).
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def wall_of(moment: datetime, zone: str) -> datetime:
    """What clocks in `zone` show (naive) at an aware moment. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} is no moment: it has no zone")
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def standing(wall: datetime, zone: str) -> Standing:
    """Whether clocks in `zone` show `wall` (naive) once, never or twice; people are told of the last two."""
    place = ZoneInfo(zone)
    first, second = (wall.replace(tzinfo=place, fold=fold).utcoffset() for fold in (0, 1))
    if first == second:
        return Standing.ONCE
    return Standing.MISSING if wall_of(instant(wall, zone), zone) != wall.replace(fold=0) else Standing.TWICE


def day_exists(day: date, zone: str) -> bool:
    """Whether `zone` has this day at all: Samoa went from 29 to 31 December 2011."""
    midnight = datetime.combine(day, time())
    return instant(midnight, zone) < instant(midnight + _DAY, zone)


def time_of_day(typed: str) -> time | None:
    """What a person means by "09:00", "18.30", "9 am" or "noon"; None where that is not sure: a bare "9", "13 pm", "24:00"."""
    text = typed.strip()
    if text.casefold() in _NAMED:
        return _NAMED[text.casefold()]
    found = _CLOCK.fullmatch(text)
    if found is None or (found["minute"] is None and found["half"] is None):
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] in "pP" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
