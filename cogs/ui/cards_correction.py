"""What stands in place of a story's post that moderators joined to another or took back: one line. No messages are built here."""

from __future__ import annotations

from bot.delivery.limits import HEADLINE
from bot.models.posts import StoryJoined, StoryRetracted
from cogs.ui import wording_corrections as words
from cogs.ui.cards_story import headline_of
from cogs.ui.markup import Markup


def joined_text(post: StoryJoined, markup: Markup) -> str:
    """Where the story is told now."""
    headline = headline_of(post.headline, markup, HEADLINE)
    return words.JOINED_LINE.format(headline=markup.link(headline, post.link) if post.link else headline)


def retracted_text(post: StoryRetracted, markup: Markup) -> str:
    """Who took it back, and when."""
    return words.RETRACTED_LINE.format(time=markup.time(post.at))
