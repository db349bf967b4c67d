"""Politeness over real sockets: how many polls run at once, how far apart they start, and hosts that ask for quiet."""

import asyncio
from datetime import timedelta
from itertools import pairwise

from bot.feeds.turns import PollLimits
from tests.feeds.room import START, Room
from tests.feeds.server import FeedServer, answer, hang


async def test_retry_after_holds_every_feed_of_the_host_also_after_a_restart(room):
    room.server.paths |= {"/feed": answer(b"", 429, Retry_After="1800"), "/other": answer()}
    await room.add(room.server.url())
    await room.tick()
    await room.add(room.server.url("/other"))
    again = Room(room.db, room.server)
    await again.tick()
    assert [asked.path for asked in room.server.asked] == ["/feed"]
    other = (await room.feeds())[1]
    assert START + timedelta(seconds=1800) <= other.next_check_at <= START + timedelta(seconds=2100)
    await again.poller.close()
    await again.fetcher.close()


async def test_at_most_two_polls_of_one_host_and_twenty_in_all_run_at_once(feed_db):
    running: dict[str, int] = {}
    most: dict[str, int] = {}

    async def count(asked, writer):
        for name in (asked.headers["host"], "all"):
            running[name] = running.get(name, 0) + 1
            most[name] = max(most.get(name, 0), running[name])
        await asyncio.sleep(0.05)
        for name in (asked.headers["host"], "all"):
            running[name] -= 1
        await answer()(asked, writer)

    async with FeedServer(host="0.0.0.0") as server:  # noqa: S104
        room = Room(feed_db, server)
        server.paths |= {f"/{n}": count for n in range(4)}
        await room.add(*(server.url(f"/{n}", f"127.0.0.{host}") for host in range(1, 21) for n in range(4)))
        await room.tick()
        await room.poller.close()
        await room.fetcher.close()
    assert len(server.asked) == 80
    assert most.pop("all") == 20
    assert set(most.values()) == {2}


async def test_polls_of_one_host_start_a_second_apart(feed_db):
    begun = []

    async def note(asked, writer):
        begun.append(asyncio.get_running_loop().time())
        await answer()(asked, writer)

    async with FeedServer() as server:
        room = Room(feed_db, server, PollLimits(host_gap=0.3, settle_after=0.0))
        server.paths |= {f"/{n}": note for n in range(3)}
        await room.add(*(server.url(f"/{n}") for n in range(3)))
        while len(begun) < 3:
            await room.poller.tick()
            await asyncio.sleep(0.02)
        await room.poller.close()
        await room.fetcher.close()
    assert all(later - earlier >= 0.29 for earlier, later in pairwise(begun))


async def test_one_feed_is_never_polled_twice_at_once(room):
    room.server.paths["/feed"] = hang
    await room.add(room.server.url())
    for _ in range(5):
        await room.poller.tick()
        await asyncio.sleep(0.02)
    assert len(room.server.asked) == 1
