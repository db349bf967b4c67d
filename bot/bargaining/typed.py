"""What moderators type for a bargaining date, read and checked. Pure; every refusal is a UserError with its own sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.announcements.localtime import wall_of, zones_known
from bot.announcements.when import day_meant, day_time_meant, minutes_meant, wall_meant
from bot.bargaining import dates as rules
from bot.errors import UserError
from bot.models.desk import BargainingDate

MOST_AHEAD = timedelta(days=3 * 366)
LONGEST_NOTE = 300
LONGEST_LINK = 400


def wall(text: str, now: datetime, zone: str, *, all_day: bool) -> datetime:
    """A wall time; midnight for a whole day. Raises UserError: date_unclear, date_no_time, day_unclear."""
    day = day_meant(text, wall_of(now, zone).date())
    whole = datetime.combine(day, time()) if day is not None else None
    found = whole if all_day else wall_meant(text, now, zone)
    if found is None:
        key = "day_unclear" if all_day else "date_unclear" if day is None else "date_no_time"
        raise UserError(key, typed=text)
    return found


def zone(name: str) -> str:
    """An IANA zone. Raises UserError("unknown_zone")."""
    if name not in zones_known():
        raise UserError("unknown_zone", zone=name)
    return name


def link(text: str) -> str:
    """A source's address. Raises UserError("date_link")."""
    if not rules.link_is_right(text.strip()):
        raise UserError("date_link")
    return text.strip()


def offsets(text: str) -> tuple[int, ...]:
    """Minutes before the start, the longest first. Raises UserError("date_offsets")."""
    found = minutes_meant(text)
    if found is None:
        raise UserError("date_offsets", typed=text)
    return found


def note(text: str) -> str:
    """Place and access, one line. Raises UserError("date_note")."""
    line = " ".join(text.split())
    if len(line) > LONGEST_NOTE:
        raise UserError("date_note", length=len(line), longest=LONGEST_NOTE)
    return line


def in_order(date: BargainingDate, now: datetime) -> BargainingDate:
    """The date with its instant. Raises UserError: date_end, date_past, date_far."""
    if date.ends is not None and (date.ends < date.starts or (date.ends == date.starts and not date.all_day)):
        raise UserError("date_end")
    date = replace(date, starts_at=rules.starts_at(date))
    if rules.over_at(date) <= now:
        raise UserError("date_past")
    if rules.starts_at(date) - now > MOST_AHEAD:
        raise UserError("date_far")
    return date


def moved(
    date: BargainingDate, now: datetime, *, start: str, end: str | None, all_day: bool | None, home: str | None
) -> BargainingDate:
    """The date at another time. What is typed decides where `all_day` is not said: a date of a whole day gets the hour that is typed,
    another one keeps its hour where only a day is. Its length stays where no end is typed and it stays all day or not.

    Raises UserError: unknown_zone, date_unclear, date_no_time, day_unclear, date_end, date_past, date_far, date_same_time.
    """
    place = zone(home) if home is not None else date.zone
    meant = day_time_meant(start, wall_of(now, place).date()) if all_day is None else None
    whole = date.all_day if all_day is None else all_day
    if meant is not None:
        day, clock = meant
        whole = whole and clock is None
        starts = datetime.combine(day, clock or date.starts.time())
    else:
        starts = wall(start, now, place, all_day=whole)
    ends = None
    if end is not None:
        ends = wall(end, now, place, all_day=whole)
    elif date.ends is not None and whole == date.all_day:
        ends = starts + (date.ends - date.starts)
    return at(date, now, starts=starts, ends=ends, all_day=whole, home=place)


def at(
    date: BargainingDate, now: datetime, *, starts: datetime, ends: datetime | None, all_day: bool, home: str
) -> BargainingDate:
    """The date at other wall times. Raises UserError: unknown_zone, date_end, date_past, date_far, date_same_time."""
    after = in_order(replace(date, starts=starts, ends=ends, all_day=all_day, zone=zone(home)), now)
    if (after.starts, after.ends, after.all_day, after.zone) == (date.starts, date.ends, date.all_day, date.zone):
        raise UserError("date_same_time")
    return after
