"""Servers, story posts, the audit trail and facts."""

from __future__ import annotations

from dataclasses import replace

from bot.models.servers import AuditLine, Server
from bot.storage import audit, deliveries, entries, facts, servers, stories, story_posts
from bot.storage.database import Connection, Database
from bot.storage.story_posts import StoryPosted
from tests.storage.samples import DAY, GUILD, HOUR, MODERATORS, NEWS, NOW, add_feeds, add_server, delivery, new_entry


async def open_stories(db: Database, conn: Connection, count: int) -> list[int]:
    feed_id = 1
    new = [new_entry(n) for n in range(count)]
    return [await stories.open_story(conn, entry or 0, NOW) for entry in await entries.add_many(conn, feed_id, new)]


async def test_every_field_of_a_server_comes_back_and_saving_again_changes_it(db: Database) -> None:
    server = Server(GUILD, NEWS, MODERATORS, "Europe/London", True, False, 3, NOW, NOW + DAY)
    async with db.transaction() as conn:
        assert await servers.get(conn, GUILD) is None
        await servers.save(conn, server)
        assert await servers.get(conn, GUILD) == server
        await servers.save(conn, replace(server, left_at=None, paused=False))
        assert await servers.all_servers(conn) == [replace(server, left_at=None, paused=False)]


async def test_ready_servers_are_those_in_which_stories_can_be_posted(db: Database) -> None:
    some = [
        Server(1, NEWS, MODERATORS),
        Server(2, NEWS, None),
        Server(3, None, MODERATORS),
        Server(4, NEWS, MODERATORS, left_at=NOW),
        Server(5, NEWS, MODERATORS, paused=True),
    ]
    async with db.transaction() as conn:
        for server in some:
            await servers.save(conn, server)
        assert await servers.ready(conn) == [server for server in some if server.ready]


async def test_a_server_is_told_of_a_story_once(db: Database) -> None:
    await add_feeds(db, "a")
    async with db.transaction() as conn:
        await add_server(conn)
        [story] = await open_stories(db, conn, 1)
        for name in ("one", "two"):
            await deliveries.add(conn, delivery(name), NOW)
        assert await story_posts.add(conn, GUILD, story, "one", folded=False)
        assert not await story_posts.add(conn, GUILD, story, "two", folded=True)
        assert await story_posts.add(conn, 5, story, "two", folded=True)
        assert await story_posts.of_story(conn, story) == [
            StoryPosted(5, story, "two", folded=True),
            StoryPosted(GUILD, story, "one"),
        ]


async def test_edits_of_a_post_are_counted_when_the_headline_changed(db: Database) -> None:
    await add_feeds(db, "a")
    async with db.transaction() as conn:
        [story] = await open_stories(db, conn, 1)
        await deliveries.add(conn, delivery("one"), NOW)
        await story_posts.add(conn, GUILD, story, "one", folded=False)
        await story_posts.edited(conn, GUILD, story, headline=True, at=NOW)
        await story_posts.edited(conn, GUILD, story, headline=False, at=NOW + HOUR)
        assert await story_posts.get(conn, GUILD, story) == StoryPosted(GUILD, story, "one", False, 1, NOW + HOUR)
        await story_posts.forget(conn, GUILD, [story])
        assert await story_posts.get(conn, GUILD, story) is None


async def test_an_edit_tells_the_stories_of_the_message_it_edits(db: Database) -> None:
    await add_feeds(db, "a")
    async with db.transaction() as conn:
        told = await open_stories(db, conn, 3)
        await deliveries.add(conn, delivery("fold"), NOW)
        await deliveries.add(conn, delivery("edit", target_id="fold"), NOW)
        for story in (told[1], told[0]):
            await story_posts.add(conn, GUILD, story, "fold", folded=True)
        assert await story_posts.stories_of_delivery(conn, "fold") == told[:2]
        assert await story_posts.stories_of_delivery(conn, "edit") == told[:2]
        assert await story_posts.stories_of_delivery(conn, "none") == []


async def test_the_audit_trail_is_read_newest_first_for_one_server(db: Database) -> None:
    lines = [AuditLine(NOW, GUILD, 7, f"step {n}", "detail") for n in range(3)]
    async with db.transaction() as conn:
        for line in [*lines, AuditLine(NOW, 5, 7, "elsewhere", "")]:
            await audit.add(conn, line)
        assert await audit.latest(conn, GUILD, 2) == [lines[2], lines[1]]


async def test_a_fact_has_its_last_value(db: Database) -> None:
    async with db.transaction() as conn:
        assert await facts.get(conn, "commands") is None
        await facts.put(conn, "commands", "1", NOW)
        await facts.put(conn, "commands", "2", NOW)
        assert await facts.get(conn, "commands") == "2"
