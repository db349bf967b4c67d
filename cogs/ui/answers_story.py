"""What moderators are told before and after they split, join or take back stories. Text only; `answers.py` sends it."""

from __future__ import annotations

from typing import Final

from bot.delivery.limits import HEADLINE, NAME
from bot.models.story_desk import Join, Retraction, Split, StoryBrief
from cogs.ui import wording_story as words
from cogs.ui.answers import Answer, Press
from cogs.ui.markup import DISCORD

LEAVE: Final = Press(words.LEAVE_BUTTON, "story-leave")


def ask_split(plan: Split) -> Answer:
    """The preview of a split, with the button that does it."""
    what = words.SPLIT_WHAT.format(report=_report(plan), story=_story(plan.story))
    posts = words.SPLIT_POSTS if plan.story.posted else words.SPLIT_UNPOSTED
    press = Press(words.SPLIT_BUTTON, f"story-split:{plan.entry_id}:{plan.story.story_id}")
    return _answer(words.SPLIT_ASK, what, posts, words.ONLY_HERE, press=press)


def split(done: Split) -> Answer:
    """After it."""
    posted = words.SPLIT_POSTED if done.posted else words.SPLIT_KEPT_OUT if done.story.posted else words.SPLIT_UNPOSTED
    return _answer(words.SPLIT_DONE, words.SPLIT_IS.format(report=_report(done)), posted)


def ask_join(plan: Join) -> Answer:
    """The preview of a join."""
    what = words.JOIN_WHAT.format(story=_story(plan.story), into=_story(plan.into))
    posts = words.JOIN_POSTS if plan.story.posted else ""
    press = Press(words.JOIN_BUTTON, f"story-join:{plan.story.story_id}:{plan.into.story_id}")
    return _answer(words.JOIN_ASK, what, posts, words.ONLY_HERE, press=press)


def joined(done: Join) -> Answer:
    """After it."""
    return _answer(words.JOIN_DONE, words.JOIN_IS.format(into=_named(done.into)))


def parted(done: Join) -> Answer:
    """After two joined stories were taken apart."""
    return _answer(words.PART_DONE, words.PART_IS.format(story=_story(done.story), into=_story(done.into)))


def ask_retraction(plan: Retraction) -> Answer:
    """The preview of a retraction."""
    what = words.RETRACT_WHAT.format(story=_story(plan.story))
    posts = words.RETRACT_POSTS if plan.story.posted else words.RETRACT_UNPOSTED
    press = Press(words.RETRACT_BUTTON, f"story-retract:{plan.story.story_id}")
    return _answer(words.RETRACT_ASK, what, posts, words.RETRACT_SENT, press=press)


def retracted(done: Retraction) -> Answer:
    """After it."""
    return _answer(words.RETRACT_DONE, words.RETRACT_IS.format(story=_named(done.story)))


def restored(done: Retraction) -> Answer:
    """After a retraction was undone."""
    return _answer(words.RESTORE_DONE, words.RESTORE_IS.format(story=_named(done.story)))


def _answer(heading: str, *sentences: str, press: Press | None = None) -> Answer:
    text = f"{DISCORD.heading(heading, 2)}\n{' '.join(sentence for sentence in sentences if sentence)}"
    return Answer((text,), (press, LEAVE) if press else ())


def _story(story: StoryBrief) -> str:
    reports = words.REPORTS_ONE if story.reports == 1 else words.REPORTS.format(count=story.reports)
    return words.STORY.format(
        headline=DISCORD.text(story.headline, HEADLINE), outlet=DISCORD.text(story.outlet, NAME), reports=reports
    )


def _named(story: StoryBrief) -> str:
    return words.REPORT.format(headline=DISCORD.text(story.headline, HEADLINE), outlet=DISCORD.text(story.outlet, NAME))


def _report(split: Split) -> str:
    return words.REPORT.format(headline=DISCORD.text(split.headline, HEADLINE), outlet=DISCORD.text(split.outlet, NAME))
