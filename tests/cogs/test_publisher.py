"""The publisher over a socket: once whatever happens, silent, and each failure told as what it is."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.delivery.publisher import PublishLater, PublishRefused, Refusal
from bot.models.posts import Delivery, Post
from cogs.publisher import DiscordPublisher, failure_of
from tests.cogs.conftest import Room
from tests.cogs.samples import AT, GALLERY, LONG, story, telling

SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS = 1 << 2, 1 << 12


def delivery(channel_id: int, post: Post | None = None, **values: Any) -> Delivery:
    return Delivery(
        **{"id": "d" * 20, "guild_id": 1, "channel_id": channel_id, "post": post or story(), "due_at": AT, **values}
    )


async def test_a_post_arrives_once_silent_without_previews_and_with_its_button(room: Room) -> None:
    sent = await DiscordPublisher(room.client).send(delivery(room.news.id))
    [message] = room.discord.messages(room.news)
    assert int(message["id"]) == sent
    assert message["content"].startswith("### Studios put new terms to writers – REPORTED (Harbour Post)")
    assert message["flags"] & SUPPRESS_EMBEDS
    assert message["flags"] & SUPPRESS_NOTIFICATIONS
    assert message["components"][0]["components"][0]["custom_id"] == "why:" + "d" * 20


async def test_a_loud_post_notifies(room: Room) -> None:
    await DiscordPublisher(room.client).send(delivery(room.news.id, silent=False))
    assert not room.discord.messages(room.news)[0]["flags"] & SUPPRESS_NOTIFICATIONS


async def test_the_same_delivery_sent_again_is_the_same_message(room: Room) -> None:
    publisher = DiscordPublisher(room.client)
    assert await publisher.send(delivery(room.news.id)) == await publisher.send(delivery(room.news.id))
    assert len(room.discord.messages(room.news)) == 1


async def test_no_mention_in_a_feeds_text_reaches_anybody(room: Room) -> None:
    hostile = story(telling(title=f"@everyone <@{room.member.id}> <@&{room.guild.id}> {LONG}"))
    await DiscordPublisher(room.client).send(delivery(room.news.id, hostile))
    [message] = room.discord.messages(room.news)
    assert message["mention_everyone"] is False
    assert message["mentions"] == []
    assert message["mention_roles"] == []


@pytest.mark.parametrize("name", GALLERY)
async def test_discord_accepts_each_post(room: Room, name: str) -> None:
    await DiscordPublisher(room.client).send(delivery(room.news.id, GALLERY[name]))
    assert len(room.discord.messages(room.news)) == 1


async def test_an_edit_changes_the_message_and_keeps_the_buttons_id(room: Room) -> None:
    publisher = DiscordPublisher(room.client)
    sent = await publisher.send(delivery(room.news.id))
    changed = story(telling(title="Studios withdraw terms"))
    await publisher.edit(delivery(room.news.id, changed, id="e" * 20, target_id="d" * 20, target_message_id=sent))
    [message] = room.discord.messages(room.news)
    assert message["content"].startswith("### Studios withdraw terms")
    assert message["components"][0]["components"][0]["custom_id"] == "why:" + "d" * 20
    assert message["flags"] & SUPPRESS_EMBEDS


async def test_posts_leave_nothing_behind_in_memory(room: Room) -> None:
    publisher = DiscordPublisher(room.client)
    sent = await publisher.send(delivery(room.news.id))
    await publisher.edit(delivery(room.news.id, target_id="d" * 20, target_message_id=sent))
    assert room.client.persistent_views == []
    assert len(room.client.cached_messages) == 0


async def test_a_message_in_doubt_is_found_by_its_button(room: Room) -> None:
    publisher = DiscordPublisher(room.client)
    before = datetime.now(UTC) - timedelta(minutes=1)
    await publisher.send(delivery(room.news.id, id="x" * 20))
    room.discord.say(room.news, room.member, "why:" + "d" * 20)
    sent = await publisher.send(delivery(room.news.id))
    assert await publisher.find(delivery(room.news.id), before) == sent
    assert await publisher.find(delivery(room.news.id, id="n" * 20), before) is None


async def test_it_is_found_behind_more_than_a_hundred_messages(room: Room) -> None:
    publisher = DiscordPublisher(room.client)
    before = datetime.now(UTC) - timedelta(minutes=1)
    for number in range(130):
        room.discord.say(room.news, room.member, str(number))
    sent = await publisher.send(delivery(room.news.id))
    assert await publisher.find(delivery(room.news.id), before) == sent


@pytest.mark.parametrize(
    ("how", "in_doubt"), [({"status": 503}, True), ({"drop": "before"}, True), ({"drop": "after"}, True)]
)
async def test_a_failure_on_the_way_is_tried_again_and_in_doubt(
    room: Room, how: dict[str, Any], in_doubt: bool
) -> None:
    room.discord.fail("POST", "/channels/*/messages", **how)
    publisher = DiscordPublisher(room.client)
    with pytest.raises(PublishLater) as later:
        await publisher.send(delivery(room.news.id))
    assert later.value.in_doubt is in_doubt
    await publisher.send(delivery(room.news.id))
    assert len(room.discord.messages(room.news)) == 1


async def test_an_error_after_the_message_was_stored_leaves_one_message(room: Room) -> None:
    room.discord.fail("POST", "/channels/*/messages", status=500, after_commit=True)
    await DiscordPublisher(room.client).send(delivery(room.news.id))
    assert len(room.discord.messages(room.news)) == 1


async def test_an_answer_that_does_not_come_is_in_doubt(room: Room) -> None:
    room.discord.fail("POST", "/channels/*/messages", delay=0.3)
    with pytest.raises(PublishLater) as later:
        await DiscordPublisher(room.client, answer_seconds=0.05).send(delivery(room.news.id))
    assert later.value.in_doubt


async def test_a_long_rate_limit_is_handed_back_with_its_time(room: Room) -> None:
    room.discord.fail("POST", "/channels/*/messages", status=429, retry_after=90.0)
    with pytest.raises(PublishLater) as later:
        await DiscordPublisher(room.client).send(delivery(room.news.id))
    assert later.value.retry_after == 90.0
    assert not later.value.in_doubt


async def test_a_deleted_channel_is_given_up(room: Room) -> None:
    room.discord.delete_channel(room.news)
    with pytest.raises(PublishRefused) as refused:
        await DiscordPublisher(room.client).send(delivery(room.news.id))
    assert refused.value.refusal is Refusal.CHANNEL_GONE


async def test_a_missing_permission_is_given_up(room: Room) -> None:
    room.discord.overwrite(room.news, room.guild.id, deny=1 << 11)
    with pytest.raises(PublishRefused) as refused:
        await DiscordPublisher(room.client).send(delivery(room.news.id))
    assert refused.value.refusal is Refusal.NO_PERMISSION


async def test_an_edit_of_a_deleted_message_is_given_up(room: Room) -> None:
    with pytest.raises(PublishRefused) as refused:
        await DiscordPublisher(room.client).edit(delivery(room.news.id, target_id="d" * 20, target_message_id=7))
    assert refused.value.refusal is Refusal.MESSAGE_GONE


async def test_after_the_client_is_closed_all_waits(room: Room) -> None:
    publisher = DiscordPublisher(room.client)
    await room.client.close()
    for attempt in (publisher.send(delivery(room.news.id)), publisher.find(delivery(room.news.id), AT)):
        with pytest.raises(PublishLater):
            await attempt


async def test_closing_the_client_under_way_is_in_doubt(room: Room) -> None:
    room.discord.fail("POST", "/channels/*/messages", delay=0.3)
    sending = asyncio.create_task(DiscordPublisher(room.client).send(delivery(room.news.id)))
    await asyncio.sleep(0.05)
    await room.client.close()
    with pytest.raises(PublishLater) as later:
        await sending
    assert later.value.in_doubt


def answer(status: int, code: int, **headers: str) -> discord.HTTPException:
    response: Any = SimpleNamespace(
        status=status, reason="", headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    return discord.HTTPException(response, {"code": code, "message": "words"})


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (400, 50035, Refusal.REJECTED),
        (403, 50001, Refusal.NO_PERMISSION),
        (403, 50013, Refusal.NO_PERMISSION),
        (404, 10003, Refusal.CHANNEL_GONE),
        (404, 10008, Refusal.MESSAGE_GONE),
        (413, 40005, Refusal.REJECTED),
    ],
)
def test_refusals_of_discord_are_given_up(status: int, code: int, expected: Refusal) -> None:
    failure = failure_of(answer(status, code))
    assert isinstance(failure, PublishRefused)
    assert failure.refusal is expected


@pytest.mark.parametrize(
    ("status", "code", "in_doubt"),
    [
        (500, 0, True),
        (502, 0, True),
        (403, 0, False),
        (404, 0, False),
        (401, 0, False),
        (400, 20028, False),
        (403, 40333, False),
    ],
)
def test_what_passes_by_itself_is_tried_again(status: int, code: int, in_doubt: bool) -> None:
    failure = failure_of(answer(status, code))
    assert isinstance(failure, PublishLater)
    assert failure.in_doubt is in_doubt


def test_the_time_that_discord_names_is_kept() -> None:
    failure = failure_of(answer(429, 0, Retry_After="12.5"))
    assert isinstance(failure, PublishLater)
    assert failure.retry_after == 12.5
