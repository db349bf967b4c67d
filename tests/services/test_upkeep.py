"""Servers that come and go, and what is deleted when."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.archive.retention import Retention
from bot.delivery.ids import new_id
from bot.delivery.planner import Planner
from bot.models.feeds import FeedState
from bot.models.posts import Delivery, DeliveryState, PlaceLost, SetupProof
from bot.models.routing import Mute, Place
from bot.models.servers import AuditLine, Server
from bot.servers.service import ServerService
from bot.servers.upkeep import Upkeep
from bot.storage import audit, deliveries, entries, feeds, follows, routes, servers, stories
from bot.storage.database import Database
from bot.storage.tables import metadata
from tests.services.newsroom import EVENTS, GUILD, MODERATORS, NEWS, OUTLETS, Newsroom, raw


@pytest.fixture
async def room(db: Database) -> Newsroom:
    return await Newsroom.open(db)


@pytest.fixture
def upkeep(room: Newsroom) -> Upkeep:
    service = ServerService(
        db=room.db, planner=Planner(outlets=OUTLETS), clock=room.clock, hourly_cap=12, wake=lambda: None
    )
    return Upkeep(db=room.db, clock=room.clock, server_service=service, wake=lambda: None)


async def server_of(room: Newsroom, guild_id: int = GUILD) -> Server | None:
    async with room.db.reading() as conn:
        return await servers.get(conn, guild_id)


async def enqueue(room: Newsroom, *, hours: int) -> str:
    """A message of the future that is no news: it stands for reminders and announcements."""
    delivery = Delivery(
        new_id(),
        GUILD,
        NEWS,
        SetupProof(moderators=False, feeds=1, zone="UTC"),
        room.clock.now() + timedelta(hours=hours),
    )
    async with room.db.transaction() as conn:
        await deliveries.add(conn, delivery, room.clock.now())
    return delivery.id


async def test_a_server_that_discord_no_longer_lists_was_left_and_one_back_is_back(
    room: Newsroom, upkeep: Upkeep
) -> None:
    async with room.db.transaction() as conn:
        await servers.save(conn, Server(2, 20, 21))
    await upkeep.present({2})
    left = await server_of(room)
    assert left is not None
    assert left.left_at == room.clock.now()
    room.clock.forward(days=3)
    await upkeep.present({2})
    assert await server_of(room) == left
    await upkeep.present({GUILD, 2})
    back = await server_of(room)
    assert back is not None
    assert back.left_at is None
    assert back.ready


async def test_an_absence_floods_nothing_and_loses_no_date(room: Newsroom, upkeep: Upkeep) -> None:
    await room.poll("lantern", raw(*EVENTS[0]))
    kept = await enqueue(room, hours=48)
    await upkeep.present(set())
    await room.poll("lantern", raw(*EVENTS[1]))
    room.clock.forward(days=3)
    assert await room.send_all() == []
    await upkeep.present({GUILD})
    assert [delivery.id for delivery in await room.send_all()] == [kept]
    await room.poll("lantern", raw(*EVENTS[2], published=room.clock.now()))
    assert [post.lead.title for post in await room.stories()] == [EVENTS[2][0]]


async def test_thirty_days_after_it_was_left_nothing_of_a_server_is_kept_in_any_table(
    room: Newsroom, upkeep: Upkeep
) -> None:
    now = room.clock.now()
    async with room.db.transaction() as conn:
        secret = await feeds.add(
            conn, "https://x.example/?token=hush", title="", outlet=None, private=True, next_check_at=now
        )
        await servers.save(conn, Server(2, 20, 21))
        await feeds.follow(conn, GUILD, [secret.id])
        await feeds.follow(conn, 2, [room.feeds["lantern"].id])
        await follows.pause(conn, GUILD, room.feeds["reel-ledger"].id)
        await routes.set_route(conn, GUILD, "issue", "ai", Place(5))
        await routes.add_mute(conn, GUILD, Mute("word", "golf"))
        await audit.add(conn, AuditLine(now, GUILD, 9, "setup", ""))
    await room.poll("lantern", raw(*EVENTS[0]))
    await upkeep.present({2})
    room.clock.forward(days=29)
    await upkeep.forget_left()
    assert await server_of(room) is not None
    room.clock.forward(days=2)
    await upkeep.forget_left()
    async with room.db.reading() as conn:
        for table in metadata.sorted_tables:
            if "guild_id" in table.c:
                query = sa.select(sa.func.count()).select_from(table).where(table.c.guild_id == GUILD)
                assert (await conn.execute(query)).scalar_one() == 0, table.name
        states = {feed.outlet: feed.state for feed in await feeds.all_feeds(conn)}
        assert await feeds.by_url(conn, secret.url) is None
    assert states["lantern"] is FeedState.ACTIVE
    assert states["guild-site"] is FeedState.PAUSED
    assert await server_of(room, 2) is not None


async def test_a_deleted_channel_is_asked_about_once(room: Newsroom, upkeep: Upkeep) -> None:
    async with room.db.transaction() as conn:
        await routes.set_route(conn, GUILD, "issue", "ai", Place(50))
    for _ in range(2):
        await upkeep.channel_deleted(GUILD, 50)
        await upkeep.channel_deleted(GUILD, NEWS)
        await upkeep.channel_deleted(GUILD, 999)
    sent = await room.send_all()
    assert [(d.channel_id, type(d.post)) for d in sent] == [(MODERATORS, PlaceLost)] * 2
    assert {d.post.route == 0 for d in sent if isinstance(d.post, PlaceLost)} == {True, False}
    assert await upkeep.places(GUILD) == {NEWS: 0}


async def test_a_repair_posts_what_was_given_up(room: Newsroom, upkeep: Upkeep) -> None:
    await room.poll("lantern", raw(*EVENTS[0]))
    [due] = await room.due()
    await upkeep.repair(GUILD, actor_id=9, route=0, place=Place(66))
    assert [(d.id, d.channel_id) for d in await room.due()] == [(due.id, 66)]  # it had waited
    async with room.db.transaction() as conn:
        claimed = await deliveries.claim(
            conn, owner="x", now=room.clock.now(), wall=room.clock.wall(), lease=timedelta(minutes=5), limit=5
        )
        assert [d.id for d in claimed] == [due.id]
        await deliveries.failed(conn, due.id, "channel_gone: 404")
    await upkeep.repair(GUILD, actor_id=9, route=0, place=Place(77))
    [again] = await room.due()
    assert (again.id, again.channel_id, again.state) == (due.id, 77, DeliveryState.PENDING)


async def test_old_entries_go_in_batches_but_not_those_of_posted_or_living_stories(room: Newsroom) -> None:
    old = room.clock.now()
    async with room.db.transaction() as conn:
        server = await servers.get(conn, GUILD)
        assert server is not None
        await follows.unfollow(conn, GUILD, room.feeds["reel-ledger"].id)
    await room.poll("reel-ledger", raw(*EVENTS[1]), raw("A harbour festival opens", "Films by the sea."))
    await room.poll("lantern", raw(*EVENTS[0]))
    [posted] = await room.due()
    retention = Retention(db=room.db, clock=room.clock, days=100)
    room.clock.forward(days=101)
    async with room.db.transaction() as conn:  # late, but posted only now
        await deliveries.sent(conn, [(posted.id, 1)], room.clock.now())
    assert await retention.sweep() == 2
    async with room.db.reading() as conn:
        assert await entries.count_of_feed(conn, room.feeds["reel-ledger"].id) == (0, 0)
        assert await entries.count_of_feed(conn, room.feeds["lantern"].id) == (1, 1)
        assert len(await stories.recent(conn, old - timedelta(days=1))) == 1
    room.clock.forward(days=31)
    assert await retention.sweep() == 1
    async with room.db.reading() as conn:
        for name in ("entries", "entry_tags", "stories", "story_posts"):
            query = sa.select(sa.func.count()).select_from(metadata.tables[name])
            assert (await conn.execute(query)).scalar_one() == 0, name


async def test_finished_deliveries_go_with_what_they_told_and_others_stay(room: Newsroom) -> None:
    async def left() -> list[str]:
        async with room.db.reading() as conn:
            return list((await conn.execute(sa.text("select state from deliveries order by number"))).scalars())

    title, text = EVENTS[0]
    await room.poll("lantern", raw(title, text))
    await room.send_all()
    room.clock.forward(minutes=20)
    await room.poll("reel-ledger", raw(title, text, published=room.clock.now()))  # an edit of the post
    await room.send_all()
    assert await left() == ["sent", "sent"]
    room.clock.forward(days=99)
    await room.poll("lantern", raw(*EVENTS[1], published=room.clock.now()))
    retention = Retention(db=room.db, clock=room.clock, days=100)
    await retention.sweep()
    assert await left() == ["sent", "sent", "pending"]
    room.clock.forward(days=2)
    await retention.sweep()
    assert await left() == ["pending"]


async def test_an_entry_that_was_deleted_is_no_news_when_the_feed_still_has_it(room: Newsroom) -> None:
    await room.poll("lantern", raw(*EVENTS[0]))
    await room.send_all()
    room.clock.forward(days=500)
    assert await Retention(db=room.db, clock=room.clock, days=400).sweep() == 1
    assert await room.poll("lantern", raw(*EVENTS[0])) == 0
    assert await room.due() == []


async def test_a_sweep_comes_once_a_day_and_never_where_all_is_kept(room: Newsroom) -> None:
    await room.poll("lantern", raw(*EVENTS[0]))
    await room.send_all()
    room.clock.forward(days=500)
    await Retention(db=room.db, clock=room.clock, days=0).tick()
    daily = Retention(db=room.db, clock=room.clock, days=400)
    async with room.db.reading() as conn:
        assert (await entries.count_of_feed(conn, room.feeds["lantern"].id))[0] == 1
    await daily.tick()
    await room.poll("lantern", raw(*EVENTS[1], published=None))
    async with room.db.reading() as conn:
        assert (await entries.count_of_feed(conn, room.feeds["lantern"].id))[0] == 1
