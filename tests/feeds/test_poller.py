"""Polling over real sockets and a real database: conditional requests, failures, moves, batches, and a busy database."""

import asyncio
import contextlib
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.feeds.schedule import FeedEvent
from bot.feeds.turns import PollLimits
from bot.models.feeds import FeedState, Problem
from bot.storage import feeds as feed_rows
from tests.feeds.room import QUICK, START, Inline, Room
from tests.feeds.server import RSS, FeedServer, answer, conditional, hang, redirect


async def test_a_first_poll_hands_over_what_the_feed_holds(room):
    await room.add(room.server.url())
    await room.tick()
    ((feed, parsed, first),) = room.shelf.taken
    assert first
    assert [entry.title for entry in parsed.entries] == ["Crew talks go on"]
    assert (feed.title, feed.validators.etag, feed.first_polled_at) == ("Harbour Trade", '"v1"', START)


async def test_an_unchanged_feed_is_asked_with_its_validators_and_only_settled(room):
    await room.add(room.server.url())
    await room.tick()
    (feed,) = await room.due_again()
    assert room.server.asked[1].headers["if-none-match"] == '"v1"'
    assert len(room.shelf.taken) == 1
    assert len(room.shelf.settled) == 1
    assert feed.next_check_at > room.clock.now()


async def test_the_same_body_without_validators_is_not_parsed_again(room):
    room.server.paths["/feed"] = answer()
    await room.add(room.server.url())
    await room.tick()
    await room.due_again()
    assert (len(room.shelf.taken), room.poller.counts.same_body) == (1, 1)


async def test_a_changed_body_is_no_first_sight(room):
    await room.add(room.server.url())
    await room.tick()
    room.server.paths["/feed"] = conditional(RSS.replace(b"n1", b"n2"), '"v2"')
    await room.due_again()
    assert [first for _, _, first in room.shelf.taken] == [True, False]
    assert (await room.feed()).validators.etag == '"v2"'


async def test_a_feed_that_is_not_due_is_left_alone(room):
    await room.add(room.server.url())
    await room.tick()
    await room.tick()
    assert len(room.server.asked) == 1


async def test_a_cut_document_keeps_the_old_validators(room):
    await room.add(room.server.url())
    await room.tick()
    cut = RSS.replace(b"</item>", b"</item><item><title>Half")[: -len(b"</channel></rss>") - 5]
    room.server.paths["/feed"] = conditional(cut, '"v2"')
    await room.due_again()
    feed = await room.feed()
    assert (feed.validators.etag, feed.problem) == ('"v1"', Problem.TRUNCATED)
    assert [entry.title for entry in room.shelf.taken[1][1].entries] == ["Crew talks go on"]


@pytest.mark.parametrize(
    ("respond", "problem"),
    [
        (answer(b"", 402), Problem.PAYWALL),
        (answer(b"<!doctype html><html><body>Hello</body></html>", content_type="text/html"), Problem.WEB_PAGE),
        (answer(b"", 202), Problem.EMPTY),
        (answer(b'{"a": 1}'), Problem.JSON_FEED),
        (answer(b"words"), Problem.NOT_A_FEED),
    ],
)
async def test_a_failure_is_saved_with_its_reason(room, respond, problem):
    room.server.paths["/feed"] = respond
    await room.add(room.server.url())
    await room.tick()
    feed = await room.feed()
    assert (feed.problem, feed.failures, feed.failing_since) == (problem, 1, START)
    assert not room.shelf.taken


async def test_a_failing_feed_is_told_once_and_its_recovery_once(room):
    room.server.paths["/feed"] = answer(b"", 404)
    await room.add(room.server.url())
    await room.tick()
    while room.clock.now() < START + timedelta(days=3):
        await room.due_again()
    assert room.shelf.events == [FeedEvent.FAILING]
    room.server.paths["/feed"] = answer()
    await room.due_again()
    assert room.shelf.events == [FeedEvent.FAILING, FeedEvent.RECOVERED]


async def test_a_feed_that_is_gone_is_no_longer_asked(room):
    room.server.paths["/feed"] = answer(b"", 410)
    await room.add(room.server.url())
    await room.tick()
    (feed,) = await room.due_again()
    assert (feed.state, room.shelf.events) == (FeedState.GONE, [FeedEvent.GONE])
    room.clock.at += timedelta(days=9)
    await room.tick()
    assert len(room.server.asked) == 2


