"""How a story is written in a list that fits a phone: headline, who says so, when, whose it is, who else has it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.limits import FOLDED_HEADLINE, HOPS, OTHERS, units
from bot.models.posts import StoryPost
from cogs.ui import wording_issue
from cogs.ui.cards_story import facts, headline_of, names_of, who_says
from cogs.ui.markup import Markup

LEAST_LINE = 420  # units that the shortest form of a line never exceeds
_SHORT = 80


def story_line(story: StoryPost, markup: Markup, limit: int, *, brief: bool = False) -> str:
    """The story in one paragraph of at most `limit` units (LEAST_LINE at least); what matters least is left out first.

    `brief`: without the outlet's owner, its paywall, and who else has the story.
    """
    lead = story.lead
    said = f"{markup.time(lead.at)}."
    linked = markup.link(headline_of(lead.title, markup, FOLDED_HEADLINE), lead.url)
    short = headline_of(lead.title, markup, _SHORT)
    also = names_of([telling.outlet for telling in story.also], markup, OTHERS)
    whole = f"{linked} – {who_says(lead, markup)}, {said}"
    wanted = [] if brief else [*facts(lead, markup), *([wording_issue.ALSO.format(names=also)] if also else [])]
    for form in (
        " ".join([whole, *wanted]),
        " ".join([whole, *wanted[:-1]]),
        whole,
        f"{markup.link(short, lead.url)} – {who_says(lead, markup, hops=min(1, HOPS))}, {said}",
        f"{markup.link(short, lead.url)} – {who_says(lead, markup, hops=0)}, {said}",
    ):
        if units(form) <= limit:
            return form
    return f"{short} – {who_says(lead, markup, hops=0)}, {said}"


def story_lines(stories: Sequence[StoryPost], markup: Markup, room: int, *, brief: bool = False) -> str:
    """A list of the stories within `room` units: each has its share, and what the shorter ones leave."""
    lines: list[str] = []
    for position, story in enumerate(stories):
        lines.append(f"- {story_line(story, markup, room // (len(stories) - position) - 3, brief=brief)}")
        room -= units(lines[-1]) + 1
    return "\n".join(lines)


def stories_count(count: int) -> str:
    """How many stories, in words."""
    return wording_issue.STORIES_ONE if count == 1 else wording_issue.STORIES.format(count=count)
