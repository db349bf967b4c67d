"""The dispatcher over a real database: what happens to a delivery when Discord answers, refuses, fails, or the process dies."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.delivery.dispatcher import Dispatcher
from bot.delivery.ids import new_id
from bot.delivery.notices import GivenUp
from bot.delivery.publisher import PublishLater, PublishRefused, Refusal
from bot.models.posts import AnnouncementPost, Delivery, DeliveryState, PlaceLost, SetupProof
from bot.models.servers import Server
from bot.storage import deliveries, servers
from bot.storage.database import Database
from bot.storage.tables import deliveries as rows
from tests.services.fakes import START, FakeDiscord, HandClock, until

GUILD, NEWS, MODERATORS = 1, 10, 11
PROOF = SetupProof(moderators=False, feeds=3, zone="America/Los_Angeles")


def delivery(**other: object) -> Delivery:
    return replace(
        Delivery(id=new_id(), guild_id=GUILD, channel_id=NEWS, post=PROOF, due_at=START),
        **other,  # type: ignore[arg-type]
    )


@pytest.fixture
async def clock(db: Database) -> HandClock:
    async with db.transaction() as conn:
        await servers.save(conn, Server(GUILD, NEWS, MODERATORS, setup_at=START))
    return HandClock()


async def enqueue(db: Database, *new: Delivery) -> None:
    async with db.transaction() as conn:
        for one in new:
            await deliveries.add(conn, one, START)


async def state_of(db: Database, delivery_id: str) -> Delivery:
    async with db.reading() as conn:
        found = await deliveries.get(conn, delivery_id)
    assert found is not None
    return found


@asynccontextmanager
async def running(
    db: Database, discord: FakeDiscord, clock: HandClock, owner: str = "one"
) -> AsyncIterator[Dispatcher]:
    dispatcher = Dispatcher(db=db, publisher=discord, clock=clock, owner=owner, given_up=GivenUp(clock))
    await dispatcher.start()
    try:
        yield dispatcher
    finally:
        await dispatcher.close()


async def settled(db: Database, dispatcher: Dispatcher, delivery_id: str, state: DeliveryState) -> Delivery:
    for _ in range(400):
        found = await state_of(db, delivery_id)
        if found.state is state:
            return found
        dispatcher.wake()
        await HandClock().sleep(1)
    raise AssertionError(f"{delivery_id} is {found.state}, not {state}")


async def test_a_due_delivery_is_sent_and_marked_with_its_message(db: Database, clock: HandClock) -> None:
    discord, one = FakeDiscord(), delivery()
    await enqueue(db, one)
    async with running(db, discord, clock) as dispatcher:
        found = await settled(db, dispatcher, one.id, DeliveryState.SENT)
    assert [found.message_id] == list(discord.messages)


async def test_what_is_due_later_waits(db: Database, clock: HandClock) -> None:
    discord, late, now = FakeDiscord(), delivery(due_at=START + timedelta(hours=1)), delivery()
    await enqueue(db, late, now)
    async with running(db, discord, clock) as dispatcher:
        await settled(db, dispatcher, now.id, DeliveryState.SENT)
        assert len(discord.messages) == 1
        clock.forward(hours=1)
        await settled(db, dispatcher, late.id, DeliveryState.SENT)


async def test_a_paused_server_gets_nothing_until_it_is_resumed(db: Database, clock: HandClock) -> None:
    discord, one = FakeDiscord(), delivery()
    other = delivery(guild_id=2, channel_id=20)
    await enqueue(db, one, other)
    async with db.transaction() as conn:
        await servers.save(conn, Server(GUILD, NEWS, MODERATORS, setup_at=START, paused=True))
        await servers.save(conn, Server(2, 20, 21, setup_at=START))
    async with running(db, discord, clock) as dispatcher:
        await settled(db, dispatcher, other.id, DeliveryState.SENT)
        assert (await state_of(db, one.id)).state is DeliveryState.PENDING
        async with db.transaction() as conn:
            await servers.save(conn, Server(GUILD, NEWS, MODERATORS, setup_at=START))
        await settled(db, dispatcher, one.id, DeliveryState.SENT)


async def test_a_passing_fault_is_tried_again_after_the_time_discord_names(db: Database, clock: HandClock) -> None:
    discord, one = FakeDiscord(), delivery()
    discord.faults = [PublishLater("429", retry_after=30)]
    await enqueue(db, one)
    async with running(db, discord, clock) as dispatcher:
        await until(lambda: not discord.faults)
        await settled(db, dispatcher, one.id, DeliveryState.PENDING)
        clock.forward(seconds=29)
        dispatcher.wake()
        await clock.sleep(1)
        assert not discord.messages
        clock.forward(seconds=2)
        await settled(db, dispatcher, one.id, DeliveryState.SENT)


async def test_a_message_stored_before_the_connection_dropped_is_not_sent_twice(db: Database, clock: HandClock) -> None:
    discord, one = FakeDiscord(), delivery()
    discord.faults_after = [PublishLater("dropped", in_doubt=True)]
    await enqueue(db, one)
    async with running(db, discord, clock) as dispatcher:
        await until(lambda: not discord.faults_after)
        await settled(db, dispatcher, one.id, DeliveryState.PENDING)
        clock.forward(minutes=1)
        await settled(db, dispatcher, one.id, DeliveryState.SENT)
    assert len(discord.messages) == 1
    assert discord.searched == []


async def test_after_minutes_of_doubt_the_channel_is_searched_before_sending(db: Database, clock: HandClock) -> None:
    discord, one = FakeDiscord(), delivery()
    discord.faults_after = [PublishLater("dropped", in_doubt=True)]
    await enqueue(db, one)
    async with running(db, discord, clock) as dispatcher:
        await until(lambda: not discord.faults_after)
        await settled(db, dispatcher, one.id, DeliveryState.PENDING)
        discord.nonces = False
        clock.forward(minutes=10)
        await settled(db, dispatcher, one.id, DeliveryState.SENT)
    assert len(discord.messages) == 1
    assert discord.searched == [one.id]


async def test_what_a_dead_process_had_claimed_is_sent_by_the_next(db: Database, clock: HandClock) -> None:
    discord, one = FakeDiscord(), delivery()
    await enqueue(db, one)
    async with db.transaction() as conn:
        claimed = await deliveries.claim(
            conn, owner="dead", now=clock.now(), wall=clock.wall(), lease=timedelta(minutes=5), limit=10
        )
    assert [c.id for c in claimed] == [one.id]
    async with running(db, discord, clock, owner="next") as dispatcher:
        await settled(db, dispatcher, one.id, DeliveryState.SENT)
    assert len(discord.messages) == 1


async def test_a_lost_channel_is_given_up_and_moderators_hear_of_it_once(db: Database, clock: HandClock) -> None:
    discord, one, two = FakeDiscord(), delivery(), delivery()
    discord.faults = [PublishRefused(Refusal.CHANNEL_GONE), PublishRefused(Refusal.CHANNEL_GONE)]
    await enqueue(db, one, two)
    async with running(db, discord, clock) as dispatcher:
        await settled(db, dispatcher, one.id, DeliveryState.FAILED)
        await settled(db, dispatcher, two.id, DeliveryState.FAILED)
        await until(lambda: bool(discord.messages) or not dispatcher.wake())
        await until(lambda: len(discord.messages) == 1)
    (notice,) = discord.messages.values()
    assert notice.channel_id == MODERATORS
    assert isinstance(notice.post, PlaceLost)
    assert notice.post.problem == "channel_gone"


async def test_each_announcement_that_a_deleted_channel_swallowed_is_named(db: Database, clock: HandClock) -> None:
    discord = FakeDiscord()
    lost = [delivery(post=AnnouncementPost(n, f"Bring water {n}")) for n in range(2)]
    discord.faults = [PublishRefused(Refusal.CHANNEL_GONE), PublishRefused(Refusal.CHANNEL_GONE)]
    await enqueue(db, *lost)
    async with running(db, discord, clock) as dispatcher:
        for one in lost:
            await settled(db, dispatcher, one.id, DeliveryState.FAILED)
        await until(lambda: len(discord.messages) == 3 or not dispatcher.wake())
        await until(lambda: len(discord.messages) == 3)
    kinds = sorted(type(sent.post).__name__ for sent in discord.messages.values())
    assert kinds == ["DeliveryNotice", "DeliveryNotice", "PlaceLost"]


async def test_a_thread_in_doubt_is_looked_for_before_each_further_try(db: Database, clock: HandClock) -> None:
    discord, one = FakeDiscord(), delivery(forum=True)
    discord.nonces = False
    discord.faults_after = [PublishLater("no answer", in_doubt=True)]
    await enqueue(db, one)
    async with running(db, discord, clock) as dispatcher:
        await until(lambda: len(discord.messages) == 1)
        clock.forward(seconds=10)
        await settled(db, dispatcher, one.id, DeliveryState.SENT)
    assert len(discord.messages) == 1
    assert discord.searched == [one.id]


async def test_an_edit_waits_until_its_message_is_sent(db: Database, clock: HandClock) -> None:
    discord, one = FakeDiscord(), delivery()
    edit = delivery(target_id=one.id)
    discord.faults = [PublishLater("503", retry_after=60)]
    await enqueue(db, one, edit)
    async with running(db, discord, clock) as dispatcher:
        await until(lambda: not discord.faults)
        assert discord.edits == []
        clock.forward(minutes=2)
        await settled(db, dispatcher, edit.id, DeliveryState.SENT)
    assert [e.target_message_id for e in discord.edits] == list(discord.messages)


async def test_a_channel_keeps_its_order_when_the_first_must_wait(db: Database, clock: HandClock) -> None:
    discord = FakeDiscord()
    queue = [delivery(due_at=START + timedelta(seconds=n)) for n in range(5)]
    discord.faults = [PublishLater("503", retry_after=5)]
    await enqueue(db, *queue)
    clock.forward(minutes=1)
    async with running(db, discord, clock) as dispatcher:
        await until(lambda: not discord.faults)
        clock.forward(minutes=1)
        for one in queue:
            await settled(db, dispatcher, one.id, DeliveryState.SENT)
    assert [sent.id for sent in discord.messages.values()] == [one.id for one in queue]


async def test_a_slow_channel_does_not_hold_up_another(db: Database, clock: HandClock) -> None:
    discord = FakeDiscord()
    many = [delivery() for _ in range(60)]
    other = delivery(channel_id=99)
    await enqueue(db, *many, other)
    async with running(db, discord, clock) as dispatcher:
        await settled(db, dispatcher, other.id, DeliveryState.SENT)
        for one in many:
            await settled(db, dispatcher, one.id, DeliveryState.SENT)
    assert len(discord.messages) == 61


async def test_closing_leaves_what_is_not_yet_sent_to_the_next_start(db: Database, clock: HandClock) -> None:
    discord = FakeDiscord()
    discord.delay = 0.01
    many = [delivery() for _ in range(20)]
    await enqueue(db, *many)
    dispatcher = Dispatcher(db=db, publisher=discord, clock=clock, owner="one", given_up=GivenUp(clock))
    await dispatcher.start()
    await until(lambda: len(discord.messages) >= 3)
    await dispatcher.close()
    before = len(discord.messages)
    async with running(db, discord, clock, owner="two") as second:
        for one in many:
            await settled(db, second, one.id, DeliveryState.SENT)
    assert before < 20
    assert len(discord.messages) == 20
    assert len({sent.id for sent in discord.messages.values()}) == 20


async def test_a_pause_stops_even_what_was_claimed_already(db: Database, clock: HandClock) -> None:
    discord = FakeDiscord()
    discord.delay = 0.02
    many = [delivery() for _ in range(15)]
    await enqueue(db, *many)
    async with running(db, discord, clock) as dispatcher:
        await until(lambda: len(discord.messages) >= 2)
        async with db.transaction() as conn:
            await servers.save(conn, Server(GUILD, NEWS, MODERATORS, setup_at=START, paused=True))
        sent = len(discord.messages)
        await settled(db, dispatcher, many[-1].id, DeliveryState.PENDING)
        assert len(discord.messages) <= sent + 1  # at most the one that was on its way
        assert (await state_of(db, many[-1].id)).first_tried_at is None
        async with db.transaction() as conn:
            await servers.save(conn, Server(GUILD, NEWS, MODERATORS, setup_at=START))
        for one in many:
            await settled(db, dispatcher, one.id, DeliveryState.SENT)
    assert len(discord.messages) == 15


async def test_what_was_deleted_after_it_was_claimed_is_not_sent(db: Database, clock: HandClock) -> None:
    first, *later = [delivery() for _ in range(15)]
    await enqueue(db, first, *later)
    discord = FakeDiscord()
    discord.delay = 0.05
    async with running(db, discord, clock) as dispatcher:
        await until(lambda: len(discord.messages) == 1)
        async with db.transaction() as conn:
            await conn.execute(sa.delete(rows).where(rows.c.id.in_([each.id for each in later])))
        await settled(db, dispatcher, first.id, DeliveryState.SENT)
    assert len(discord.messages) <= 2  # at most the one that was on its way


async def test_each_try_is_one_line_and_one_count(
    db: Database, clock: HandClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="bot.delivery.dispatcher")
    discord, one, refused = FakeDiscord(), delivery(), delivery(channel_id=MODERATORS)
    discord.faults = [PublishLater("HTTP 503, code 0", retry_after=0.0)]
    await enqueue(db, one)
    async with running(db, discord, clock) as dispatcher:
        await settled(db, dispatcher, one.id, DeliveryState.SENT)
        discord.faults = [PublishRefused(Refusal.NO_PERMISSION, "HTTP 403, code 50013")]
        await enqueue(db, refused)
        await settled(db, dispatcher, refused.id, DeliveryState.FAILED)
    lines = [record.getMessage() for record in caplog.records]
    [later, sent] = [line for line in lines if one.id in line]
    assert 'outcome=later why="HTTP 503, code 0" attempts=1 retry=' in later
    assert sent == f"delivery id={one.id} kind=setup_proof server=1 channel=10 outcome=sent attempts=2 late=0.0"
    [given_up] = [line for line in lines if refused.id in line]
    assert 'outcome=given_up why="HTTP 403, code 50013" attempts=1' in given_up
    assert dispatcher.counts.outcomes == {("setup_proof", name): 1 for name in ("later", "sent", "given_up")}
