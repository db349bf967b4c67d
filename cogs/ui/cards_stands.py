"""How a side's position is written: who, the words, when, who says so. No messages are built here."""

from __future__ import annotations

from collections.abc import Iterator

from bot.delivery.limits import NAME, units
from bot.models.disputes import DisputeStatus, StepRecord
from bot.models.stands import Difference, Stand, Stands
from cogs.ui import wording_stands as words
from cogs.ui.cards_dispute import long_day, step_name
from cogs.ui.cards_story import outlet_of, who_says
from cogs.ui.markup import Markup
from cogs.ui.wording_dispute import STRIKE_DAY_SHORT

QUOTE = 200  # units of a sentence


def stands_lines(stands: Stands, markup: Markup) -> list[str]:
    """A line a position, the employers' first; then what reports do not agree on."""
    lines = [f"- {stand_text(each, markup)}" for each in stands.lines]
    return lines + [f"- {difference_text(each, markup)}" for each in stands.differences]


def stands_block(stands: Stands, markup: Markup, room: int) -> str:
    """Under their heading, as many whole lines as fit `room` units."""
    shown = [markup.heading(words.HEADING)]
    for line in stands_lines(stands, markup) or [words.NONE]:
        if sum(units(each) + 1 for each in shown) + units(line) > room:
            break
        shown.append(line)
    return "\n".join(shown) if len(shown) > 1 else ""


def stand_text(stand: Stand, markup: Markup, most: int = QUOTE) -> str:
    """One position."""
    side = markup.text(stand.who, NAME) if stand.who else words.SIDES[stand.side]
    day = long_day(stand.day) if stand.day is not None else markup.time(stand.telling.at, "D")
    grounds = [who_says(stand.telling, markup, linked=True), *_marks(stand)]
    return words.LINE.format(
        side=side[:1].upper() + side[1:], quote=markup.text(stand.text, most), day=day, who=", ".join(grounds)
    )


def _marks(stand: Stand) -> Iterator[str]:
    if stand.pin_id is not None:
        yield words.PINNED
    if stand.moving:
        yield words.MOVING


def difference_text(difference: Difference, markup: Markup) -> str:
    """Both reports, the earlier first."""
    one, other = difference.one, difference.other
    outlets = [markup.link(outlet_of(each, markup), each.url) for each in (one, other)]
    if difference.opposite:
        return words.DIFFER_OPPOSITE.format(
            one=outlets[0], said=words.MOVES[difference.said], other=outlets[1], other_said=words.MOVES[difference.other_said]
        )  # fmt: skip
    return words.DIFFER.format(
        one=outlets[0],
        said=markup.text(difference.said, NAME),
        other=outlets[1],
        other_said=markup.text(difference.other_said, NAME),
    )


def status_line(status: DisputeStatus, settled: StepRecord | None, markup: Markup) -> str:
    """Where the dispute stands in one line: the strike with its day, the talks, whether it is settled."""
    line = words.STATUS.format(name=markup.text(status.name, NAME), status=steps_text(status))
    newest = status.newest
    if newest is not None:
        line = f"{line} ({markup.link(long_day(newest.day), newest.source_url)})."
    if settled is None:
        return f"{line} {words.NOT_SETTLED}"
    return f"{line} {words.SETTLED.format(day=long_day(settled.day), step=step_name(settled))}"


def steps_text(status: DisputeStatus) -> str:
    """The strike with its day, then the talks."""
    parts = []
    if status.strike_day is not None:
        parts.append(STRIKE_DAY_SHORT.format(number=status.strike_day))
    elif status.strike is not None:
        parts.append(step_name(status.strike))
    if status.talks is not None:
        parts.append(step_name(status.talks))
    return "; ".join(parts)
