"""What a person is told about what is kept of them. Text only; `answers.py` sends it."""

from __future__ import annotations

from cogs.ui import wording_privacy
from cogs.ui.answers import Answer, Press
from cogs.ui.markup import DISCORD


def about() -> Answer:
    """Five lines."""
    commands = {"export": DISCORD.command("/privacy export"), "forget": DISCORD.command("/privacy forget")}
    lines = [f"- {line.format(**commands)}" for line in wording_privacy.ABOUT]
    return Answer(("\n".join([DISCORD.heading(wording_privacy.HEADING, 2), *lines]),))


def ask() -> Answer:
    """Before anything is forgotten."""
    text = f"{DISCORD.heading(wording_privacy.ASK_HEADING, 2)}\n{wording_privacy.ASK}"
    return Answer((text,), (Press(wording_privacy.FORGET_BUTTON, "privacy-forget:yes"),))


def forgotten(count: int, left: int = 0) -> Answer:
    """After it. `left`: roles that Discord did not let the bot take off."""
    said = wording_privacy.FORGOTTEN if count else wording_privacy.NOTHING
    return Answer((f"{said} {wording_privacy.LEFT_ON.format(count=left)}" if left else said,))
