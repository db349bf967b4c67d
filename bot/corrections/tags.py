"""Tags that a server's moderators took off, applied to what was read from the archive. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.models.news import Entry, Story, Tag

Fix = tuple[int, str]  # a story's id and the issue that it is not about


def corrected(story: Story, fixes: AbstractSet[Fix]) -> Story:
    """The story without the tags taken off it, whichever of its tellings has them; the same object where there are none."""
    off = {issue for story_id, issue in fixes if story_id == story.id}
    if not off:
        return story
    return replace(
        story, lead=_without(story.lead, off), entries=tuple(_without(entry, off) for entry in story.entries)
    )


def taken_off(story: Story, fixes: AbstractSet[Fix]) -> tuple[str, ...]:
    """The issues that rules found in the story and moderators took off, in order."""
    found = dict.fromkeys(issue for entry in (story.lead, *story.entries) for issue in entry.annotation.issues)
    return tuple(issue for issue in found if (story.id, issue) in fixes)


def with_tags(entry: Entry, tags: Sequence[Tag]) -> Entry:
    """The entry with these tags too, as far as it has none of the same issue."""
    about = entry.annotation
    more = tuple(tag for tag in tags if tag.issue not in about.issues)
    return replace(entry, annotation=replace(about, tags=(*about.tags, *more))) if more else entry


def _without(entry: Entry, off: AbstractSet[str]) -> Entry:
    kept = tuple(tag for tag in entry.annotation.tags if tag.issue not in off)
    return replace(entry, annotation=replace(entry.annotation, tags=kept))
