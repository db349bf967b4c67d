"""What members are told about one issue: where the sides stand, the latest stories, the next dates. Text only; `answers.py` sends it."""

from __future__ import annotations

from bot.delivery.limits import ANSWER, MESSAGE, NAME, units
from bot.models.summaries import IssueCounts, IssueSummary
from cogs.ui import wording_issue
from cogs.ui import wording_stands as words
from cogs.ui.answers import Answer, Press
from cogs.ui.answers_issue import FOOTER, footer, microseconds, turns
from cogs.ui.cards_digest import date_text
from cogs.ui.cards_issue import LEAST_LINE, stories_count, story_line, story_lines
from cogs.ui.cards_stands import stands_block, status_line
from cogs.ui.markup import DISCORD

_DATES = 160  # room kept for the dates' heading and the line that says where more are


def summary(found: IssueSummary) -> Answer:
    """Status, positions, a page of stories with their counts, and the next dates; later pages have stories only."""
    blocks = [_head(found)]
    if found.page == 0:
        stories = LEAST_LINE * max(1, len(found.stories))
        room = ANSWER - units(blocks[0]) - stories - 2 * FOOTER - (_DATES if found.dates else 0)
        blocks.append(stands_block(found.stands, DISCORD, room))
    room = ANSWER - sum(map(units, blocks)) - FOOTER - (_DATES if found.dates else 0)
    blocks.append(_stories(found, room))
    if found.dates and found.page == 0:
        blocks.append(_dates(found, ANSWER - sum(map(units, blocks)) - FOOTER))
    blocks.append(footer(found.page, found.pages, found.last_checked))
    buttons = turns(found.page, found.pages, lambda number: summary_id(found, number))
    if found.page == 0:
        if found.status is not None:
            buttons += (
                Press(words.TIMELINE_BUTTON, f"timeline:0:{microseconds(found.as_of)}::{found.status.dispute.key}"),
            )
        buttons += (
            Press(words.TRENDS_BUTTON, f"issue-trends:{found.issue.id}"),
            Press(words.FOLLOW_BUTTON, f"issue-follow:{found.issue.id}"),
            Press(words.SHARE_BUTTON, f"issue-share:{found.issue.id}:{found.dispute}"),
        )
    return Answer(tuple(block for block in blocks if block), buttons)


def summary_id(found: IssueSummary, page: int) -> str:
    """The custom_id of a button that turns to a page; it holds all that is needed after a restart."""
    return f"issue:{found.issue.id}:{found.days}:{page}:{microseconds(found.as_of)}:{found.dispute}"


def shared(found: IssueSummary) -> str:
    """What everybody in the channel sees: the same without later pages, as a classic message."""
    parts = [_head(found)]
    tail = words.SHARED_BY
    left = MESSAGE - units(parts[0]) - units(tail) - 2
    parts.append(stands_block(found.stands, DISCORD, left))
    for line in [
        *([DISCORD.heading(wording_issue.DATES_HEADING)] if found.dates else []),
        *(date_text(date, DISCORD) for date in found.dates[:1]),
    ]:
        if sum(units(part) + 1 for part in parts) + units(line) + units(tail) < MESSAGE - 300:
            parts.append(line)
    return "\n".join([*(part for part in parts if part), tail])


def _head(found: IssueSummary) -> str:
    name = DISCORD.text(found.issue.name, NAME)
    heading = wording_issue.SUMMARY_HEADING_DAY if found.days == 1 else wording_issue.SUMMARY_HEADING
    head = DISCORD.heading(heading.format(issue=name, days=found.days), 2)
    if found.status is None:
        return head
    return f"{head}\n{status_line(found.status, found.settled, DISCORD)}"


def _stories(found: IssueSummary, room: int) -> str:
    name = DISCORD.text(found.issue.name, NAME)
    heading = DISCORD.heading(wording_issue.STORIES_HEADING)
    if found.stories:
        head = f"{heading}\n{_counts(found.counts)}"
        # On a phone the positions leave room for the headline and who says so.
        brief = bool(found.stands.lines)
        return f"{head}\n{story_lines(found.stories, DISCORD, room - units(head), brief=brief)}"
    if found.last is not None and found.last_at is not None:
        since = wording_issue.NOTHING_SINCE.format(issue=name, since=DISCORD.time(found.last_at, "D"))
        return f"{heading}\n{since}\n- {story_line(found.last, DISCORD, min(room, ANSWER // 2) - 2 * FOOTER)}"
    return wording_issue.NOTHING.format(issue=name)


def _counts(counts: IssueCounts) -> str:
    official = wording_issue.OFFICIAL_COUNT if counts.official else wording_issue.OFFICIAL_NONE
    outlets = wording_issue.OUTLETS_ONE if counts.outlets == 1 else wording_issue.OUTLETS
    return wording_issue.COUNTS.format(
        stories=stories_count(counts.stories),
        outlets=outlets.format(count=counts.outlets),
        official=official.format(count=counts.official),
    )


def _dates(found: IssueSummary, room: int) -> str:
    more = wording_issue.MORE_DATES.format(dates=DISCORD.command("/dates list"))
    lines = [DISCORD.heading(wording_issue.DATES_HEADING)]
    for date in found.dates:
        line = date_text(date, DISCORD)
        if sum(units(each) + 1 for each in lines) + units(line) + units(more) > room:
            return "\n".join([*lines, more])
        lines.append(line)
    return "\n".join(lines)
