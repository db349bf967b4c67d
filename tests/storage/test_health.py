"""What the database tells of how the bot is doing, on both engines."""

from __future__ import annotations

from dataclasses import replace

from bot.models.feeds import Problem
from bot.models.health import GivenUpCount
from bot.models.posts import SetupProof
from bot.models.servers import Server
from bot.storage import deliveries, feeds, health, servers
from bot.storage.database import Database
from tests.storage.samples import DAY, GUILD, HOUR, MODERATORS, NEWS, NOW, add_feeds, delivery, story_post

OTHER = GUILD + 100


async def fill(db: Database, *new: object) -> None:
    async with db.transaction() as conn:
        for guild in (GUILD, OTHER):
            await servers.save(conn, Server(guild, NEWS, MODERATORS, setup_at=NOW))
        for one in new:
            await deliveries.add(conn, one, NOW)  # type: ignore[arg-type]


async def test_what_waits_is_what_is_due_in_this_server(db: Database) -> None:
    await fill(
        db,
        delivery("late", due_at=NOW - HOUR),
        delivery("now", due_at=NOW),
        delivery("later", due_at=NOW + HOUR),
        delivery("elsewhere", due_at=NOW - DAY, guild_id=OTHER),
    )
    async with db.transaction() as conn:
        assert await health.waiting(conn, GUILD, NOW) == (2, NOW - HOUR)
        await deliveries.sent(conn, [("late", 1)], NOW)
        assert await health.waiting(conn, GUILD, NOW) == (1, NOW)
        await deliveries.sent(conn, [("now", 2)], NOW)
        assert await health.waiting(conn, GUILD, NOW) == (0, None)


async def test_the_backlog_is_of_all_servers_that_post_and_counts_failing_feeds(db: Database) -> None:
    [one, _] = await add_feeds(db, "https://a.example/f", "https://b.example/f")
    await fill(db, delivery("here", due_at=NOW - HOUR), delivery("there", due_at=NOW - DAY, guild_id=OTHER))
    async with db.transaction() as conn:
        await feeds.save(conn, replace(one, problem=Problem.NOT_FOUND))
        found = await health.backlog(conn, NOW)
        assert (found.waiting, found.oldest_seconds, found.feeds_failing) == (2, DAY.total_seconds(), 1)
        await servers.save(conn, Server(OTHER, NEWS, MODERATORS, setup_at=NOW, paused=True))
        found = await health.backlog(conn, NOW)
        assert (found.waiting, found.oldest_seconds) == (1, HOUR.total_seconds())


async def test_what_was_given_up_lately_is_counted_by_kind_and_reason(db: Database) -> None:
    await fill(
        db,
        *(delivery(f"s{n}", post=story_post(), due_at=NOW) for n in range(2)),
        delivery("proof", post=SetupProof(moderators=False, feeds=1, zone="UTC"), due_at=NOW),
        delivery("old", post=story_post(), due_at=NOW - 2 * DAY),
        delivery("elsewhere", guild_id=OTHER, due_at=NOW),
    )
    async with db.transaction() as conn:
        claimed = await deliveries.claim(conn, owner="me", now=NOW, wall=NOW, lease=HOUR, limit=9)
        assert len(claimed) == 5
        for name in ("s0", "s1", "old", "elsewhere"):
            await deliveries.failed(conn, name, f"no_permission: HTTP 403, {name}")
        await deliveries.failed(conn, "proof", "expired")
        assert await health.given_up(conn, GUILD, NOW - DAY) == (
            GivenUpCount("story_post", "no_permission", 2),
            GivenUpCount("setup_proof", "expired", 1),
        )


async def test_the_last_of_a_kind_and_the_size_are_known(db: Database) -> None:
    await fill(db, delivery("one", post=story_post(), due_at=NOW), delivery("two", due_at=NOW))
    async with db.transaction() as conn:
        assert await health.last_sent(conn, NEWS, "story_post") is None
        await deliveries.sent(conn, [("one", 1), ("two", 2)], NOW + HOUR)
        assert await health.last_sent(conn, NEWS, "story_post") == NOW + HOUR
        assert await health.size(conn) > 50_000
