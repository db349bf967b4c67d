"""What is said beside an announcement's time: repetition, clock changes, quiet hours, who is notified. Text only."""

from __future__ import annotations

from datetime import datetime

from bot.announcements.clock_changes import ClockChange, next_change
from bot.announcements.localtime import Standing, instant, standing, wall_of
from bot.announcements.records import Shown
from bot.announcements.recurrence import falls_on
from bot.announcements.series import last_of, rule_of
from bot.delivery.quiet import quiet
from bot.models.announcements import Announcement, Repeat
from bot.models.schedules import Cadence
from cogs.ui import wording
from cogs.ui import wording_announcements as words
from cogs.ui.answers_desk import clock_notes
from cogs.ui.cards_desk import day_text, place_name, span_text
from cogs.ui.markup import DISCORD
from cogs.ui.wording_digest import DAYS

_SHORTEST_MONTH = 28


def notes(shown: Shown) -> list[str]:
    """Lines beside an announcement, for those who schedule it."""
    known, server = shown.known, shown.server
    edit = known.change is not None and known.change.delivery_id is not None and not known.change.correction
    lines: list[str] = []
    if not known.manner.at_once:
        lines += [*repeated(known), *_clocks(known, shown.now)]
    if known.manner.role_id is not None and not edit:
        lines.append(words.NOTIFIES.format(role=role_words(known)))
    if known.manner.urgent and not edit:
        lines.append(words.URGENT.format(cap=server.urgent_cap))
    elif quiet(server, known.due_at) and not edit:
        lines.append(words.QUIET)
    return lines


def role_words(known: Announcement) -> str:
    """Whom it notifies; shown to moderators alone, this notifies nobody."""
    role_id = known.manner.role_id
    return words.EVERYBODY if role_id is None or role_id == known.guild_id else DISCORD.role(role_id)


def repeated(known: Announcement) -> list[str]:
    """How it comes again; nothing for what is posted once."""
    repeat = known.repeat
    if repeat is None:
        return []
    how = words.HOW[repeat.cadence].format(weekday=DAYS[known.wall.weekday()], day=repeat.day)
    end = words.UNTIL.format(day=day_text(repeat.until)) if repeat.until is not None else words.ENDLESS
    lines = [words.REPEATED.format(how=how, end=end)]
    if repeat.cadence is Cadence.MONTHLY and repeat.day > _SHORTEST_MONTH:
        lines.append(words.MONTH_END.format(day=repeat.day))
    if repeat.skipped:
        lines.append(words.SKIPPED.format(days=wording.listed([day_text(day) for day in sorted(repeat.skipped)])))
    return lines


def _clocks(known: Announcement, now: datetime) -> list[str]:
    """What the next change of the clocks does: within a series, or before the one time."""
    if known.repeat is None:
        before = next_change(known.zone, now, known.due_at)
        told = [_told(words.CLOCKS_BEFORE, known, before)] if before is not None else []
        return [*told, *clock_notes(known.wall, known.zone)]
    until = instant(last_of(known.repeat, known.wall), known.zone)
    change = next_change(known.zone, known.due_at, until)
    if change is None:
        return clock_notes(known.wall, known.zone)
    return [
        *clock_notes(known.wall, known.zone),
        " ".join([_told(words.CLOCKS_SERIES, known, change), *_that_day(known, known.repeat, change)]),
    ]


def _told(sentence: str, known: Announcement, change: ClockChange) -> str:
    return sentence.format(
        day=day_text(change.day),
        place=place_name(known.zone, DISCORD),
        way=words.FORWARD if change.minutes > 0 else words.BACK,
        length=span_text(abs(change.minutes)),
        time=f"{known.wall:%H:%M}",
    )


def _that_day(known: Announcement, repeat: Repeat, change: ClockChange) -> list[str]:
    wall = datetime.combine(change.day, known.wall.time())
    if not falls_on(rule_of(repeat, known.wall), change.day):
        return []
    match standing(wall, known.zone):
        case Standing.MISSING:
            instead = wall_of(instant(wall, known.zone), known.zone)
            return [words.CLOCKS_MISSING.format(time=f"{wall:%H:%M}", instead=f"{instead:%H:%M}")]
        case Standing.TWICE:
            return [words.CLOCKS_TWICE.format(time=f"{wall:%H:%M}")]
        case _:
            return []
