"""One parsed feed into the database: which entries are new or changed, what they mean, which story they tell, what follows.

    keys seen before? -> annotate what is new or changed (no transaction open, the loop breathes between entries)
      -> one transaction, one at a time: insert ("on conflict do nothing returning" says what is really new), match to a
         story, tags, the feed's row with its validators, deliveries -> after the commit: the index of open stories

Nothing is decided here about posts (see `bot/delivery/planner.py`) or about polling (`schedule.py`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.bargaining.suggesting import SuggestionPlanner
from bot.corrections.terms import TermReader
from bot.delivery import notices
from bot.delivery.planner import Planner, StoryChange
from bot.feeds.health import named, notice_of
from bot.feeds.identity import content_hash, keys_of
from bot.feeds.schedule import FeedEvent
from bot.feeds.turns import host_of
from bot.log import fields
from bot.models.feeds import Feed, ParsedFeed, RawEntry
from bot.models.news import Annotation, Item, Tag
from bot.models.registry import Outlet
from bot.news.stories import LONG_WINDOW, StoryFeatures, StoryIndex, features
from bot.news.terms import words_of
from bot.storage import digests, entries, feeds, stories, terms
from bot.storage.database import Connection, Database
from bot.storage.terms import Terms

log = logging.getLogger(__name__)

OLD = timedelta(days=7)  # older by its own date: stored, never announced
FLOOD = 10  # more than so many new at once ...
SINGLY = 5  # ... and only so many get a post of their own

Annotate = Callable[[Item], Annotation]


@dataclass(frozen=True, slots=True)
class Fresh:
    """An entry that was not stored when the poll began, or whose text has changed since (`entry_id` is set)."""

    raw: RawEntry
    keys: tuple[str, ...]
    hash: str
    annotation: Annotation
    features: StoryFeatures | None
    entry_id: int | None = None
    by_terms: Mapping[int, tuple[Tag, ...]] = field(default_factory=dict)  # tags of single servers, by server


@dataclass(frozen=True, slots=True)
class Joined:
    """A telling to be added to the index once the transaction has committed."""

    story_id: int
    features: StoryFeatures
    at: datetime
    opened: bool  # it is the story's first telling


@dataclass(slots=True)
class IntakeCounts:
    """What was stored since the start."""

    entries: int = 0
    relevant: int = 0
    stories: int = 0


class Intake:
    """Stores what polls bring. `take` and `settle` raise StorageBusy and then have changed nothing."""

    def __init__(
        self,
        *,
        db: Database,
        planner: Planner,
        suggestions: SuggestionPlanner | None = None,
        annotate: Annotate,
        outlets: Mapping[str, Outlet],
        wake: Callable[[], None],
        reader: TermReader | None = None,
    ) -> None:
        self._db, self._annotate, self._outlets = db, annotate, outlets
        self._planners = (planner,) if suggestions is None else (planner, suggestions)
        self._wake, self._reader = wake, reader
        self._index = StoryIndex()
        self.counts = IntakeCounts()
        self._one_at_a_time = asyncio.Lock()

    async def open(self, now: datetime) -> None:
        """Fill the index of open stories from the database."""
        async with self._db.reading() as conn:
            for story in await stories.recent(conn, now - LONG_WINDOW):
                for entry in story.entries:
                    if entry.statement:
                        continue  # one server's own: it decides nothing about what others are told
                    about = entry.annotation
                    found = features(entry.title, entry.text, entry.published_at, about.issues, about.attributed_to)
                    self._index.add(story.id, found, entry.at)

    async def settle(self, polled: Sequence[tuple[Feed, Sequence[FeedEvent]]], *, now: datetime) -> None:
        """Save the rows of feeds that brought nothing, in one transaction, with the notices that follow."""
        async with self._db.transaction() as conn:
            await feeds.save_polls(conn, [feed for feed, _ in polled])
            for feed, events in polled:
                await self._follow(conn, feed, events)
                await self._tell(conn, feed, events, now)
        if any(events for _, events in polled):
            self._wake()

    async def take(
        self, feed: Feed, parsed: ParsedFeed, *, first: bool, now: datetime, events: Sequence[FeedEvent]
    ) -> int:
        """Store a parsed feed; the number of new entries. At a feed's first poll all is stored and nothing announced."""
        keyed = [(raw, keys_of(raw, parsed.entries)) for raw in parsed.entries]
        all_keys = [key for _, keys in keyed for key in keys]
        async with self._db.reading() as conn:
            known = await entries.known(conn, feed.id, all_keys)
            hashes = await entries.content_hashes(
                conn, {entry_id for entry_id in known.values() if entry_id is not None}
            )
            of_servers = await terms.of_followers(conn, feed.id) if self._reader is not None else {}
        fresh = await self._understand(feed, keyed, known, hashes, now)
        if of_servers:
            fresh = await self._read_by_terms(fresh, of_servers)
        async with self._one_at_a_time:
            joined: list[Joined] = []
            async with self._db.transaction() as conn:
                if await feeds.by_id(conn, feed.id) is None:
                    return 0  # removed while it was fetched
                added, changes = await self._store(conn, feed, fresh, joined, first=first, now=now)
                await entries.touch_keys(conn, feed.id, [key for key in all_keys if key in known], now)
                await entries.learn_keys(conn, feed.id, _further_keys(keyed, known), now)
                await feeds.save_polls(conn, [feed])
                await self._follow(conn, feed, events)
                for planner in self._planners:
                    await planner.plan(conn, changes, feed_id=feed.id, now=now)
                await self._tell(conn, feed, events, now)
            for telling in joined:
                self._index.add(telling.story_id, telling.features, telling.at)
            self._index.forget_before(now - LONG_WINDOW)
        if changes or events:
            self._wake()
        self.counts.entries += added
        self.counts.relevant += len(joined)
        self.counts.stories += sum(telling.opened for telling in joined)
        if added:
            log.info("feed %s", fields(**named(feed), outcome="read", new=added, about_bargaining=len(joined)))
        return added

    async def _understand(
        self,
        feed: Feed,
        keyed: Sequence[tuple[RawEntry, tuple[str, ...]]],
        known: Mapping[str, int | None],
        hashes: Mapping[int, str],
        now: datetime,
    ) -> list[Fresh]:
        fresh: list[Fresh] = []
        # Oldest first, so that the first telling opens the story.
        for raw, keys in sorted(keyed, key=lambda pair: pair[0].published or now):
            digest, entry_id = content_hash(raw), None
            if any(key in known for key in keys):
                entry_id = _entry_of(keys, known)
                if entry_id is None or hashes.get(entry_id) in (digest, None):
                    continue  # not changed, or so old that only its key is kept
            annotation = self._annotate(self._item(feed, raw, now))
            found = None
            if annotation.relevant:
                found = features(raw.title, raw.text, raw.published, annotation.issues, annotation.attributed_to)
            fresh.append(Fresh(raw, keys, digest, annotation, found, entry_id))
            await asyncio.sleep(
                0
            )  # others get their turn: an entry takes a fraction of a millisecond, a feed has hundreds
        return fresh

    async def _read_by_terms(self, fresh: Sequence[Fresh], of_servers: Mapping[int, Terms]) -> list[Fresh]:
        """What servers' own terms tag in reports about bargaining; they let nothing in."""
        assert self._reader is not None  # noqa: S101 - there are no terms without it
        read = [words_of(one.raw.title, one.raw.text) for one in fresh if one.features is not None]
        found = iter(await self._reader.tags_for(read, of_servers))
        return [one if one.features is None else replace(one, by_terms=next(found)) for one in fresh]

    async def _store(
        self, conn: Connection, feed: Feed, fresh: Sequence[Fresh], joined: list[Joined], *, first: bool, now: datetime
    ) -> tuple[int, list[StoryChange]]:
        changes: dict[int, StoryChange] = {}
        for one in fresh:
            if one.entry_id is not None:
                await self._change(conn, one.entry_id, one, joined, changes, now)
        unknown = [one for one in fresh if one.entry_id is None]
        rows = [self._new_entry(feed, one, first=first, now=now) for one in unknown]
        ids = await entries.add_many(conn, feed.id, rows)
        for one, row, entry_id in zip(unknown, rows, ids, strict=True):
            if entry_id is not None and one.features is not None:
                if one.by_terms:
                    await terms.tag(conn, entry_id, row.at, one.by_terms)
                telling = await self._tell_story(conn, entry_id, one.features, row.at, joined)
                joined.append(telling)
                _note(changes, telling.story_id, news=row.announced)
        added = sum(entry_id is not None for entry_id in ids)
        return added, _with_flood_folded(list(changes.values()))

    async def _tell_story(
        self, conn: Connection, entry_id: int, found: StoryFeatures, at: datetime, joined: Sequence[Joined]
    ) -> Joined:
        """Let the entry join the story it tells, or open one."""
        story_id = self._match(found, at, joined)
        if story_id is None:
            return Joined(await stories.open_story(conn, entry_id, at), found, at, opened=True)
        await stories.join(conn, story_id, entry_id, at)
        return Joined(story_id, found, at, opened=False)

    def _match(self, found: StoryFeatures, at: datetime, joined: Sequence[Joined]) -> int | None:
        """Against the open stories, then against those that this very poll has opened (not in the index before the commit)."""
        matched = self._index.match(found, at)
        if matched is not None or not joined:
            return matched
        here = StoryIndex()
        for telling in joined:
            here.add(telling.story_id, telling.features, telling.at)
        return here.match(found, at)

    async def _change(
        self,
        conn: Connection,
        entry_id: int,
        one: Fresh,
        joined: list[Joined],
        changes: dict[int, StoryChange],
        now: datetime,
    ) -> None:
        """Store what a changed entry says now. One that only now is about bargaining begins to tell a story, as if it were new."""
        before = await entries.by_id(conn, entry_id)
        if before is None:
            return
        other_title = one.raw.title != before.title
        await entries.change(
            conn,
            entry_id,
            title=one.raw.title,
            text=one.raw.text,
            content_hash=one.hash,
            annotation=one.annotation,
            changed_at=now if other_title else None,
        )
        if self._reader is not None:
            await terms.tag(conn, entry_id, before.at, one.by_terms)
        if before.story_id is not None:
            _note(changes, before.story_id, headline=other_title)
        elif one.features is not None:
            telling = await self._tell_story(conn, entry_id, one.features, before.at, joined)
            joined.append(telling)
            news = before.announced and now - before.at <= OLD
            if news:
                await digests.come_late(conn, entry_id, now)
            _note(changes, telling.story_id, news=news)

    def _item(self, feed: Feed, raw: RawEntry, now: datetime) -> Item:
        published = min(raw.published, now) if raw.published else None  # a future date is treated as now
        return Item(
            id=raw.guid or raw.link,
            source=self._source(feed),
            url=raw.link,
            title=raw.title,
            text=raw.text,
            published=published,
            published_day_only=raw.published_day_only,
            outlet=feed.outlet,
        )

    def _source(self, feed: Feed) -> str:
        outlet = self._outlets.get(feed.outlet or "")
        return outlet.name if outlet else feed.title or host_of(feed.url)  # never the address: it may be private

    def _new_entry(self, feed: Feed, one: Fresh, *, first: bool, now: datetime) -> entries.NewEntry:
        announced = not first and (one.raw.published is None or now - one.raw.published <= OLD)
        published = min(one.raw.published, now) if one.raw.published else None
        return entries.NewEntry(
            keys=one.keys,
            outlet=feed.outlet,
            source=self._source(feed),
            url=one.raw.link,
            title=one.raw.title,
            text=one.raw.text,
            published_at=published,
            seen_at=now,
            content_hash=one.hash,
            announced=announced,
            annotation=one.annotation,
        )

    async def _follow(self, conn: Connection, feed: Feed, events: Sequence[FeedEvent]) -> None:
        """What a poll itself decided about the feed: that it is gone, or where it is now."""
        if FeedEvent.GONE in events:
            await feeds.stop(conn, feed.id)
        if FeedEvent.MOVED in events:
            await feeds.move(conn, feed.id, feed.url)

    async def _tell(self, conn: Connection, feed: Feed, events: Sequence[FeedEvent], now: datetime) -> None:
        for event in events:
            await notices.about_feed(conn, feed.id, notice_of(feed, event, now), now=now)


