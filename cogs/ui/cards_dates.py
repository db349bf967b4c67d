"""How bargaining dates are written in channels: reminders, and what corrects them. No messages are built here."""

from __future__ import annotations

from bot.announcements.localtime import wall_of
from bot.bargaining.typed import LONGEST_NOTE
from bot.delivery.limits import NAME
from bot.models.date_posts import DateCancelled, DateMoved, DateReminder, When
from cogs.ui import wording_dates as words
from cogs.ui import wording_desk as desk
from cogs.ui.cards_desk import day_text, span_text, when_text
from cogs.ui.markup import Markup


def reminder_text(post: DateReminder, markup: Markup) -> str:
    """A reminder; once its date was called off or moved it says so first."""
    name, kind = markup.text(post.name, NAME), kind_name(post.kind)
    when = time_text(post.when, markup)
    if post.cancelled:
        heading = desk.REMINDER_CANCELLED.format(kind=kind, name=name)
        return _lines(
            markup.heading(heading), desk.CANCELLED_LATER.format(when=when.rstrip(".")), _role(post.role_id, markup)
        )
    source = f"{markup.link(desk.SOURCE, post.source_url)}. {desk.CONFIRMED}"
    if post.moved_to is not None:
        heading = words.MOVED_LATER.format(kind=kind, name=name)
        body = words.MOVED_LATER_BODY.format(
            after=time_text(post.moved_to, markup).rstrip("."), before=when.rstrip(".")
        )
    else:
        distance = (
            desk.ON.format(day=day_text(wall_of(post.starts_at, post.home_zone).date()))
            if post.all_day
            else desk.IN.format(span=span_text(post.minutes))
        )
        heading, body = desk.REMINDER.format(kind=kind, distance=distance, name=name), when
    return _lines(markup.heading(heading), body, note_text(post.note, markup), source, _role(post.role_id, markup))


def cancelled_text(post: DateCancelled, markup: Markup) -> str:
    """A date was called off after members had been reminded of it."""
    heading = desk.CANCELLED_HEADING.format(kind=kind_name(post.kind), name=markup.text(post.name, NAME))
    body = desk.CANCELLED.format(when=time_text(post.when, markup).rstrip("."))
    return _lines(markup.heading(heading), body, _earlier(post.link, markup), _role(post.role_id, markup))


def moved_text(post: DateMoved, markup: Markup) -> str:
    """A date was moved after members had been reminded of it; the new day stands in the first line."""
    wall = wall_of(post.after.starts_at, post.after.home_zone)
    day = day_text(wall.date()) if post.after.all_day else f"{day_text(wall.date())} {wall:%H:%M}"
    heading = words.MOVED_HEADING.format(day=day, kind=kind_name(post.kind), name=markup.text(post.name, NAME))
    body = words.MOVED_BODY.format(
        before=time_text(post.before, markup).rstrip("."), after=time_text(post.after, markup).rstrip(".")
    )
    return _lines(
        markup.heading(heading),
        body,
        note_text(post.note, markup),
        _earlier(post.link, markup),
        _role(post.role_id, markup),
    )


def time_text(when: When, markup: Markup) -> str:
    """A time as a sentence."""
    return when_text(when.starts_at, when.home_zone, markup, ends_at=when.ends_at, all_day=when.all_day)


def note_text(note: str, markup: Markup) -> str:
    """Place and access, "" where there is no note."""
    return words.NOTE.format(note=markup.text(note, LONGEST_NOTE)) if note else ""


def kind_name(kind: str) -> str:
    """What happens, in words."""
    return desk.KINDS.get(kind, desk.KINDS["other"])


def _earlier(link: str, markup: Markup) -> str:
    return markup.link(desk.CANCELLED_LINK, link) if link else ""


def _role(role_id: int | None, markup: Markup) -> str:
    return markup.role(role_id) if role_id else ""


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
