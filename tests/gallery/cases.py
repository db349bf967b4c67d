"""What the gallery shows, by section: posts, answers of the documented commands, answers in extreme cases, sentences that refuse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

from bot.feeds.health import problem_words
from bot.models.events import DateEvent
from bot.models.feeds import Problem
from bot.models.posts import Post
from cogs.ui import wording
from tests.cogs import test_answers, test_issue_answers, test_trends
from tests.cogs.samples import GALLERY
from tests.commands.book import Answered
from tests.gallery import announcements, dates, desk, members
from tests.gallery.approvals import APPROVALS
from tests.gallery.shown import Shown, of_answer, of_message, of_post

EXTREMES = {
    **test_answers.ANSWERS,
    **test_issue_answers.ANSWERS,
    **test_trends.ANSWERS,
    **announcements.ANNOUNCEMENTS,
    **dates.DATES,
    **dates.DISPUTES,
    **desk.STORIES,
    **desk.FEEDS,
    **desk.SETTINGS,
    **members.MEMBERS,
    **members.STATEMENTS,
    **members.PINS,
    **members.SHORT,
}
LONGEST_VALUE = "a value " * 12  # `cogs.errors.told` lets a hundred units of one through


def missing_kinds() -> set[str]:
    """The kinds of posts that no case stands for."""
    shown = {type(post).__name__ for post in GALLERY.values()} | {DateEvent.__name__}  # no message, but an event
    return {kind.__name__ for kind in get_args(Post)} - shown


def posts() -> list[Shown]:
    """Every kind of channel post and direct message. Needs a running loop."""
    return [of_post(name, post) for name, post in {**GALLERY, **APPROVALS}.items()]


def extremes() -> list[Shown]:
    """Private answers, longest and emptiest. Needs a running loop."""
    return [of_answer(name, answer) for name, answer in EXTREMES.items()]


def sentences() -> list[Shown]:
    """What refuses: each with short values, and with long ones where it has any."""
    shown = [Shown(key, _filled(words, "12")) for key, words in wording.SENTENCES.items()]
    longest = [
        Shown(f"longest {key}", _filled(words, LONGEST_VALUE))
        for key, words in wording.SENTENCES.items()
        if "{" in words
    ]
    feeds = [Shown(f"what is wrong with a feed: {problem}", problem_words(problem)) for problem in Problem]
    return [*shown, *longest, Shown("unknown key", wording.UNKNOWN_KEY), *feeds]


def answers(played: Sequence[Answered]) -> list[Shown]:
    """The answers of the documented examples."""
    return [of_message(f"/{told.example.command}", told.message) for told in played if told.message]


def _filled(words: str, value: str) -> str:
    return re.sub(r"{\w+}", value.strip(), words)
