"""What moderators are told about pinned lines. Text only; `answers.py` sends it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.limits import NAME
from bot.issues.pins import StandService
from bot.models.stands import Pin, PinState
from cogs.ui import wording_stands as words
from cogs.ui.answers import Answer, Press
from cogs.ui.cards_stands import stand_text
from cogs.ui.markup import DISCORD

MOST_BACK = 5  # buttons
MOST_LINES = 12


def pinned(pin: Pin, service: StandService) -> Answer:
    """After a line was pinned."""
    return _done(words.PINNED_HEADING, words.PINNED_DONE, pin, service)


def changed(pin: Pin, service: StandService) -> Answer:
    """After one was put right."""
    return _done(words.CHANGED_HEADING, words.CHANGED_DONE, pin, service)


def cleared(pin: Pin, service: StandService) -> Answer:
    """After one was taken off."""
    return _done(words.CLEARED_HEADING, words.CLEARED_DONE, pin, service)


def brought_back(pin: Pin, service: StandService) -> Answer:
    """After one was pinned again."""
    return _done(words.BACK_HEADING, words.PINNED_DONE, pin, service)


def history(pins: Sequence[Pin], issue: str, service: StandService) -> Answer:
    """Every line, the newest first; those that no longer stand have a number and a button."""
    name = DISCORD.text(service.issue_name(issue), NAME)
    heading = DISCORD.heading(words.HISTORY_HEADING.format(issue=name), 2)
    if not pins:
        return Answer((f"{heading}\n{words.HISTORY_NONE}",))
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
    return Answer((heading, *lines), tuple(buttons))


def _done(heading: str, done: str, pin: Pin, service: StandService) -> Answer:
    issue = DISCORD.text(service.issue_name(pin.issue), NAME)
    head = f"{DISCORD.heading(heading.format(issue=issue), 2)}\n{stand_text(service.shown(pin), DISCORD)}"
    return Answer((head, done.format(history=DISCORD.command("/stand history"))))
