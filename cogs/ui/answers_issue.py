"""What members are told about issues, and what a search found. Text only; `answers.py` sends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.delivery.limits import ANSWER, NAME, units
from bot.models.summaries import IssueCounts, IssueLine, IssueList, IssueSummary, SearchPage
from cogs.ui import wording, wording_issue
from cogs.ui.answers import Answer, Press
from cogs.ui.answers_news import EPOCH, checked
from cogs.ui.cards_digest import date_text
from cogs.ui.cards_issue import stories_count, story_line, story_lines
from cogs.ui.markup import DISCORD

_FOOTER = 200  # room for page and time
_DATES = 160  # room kept for the dates' heading and the line that says where more are


def summary(found: IssueSummary) -> Answer:
    """A page of an issue's stories; counts on top, the next dates under the first page."""
    name = DISCORD.text(found.issue.name, NAME)
    heading = wording_issue.SUMMARY_HEADING_DAY if found.days == 1 else wording_issue.SUMMARY_HEADING
    blocks = [DISCORD.heading(heading.format(issue=name, days=found.days), 2)]
    if found.stories:
        blocks[0] += f"\n{_counts(found.counts, found.since)}"
        room = ANSWER - units(blocks[0]) - _FOOTER - (_DATES if found.dates else 0)
        stories = DISCORD.heading(wording_issue.STORIES_HEADING)
        blocks.append(f"{stories}\n{story_lines(found.stories, DISCORD, room - units(stories))}")
    elif found.last is not None and found.last_at is not None:
        since = wording_issue.NOTHING_SINCE.format(issue=name, since=DISCORD.time(found.last_at, "D"))
        blocks[0] += f"\n{since}\n- {story_line(found.last, DISCORD, ANSWER // 2)}"
    else:
        blocks[0] += f"\n{wording_issue.NOTHING.format(issue=name)}"
    if found.dates and found.page == 0:
        blocks.append(_dates(found, ANSWER - sum(map(units, blocks)) - _FOOTER))
    blocks.append(_footer(found.page, found.pages, found.last_checked))
    return Answer(tuple(blocks), _turns(found.page, found.pages, lambda number: summary_id(found, number)))


def summary_id(found: IssueSummary, page: int) -> str:
    """The custom_id of a button that turns to a page; it holds all that is needed after a restart."""
    return f"issue:{found.issue.id}:{found.days}:{page}:{_microseconds(found.as_of)}"


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
        return Answer((f"{heading}\n{_nothing(found)}", checked(found.last_checked)))
    counted = wording_issue.FOUND_CUT if found.cut else wording_issue.FOUND
    blocks = [f"{heading}\n{counted.format(count=found.count, stories=stories_count(found.count))}"]
    blocks.append(story_lines(found.stories, DISCORD, ANSWER - units(blocks[0]) - _FOOTER))
    blocks.append(_footer(found.page, found.pages, found.last_checked))
    return Answer(tuple(blocks), _turns(found.page, found.pages, lambda number: search_id(found, number)))


def search_id(found: SearchPage, page: int) -> str:
    """The custom_id of a button that turns to a page; the words are in it."""
    return f"search:{page}:{_microseconds(found.as_of)}:{found.words}"


def _nothing(found: SearchPage) -> str:
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


def _counts(counts: IssueCounts, since: datetime) -> str:
    official = wording_issue.OFFICIAL_COUNT if counts.official else wording_issue.OFFICIAL_NONE
    outlets = wording_issue.OUTLETS_ONE if counts.outlets == 1 else wording_issue.OUTLETS
    return wording_issue.COUNTS.format(
        stories=stories_count(counts.stories),
        outlets=outlets.format(count=counts.outlets),
        official=official.format(count=counts.official),
        since=DISCORD.time(since),
    )


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


def _dates(found: IssueSummary, room: int) -> str:
    more = wording_issue.MORE_DATES.format(dates=DISCORD.command("/dates list"))
    lines = [DISCORD.heading(wording_issue.DATES_HEADING)]
    for date in found.dates:
        line = date_text(date, DISCORD)
        if sum(units(each) + 1 for each in lines) + units(line) + units(more) > room:
            return "\n".join([*lines, more])
        lines.append(line)
    return "\n".join(lines)


def _footer(page: int, pages: int, last_checked: datetime | None) -> str:
    numbered = wording.PAGE.format(page=page + 1, pages=pages) if pages > 1 else ""
    return " ".join(part for part in (numbered, checked(last_checked)) if part)


def _turns(page: int, pages: int, custom_id: Callable[[int], str]) -> tuple[Press, ...]:
    buttons = []
    if page > 0:
        buttons.append(Press(wording.PREVIOUS_BUTTON, custom_id(page - 1)))
    if page + 1 < pages:
        buttons.append(Press(wording.NEXT_BUTTON, custom_id(page + 1)))
    return tuple(buttons)


def _microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)
