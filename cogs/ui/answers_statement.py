"""What moderators are told about official statements and about posts they take back. Text only; `answers.py` sends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.models.posts import StepPost
from bot.models.statements import StatementPreview
from bot.retractions.service import Retractable
from bot.statements.service import Outcome
from cogs.ui import wording
from cogs.ui import wording_statements as words
from cogs.ui.answers import Answer, Press
from cogs.ui.cards_story import story_text
from cogs.ui.markup import DISCORD

RETRACT = "/statement retract"


def preview(found: StatementPreview, issues: Mapping[str, str]) -> Answer:
    """Exactly what members will see, and what can be done with it."""
    number = found.statement.id
    about = [
        DISCORD.heading(words.PREVIEW_HEADING, 2),
        words.PREVIEW_OWN if found.statement.story_id is None else words.PREVIEW_JOINS,
    ]
    if found.private:
        about.insert(1, words.PREVIEW_PRIVATE.format(signs=_signs(found.private)))
    if found.needs_approval:
        about.insert(1, words.PREVIEW_APPROVAL)
    buttons = (
        Press(words.ASK_BUTTON if found.needs_approval else words.CONFIRM_BUTTON, f"statement-confirm:{number}"),
        Press(words.CHANGE_BUTTON, f"statement-change:{number}"),
        Press(words.DISCARD_BUTTON, f"statement-discard:{number}"),
    )
    return Answer(("\n".join(about), story_text(found.post, DISCORD, issues)), buttons)


def shown(found: StatementPreview, issues: Mapping[str, str]) -> Answer:
    """For the moderator who approves."""
    return Answer((words.SHOWN, story_text(found.post, DISCORD, issues)))


def ask_public(found: StatementPreview) -> Answer:
    """The text looks like mail for members: asked once more."""
    said = words.PRIVATE.format(signs=_signs(found.private))
    buttons = (
        Press(
            words.PUBLIC_ASK_BUTTON if found.needs_approval else words.PUBLIC_BUTTON,
            f"statement-public:{found.statement.id}",
        ),
        Press(words.DISCARD_BUTTON, f"statement-discard:{found.statement.id}"),
    )
    return Answer((f"{DISCORD.heading(words.PRIVATE_HEADING, 2)}\n{said}",), buttons)


def confirmed(outcome: Outcome) -> Answer:
    """After the yes."""
    if outcome is Outcome.WAITING:
        return Answer((words.WAITING,))
    return Answer((words.POSTED.format(retract=DISCORD.command(RETRACT)),))


def refused(reason: str, title: str, text: str) -> Answer:
    """A form that was filled in wrongly: what is wrong, and what was typed, so that nobody has to write it again."""
    typed = "\n".join(part for part in (title.strip(), text.strip()) if part)
    return Answer((reason, words.YOUR_TEXT, typed) if typed else (reason,))


def ask_retract(post: Retractable, delivery_id: str) -> Answer:
    """Under the button of a post: asked once."""
    told = words.ASK_STEP if isinstance(post, StepPost) else words.ASK
    heading = DISCORD.heading(words.ASK_HEADING, 2)
    return Answer((f"{heading}\n{told}",), (Press(words.YES_BUTTON, f"retract-yes:{delivery_id}"),))


def _signs(signs: Sequence[str]) -> str:
    return wording.listed([f"“{DISCORD.text(sign, 60)}”" for sign in signs])
