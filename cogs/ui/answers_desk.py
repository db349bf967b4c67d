"""What people are told about bargaining dates. Text only; `answers.py` sends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.announcements.localtime import Standing, instant, standing, wall_of
from bot.bargaining import dates as rules
from bot.models.desk import BargainingDate
from cogs.ui import wording
from cogs.ui import wording_desk as words
from cogs.ui.answers import Answer
from cogs.ui.cards_desk import span_text, when_text
from cogs.ui.markup import DISCORD

ADD = "/bargaining add"
Names = Callable[[BargainingDate], str]


def date_list(dates: Sequence[BargainingDate], name: Names, *, moderator: bool) -> Answer:
    """`/dates list` and `/bargaining list`; moderators see numbers and reminders too."""
    heading = DISCORD.heading(words.LIST_HEADING, 2)
    if not dates:
        none = words.LIST_NONE_MODERATOR.format(add=DISCORD.command(ADD)) if moderator else words.LIST_NONE
        return Answer((f"{heading}\n{none}",))
    return Answer((heading, *(date_block(date, name(date), moderator=moderator) for date in dates)))


def date_block(date: BargainingDate, name: str, *, moderator: bool) -> str:
    """One date: what, who, when, its source."""
    kind = words.KINDS.get(date.kind, words.KINDS["other"])
    when = when_text(rules.starts_at(date), date.zone, DISCORD, ends_at=rules.ends_at(date), all_day=date.all_day)
    lines = [words.LINE.format(kind=kind, name=DISCORD.text(name), when=when)]
    lines.append(DISCORD.link(words.SOURCE, date.source_url))
    if moderator:
        lines.append(words.NUMBER.format(number=date.id))
        spans = wording.listed([span_text(minutes) for minutes in date.offsets])
        lines.append(words.REMINDERS.format(spans=spans) if date.offsets else words.REMINDERS_NONE)
        if date.wakes:
            lines.append(words.WAKES)
    return " ".join(line if line.endswith(".") else f"{line}." for line in lines)


def date_added(date: BargainingDate, name: str) -> Answer:
    """After `/bargaining add`: read back, with what a change of the clocks does."""
    lines = [DISCORD.heading(words.ADDED_HEADING, 2), date_block(date, name, moderator=True)]
    if not date.all_day:
        lines += clock_notes(date.starts, date.zone)
    return Answer(("\n".join(lines),))


def clock_notes(wall: datetime, zone: str) -> list[str]:
    """What is said of a wall time that its clocks show never or twice."""
    match standing(wall, zone):
        case Standing.MISSING:
            return [words.MOVED_FORWARD.format(time=f"{wall_of(instant(wall, zone), zone):%H:%M}")]
        case Standing.TWICE:
            return [words.TWICE]
        case _:
            return []


def date_cancelled(date: BargainingDate, name: str) -> Answer:
    """After `/bargaining cancel`."""
    lines = [DISCORD.heading(words.DATE_CANCELLED_HEADING, 2), date_block(date, name, moderator=False)]
    return Answer(("\n".join([*lines, words.DATE_CANCELLED]),))
