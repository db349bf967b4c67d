"""From stored entries to the data of a post: who leads, who else has it, what changed. Pure; the words are made in `cogs/ui/`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.models.news import Entry, Label, Story
from bot.models.posts import FoldPost, Post, Retracted, StoryPost, Telling
from bot.models.registry import Outlet
from bot.news.stories import choose_lead

OFFICIAL = (Label.OFFICIAL_UNION, Label.OFFICIAL_EMPLOYER)
# The rule for edits of a headline, from the measured habits of publishers: churn is not news.
HEADLINE_EDITS = 3
EDIT_PAUSE = timedelta(minutes=10)


def telling(entry: Entry, outlets: Mapping[str, Outlet]) -> Telling:
    """One entry as a post shows it; facts about the outlet come from the registry where it is known."""
    outlet = outlets.get(entry.outlet or "")
    return Telling(
        entry_id=entry.id,
        outlet=outlet.name if outlet else entry.source,
        title=entry.title,
        url=entry.url,
        at=entry.at,
        label=entry.annotation.label,
        owner=outlet.owner if outlet else "",
        paywall=outlet.paywall if outlet else "no",
        attributed_to=entry.annotation.attributed_to,
        unnamed_source=entry.annotation.unnamed_source,
        statement=entry.statement,
        words=entry.text if entry.statement else "",
    )


def compose(
    story: Story, outlets: Mapping[str, Outlet], *, posted_at: datetime | None = None, free_lead: bool = False
) -> StoryPost:
    """The post of a story, from the entries given (those one server may see).

    `free_lead`: a telling behind a paywall does not lead where there is another.

    A headline that changed after `posted_at` is shown with the earlier one. Issues are those of all tellings, in the order
    in which the lead and then the others name them. An outlet that tells it twice counts once, with its newest telling.
    """
    lead = lead_of(story, outlets, free=free_lead)
    standing = [entry for entry in story.entries if entry.retracted_at is None]
    latest: dict[str, Entry] = {}
    for entry in standing:
        if entry.id != lead.id:
            latest[entry.outlet or entry.source] = entry
    latest.pop(lead.outlet or lead.source, None)
    issues = dict.fromkeys(issue for entry in (lead, *standing) for issue in entry.annotation.issues)
    changed = lead.changed_at is not None and posted_at is not None and lead.changed_at > posted_at
    return StoryPost(
        story_id=story.id,
        lead=telling(lead, outlets),
        issues=tuple(issues),
        also=tuple(telling(entry, outlets) for entry in sorted(latest.values(), key=lambda e: e.at)),
        earlier_headline=lead.earlier_title if changed else "",
        changed_at=lead.changed_at if changed else None,
        retracted=tuple(
            Retracted(entry.title, entry.source, entry.annotation.label, entry.retracted_at)
            for entry in story.entries
            if entry.retracted_at is not None
        ),
    )


def lead_of(story: Story, outlets: Mapping[str, Outlet], *, free: bool = False) -> Entry:
    """The telling that is shown: a statement that moderators brought, the newest; then official, the first source, one without a paywall.

    `free`: none that is wholly behind a paywall. What was taken back never leads where there is anything else.
    """
    entries = tuple(entry for entry in story.entries if entry.retracted_at is None) or story.entries
    if statements := [entry for entry in entries if entry.statement]:
        return max(statements, key=lambda entry: (entry.at, entry.id))
    if free:
        entries = tuple(entry for entry in entries if _wall(entry, outlets) != "yes") or entries
    return choose_lead(entries, lambda entry: _wall(entry, outlets))


def as_read(post: Post) -> Post:
    """The post without what no reader sees: of the others that have the story, only who they are and their links are shown."""
    if isinstance(post, FoldPost):
        return FoldPost(tuple(_as_read(story) for story in post.stories))
    return _as_read(post) if isinstance(post, StoryPost) else post


def _as_read(post: StoryPost) -> StoryPost:
    also = tuple(replace(other, entry_id=0, title="", words="", at=post.lead.at) for other in post.also)
    return replace(post, lead=replace(post.lead, entry_id=0), also=also)


def is_official(post: StoryPost) -> bool:
    """Whether a side itself is the publisher of the lead."""
    return post.lead.label in OFFICIAL


def visible(story: Story, feed_ids: frozenset[int]) -> Story | None:
    """The story as a server sees it that follows these feeds, or None if it sees nothing of it."""
    return narrowed(story, [entry for entry in story.entries if entry.feed_id in feed_ids])


def narrowed(story: Story, entries: Sequence[Entry]) -> Story | None:
    """The story with these of its entries only."""
    if not entries:
        return None
    lead = story.lead if story.lead in entries else entries[0]
    return Story(story.id, story.opened_at, story.last_at, lead, tuple(entries))


def _wall(entry: Entry, outlets: Mapping[str, Outlet]) -> str:
    outlet = outlets.get(entry.outlet or "")
    return outlet.paywall if outlet else "no"
