"""All issues at a glance, and what a search found. Text only; `answers.py` sends it. One issue is in `answers_summary.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.archive.search import query_of
from bot.delivery.limits import ANSWER, NAME, units
from bot.models.summaries import IssueLine, IssueList, SearchPage
from cogs.ui import wording, wording_issue
from cogs.ui.answers import Answer, Press
from cogs.ui.answers_news import EPOCH, checked
from cogs.ui.cards_issue import stories_count, story_lines
from cogs.ui.markup import DISCORD

FOOTER = 200  # room for page and time


def overview(found: IssueList) -> Answer:
    """All issues with the counts of the week, those with most stories first."""
    ordered = sorted(found.lines, key=lambda line: line.counts.stories, reverse=True)
    hint = wording_issue.LIST_HINT.format(summary=DISCORD.command("/issue summary"))
    lines = "\n".join(f"- {_line(line)}" for line in ordered)
    heading = DISCORD.heading(wording_issue.LIST_HEADING, 2)
    return Answer((f"{heading}\n{lines}", f"{hint} {checked(found.last_checked)}"))


def search(found: SearchPage) -> Answer:
    """A page of what was found, or what to try instead."""
    heading = DISCORD.heading(wording_issue.SEARCH_HEADING.format(words=DISCORD.text(found.words)), 2)
    if not found.stories:
        again = replace(found, words=found.nearest_words)
        near = (Press(wording_issue.NEAREST_BUTTON, search_id(again, 0)),) if found.nearest_words else ()
        return Answer((f"{heading}\n{_nothing(found)}", checked(found.last_checked)), near)
    counted = wording_issue.FOUND_CUT if found.cut else wording_issue.FOUND
    if found.count == 1:
        counted = wording_issue.FOUND_ONE
    blocks = [f"{heading}\n{counted.format(count=found.count, stories=stories_count(found.count))}"]
    blocks.append(story_lines(found.stories, DISCORD, ANSWER - units(blocks[0]) - FOOTER))
    blocks.append(footer(found.page, found.pages, found.last_checked))
    return Answer(tuple(blocks), turns(found.page, found.pages, lambda number: search_id(found, number)))


def search_id(found: SearchPage, page: int) -> str:
    """The custom_id of a button that turns to a page; the words are in it."""
    return f"search:{page}:{microseconds(found.as_of)}:{query_of(found.words, found.filters)}"


def _nothing(found: SearchPage) -> str:
    if found.outside:
        return wording_issue.OUTSIDE.format(stories=stories_count(found.outside))
    nearest = wording_issue.NEAREST.format(word=DISCORD.text(found.nearest, NAME)) if found.nearest else ""
    return " ".join(part for part in (_why_nothing(found), nearest) if part)


def _why_nothing(found: SearchPage) -> str:
    one = len(found.words.split()) == 1
    latest, issues = DISCORD.command("/news latest"), DISCORD.command("/issue list")
    spelling = wording_issue.TRY_SPELLING.format(latest=latest, issues=issues)
    if not found.missing:
        return f"{wording_issue.FOUND_NONE} {wording_issue.TRY_FEWER}"
    if one:
        return f"{wording_issue.FOUND_NONE_ONE} {spelling}"
    missing = wording.listed([f"“{DISCORD.text(words)}”" for words in found.missing])
    parts = [wording_issue.FOUND_NONE, wording_issue.MISSING.format(words=missing)]
    if len(found.missing) == 1 and not found.others and " " in found.missing[0]:
        parts = [wording_issue.FOUND_NONE_PHRASE]
    if found.others:
        parts.append(wording_issue.OTHERS.format(stories=stories_count(found.others)))
    return " ".join([*parts, spelling])


def _line(line: IssueLine) -> str:
    name = DISCORD.text(line.issue.name, NAME)
    if line.counts.official:
        stories = stories_count(line.counts.stories)
        return wording_issue.LINE_OFFICIAL.format(issue=name, stories=stories, count=line.counts.official)
    if line.counts.stories:
        return wording_issue.LINE.format(issue=name, stories=stories_count(line.counts.stories))
    if line.last_at is not None:
        return wording_issue.LINE_NONE_SINCE.format(issue=name, since=DISCORD.time(line.last_at, "D"))
    return wording_issue.LINE_NONE.format(issue=name)


def footer(page: int, pages: int, last_checked: datetime | None) -> str:
    """Which page it is, and when the sources were checked."""
    numbered = wording.PAGE.format(page=page + 1, pages=pages) if pages > 1 else ""
    return " ".join(part for part in (numbered, checked(last_checked)) if part)


def turns(page: int, pages: int, custom_id: Callable[[int], str]) -> tuple[Press, ...]:
    """The buttons to the page before and the page after."""
    buttons = []
    if page > 0:
        buttons.append(Press(wording.PREVIOUS_BUTTON, custom_id(page - 1)))
    if page + 1 < pages:
        buttons.append(Press(wording.NEXT_BUTTON, custom_id(page + 1)))
    return tuple(buttons)


def microseconds(moment: datetime) -> int:
    """A moment in a custom_id."""
    return (moment - EPOCH) // timedelta(microseconds=1)
