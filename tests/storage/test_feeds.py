"""Feeds, hosts that asked us to wait, and who follows what."""

from __future__ import annotations

from dataclasses import fields, replace

from bot.models.feeds import Feed, FeedState, Problem, Validators
from bot.storage import entries, feeds
from bot.storage.database import Database
from tests.storage.samples import DAY, GUILD, HOUR, MINUTE, NOW, add_feeds, add_server, new_entry


async def test_a_new_feed_is_first_checked_at_its_own_moment(db: Database) -> None:
    async with db.transaction() as conn:
        wanted = [("https://a.example/", "A", "a"), ("https://b.example/", "B", None)]
        await feeds.ensure(conn, wanted, NOW, spread=lambda url: MINUTE if "b" in url else 0 * MINUTE)
        found = await feeds.all_feeds(conn)
    assert [(feed.title, feed.outlet, feed.next_check_at) for feed in found] == [
        ("A", "a", NOW),
        ("B", None, NOW + MINUTE),
    ]


async def test_a_feed_that_is_there_is_left_as_it_is(db: Database) -> None:
    await add_feeds(db, "https://a.example/")
    async with db.transaction() as conn:
        await feeds.ensure(
            conn, [("https://a.example/", "Other", "other"), ("https://b.example/", "B", None)], NOW + DAY
        )
        found = await feeds.all_feeds(conn)
    assert [(feed.title, feed.next_check_at) for feed in found] == [("HTTPS://A.EXAMPLE/", NOW), ("B", NOW + DAY)]


async def test_every_field_of_a_feed_comes_back(db: Database) -> None:
    [feed] = await add_feeds(db, "https://a.example/")
    full = Feed(
        id=feed.id,
        url="https://moved.example/",
        title="T",
        outlet="o",
        state=FeedState.PAUSED,
        validators=Validators('W/"x"', "Fri, 11 Aug 2023 12:00:00 GMT", "h"),
        next_check_at=NOW + HOUR,
        last_try_at=NOW + 1 * MINUTE,
        last_ok_at=NOW + 2 * MINUTE,
        last_new_at=NOW + 3 * MINUTE,
        first_polled_at=NOW + 4 * MINUTE,
        failures=7,
        failing_since=NOW + 5 * MINUTE,
        problem=Problem.PAYWALL,
        problem_detail="402",
        noticed_at=NOW + 6 * MINUTE,
        move_target="https://c.example/",
        move_seen=2,
        move_since=NOW + 7 * MINUTE,
        gone_since=NOW + 8 * MINUTE,
        interval=900,
        listed=False,
        private=True,
    )
    assert all(getattr(full, field.name) != getattr(feed, field.name) for field in fields(Feed) if field.name != "id")
    async with db.transaction() as conn:
        await feeds.save(conn, full)
        assert await feeds.by_id(conn, feed.id) == full
        assert await feeds.by_url(conn, "https://moved.example/") == full
        assert await feeds.by_url(conn, "https://a.example/") is None
        await feeds.save(conn, feed)
        assert await feeds.all_feeds(conn) == [feed]


async def test_due_feeds_are_active_ones_whose_time_has_come_longest_waiting_first(db: Database) -> None:
    a, b, c, d = await add_feeds(db, "a", "b", "c", "d")
    async with db.transaction() as conn:
        for changed in (
            replace(a, next_check_at=NOW),
            replace(b, next_check_at=NOW - HOUR),
            replace(c, next_check_at=NOW + MINUTE),
            replace(d, next_check_at=NOW - DAY, state=FeedState.GONE),
        ):
            await feeds.save(conn, changed)
        assert [feed.url for feed in await feeds.due(conn, NOW, 10)] == ["b", "a"]
        assert [feed.url for feed in await feeds.due(conn, NOW, 1)] == ["b"]


async def test_a_host_is_held_until_its_time_and_the_last_word_counts(db: Database) -> None:
    async with db.transaction() as conn:
        await feeds.hold_host(conn, "a.example", NOW + DAY)
        await feeds.hold_host(conn, "a.example", NOW + HOUR)
        await feeds.hold_host(conn, "b.example", NOW)
        assert await feeds.held_hosts(conn, NOW) == {"a.example": NOW + HOUR}
        assert await feeds.held_hosts(conn, NOW + HOUR) == {}


async def test_recent_gaps_are_the_times_of_the_last_entries(db: Database) -> None:
    feed, other = await add_feeds(db, "a", "b")
    async with db.transaction() as conn:
        for number in range(4):
            await entries.add(conn, feed.id, new_entry(number, published_at=NOW - number * HOUR))
        await entries.add(conn, other.id, new_entry(9))
        assert await feeds.recent_gaps(conn, feed.id, 3) == [NOW, NOW - HOUR, NOW - 2 * HOUR]


async def test_following_twice_is_following_once(db: Database) -> None:
    a, b, c = (feed.id for feed in await add_feeds(db, "a", "b", "c"))
    async with db.transaction() as conn:
        await add_server(conn, follows=[b, a])
        await add_server(conn, 5, follows=[a])
        await add_server(conn, 6)
        await feeds.follow(conn, GUILD, [a])
        assert [feed.url for feed in await feeds.of_server(conn, GUILD)] == ["a", "b"]
        assert [await feeds.followers(conn, feed_id) for feed_id in (a, b, c)] == [[5, GUILD], [GUILD], []]
        assert await feeds.followed_by(conn, [GUILD, 5, 6]) == {GUILD: {a, b}, 5: {a}}
