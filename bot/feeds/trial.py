"""A parsed feed as the bot would understand it, with nothing stored: entries with their meaning, joined to stories among themselves.

Pure but for the annotation it is handed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from bot.models.feeds import RawEntry
from bot.models.news import Annotation, Entry, Item, Story
from bot.models.registry import Outlet
from bot.news.stories import StoryIndex, features


def entry_of(
    raw: RawEntry,
    number: int,
    *,
    source: str,
    outlet: Outlet | None,
    annotate: Callable[[Item], Annotation],
    now: datetime,
) -> Entry:
    """One entry, annotated; `number` is its id among those of this trial."""
    item = Item(
        id=str(number),
        source=source,
        url=raw.link,
        title=raw.title,
        text=raw.text,
        published=raw.published,
        outlet=outlet.key if outlet else None,
    )
    return Entry(
        id=number,
        feed_id=0,
        outlet=item.outlet,
        source=source,
        url=raw.link,
        title=raw.title,
        text=raw.text,
        published_at=raw.published,
        seen_at=now,
        story_id=None,
        annotation=annotate(item),
    )


def stories_of(entries: Iterable[Entry]) -> list[Story]:
    """The stories that the entries tell, the latest first."""
    index = StoryIndex()
    told: dict[int, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: e.at):
        about = entry.annotation
        seen = features(entry.title, entry.text, entry.published_at, about.issues, about.attributed_to)
        story_id = index.match(seen, entry.at)
        story_id = entry.id if story_id is None else story_id
        index.add(story_id, seen, entry.at)
        told.setdefault(story_id, []).append(entry)
    stories = [Story(number, group[0].at, group[-1].at, group[0], tuple(group)) for number, group in told.items()]
    return sorted(stories, key=lambda story: story.last_at, reverse=True)
