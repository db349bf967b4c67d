"""How posts that moderators took back are written. Statements themselves are written as stories: see `cards_story.py`."""

from __future__ import annotations

from bot.models.posts import RetractedPost
from cogs.ui import wording_statements as words
from cogs.ui.cards_story import retracted_line
from cogs.ui.markup import Markup


def retracted_post_text(post: RetractedPost, markup: Markup) -> str:
    """What stood here, that it was taken back, and when."""
    kind = words.RETRACTED_KINDS.get(post.kind, words.RETRACTED_ELSE)
    heading = markup.heading(words.RETRACTED_HEADING.format(kind=kind))
    if post.statement is not None:
        return f"{heading}\n{retracted_line(post.statement, markup)}"
    return f"{heading}\n{words.RETRACTED.format(when=markup.time(post.at))}"
