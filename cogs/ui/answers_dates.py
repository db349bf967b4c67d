"""What people are told of bargaining dates. Text only; `answers.py` sends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from bot.bargaining import dates as rules
from bot.bargaining.service import Change
from bot.models.desk import BargainingDate, DateChange, DateChoices, DateState
from cogs.ui import wording
from cogs.ui import wording_dates as words
from cogs.ui import wording_desk as desk
from cogs.ui.answers import Answer, Press
from cogs.ui.answers_desk import clock_notes
from cogs.ui.cards_dates import kind_name, note_text, time_text
from cogs.ui.cards_desk import span_text
from cogs.ui.markup import DISCORD

ADD = "/bargaining add"
SHOWN = 60  # characters of a note in a list of changes
_WALL = "%Y%m%d%H%M"
Names = Callable[[BargainingDate], str]


def date_list(dates: Sequence[BargainingDate], name: Names, *, moderator: bool, now: datetime) -> Answer:
    """`/dates list` and `/bargaining list`; moderators see numbers and reminders too."""
    heading = DISCORD.heading(desk.LIST_HEADING, 2)
    if not dates:
        none = desk.LIST_NONE_MODERATOR.format(add=DISCORD.command(ADD)) if moderator else desk.LIST_NONE
        return Answer((f"{heading}\n{none}",))
    return Answer((heading, *(date_block(date, name(date), now if moderator else None) for date in dates)))


def date_block(date: BargainingDate, name: str, now: datetime | None = None) -> str:
    """One date: what, who, when, where, its source. `now`: for moderators, with its number and the reminders still to come."""
    when = time_text(rules.when_of(date), DISCORD)
    lines = [desk.LINE.format(kind=kind_name(date.kind), name=DISCORD.text(name), when=when)]
    lines += [note_text(date.note, DISCORD), DISCORD.link(desk.SOURCE, date.source_url)]
    if now is not None:
        lines.append(desk.NUMBER.format(number=date.id))
        if date.state is DateState.PLANNED:
            lines += _reminders(date, now)
    return " ".join(line if line.endswith(".") else f"{line}." for line in lines if line)


def date_added(date: BargainingDate, name: str, now: datetime) -> Answer:
    """After `/bargaining add`: read back, with what a change of the clocks does."""
    lines = [DISCORD.heading(desk.ADDED_HEADING, 2), date_block(date, name, now), *_clock_notes(date)]
    return Answer(("\n".join(lines),))


def date_cancelled(date: BargainingDate, name: str, now: datetime) -> Answer:
    """After `/bargaining cancel`: what follows from it."""
    lines = [DISCORD.heading(desk.DATE_CANCELLED_HEADING, 2), date_block(date, name)]
    late = rules.over_at(date) + rules.USEFUL <= now
    return Answer(("\n".join([*lines, desk.DATE_CANCELLED_LATE if late else desk.DATE_CANCELLED]),))


def calendar(count: int) -> str:
    """With the file of `/dates calendar`; plain content, because a file does not go with a layout."""
    return words.CALENDAR.get(count, words.CALENDAR_MORE).format(count=count)


def calendar_alt(count: int) -> str:
    """What the file is, in words."""
    return words.CALENDAR_ALT.format(count=count)


def shown(date: BargainingDate, changes: Sequence[DateChange], name: str, now: datetime) -> Answer:
    """`/bargaining show`: all of a date, and what was changed about it."""
    lines = [DISCORD.heading(words.SHOWN_HEADING.format(number=date.id), 2), date_block(date, name, now)]
    if date.state is DateState.CANCELLED:
        lines.append(words.CALLED_OFF)
    blocks = ["\n".join(lines)]
    if changes:
        blocks.append("\n".join([DISCORD.heading(words.CHANGES_HEADING), *map(_change, changes)]))
    return Answer(tuple(blocks))


def move_preview(move: Change, name: str, now: datetime) -> Answer:
    """What a move would do, and a button that does it."""
    before, after = move.before, move.after
    lines = [
        DISCORD.heading(words.PREVIEW_HEADING, 2),
        words.PREVIEW_LINE.format(kind=kind_name(after.kind), name=DISCORD.text(name)),
        f"- {words.FROM.format(when=time_text(rules.when_of(before), DISCORD))}",
        f"- {words.TO.format(when=time_text(rules.when_of(after), DISCORD))}",
        *_clock_notes(after),
        " ".join(_reminders(after, now)),
        words.EDITS.get(move.told, words.EDITS_MORE.format(count=move.told)),
    ]
    ends = after.ends.strftime(_WALL) if after.ends else ""
    how = "a" if after.all_day else "t"
    custom_id = f"date-move:{after.id}:{before.version}:{after.starts.strftime(_WALL)}:{ends}:{how}:{after.zone}"
    buttons = (Press(words.MOVE_BUTTON, custom_id), Press(words.KEEP_BUTTON, f"date-keep:{after.id}"))
    return Answer(("\n".join(lines),), buttons)


def moved(date: BargainingDate, name: str, now: datetime) -> Answer:
    """After a move."""
    return Answer((f"{DISCORD.heading(words.MOVED_ANSWER, 2)}\n{date_block(date, name, now)}",))


def kept() -> Answer:
    """After a move that was not wanted."""
    return Answer((words.KEPT,))


def edited(change: Change, name: str, now: datetime) -> Answer:
    """After `/bargaining edit`: the date as it is now, with what differs."""
    parts = [f"- {_part(*field)}." for field in rules.differences(change.before, change.after)]
    lines = [DISCORD.heading(words.EDITED_HEADING, 2), date_block(change.after, name, now), *parts, words.EDITED]
    return Answer(("\n".join(lines),))


def changed_meanwhile(date: BargainingDate, changes: Sequence[DateChange], name: str, now: datetime) -> Answer:
    """To the second of two people at work on a date: what the first one changed."""
    lines = [DISCORD.heading(words.MEANWHILE_HEADING, 2), *map(_change, changes), date_block(date, name, now)]
    if date.state is DateState.CANCELLED:
        return Answer(("\n".join([*lines, words.CALLED_OFF]),))
    return Answer(("\n".join([*lines, words.MEANWHILE]),))


def offsets_chosen(choices: DateChoices) -> Answer:
    """After `/settings reminders`."""
    if not choices.offsets:
        return Answer((words.OFFSETS_NONE,))
    return Answer((words.OFFSETS_CHOSEN.format(spans=_spans(choices.offsets)),))


def date_choices(choices: DateChoices) -> list[str]:
    """Lines of `/settings show`."""
    suggested = (
        words.CHOSEN_SUGGESTIONS.format(cards=choices.cards) if choices.suggestions else words.CHOSEN_NO_SUGGESTIONS
    )
    return [
        desk.REMINDERS.format(spans=_spans(choices.offsets)) if choices.offsets else desk.REMINDERS_NONE,
        suggested,
        words.CHOSEN_EVENTS if choices.events_since is not None else words.CHOSEN_NO_EVENTS,
    ]


def _reminders(date: BargainingDate, now: datetime) -> list[str]:
    if not date.offsets:
        return [desk.REMINDERS_NONE]
    ahead = rules.reminders_ahead(date, now)
    if not ahead:
        return [words.REMINDERS_OVER]
    lines = [(desk.REMINDERS_DAY if date.all_day else desk.REMINDERS).format(spans=_spans(ahead))]
    if date.wakes:
        lines.append(desk.WAKES)
    if date.channel_id is not None:
        lines.append(words.POSTED_IN.format(channel=DISCORD.channel(date.channel_id)))
    if date.role_id is not None:
        lines.append(words.MENTIONS.format(role=DISCORD.role(date.role_id)))
    return lines


def _clock_notes(date: BargainingDate) -> list[str]:
    return [] if date.all_day else clock_notes(date.starts, date.zone)


def _spans(offsets: Sequence[int]) -> str:
    return wording.listed([span_text(minutes) for minutes in offsets])


def _change(change: DateChange) -> str:
    who = DISCORD.person(change.actor_id) if change.actor_id else words.SOMEBODY
    parts = "; ".join(_part(*field) for field in change.fields)
    return f"- {words.CHANGE.format(at=DISCORD.time(change.at), who=who, parts=parts)}."


def _part(name: str, before: str, after: str) -> str:
    return words.PART.format(name=words.FIELDS.get(name, name), before=_value(name, before), after=_value(name, after))


def _value(name: str, text: str) -> str:
    if not text:
        return words.NOTHING
    match name:
        case "reminders":
            return f"{_spans([int(minutes) for minutes in text.split(', ')])} before"
        case "channel":
            return DISCORD.channel(int(text))
        case "role":
            return DISCORD.role(int(text))
        case "state":
            return words.STATES.get(text, text)
        case "source":
            return DISCORD.link(DISCORD.text(urlsplit(text).hostname or text, SHOWN), text)
        case _:
            return f"“{DISCORD.text(text, SHOWN)}”" if name == "note" else DISCORD.text(text)
