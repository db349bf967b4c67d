"""Working through the outbox: what is due is claimed once, and only once, whoever asks."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from bot.models.posts import DeliveryState
from bot.storage import deliveries, servers
from bot.storage.database import Connection, Database
from tests.storage.samples import HOUR, MINUTE, NOW, add_server, delivery

LEASE = timedelta(minutes=5)


async def claim(conn: Connection, owner: str = "one", **other: object) -> list[str]:
    asked = {"owner": owner, "now": NOW, "wall": NOW, "lease": LEASE, "limit": 100} | other
    return [one.id for one in await deliveries.claim(conn, **asked)]  # type: ignore[arg-type]


async def enqueue(conn: Connection, *names: str, **other: object) -> None:
    for name in names:
        assert await deliveries.add(conn, delivery(name, **other), NOW)


async def test_four_concurrent_claimers_share_a_thousand_rows_without_a_double(database_url: str) -> None:
    processes = [await Database.open(database_url) for _ in range(4)]
    async with processes[0].transaction() as conn:
        await enqueue(conn, *(f"d{n}" for n in range(1000)))
    taken: Counter[str] = Counter()

    async def work(db: Database, owner: str) -> None:
        while True:
            async with db.transaction(in_turn=False) as conn:
                batch = await claim(conn, owner, limit=7)
            if not batch:
                return
            taken.update(batch)

    await asyncio.gather(*(work(db, f"p{n}") for n, db in enumerate(processes)))
    assert (len(taken), set(taken.values())) == (1000, {1})
    for db in processes:
        await db.close()


async def test_claimed_in_the_order_of_due_time_then_creation(db: Database) -> None:
    async with db.transaction() as conn:
        await enqueue(conn, "z", "a", "m")
        await enqueue(conn, "early", due_at=NOW - HOUR)
        await enqueue(conn, "future", due_at=NOW + MINUTE)
        assert await claim(conn) == ["early", "z", "a", "m"]
        assert await claim(conn, now=NOW + MINUTE) == ["future"]


async def test_a_claim_notes_who_tries_and_when_first(db: Database) -> None:
    async with db.transaction() as conn:
        await enqueue(conn, "one")
        await claim(conn)
        await deliveries.later(conn, "one", NOW + MINUTE, "503")
        await claim(conn, wall=NOW + HOUR)
        found = await deliveries.get(conn, "one")
    assert found is not None
    assert (found.state, found.attempts, found.first_tried_at) == (DeliveryState.CLAIMED, 2, NOW)


async def test_what_is_claimed_is_free_again_when_the_lease_is_over(db: Database) -> None:
    async with db.transaction() as conn:
        await enqueue(conn, "one")
        assert await claim(conn) == ["one"]
        assert await claim(conn, "two", wall=NOW + LEASE - timedelta(seconds=1)) == []
        assert await claim(conn, "two", wall=NOW + LEASE) == ["one"]


async def test_a_pause_is_real_time_whatever_the_due_time(db: Database) -> None:
    async with db.transaction() as conn:
        await enqueue(conn, "one")
        await claim(conn)
        await deliveries.later(conn, "one", NOW + MINUTE, "429")
        assert await claim(conn, now=NOW + HOUR) == []
        assert await claim(conn, wall=NOW + MINUTE) == ["one"]


async def test_nothing_is_claimed_for_a_paused_server(db: Database) -> None:
    async with db.transaction() as conn:
        server = await add_server(conn, paused=True)
        await enqueue(conn, "ours")
        await enqueue(conn, "theirs", guild_id=5, channel_id=6)
        assert await claim(conn) == ["theirs"]
        await servers.save(conn, type(server)(server.guild_id, server.news_channel_id, server.mod_channel_id))
        assert await claim(conn) == ["ours"]


async def test_an_edit_waits_until_its_target_is_sent_and_knows_the_message(db: Database) -> None:
    async with db.transaction() as conn:
        await enqueue(conn, "post")
        await enqueue(conn, "edit", target_id="post")
        assert await claim(conn) == ["post"]
        assert await claim(conn) == []
        await deliveries.sent(conn, [("post", 2**62)], NOW)
        [edit] = await deliveries.claim(conn, owner="one", now=NOW, wall=NOW, lease=LEASE, limit=9)
        assert (edit.id, edit.target_message_id) == ("edit", 2**62)
        await deliveries.sent(conn, [("edit", None)], NOW)
        assert await claim(conn, wall=NOW + HOUR) == []


async def test_edits_of_one_message_go_one_after_the_other(db: Database) -> None:
    async with db.transaction() as conn:
        await enqueue(conn, "post")
        await claim(conn)
        await deliveries.sent(conn, [("post", 1)], NOW)
        await enqueue(conn, "second to none", "other", target_id="post")
        assert await claim(conn) == ["second to none"]
        await deliveries.later(conn, "second to none", NOW + MINUTE, "503")
        assert await claim(conn) == []
        assert await claim(conn, wall=NOW + MINUTE) == ["second to none"]
        await deliveries.sent(conn, [("second to none", None)], NOW)
        assert await claim(conn) == ["other"]


async def test_a_full_channel_does_not_keep_others_waiting(db: Database) -> None:
    async with db.transaction() as conn:
        await enqueue(conn, *(f"busy {n}" for n in range(50)), channel_id=1)
        await enqueue(conn, "quiet", channel_id=2)
        assert await claim(conn, limit=3) == ["busy 0", "busy 1", "quiet"]


async def test_at_most_so_many_are_claimed_for_one_channel_and_none_for_a_busy_one(db: Database) -> None:
    async with db.transaction() as conn:
        await enqueue(conn, "a 0", "a 1", "a 2", channel_id=1)
        await enqueue(conn, "b 0", channel_id=2)
        assert await claim(conn, per_channel=2, busy=(2,)) == ["a 0", "a 1"]
        assert await claim(conn, per_channel=2) == ["a 2", "b 0"]


async def test_what_was_sent_is_never_due_again(db: Database) -> None:
    async with db.transaction() as conn:
        await enqueue(conn, "one")
        await claim(conn)
        await deliveries.sent(conn, [("one", 9)], NOW)
        await deliveries.later(conn, "one", NOW, "a late answer")
        await deliveries.failed(conn, "one", "a late answer")
        assert await deliveries.release(conn, owner_not="two") == 0
        assert await claim(conn, wall=NOW + HOUR) == []
        found = await deliveries.get(conn, "one")
    assert found is not None
    assert (found.state, found.message_id) == (DeliveryState.SENT, 9)


async def test_what_is_given_up_is_not_due_again(db: Database) -> None:
    async with db.transaction() as conn:
        await enqueue(conn, "one")
        await claim(conn)
        await deliveries.failed(conn, "one", "channel_gone")
        assert await claim(conn, wall=NOW + HOUR) == []


async def test_a_start_releases_what_earlier_processes_had_claimed(db: Database) -> None:
    async with db.transaction() as conn:
        await enqueue(conn, "theirs")
        await claim(conn, "dead")
        await enqueue(conn, "mine")
        await claim(conn, "alive")
        assert await deliveries.release(conn, owner_not="alive") == 1
        assert await claim(conn, "alive") == ["theirs"]


async def test_a_claim_that_is_rolled_back_took_nothing(db: Database) -> None:
    async def claim_and_die() -> None:
        async with db.transaction() as conn:
            assert await claim(conn) == ["one"]
            raise KeyboardInterrupt

    async with db.transaction() as conn:
        await enqueue(conn, "one")
    with pytest.raises(KeyboardInterrupt):
        await claim_and_die()
    async with db.transaction() as conn:
        assert await claim(conn) == ["one"]
