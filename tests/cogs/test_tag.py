"""`/tag wrong` as a moderator and as a member, over the stand-in for Discord, with the real services."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from rehearsal.discord.errors import ClientRefusal
from tests.cogs.conftest import eventually
from tests.cogs.desk import Desk, desk_on
from tests.services.newsroom import EVENTS, raw

LINK = "https://lantern.example/talks"


@pytest.fixture
async def desk(sqlite_database: str) -> AsyncIterator[Desk]:
    async with desk_on(sqlite_database) as desk:
        await desk.newsroom.poll("lantern", raw(*EVENTS[0], link=LINK))
        yield desk


async def test_members_are_not_shown_it_and_refused_it(desk: Desk) -> None:
    options = {"link": LINK, "issue": "Pay"}
    with pytest.raises(ClientRefusal):
        await desk.room.use("tag wrong", options, by=desk.room.member)
    answer = await desk.room.use("tag wrong", options, by=desk.room.member, force=True)
    assert answer.text == "This needs the Manage Server permission, which you do not have here."


async def test_the_post_in_the_channel_is_edited_by_its_own_link(desk: Desk) -> None:
    room = desk.room
    async with desk.posting():
        await eventually(lambda: room.discord.messages(room.news))
        (message,) = room.discord.messages(room.news)
        assert "Pay" in message["content"].partition("About: ")[2]
        link = f"https://discord.com/channels/{room.guild.id}/{room.news.id}/{message['id']}"
    answer = await room.use("tag wrong", {"link": link, "issue": "Pay"})
    assert answer.ephemeral
    assert answer.text.startswith(f"In this server “{EVENTS[0][0]}” is no longer tagged with Pay.")
    async with desk.posting():
        await eventually(lambda: "Pay" not in room.discord.messages(room.news)[0]["content"].partition("About: ")[2])
    assert len(room.discord.messages(room.news)) == 1


async def test_undo_and_why_go_on_after_a_restart(desk: Desk) -> None:
    await desk.room.use("tag wrong", {"link": LINK, "issue": "Pay"})
    async with desk.restarted():
        why = await desk.room.use("why", {"link": LINK}, by=desk.room.member)
        assert "- Pay: taken off by a moderator of this server." in why.text
        back = await desk.room.use("tag wrong", {"link": LINK, "issue": "Pay", "undo": True})
    assert "is tagged with Pay again." in back.text


async def test_a_tag_that_is_not_there_is_told(desk: Desk) -> None:
    answer = await desk.room.use("tag wrong", {"link": LINK, "issue": "Residuals"})
    assert answer.text == "The rules do not tag this story with Residuals, so there is nothing to correct."
