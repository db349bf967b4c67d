"""Stories: their entries and lead, and what a server sees of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pytest

from bot.storage import entries, stories
from bot.storage.database import Connection, Database
from tests.storage.samples import DAY, GUILD, HOUR, NOW, add_feeds, add_server, annotation, new_entry


@dataclass
class Archive:
    """Two feeds, of which GUILD follows the first and guild 5 both, and stories told in them."""

    conn: Connection
    a: int
    b: int
    count: int = 0

    async def tell(
        self, feed: int, *issues: str, at: datetime = NOW, story: int | None = None, **other: object
    ) -> tuple[int, int]:
        """A new entry, in a story of its own or in the one given: ids of the story and the entry."""
        self.count += 1
        new = new_entry(self.count, *issues, published_at=at, **{"seen_at": at, **other})
        entry_id = await entries.add(self.conn, feed, new)
        assert entry_id is not None
        if story is None:
            return await stories.open_story(self.conn, entry_id, at), entry_id
        await stories.join(self.conn, story, entry_id, at)
        return story, entry_id

    async def page(
        self, guild_id: int = GUILD, *, issue: str | None = None, outlet: str | None = None, as_of: datetime = NOW
    ) -> list[int]:
        found = await stories.latest(self.conn, guild_id, issue=issue, outlet=outlet, as_of=as_of, offset=0, limit=99)
        count = await stories.count_latest(self.conn, guild_id, issue=issue, outlet=outlet, as_of=as_of)
        assert count == len(found)
        return [story.id for story in found]


@pytest.fixture
async def feed_ids(db: Database) -> tuple[int, int]:
    a, b = await add_feeds(db, "a", "b")
    async with db.transaction() as conn:
        await add_server(conn, follows=[a.id])
        await add_server(conn, 5, follows=[a.id, b.id])
    return a.id, b.id


async def test_a_story_has_its_entries_oldest_first_and_its_lead(db: Database, feed_ids: tuple[int, int]) -> None:
    async with db.transaction() as conn:
        archive = Archive(conn, *feed_ids)
        story, one = await archive.tell(archive.a)
        _, two = await archive.tell(archive.b, at=NOW + HOUR, story=story)
        _, early = await archive.tell(archive.b, at=NOW - HOUR, story=story)
        found = await stories.get(conn, story)
        assert found is not None
        assert ([entry.id for entry in found.entries], found.lead.id) == ([early, one, two], one)
        assert (found.opened_at, found.last_at) == (NOW, NOW + HOUR)
        await stories.set_lead(conn, story, two)
        changed = await stories.get(conn, story)
        assert changed is not None
        assert changed.lead.id == two
        assert await stories.get(conn, 999) is None
        assert set(await stories.get_many(conn, [story, 999])) == {story}


async def test_recent_stories_are_those_told_lately_whenever_they_began(
    db: Database, feed_ids: tuple[int, int]
) -> None:
    async with db.transaction() as conn:
        archive = Archive(conn, *feed_ids)
        old, _ = await archive.tell(archive.a, at=NOW - 5 * DAY)
        going_on, _ = await archive.tell(archive.a, at=NOW - 4 * DAY)
        await archive.tell(archive.a, at=NOW - DAY, story=going_on)
        new, _ = await archive.tell(archive.b)
        found = await stories.recent(conn, NOW - 3 * DAY)
    assert old not in {story.id for story in found}
    assert [(story.id, len(story.entries)) for story in found] == [(going_on, 2), (new, 1)]


async def test_a_server_sees_only_the_feeds_it_follows(db: Database, feed_ids: tuple[int, int]) -> None:
    async with db.transaction() as conn:
        archive = Archive(conn, *feed_ids)
        shared, ours = await archive.tell(archive.a)
        await archive.tell(archive.b, at=NOW - HOUR, story=shared)
        theirs, _ = await archive.tell(archive.b)
        assert (await archive.page(), await archive.page(5)) == ([shared], [theirs, shared])
        assert await archive.page(6) == []
        [story] = await stories.latest(conn, GUILD, issue=None, outlet=None, as_of=NOW, offset=0, limit=9)
        assert [entry.id for entry in story.entries] == [ours]


async def test_the_lead_is_one_that_the_server_sees(db: Database, feed_ids: tuple[int, int]) -> None:
    async with db.transaction() as conn:
        archive = Archive(conn, *feed_ids)
        story, _ = await archive.tell(archive.b, at=NOW - HOUR)
        _, ours = await archive.tell(archive.a, story=story)
        [seen] = await stories.latest(conn, GUILD, issue=None, outlet=None, as_of=NOW, offset=0, limit=9)
    assert seen.lead.id == ours


async def test_latest_is_filtered_by_issue_and_outlet(db: Database, feed_ids: tuple[int, int]) -> None:
    async with db.transaction() as conn:
        archive = Archive(conn, *feed_ids)
        both, _ = await archive.tell(archive.a, "ai", outlet="one")
        await archive.tell(archive.a, "pay", outlet="two", at=NOW - HOUR, story=both)
        pay, _ = await archive.tell(archive.a, "pay", outlet="two", at=NOW - 2 * HOUR)
        assert await archive.page(issue="ai") == [both]
        assert await archive.page(issue="pay") == [both, pay]
        assert await archive.page(outlet="one") == [both]
        assert await archive.page(issue="ai", outlet="two") == []
        assert await archive.page(issue="safety") == []


async def test_latest_leaves_out_what_is_not_about_bargaining(db: Database, feed_ids: tuple[int, int]) -> None:
    async with db.transaction() as conn:
        archive = Archive(conn, *feed_ids)
        await archive.tell(archive.a, annotation=annotation(relevant=False))
        story, _ = await archive.tell(archive.a)
        assert await archive.page() == [story]


async def test_pages_stay_in_place_while_news_comes_in(db: Database, feed_ids: tuple[int, int]) -> None:
    async with db.transaction() as conn:
        archive = Archive(conn, *feed_ids)
        told = [(await archive.tell(archive.a, at=NOW - n * HOUR))[0] for n in range(5)]
        await archive.tell(archive.a, at=NOW + HOUR)
        await archive.tell(archive.a, at=NOW + HOUR, story=told[4])
        pages = [
            [
                s.id
                for s in await stories.latest(conn, GUILD, issue=None, outlet=None, as_of=NOW, offset=offset, limit=2)
            ]
            for offset in (0, 2, 4, 6)
        ]
        assert pages == [told[:2], told[2:4], told[4:], []]
        assert (await archive.page(as_of=NOW + HOUR))[:2] == [told[4] + 1, told[4]]
