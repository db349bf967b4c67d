"""`/tag try` and `/tag terms` as a moderator and as a member, over the stand-in for Discord, with the real services."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from rehearsal.discord.errors import ClientRefusal
from tests.cogs.desk import Desk, desk_on
from tests.services.newsroom import EVENTS, raw

SAFETY = {"term": "Friday", "issue": "Safety and hours"}


@pytest.fixture
async def desk(sqlite_database: str) -> AsyncIterator[Desk]:
    async with desk_on(sqlite_database) as desk:
        await desk.newsroom.poll("lantern", raw(*EVENTS[0], link="https://lantern.example/talks"))
        yield desk


@pytest.mark.parametrize("command", ["tag try", "tag terms add", "tag terms remove"])
async def test_members_are_not_shown_it_and_refused_it(desk: Desk, command: str) -> None:
    with pytest.raises(ClientRefusal):
        await desk.room.use(command, SAFETY, by=desk.room.member)
    answer = await desk.room.use(command, SAFETY, by=desk.room.member, force=True)
    assert answer.text == "This needs the Manage Server permission, which you do not have here."


async def test_a_term_is_tried_kept_listed_explained_and_removed(desk: Desk) -> None:
    room = desk.room
    tried = await room.use("tag try", SAFETY)
    assert tried.ephemeral
    assert "1 report would have been tagged with Safety and hours that was not." in tried.text
    assert "(The Lantern): “Friday”" in tried.text
    assert "from now on" in (await room.use("tag terms add", SAFETY)).text
    assert "It is a term of this server already." in (await room.use("tag try", SAFETY)).text
    assert "- Safety and hours: “Friday”" in (await room.use("tag terms list")).text
    later = ("SAG-AFTRA strike hearing set for Friday", "Performers of the union strike on.")
    await desk.newsroom.poll("lantern", raw(*later, link="https://lantern.example/hearing"))
    why = await room.use("why", {"link": "https://lantern.example/hearing"}, by=room.member)
    assert "says “Friday” (your server's term)." in why.text
    assert "tags nothing" in (await room.use("tag terms remove", SAFETY)).text
    assert "There are none." in (await room.use("tag terms list")).text


async def test_nothing_found_and_a_bad_term_are_told(desk: Desk) -> None:
    nothing = await desk.room.use("tag try", {"term": "harbour gate", "issue": "Pay"})
    assert "No report would have been tagged with Pay that was not." in nothing.text
    bad = await desk.room.use("tag try", {"term": "the of", "issue": "Pay"})
    assert bad.text.startswith("“the of” stands in almost every text")
