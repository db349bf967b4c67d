"""How bargaining dates are written. No messages are built here."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.announcements.localtime import wall_of
from bot.delivery.limits import NAME
from bot.models.posts import DateCancelled, DateReminder
from cogs.ui import wording_desk as words
from cogs.ui.markup import Markup
from cogs.ui.wording_digest import DAY, DAYS, MONTHS


def reminder_text(post: DateReminder, markup: Markup) -> str:
    """A reminder; once its date was called off it says so first."""
    name, kind = markup.text(post.name, NAME), words.KINDS.get(post.kind, words.KINDS["other"])
    when = when_text(post.starts_at, post.home_zone, markup, ends_at=post.ends_at, all_day=post.all_day)
    if post.cancelled:
        heading = words.REMINDER_CANCELLED.format(kind=kind, name=name)
        return f"{markup.heading(heading)}\n{words.CANCELLED_LATER.format(when=when.rstrip('.'))}"
    wall = wall_of(post.starts_at, post.home_zone)
    distance = (
        words.ON.format(day=day_text(wall.date())) if post.all_day else words.IN.format(span=span_text(post.minutes))
    )
    heading = words.REMINDER.format(kind=kind, distance=distance, name=name)
    source = markup.link(words.SOURCE, post.source_url)
    return "\n".join([markup.heading(heading), when, f"{source}. {words.CONFIRMED}"])


def cancelled_text(post: DateCancelled, markup: Markup) -> str:
    """A date was called off after members had been reminded of it."""
    kind = words.KINDS.get(post.kind, words.KINDS["other"])
    heading = words.CANCELLED_HEADING.format(kind=kind, name=markup.text(post.name, NAME))
    when = when_text(post.starts_at, post.home_zone, markup, all_day=post.all_day)
    lines = [markup.heading(heading), words.CANCELLED.format(when=when.rstrip("."))]
    if post.link:
        lines.append(markup.link(words.CANCELLED_LINK, post.link))
    return "\n".join(lines)


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
        return words.WHEN_TO.format(when=markup.time(starts_at, "F"), end=markup.time(ends_at, "t"), home=home)
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