async def test_a_feed_moves_after_three_polls_over_a_day(room):
    room.server.paths |= {"/feed": redirect("/new"), "/new": conditional()}
    await room.add(room.server.url())
    for hours in (0, 1, 13, 25):
        assert (await room.feed()).url == room.server.url()
        await room.change(next_check_at=START + timedelta(hours=hours))
        room.clock.at = START + timedelta(hours=hours)
        await room.tick()
    # Four polls: the first proves nothing, no entry was known before it.
    assert ((await room.feed()).url, room.shelf.events) == (room.server.url("/new"), [FeedEvent.MOVED])


async def test_a_feed_does_not_move_onto_another_feed(room):
    room.server.paths |= {"/feed": redirect("/new"), "/new": conditional()}
    await room.add(room.server.url(), room.server.url("/new"))
    for hours in range(0, 60, 12):
        room.clock.at = START + timedelta(hours=hours)
        async with room.db.transaction() as conn:
            for feed in await room.feeds():
                await feed_rows.save(conn, replace(feed, next_check_at=room.clock.at))
        await room.tick()
    assert {feed.url for feed in await room.feeds()} == {room.server.url(), room.server.url("/new")}
    assert not room.shelf.events


async def test_quiet_polls_are_saved_together(feed_db):
    async with FeedServer(host="0.0.0.0") as server:  # noqa: S104
        room = Room(feed_db, server, PollLimits(host_gap=0.0, settle_after=0.2))
        server.paths["/feed"] = conditional()
        await room.add(*(server.url("/feed", f"127.0.0.{n}") for n in range(1, 16)))
        await room.tick()
        await room.due_again()
        await room.poller.close()
        await room.fetcher.close()
    assert sorted(len(batch) for batch in room.shelf.settled) == [15]


async def test_a_busy_database_loses_nothing_and_hammers_nobody(room, caplog):
    await room.add(room.server.url())
    await room.tick()
    room.server.paths["/feed"] = conditional(RSS.replace(b"n1", b"n2"), '"v2"')
    room.shelf.busy = True
    with caplog.at_level(logging.ERROR):
        await room.due_again()
        for _ in range(3):
            await room.tick()
    assert len(room.server.asked) == 2
    assert len([line for line in caplog.records if "database cannot be used" in line.message]) == 1
    assert (await room.feed()).validators.etag == '"v1"'
    room.shelf.busy = False
    room.poller._not_before.clear()
    await room.tick()
    assert room.server.asked[2].headers["if-none-match"] == '"v1"'
    assert (await room.feed()).validators.etag == '"v2"'


async def test_quiet_polls_that_cannot_be_saved_are_tried_again(room):
    await room.add(room.server.url())
    await room.tick()
    room.shelf.busy = True
    await room.due_again()
    room.shelf.busy = False
    room.poller._not_before.clear()
    await room.tick()
    assert len(room.server.asked) == 3
    assert (await room.feed()).next_check_at > room.clock.now()


async def test_a_fault_of_ours_in_one_poll_leaves_the_others_running(room, caplog):
    class Broken(Inline):
        async def parse(self, body, content_type, url):
            if url.endswith("bad"):
                raise AssertionError("a fault")
            return await super().parse(body, content_type, url)

    room.poller._parser = Broken()
    room.server.paths["/bad"] = answer()
    await room.add(room.server.url("/bad"), room.server.url())
    with caplog.at_level(logging.ERROR):
        await room.tick()
    assert [feed.url for feed, _, _ in room.shelf.taken] == [room.server.url()]


async def test_closing_saves_what_ended_and_drops_what_runs(feed_db):
    async with FeedServer(host="0.0.0.0") as server:  # noqa: S104
        room = Room(feed_db, server, replace(QUICK, settle_after=60.0))
        server.paths |= {"/feed": answer(b"", 404), "/hang": hang}
        await room.add(server.url("/feed", "127.0.0.1"), server.url("/hang", "127.0.0.2"))
        await room.poller.tick()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(room.poller.idle(), 0.3)
        await room.poller.close()
        await room.fetcher.close()
        quick, hanging = await room.feeds()
    assert (quick.problem, hanging.last_try_at) == (Problem.NOT_FOUND, None)


async def test_after_closing_nothing_starts(room):
    await room.add(room.server.url())
    await room.poller.close()
    await room.tick()
    assert not room.server.asked
