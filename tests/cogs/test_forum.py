"""Stories in a forum, over a socket: a thread each, once whatever happens, edited also when archived."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.delivery.publisher import PublishLater, PublishRefused, Refusal
from bot.models.posts import Delivery
from cogs.publisher import DiscordPublisher
from rehearsal.discord.places import FORUM, PUBLIC_THREAD, Channel
from tests.cogs.conftest import Room
from tests.cogs.samples import AT, GALLERY, story, telling


@pytest.fixture
def forum(room: Room) -> Channel:
    return room.discord.add_channel(room.guild, "talks", kind=FORUM)


def delivery(place: Channel, **values: Any) -> Delivery:
    given = {"id": "d" * 20, "guild_id": place.guild_id, "channel_id": place.id, "post": story(), "due_at": AT}
    return Delivery(**{**given, "forum": place.kind == FORUM, **values})


def threads(room: Room) -> list[Channel]:
    return [channel for channel in room.guild.channels.values() if channel.kind == PUBLIC_THREAD]


async def test_a_story_opens_a_thread_with_its_headline_as_name(room: Room, forum: Channel) -> None:
    sent = await DiscordPublisher(room.client).send(delivery(forum))
    [thread] = threads(room)
    [message] = thread.messages.values()
    assert thread.name == "Studios put new terms to writers"
    assert sent == thread.id == int(message["id"])
    assert message["components"][0]["components"][0]["custom_id"] == "why:" + "d" * 20
    assert message["flags"] == 1 << 2 | 1 << 12


@pytest.mark.parametrize("name", GALLERY)
async def test_each_post_finds_a_name_for_its_thread(room: Room, forum: Channel, name: str) -> None:
    await DiscordPublisher(room.client).send(delivery(forum, post=GALLERY[name]))
    assert 0 < len(threads(room)[0].name) <= 100


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_server_error_is_not_tried_again_by_itself(room: Room, forum: Channel, when: str) -> None:
    room.discord.fail("POST", "/channels/*/threads", status=500, after_commit=when == "after")
    publisher = DiscordPublisher(room.client)
    with pytest.raises(PublishLater) as failure:
        await publisher.send(delivery(forum))
    assert failure.value.in_doubt
    assert len(threads(room)) == (when == "after")
    found = await publisher.find(delivery(forum), datetime.now(UTC) - timedelta(minutes=2))
    assert found == (threads(room)[0].id if when == "after" else None)


async def test_a_thread_is_found_among_others_also_in_the_archive(room: Room, forum: Channel) -> None:
    publisher, since = DiscordPublisher(room.client), datetime.now(UTC) - timedelta(minutes=2)
    other = room.discord.add_channel(room.guild, "other", kind=FORUM)
    await publisher.send(delivery(other))
    await publisher.send(delivery(forum, id="x" * 20))
    sent = await publisher.send(delivery(forum))
    for archived in (False, True):
        room.discord.world.channels[sent].archived = archived
        assert await publisher.find(delivery(forum), since) == sent
        assert await publisher.find(delivery(forum, id="n" * 20), since) is None


@pytest.mark.parametrize("archived", [False, True])
async def test_an_edit_reaches_the_thread_and_opens_it_again(room: Room, forum: Channel, *, archived: bool) -> None:
    publisher = DiscordPublisher(room.client)
    sent = await publisher.send(delivery(forum))
    thread = room.discord.world.channels[sent]
    thread.archived = archived
    changed = story(telling(title="Studios withdraw terms"))
    await publisher.edit(delivery(forum, post=changed, id="e" * 20, target_id="d" * 20, target_message_id=sent))
    assert thread.messages[sent]["content"].startswith("### Studios withdraw terms")
    assert not thread.archived


async def test_a_deleted_forum_is_gone(room: Room, forum: Channel) -> None:
    room.discord.delete_channel(forum)
    with pytest.raises(PublishRefused) as refused:
        await DiscordPublisher(room.client).send(delivery(forum))
    assert refused.value.refusal is Refusal.CHANNEL_GONE


async def test_a_message_to_an_archived_thread_reopens_it(room: Room) -> None:
    thread = room.discord.world.add_thread(room.news, "Talks", kind=PUBLIC_THREAD, owner=room.moderator)
    publisher = DiscordPublisher(room.client)
    thread.archived = True
    sent = await publisher.send(delivery(thread))
    assert not thread.archived
    thread.archived = True
    await publisher.edit(delivery(thread, id="e" * 20, target_id="d" * 20, target_message_id=sent))
    assert not thread.archived
