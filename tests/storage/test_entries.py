"""Entries: what makes one new, what an edit changes, and how long a feed's keys are remembered."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage import entries, stories
from bot.storage.database import Connection, Database
from bot.storage.tables import entries as entries_table
from bot.storage.tables import entry_tags
from tests.storage.samples import DAY, HOUR, NOW, add_feeds, annotation, new_entry


async def tags(conn: Connection, entry_id: int) -> list[str]:
    query = sa.select(entry_tags.c.issue).where(entry_tags.c.entry_id == entry_id).order_by(entry_tags.c.issue)
    return list((await conn.execute(query)).scalars())


async def test_every_field_of_an_entry_comes_back(db: Database) -> None:
    [feed] = await add_feeds(db, "a")
    new = new_entry(1, "ai", "pay", title="Ünïcode – “quoted” 🎬", published_at=NOW - HOUR, announced=False)
    async with db.transaction() as conn:
        entry_id = await entries.add(conn, feed.id, new)
        assert entry_id is not None
        entry = await entries.by_id(conn, entry_id)
        assert await tags(conn, entry_id) == ["ai", "pay"]
        assert await entries.content_hash(conn, entry_id) == new.content_hash
    assert entry is not None
    for name in ("outlet", "source", "url", "title", "text", "published_at", "seen_at", "announced", "annotation"):
        assert getattr(entry, name) == getattr(new, name)
    assert (entry.id, entry.feed_id, entry.story_id, entry.earlier_title, entry.changed_at) == (
        entry_id,
        feed.id,
        None,
        "",
        None,
    )


async def test_an_entry_is_new_once_in_a_feed_and_once_in_another(db: Database) -> None:
    a, b = await add_feeds(db, "a", "b")
    async with db.transaction() as conn:
        assert await entries.add(conn, a.id, new_entry(1)) is not None
        assert await entries.add(conn, a.id, new_entry(1, title="Again")) is None
        assert await entries.add(conn, b.id, new_entry(1)) is not None


async def test_a_batch_gives_ids_in_its_order_and_none_for_what_is_known_or_repeated(db: Database) -> None:
    [feed] = await add_feeds(db, "a")
    async with db.transaction() as conn:
        first = await entries.add(conn, feed.id, new_entry(2))
        found = await entries.add_many(conn, feed.id, [new_entry(n, "ai") for n in (1, 2, 3, 1)])
        assert [entry_id is None for entry_id in found] == [False, True, False, True]
        by_id = await entries.by_ids(conn, [entry_id for entry_id in found if entry_id is not None])
        assert [by_id[found[0] or 0].title, by_id[found[2] or 0].title] == ["Headline 1", "Headline 3"]
        assert await tags(conn, first or 0) == []
        assert await entries.add_many(conn, feed.id, []) == []


async def test_known_tells_the_entry_of_each_key_of_this_feed(db: Database) -> None:
    a, b = await add_feeds(db, "a", "b")
    async with db.transaction() as conn:
        one, two = await entries.add_many(conn, a.id, [new_entry(1), new_entry(2, keys=("g:2", "l:1"))])
        # The link was the first entry's before: it stays with it.
        assert await entries.known(conn, a.id, ["g:1", "l:1", "g:2", "g:3"]) == {"g:1": one, "l:1": one, "g:2": two}
        assert await entries.known(conn, b.id, ["g:1"]) == {}
        assert await entries.known(conn, a.id, []) == {}


async def test_a_key_is_known_after_its_entry_is_gone(db: Database) -> None:
    [feed] = await add_feeds(db, "a")
    async with db.transaction() as conn:
        await entries.add(conn, feed.id, new_entry(1))
        await conn.execute(sa.delete(entries_table))
        assert await entries.add(conn, feed.id, new_entry(1)) is None
        assert "g:1" in await entries.known(conn, feed.id, ["g:1"])


async def test_an_entry_that_comes_back_after_its_keys_were_forgotten_is_not_new_and_known_again(db: Database) -> None:
    [feed] = await add_feeds(db, "a")
    async with db.transaction() as conn:
        entry_id = await entries.add(conn, feed.id, new_entry(1))
        await entries.forget_old_keys(conn, NOW + DAY)
        assert await entries.known(conn, feed.id, ["g:1"]) == {}
        assert await entries.add(conn, feed.id, new_entry(1)) is None
        assert await entries.known(conn, feed.id, ["g:1", "l:1"]) == {"g:1": entry_id, "l:1": entry_id}


async def test_keys_are_forgotten_once_they_have_left_the_feed_for_long(db: Database) -> None:
    [feed] = await add_feeds(db, "a")
    async with db.transaction() as conn:
        await entries.add_many(conn, feed.id, [new_entry(1), new_entry(2)])
        await entries.touch_keys(conn, feed.id, ["g:1", "l:1"], NOW + 100 * DAY)
        assert await entries.forget_old_keys(conn, NOW + DAY) == 2
        assert set(await entries.known(conn, feed.id, ["g:1", "l:1", "g:2", "l:2"])) == {"g:1", "l:1"}


async def test_an_edit_keeps_the_earlier_headline_and_renews_tags(db: Database) -> None:
    [feed] = await add_feeds(db, "a")
    async with db.transaction() as conn:
        entry_id = await entries.add(conn, feed.id, new_entry(1, "ai", "pay")) or 0
        await entries.change(conn, entry_id, "New headline", "New", "1" * 32, annotation("pay", "data"), NOW + HOUR)
        entry = await entries.by_id(conn, entry_id)
        assert entry is not None
        assert (entry.title, entry.text, entry.earlier_title) == ("New headline", "New", "Headline 1")
        assert (entry.changed_at, entry.annotation) == (NOW + HOUR, annotation("pay", "data"))
        assert await tags(conn, entry_id) == ["data", "pay"]
        assert await entries.content_hash(conn, entry_id) == "1" * 32


async def test_an_edit_of_the_text_alone_leaves_the_headlines(db: Database) -> None:
    [feed] = await add_feeds(db, "a")
    async with db.transaction() as conn:
        entry_id = await entries.add(conn, feed.id, new_entry(1)) or 0
        await entries.change(conn, entry_id, "Headline 1", "New", "1" * 32, annotation())
        entry = await entries.by_id(conn, entry_id)
    assert entry is not None
    assert (entry.text, entry.earlier_title, entry.changed_at) == ("New", "", None)


async def test_entries_of_stories_are_oldest_first(db: Database) -> None:
    [feed] = await add_feeds(db, "a")
    async with db.transaction() as conn:
        new = [new_entry(1), new_entry(2, published_at=NOW - HOUR), new_entry(3)]
        one, two, three = (entry_id or 0 for entry_id in await entries.add_many(conn, feed.id, new))
        story, other = await stories.open_story(conn, one, NOW), await stories.open_story(conn, three, NOW)
        await entries.set_story(conn, two, story)
        found = await entries.of_stories(conn, [story, other, 999])
    assert {story_id: [entry.id for entry in told] for story_id, told in found.items()} == {
        story: [two, one],
        other: [three],
    }


async def test_content_hashes_of_many_entries_come_in_one_answer(db: Database) -> None:
    [feed] = await add_feeds(db, "a")
    async with db.transaction() as conn:
        found = await entries.add_many(conn, feed.id, [new_entry(n, content_hash=f"{n:032}") for n in range(50)])
        ids = [entry_id or 0 for entry_id in found]
        assert await entries.content_hashes(conn, [*ids, 999]) == {
            entry_id: f"{n:032}" for n, entry_id in enumerate(ids)
        }
