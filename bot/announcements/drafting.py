"""What a moderator chose and typed, checked and made into a draft. Pure: nothing is kept here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.announcements.localtime import instant, wall_of
from bot.announcements.series import begun
from bot.announcements.when import day_meant, wall_meant
from bot.delivery.limits import blank, units
from bot.errors import UserError
from bot.models.announcements import Announcement, AnnouncementState, Manner, Repeat
from bot.models.schedules import Cadence

LONGEST = 1_750  # as Discord counts: the message has lines of its own above it
MOST_AHEAD = timedelta(days=366)
MOST_TIMES = 366
_DAY = timedelta(days=1)


def repeat_chosen(
    cadence: Cadence | None, *, until: str | None, times: int | None, now: datetime, zone: str
) -> Repeat | None:
    """The options about repetition. Raises UserError: announce_repeat, announce_end_twice, announce_times, day_unclear,
    announce_until_past.
    """
    if cadence is None:
        if until is not None or times is not None:
            raise UserError("announce_repeat")
        return None
    if until is not None and times is not None:
        raise UserError("announce_end_twice")
    if times is not None and not 1 <= times <= MOST_TIMES:
        raise UserError("announce_times", most=MOST_TIMES)
    return Repeat(cadence, _last_day(until, wall_of(now, zone).date()), times)


def _last_day(until: str | None, today: date) -> date | None:
    if until is None:
        return None
    last = day_meant(until, today)
    if last is None:
        raise UserError("day_unclear", typed=until)
    if last < today:
        raise UserError("announce_until_past")
    return last


def check_manner(manner: Manner, repeat: Repeat | None) -> None:
    """Raises UserError("announce_urgent_series"): what rings at night is for once."""
    if manner.urgent and repeat is not None:
        raise UserError("announce_urgent_series")


def written(form: Announcement, text: str, when: str, *, now: datetime) -> Announcement:
    """The draft that a filled-in form makes; `when` counts by the clocks of the form's zone, and not for what is posted at once.

    Raises UserError: announce_empty, announce_long, announce_unclear, announce_past, announce_far, announce_until_early.
    """
    draft = replace(form, text=checked(text), state=AnnouncementState.DRAFT)
    if form.manner.at_once:
        return replace(draft, wall=to_minute(wall_of(now, form.zone)), due_at=now)
    wall = wall_meant(when, now, form.zone)
    if wall is None:
        raise UserError("announce_unclear", typed=when)
    if instant(wall, form.zone) <= now:
        raise UserError("announce_past")
    if instant(wall, form.zone) - now > MOST_AHEAD:
        raise UserError("announce_far")
    if form.repeat is not None:
        repeat, wall = begun(form.repeat, wall, form.zone)
        if repeat.until is not None and repeat.until < wall.date():
            raise UserError("announce_until_early")
        draft = replace(draft, repeat=repeat)
    return replace(draft, wall=wall, due_at=instant(wall, form.zone))


def checked(text: str) -> str:
    """The text as it is kept. Raises UserError: announce_empty, announce_long."""
    text = text.strip()
    if blank(text):
        raise UserError("announce_empty")
    if units(text) > LONGEST:
        raise UserError("announce_long", length=units(text), longest=LONGEST)
    return text


def to_minute(wall: datetime) -> datetime:
    """Without seconds, as clocks show it."""
    return wall.replace(second=0, microsecond=0)
