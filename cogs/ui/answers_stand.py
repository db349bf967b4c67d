"""What moderators are told about pinned lines. Text only; `answers.py` sends it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.limits import NAME
from bot.issues.pins import StandService
from bot.models.stands import Pin, PinState, Stand
from cogs.ui import wording_stands as words
from cogs.ui.answers import Answer, Press, fitted
from cogs.ui.cards_stands import stand_text
from cogs.ui.markup import DISCORD

MOST_BACK, MOST_FOUND = 5, 5  # buttons
MOST_LINES = 12


def pinned(pin: Pin, service: StandService) -> Answer:
    """After a line was pinned."""
    return _done(words.PINNED_HEADING, words.PINNED_DONE, pin, service, _take_off(pin))


def changed(pin: Pin, service: StandService) -> Answer:
    """After one was put right."""
    return _done(words.CHANGED_HEADING, words.CHANGED_DONE, pin, service, _take_off(pin))


def cleared(pin: Pin, service: StandService) -> Answer:
    """After one was taken off."""
    return _done(
        words.CLEARED_HEADING,
        words.CLEARED_DONE,
        pin,
        service,
        Press(words.BACK_AT_ONCE_BUTTON, f"stand-back:{pin.id}"),
    )


def brought_back(pin: Pin, service: StandService) -> Answer:
    """After one was pinned again."""
    return _done(words.BACK_HEADING, words.PINNED_DONE, pin, service, _take_off(pin))


def history(pins: Sequence[Pin], found: Sequence[Stand], issue: str, service: StandService) -> Answer:
    """Every line, the newest first, then sentences found in the news; what can be pinned has a number and a button.

    A line that has no room has no button either.
    """
    name = DISCORD.text(service.issue_name(issue), NAME)
    heading = DISCORD.heading(words.HISTORY_HEADING.format(issue=name), 2)
    lines: list[tuple[str, Press | None]] = []
    back = 0
    for pin in pins[:MOST_LINES]:
        line = stand_text(service.shown(pin), DISCORD)
        if pin.state is PinState.STANDING or pin.ended_at is None:
            lines.append((f"- {line}", None))
            continue
        said = words.ENDED[pin.state].format(when=DISCORD.time(pin.ended_at))
        press = None
        if back < MOST_BACK:
            back += 1
            press = Press(words.BACK_BUTTON.format(number=back), f"stand-back:{pin.id}")
            said = words.NUMBERED.format(number=back, said=said)
        lines.append((f"- {said} {line}", press))
    lines = lines or [(words.HISTORY_NONE, None)]
    for number, stand in enumerate(found[:MOST_FOUND], start=back + 1):
        line = f"- {words.FOUND_NUMBERED.format(number=number, line=stand_text(stand, DISCORD))}"
        if number == back + 1:
            line = f"{DISCORD.heading(words.FOUND_HEADING)}\n{line}"
        lines.append((line, Press(words.PIN_BUTTON.format(number=number), f"stand-pin:{issue}:{stand.key}")))
    shown = fitted([heading, *(line for line, _ in lines)])
    whole = len(lines) if shown[-1] == lines[-1][0] else len(shown) - 2
    return Answer(shown, tuple(press for _, press in lines[:whole] if press is not None))


def _done(heading: str, done: str, pin: Pin, service: StandService, press: Press) -> Answer:
    issue = DISCORD.text(service.issue_name(pin.issue), NAME)
    head = f"{DISCORD.heading(heading.format(issue=issue), 2)}\n{stand_text(service.shown(pin), DISCORD)}"
    return Answer((head, done.format(history=DISCORD.command("/stand history"))), (press,))


def _take_off(pin: Pin) -> Press:
    return Press(words.CLEAR_BUTTON, f"stand-clear:{pin.id}")
