"""What happened in a dispute day by day, in pages. Text only; `answers.py` sends it."""

from __future__ import annotations

from bot.delivery.limits import ANSWER, NAME, units
from bot.issues.timeline import Timeline, TimelineDay
from cogs.ui import wording
from cogs.ui import wording_dispute as words
from cogs.ui.answers import Answer
from cogs.ui.answers_issue import FOOTER, microseconds, turns
from cogs.ui.cards_dispute import Source, long_day, source_text, step_name
from cogs.ui.cards_issue import LEAST_LINE, story_line
from cogs.ui.markup import DISCORD
from cogs.ui.wording_desk import KINDS

_STORY = LEAST_LINE  # units of a line


def timeline(found: Timeline, issue_name: str, source: Source) -> Answer:
    """The newest day first; within a day steps, dates, what a side published, reports."""
    name = f"{found.dispute.guild} and {found.dispute.employer}"
    heading = words.TIMELINE_ON if issue_name else words.TIMELINE
    head = DISCORD.heading(heading.format(name=DISCORD.text(name, NAME), issue=DISCORD.text(issue_name, NAME)), 2)
    if not found.days:
        return Answer((f"{head}\n{words.TIMELINE_NONE}",))
    share = (ANSWER - units(head) - FOOTER) // len(found.days)
    blocks = [head, *(_day(day, source, share) for day in found.days)]
    if found.pages > 1:
        blocks.append(wording.PAGE.format(page=found.page + 1, pages=found.pages))
    return Answer(tuple(blocks), turns(found.page, found.pages, lambda page: timeline_id(found, page)))


def timeline_id(found: Timeline, page: int) -> str:
    """The custom_id of a button that turns to a page."""
    return f"timeline:{page}:{microseconds(found.as_of)}:{found.issue}:{found.dispute.key}"


def _day(day: TimelineDay, source: Source, room: int) -> str:
    """Whole lines that fit `room` units; what is left out is counted."""
    lines = [
        *(f"- {_capital(step_name(step))}. {source_text(step.source_url, DISCORD, source)}" for step in day.steps),
        *(f"- {DISCORD.link(KINDS.get(each.kind, each.kind), each.source_url)}" for each in day.dates),
        *(f"- {story_line(story, DISCORD, _STORY, brief=True)}" for story in day.stories),
    ]
    shown = [DISCORD.heading(long_day(day.day))]
    for number, line in enumerate(lines):
        if sum(units(each) + 1 for each in shown) + units(line) + 40 > room:
            return "\n".join([*shown, wording.LEFT_OUT.format(count=len(lines) - number)])
        shown.append(line)
    return "\n".join(shown)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
