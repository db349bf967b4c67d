"""What people are told about disputes and their steps. Text only; `answers.py` sends it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.limits import NAME
from bot.models.disputes import DisputeStatus, StepRecord, StepState
from cogs.ui import wording_dispute as words
from cogs.ui.answers import Answer
from cogs.ui.cards_dispute import Source, long_day, source_text, status_text, step_name
from cogs.ui.markup import DISCORD


def overview(statuses: Sequence[DisputeStatus], source: Source) -> Answer:
    """`/dispute show` without a dispute: those of which a step was entered."""
    known = [status_block(status, source) for status in statuses if status.known]
    heading = DISCORD.heading(words.STATUS_HEADING, 2)
    return Answer((heading, *known)) if known else Answer((f"{heading}\n{words.STATUS_NONE}",))


def one(status: DisputeStatus, source: Source) -> Answer:
    """`/dispute show` of one."""
    return Answer((status_block(status, source),))


def status_block(status: DisputeStatus, source: Source) -> str:
    """A dispute with its heading."""
    name = words.STATUS_NAME.format(
        name=DISCORD.text(status.name, NAME), contract=DISCORD.text(status.dispute.contract, NAME)
    )
    return f"{DISCORD.heading(name)}\n{status_text(status, DISCORD, source)}"


def entered(step: StepRecord, status: DisputeStatus, source: Source) -> Answer:
    """After `/dispute step`."""
    told = words.ENTERED_POST if step.delivery_id else words.ENTERED_NO_POST
    return Answer((f"{DISCORD.heading(words.ENTERED_HEADING, 2)}\n{told}", status_block(status, source)))


def corrected(status: DisputeStatus, source: Source) -> Answer:
    """After `/dispute correct`."""
    heading = DISCORD.heading(words.CORRECTED_HEADING, 2)
    return Answer((f"{heading}\n{words.CORRECTED_POST}", status_block(status, source)))


def undone(status: DisputeStatus, source: Source) -> Answer:
    """After `/dispute undo`."""
    heading = DISCORD.heading(words.UNDONE_ANSWER_HEADING, 2)
    return Answer((f"{heading}\n{words.UNDONE_POST}", status_block(status, source)))


def history(steps: Sequence[StepRecord], name: str, source: Source) -> Answer:
    """`/dispute history`: every step with its source, the newest first; those put right or taken back are struck through."""
    heading = DISCORD.heading(words.HISTORY_HEADING.format(name=DISCORD.text(name, NAME)), 2)
    if not steps:
        return Answer((f"{heading}\n{words.HISTORY_NONE}",))
    return Answer((heading, *(_line(step, source) for step in reversed(steps))))


def _line(step: StepRecord, source: Source) -> str:
    until = words.HISTORY_UNTIL.format(day=long_day(step.until)) if step.until else ""
    line = words.HISTORY_LINE.format(
        day=long_day(step.day), step=step_name(step), until=until, source=source_text(step.source_url, DISCORD, source)
    )
    if step.state is StepState.STANDING or step.ended_at is None:
        return line
    marked = words.HISTORY_CORRECTED if step.state is StepState.CORRECTED else words.HISTORY_UNDONE
    return marked.format(when=DISCORD.time(step.ended_at), line=f"~~{line}~~")
