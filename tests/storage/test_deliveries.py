"""The outbox's rows: one a key, changed and withdrawn only while pending."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.models.posts import DeliveryState, FoldPost
from bot.models.routing import Place
from bot.storage import deliveries
from bot.storage.database import Connection, Database
from tests.storage.samples import DAY, GUILD, HOUR, NEWS, NOW, add_server, delivery, story_post

LEASE = timedelta(minutes=5)


async def take_all(conn: Connection) -> list[str]:
    found = await deliveries.claim(conn, owner="one", now=NOW + DAY, wall=NOW, lease=LEASE, limit=100)
    return [one.id for one in found]


async def test_every_field_of_a_delivery_comes_back(db: Database) -> None:
    full = delivery("edit", post=story_post(), silent=False, target_id="sent", key="a:b")
    async with db.transaction() as conn:
        await deliveries.add(conn, delivery("sent"), NOW)
        assert await deliveries.add(conn, full, NOW)
        assert await deliveries.get(conn, "edit") == full
        assert await deliveries.get(conn, "none") is None


async def test_a_second_delivery_with_the_same_key_is_not_stored(db: Database) -> None:
    async with db.transaction() as conn:
        assert await deliveries.add(conn, delivery("one", key="story:1"), NOW)
        assert not await deliveries.add(conn, delivery("two", key="story:1"), NOW)
        assert await deliveries.add(conn, delivery("three", key=None), NOW)
        assert await deliveries.add(conn, delivery("four", key=None), NOW)
        assert await deliveries.get(conn, "two") is None


async def test_the_same_id_twice_is_an_error_and_not_silence(db: Database) -> None:
    async with db.transaction() as conn:
        await deliveries.add(conn, delivery("one"), NOW)
    with pytest.raises(sa.exc.IntegrityError):
        async with db.transaction() as conn:
            await deliveries.add(conn, delivery("one"), NOW)


async def test_a_post_is_replaced_only_while_pending(db: Database) -> None:
    async with db.transaction() as conn:
        await deliveries.add(conn, delivery("one", post=story_post("Before")), NOW)
        assert await deliveries.replace_post(conn, "one", FoldPost((story_post("After"),)))
        pending = await deliveries.pending_post(conn, "one")
        assert pending is not None
        assert pending.post == FoldPost((story_post("After"),))
        assert await take_all(conn) == ["one"]
        assert not await deliveries.replace_post(conn, "one", story_post("Too late"))
        assert await deliveries.pending_post(conn, "one") is None
        assert not await deliveries.replace_post(conn, "none", story_post())


async def test_a_kind_follows_a_replaced_post(db: Database) -> None:
    async with db.transaction() as conn:
        await deliveries.add(conn, delivery("one", post=story_post()), NOW)
        await deliveries.replace_post(conn, "one", FoldPost((story_post(),)))
        assert await deliveries.count_recent(conn, NEWS, "story_post", NOW) == 0
        assert await deliveries.count_recent(conn, NEWS, "fold_post", NOW) == 1


async def test_the_newest_edit_is_found_in_any_state_and_the_pending_one_only_while_pending(db: Database) -> None:
    async with db.transaction() as conn:
        await deliveries.add(conn, delivery("sent"), NOW)
        assert await deliveries.newest_edit(conn, "sent") is None
        await take_all(conn)
        await deliveries.sent(conn, [("sent", 1)], NOW)
        await deliveries.add(conn, delivery("edit 1", target_id="sent"), NOW)
        await take_all(conn)
        await deliveries.add(conn, delivery("edit 2", target_id="sent"), NOW)
        pending, newest = await deliveries.pending_edit(conn, "sent"), await deliveries.newest_edit(conn, "sent")
        assert pending is not None
        assert newest is not None
        assert (pending.id, newest.id) == ("edit 2", "edit 2")
        await deliveries.cancel(conn, ["edit 2"])
        newest = await deliveries.newest_edit(conn, "sent")
        assert newest is not None
        assert (await deliveries.pending_edit(conn, "sent"), newest.id) == (None, "edit 1")


async def test_recent_messages_are_counted_by_channel_kind_and_time_without_edits_and_what_was_never_shown(
    db: Database,
) -> None:
    async with db.transaction() as conn:
        await deliveries.add(conn, delivery("old", post=story_post(), due_at=NOW - HOUR), NOW - HOUR)
        for name, other in {
            "pending": {},
            "sent": {},
            "cancelled": {},
            "failed": {},
            "edit": {"target_id": "sent"},
            "elsewhere": {"channel_id": 5},
        }.items():
            await deliveries.add(conn, delivery(name, post=story_post(), **other), NOW)
        await deliveries.add(conn, delivery("notice"), NOW)
        await deliveries.cancel(conn, ["cancelled"])
        await take_all(conn)
        await deliveries.failed(conn, "failed", "no_permission")
        await deliveries.sent(conn, [("sent", 1)], NOW)
        assert await deliveries.count_recent(conn, NEWS, "story_post", NOW) == 2
        assert await deliveries.count_recent(conn, NEWS, "story_post", NOW - HOUR) == 3


async def test_the_latest_of_a_kind_is_the_last_due_then_the_last_created(db: Database) -> None:
    async with db.transaction() as conn:
        for name in ("z", "b", "c", "a"):
            await deliveries.add(conn, delivery(name, post=FoldPost((story_post(),))), NOW)
        await deliveries.cancel(conn, ["a"])
        latest = await deliveries.latest_of_kind(conn, NEWS, "fold_post", NOW)
        assert latest is not None
        assert latest.id == "c"
        assert await deliveries.latest_of_kind(conn, NEWS, "fold_post", NOW + HOUR) is None
        assert await deliveries.latest_of_kind(conn, NEWS, "story_post", NOW) is None


async def test_only_what_is_pending_is_withdrawn(db: Database) -> None:
    async with db.transaction() as conn:
        await deliveries.add(conn, delivery("claimed"), NOW)
        await take_all(conn)
        await deliveries.add(conn, delivery("pending"), NOW)
        assert await deliveries.cancel(conn, ["claimed", "pending", "none"]) == 1
        assert await take_all(conn) == []
        found = [await deliveries.get(conn, name) for name in ("claimed", "pending")]
    assert [one.state for one in found if one] == [DeliveryState.CLAIMED, DeliveryState.CANCELLED]


async def test_pending_messages_of_a_kind_are_listed_in_the_order_of_creation(db: Database) -> None:
    async with db.transaction() as conn:
        for name in ("z", "a", "m"):
            await deliveries.add(conn, delivery(name, post=story_post()), NOW)
        await deliveries.add(conn, delivery("elsewhere", post=story_post(), guild_id=5), NOW)
        await deliveries.add(conn, delivery("edit", post=story_post(), target_id="z"), NOW)
        await deliveries.cancel(conn, ["a"])
        assert [one.id for one in await deliveries.pending_of_kind(conn, GUILD, "story_post")] == ["z", "m"]


async def test_news_given_up_lately_is_due_again_in_the_new_channel(db: Database) -> None:
    async with db.transaction() as conn:
        await add_server(conn)
        await deliveries.add(conn, delivery("old", post=story_post(), due_at=NOW - 2 * DAY), NOW - 2 * DAY)
        for name in ("gone", "rejected", "waiting"):
            await deliveries.add(conn, delivery(name, post=story_post()), NOW)
        await deliveries.add(conn, delivery("notice"), NOW)
        await deliveries.add(conn, delivery("edit", post=story_post("Newer"), target_id="gone"), NOW)
        taken = await take_all(conn)
        assert set(taken) == {"old", "gone", "rejected", "waiting", "notice"}
        for name in ("old", "gone", "notice"):
            await deliveries.failed(conn, name, "channel_gone: 10003")
        await deliveries.failed(conn, "rejected", "rejected: too long")
        assert await deliveries.revive(conn, GUILD, since=NOW - DAY, now=NOW + HOUR, place=Place(77)) == 1
        again, edit = await deliveries.get(conn, "gone"), await deliveries.get(conn, "edit")
        assert again is not None
        assert edit is not None
        assert (again.state, again.channel_id, again.due_at) == (DeliveryState.PENDING, 77, NOW + HOUR)
        assert (again.attempts, again.first_tried_at, edit.channel_id) == (0, None, 77)
        assert await deliveries.revive(conn, 5, since=NOW - DAY, now=NOW, place=Place(77)) == 0
