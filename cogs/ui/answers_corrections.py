"""What moderators are told about their corrections. Text only; `answers.py` sends it."""

from __future__ import annotations

from bot.corrections.service import TagFixed
from bot.delivery.limits import HEADLINE, NAME
from cogs.ui import wording_corrections as words
from cogs.ui.answers import Answer
from cogs.ui.markup import DISCORD


def tag_fixed(fixed: TagFixed, *, undo: bool) -> Answer:
    """A tag was taken off, or put back."""
    told = (words.TAG_BACK if undo else words.TAG_OFF).format(
        issue=DISCORD.text(fixed.issue.name, NAME), headline=DISCORD.text(fixed.headline, HEADLINE)
    )
    return Answer((" ".join([told, words.POST_EDITED] if fixed.posted else [told]),))
