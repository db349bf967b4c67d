"""What moderators are told about pinned lines. Text only; `answers.py` sends it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.limits import NAME
from bot.issues.pins import StandService
from bot.models.stands import Pin, PinState, Stand
from cogs.ui import wording_stands as words
from cogs.ui.answers import Answer, Press
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
    """Every line, the newest first, then sentences found in the news; what can be pinned has a number and a button."""
    name = DISCORD.text(service.issue_name(issue), NAME)
    heading = DISCORD.heading(words.HISTORY_HEADING.format(issue=name), 2)
    lines: list[str] = []
    buttons: list[Press] = []
    for pin in pins[:MOST_LINES]:
        line = stand_text(service.shown(pin), DISCORD)
        if pin.state is PinState.STANDING or pin.ended_at is None:
            lines.append(f"- {line}")
            continue
        said = words.ENDED[pin.state].format(when=DISCORD.time(pin.ended_at))
        if len(buttons) < MOST_BACK:
            number = len(buttons) + 1
            buttons.append(Press(words.BACK_BUTTON.format(number=number), f"stand-back:{pin.id}"))
            said = words.NUMBERED.format(number=number, said=said)
        lines.append(f"- {said} {line}")
    blocks = [heading, *(lines or [words.HISTORY_NONE])]
    for position, stand in enumerate(found[:MOST_FOUND]):
        number = len(buttons) + 1
        buttons.append(Press(words.PIN_BUTTON.format(number=number), f"stand-pin:{issue}:{stand.key}"))
        line = f"- {words.FOUND_NUMBERED.format(number=number, line=stand_text(stand, DISCORD))}"
        blocks.append(line if position else f"{DISCORD.heading(words.FOUND_HEADING)}\n{line}")
    return Answer(tuple(blocks), tuple(buttons))


def _done(heading: str, done: str, pin: Pin, service: StandService, press: Press) -> Answer:
    issue = DISCORD.text(service.issue_name(pin.issue), NAME)
    head = f"{DISCORD.heading(heading.format(issue=issue), 2)}\n{stand_text(service.shown(pin), DISCORD)}"
    return Answer((head, done.format(history=DISCORD.command("/stand history"))), (press,))


def _take_off(pin: Pin) -> Press:
    return Press(words.CLEAR_BUTTON, f"stand-clear:{pin.id}")