def _entry_of(keys: Sequence[str], known: Mapping[str, int | None]) -> int | None:
    """The entry that the first known of the keys belongs to; None where only the key is kept."""
    return next(known[key] for key in keys if key in known)


def _further_keys(
    keyed: Sequence[tuple[RawEntry, tuple[str, ...]]], known: Mapping[str, int | None]
) -> list[tuple[str, int | None]]:
    """Keys not seen yet of entries known by another: a feed that changes its guids is recognised the next time too."""
    return [
        (key, _entry_of(keys, known))
        for _, keys in keyed
        if any(key in known for key in keys)
        for key in keys
        if key not in known
    ]


def _note(changes: dict[int, StoryChange], story_id: int, *, news: bool = False, headline: bool = False) -> None:
    """Add to what this poll did to a story."""
    before = changes.get(story_id, StoryChange(story_id, news=False))
    changes[story_id] = StoryChange(story_id, news=news or before.news, headline=headline or before.headline)


def _with_flood_folded(changes: list[StoryChange]) -> list[StoryChange]:
    news = [change for change in changes if change.news]
    if len(news) <= FLOOD:
        return changes
    singly = {change.story_id for change in news[:SINGLY]}
    return [StoryChange(c.story_id, c.news, c.headline, flood=c.news and c.story_id not in singly) for c in changes]
