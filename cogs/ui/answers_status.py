"""All disputes at a glance, short enough for a phone. Text only; `answers.py` sends it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.bargaining.dates import starts_at
from bot.delivery.limits import NAME
from bot.models.desk import BargainingDate
from bot.models.disputes import DisputeStatus
from cogs.ui import wording_dispute as words
from cogs.ui.answers import Answer
from cogs.ui.cards_desk import when_text
from cogs.ui.cards_dispute import Source, expiry_text, long_day, source_text
from cogs.ui.cards_stands import steps_text
from cogs.ui.markup import DISCORD
from cogs.ui.wording_desk import KINDS

MOST_KNOWN = 8
MOST_QUIET = 5  # disputes without a step, those that expire next


def glance(statuses: Sequence[DisputeStatus], dates: Sequence[BargainingDate], source: Source) -> Answer:
    """Those with steps in up to three lines each, the newest step first; then what expires next among the others.

    `dates`: those ahead, the earliest first.
    """
    heading = DISCORD.heading(words.STATUS_HEADING, 2)
    known = [each for each in statuses if each.known]
    blocks = [_known(each, _next(each, dates), source) for each in known[:MOST_KNOWN]]
    if not known:
        heading += f"\n{words.STATUS_NONE}"
    if len(known) > MOST_KNOWN:
        blocks.append(words.MORE_DISPUTES.format(count=len(known) - MOST_KNOWN, show=DISCORD.command("/dispute show")))
    return Answer((heading, *blocks, *_quiet([each for each in statuses if not each.known], dates)))


def _next(status: DisputeStatus, dates: Sequence[BargainingDate]) -> BargainingDate | None:
    return next((each for each in dates if each.dispute == status.dispute.key), None)


def _known(status: DisputeStatus, ahead: BargainingDate | None, source: Source) -> str:
    newest = status.newest
    assert newest is not None  # noqa: S101 - a step of it was entered
    said = steps_text(status)
    lines = [
        DISCORD.heading(DISCORD.text(status.name, NAME)),
        f"{said[:1].upper()}{said[1:]}, {long_day(newest.day)}. {source_text(newest.source_url, DISCORD, source)}",
    ]
    if ahead is not None:
        lines.append(_ahead(ahead))
    if status.expiry is not None:
        lines.append(expiry_text(status.expiry))
    return "\n".join(lines)


def _ahead(ahead: BargainingDate) -> str:
    return words.NEXT_DATE.format(date=_meeting(ahead))


def _meeting(ahead: BargainingDate) -> str:
    kind = DISCORD.link(KINDS.get(ahead.kind, ahead.kind), ahead.source_url)
    when = when_text(starts_at(ahead), ahead.zone, DISCORD, all_day=ahead.all_day)
    return f"{kind}, {when}"


def _quiet(statuses: Sequence[DisputeStatus], dates: Sequence[BargainingDate]) -> list[str]:
    """A line each: the next date where there is one, else when the contract ends."""
    lines: list[str] = []
    for status in sorted(statuses, key=lambda each: each.expiry.day if each.expiry else date.max):
        ahead = _next(status, dates)
        said = _meeting(ahead) if ahead is not None else expiry_text(status.expiry) if status.expiry else ""
        if said and (ahead is not None or len(lines) < MOST_QUIET):
            lines.append(f"- {DISCORD.text(status.name, NAME)}, {DISCORD.text(status.dispute.contract, NAME)}: {said}")
    return ["\n".join([DISCORD.heading(words.QUIET_HEADING), *lines])] if lines else []
