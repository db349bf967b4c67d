"""What people are told about bargaining dates and announcements. Text only; `answers.py` sends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.announcements.localtime import Standing, instant, standing, wall_of
from bot.bargaining import dates as rules
from bot.models.desk import Announcement, BargainingDate
from bot.models.posts import AnnouncementPost
from bot.models.servers import Server
from cogs.ui import wording
from cogs.ui import wording_desk as words
from cogs.ui.answers import Answer, Press
from cogs.ui.cards_desk import announcement_text, home_text, span_text, when_text
from cogs.ui.markup import DISCORD

ADD, CANCEL, SCHEDULE, RESUME = "/bargaining add", "/announce cancel", "/announce schedule", "/settings resume"
BEGINNING = 80
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


def preview(draft: Announcement) -> Answer:
    """Exactly what will be posted, and the three things that can be done with it."""
    about = [
        DISCORD.heading(words.PREVIEW_HEADING, 2),
        words.PREVIEW_WHEN.format(**_when(draft)),
        *clock_notes(draft.wall, draft.zone),
        words.PREVIEW_BELOW,
    ]
    text = announcement_text(AnnouncementPost(draft.id, draft.text), DISCORD)
    buttons = (
        Press(words.CONFIRM_BUTTON, f"announce-confirm:{draft.id}"),
        Press(words.CHANGE_BUTTON, f"announce-change:{draft.id}"),
        Press(words.DISCARD_BUTTON, f"announce-discard:{draft.id}"),
    )
    return Answer(("\n".join(about), text), buttons)


def scheduled(known: Announcement, server: Server | None) -> Answer:
    """After a confirmation."""
    lines = [
        DISCORD.heading(words.SCHEDULED_HEADING, 2),
        words.SCHEDULED.format(cancel=DISCORD.command(CANCEL), **_when(known)),
    ]
    if server is not None and server.paused:
        lines.append(words.PAUSED.format(resume=DISCORD.command(RESUME)))
    return Answer(("\n".join(lines),))


def refused(reason: str, text: str) -> Answer:
    """A form that was filled in wrongly: what is wrong, and the text, so that nobody has to write it again."""
    return Answer((reason, words.YOUR_TEXT, text) if text.strip() else (reason,))


def announcements(waiting: Sequence[Announcement]) -> Answer:
    """`/announce list`."""
    heading = DISCORD.heading(words.ANNOUNCEMENTS_HEADING, 2)
    if not waiting:
        return Answer((f"{heading}\n{words.ANNOUNCEMENTS_NONE.format(schedule=DISCORD.command(SCHEDULE))}",))
    lines = [
        words.ANNOUNCEMENT_LINE.format(number=known.id, text=DISCORD.text(known.text, BEGINNING), **_when(known))
        for known in waiting
    ]
    return Answer((heading, *lines))


def announcement_cancelled(known: Announcement) -> Answer:
    """After `/announce cancel`."""
    return Answer((words.ANNOUNCEMENT_CANCELLED.format(text=DISCORD.text(known.text, BEGINNING)),))


def _when(known: Announcement) -> dict[str, str]:
    return {
        "channel": DISCORD.channel(known.channel_id),
        "when": DISCORD.time(known.due_at, "F"),
        "home": home_text(known.due_at, known.zone, DISCORD),
    }
