"""How Discord's own events of bargaining dates are written, within Discord's lengths. No requests are made here."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.delivery.limits import NAME
from bot.models.events import DateEvent, EventRefused
from cogs.ui import wording_events as words
from cogs.ui.cards_dates import kind_name, note_text
from cogs.ui.markup import PLAIN, Markup, cut

LONGEST_NAME, LONGEST_PLACE = 100, 100
UNKNOWN_END: Final = timedelta(hours=1)  # Discord asks for an end


def event_name(post: DateEvent) -> str:
    """What happens, and who bargains."""
    return cut(words.NAME.format(kind=kind_name(post.kind), name=PLAIN.text(post.name, NAME)), LONGEST_NAME)


def event_place(post: DateEvent) -> str:
    """The note, as far as it fits."""
    return PLAIN.text(post.note, LONGEST_PLACE) or words.NO_PLACE


def event_times(post: DateEvent) -> tuple[datetime, datetime]:
    """Start and end."""
    end = post.ends_at
    return post.starts_at, end if end is not None and end > post.starts_at else post.starts_at + UNKNOWN_END


def event_description(post: DateEvent, reference: str) -> str:
    """The note, the source, and at the end the reference by which the event is known again."""
    lines = [
        note_text(post.note, PLAIN),
        words.CONFIRMED if post.ends_at is not None else f"{words.CONFIRMED} {words.NO_END}",
        words.SOURCE.format(url=post.source_url),
        words.REFERENCE.format(reference=reference),
    ]
    return "\n".join(line for line in lines if line)


def event_text(post: DateEvent) -> str:
    """The event in one line, for a log or a list."""
    name = event_name(post)
    return words.CANCELLED.format(name=name) if post.cancelled else name


def refused_text(post: EventRefused, markup: Markup) -> str:
    """To moderators: an event could not be created, changed or cancelled."""
    heading = words.REFUSED_HEADING.format(kind=kind_name(post.kind), name=markup.text(post.name, NAME))
    reason = words.REFUSED.get(post.problem, words.REFUSED_ELSE).format(events=markup.command("/settings events"))
    return f"{markup.heading(heading)}\n{reason}"
