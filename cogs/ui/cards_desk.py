"""How times of dates are written, in each reader's zone and at home. No messages are built here."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.announcements.localtime import wall_of
from bot.delivery.limits import NAME
from cogs.ui import wording_desk as words
from cogs.ui.markup import Markup
from cogs.ui.wording_digest import DAY, DAYS, MONTHS


def when_text(
    starts_at: datetime, zone: str, markup: Markup, *, ends_at: datetime | None = None, all_day: bool = False
) -> str:
    """A sentence: in each reader's zone, with the time at the dispute's home beside it."""
    wall, place = wall_of(starts_at, zone), place_name(zone, markup)
    if all_day:
        if ends_at is not None and (last := wall_of(ends_at, zone).date()) != wall.date():
            return words.ALL_DAYS.format(day=day_text(wall.date()), end=day_text(last), place=place)
        return words.ALL_DAY.format(day=day_text(wall.date()), place=place)
    home = home_text(starts_at, zone, markup)
    if ends_at is not None:
        style = "t" if wall_of(ends_at, zone).date() == wall.date() else "F"
        return words.WHEN_TO.format(when=markup.time(starts_at, "F"), end=markup.time(ends_at, style), home=home)
    return words.WHEN.format(when=markup.time(starts_at, "F"), home=home)


def home_text(at: datetime, zone: str, markup: Markup) -> str:
    """The day and time that clocks in the zone show, and where that is."""
    wall = wall_of(at, zone)
    return words.HOME.format(day=day_text(wall.date()), time=f"{wall:%H:%M}", place=place_name(zone, markup))


def place_name(zone: str, markup: Markup) -> str:
    """The city of a zone."""
    return markup.text(zone.rpartition("/")[2].replace("_", " "), NAME)


def day_text(day: date) -> str:
    """The day in words, with its weekday."""
    return DAY.format(weekday=DAYS[day.weekday()], day=day.day, month=MONTHS[day.month - 1])


def span_text(minutes: int) -> str:
    """A length of time in words: "1 hour", "2 days", "90 minutes"."""
    length = timedelta(minutes=minutes)
    for size, unit in ((timedelta(weeks=1), "week"), (timedelta(days=1), "day"), (timedelta(hours=1), "hour")):
        if length >= size and length % size == timedelta(0) and not (unit == "day" and length == size):
            count = length // size
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return f"{minutes} minute" if minutes == 1 else f"{minutes} minutes"
