"""`/audit` over the stand-in: for moderators only, filtered, paged also after a restart, as a file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from rehearsal.discord.errors import ClientRefusal
from tests.cogs.conftest import eventually
from tests.cogs.desk import Desk, desk_on

NOT_ALLOWED = "This needs the Manage Server permission, which you do not have here."
STEP = {"dispute": "wga-amptp", "step": "on_strike", "date": "2 May", "source": "https://guild.example/strike"}


@pytest.fixture
async def desk(sqlite_database: str) -> AsyncIterator[Desk]:
    async with desk_on(sqlite_database) as desk:
        yield desk


async def test_members_are_not_shown_it_and_refused_it(desk: Desk) -> None:
    with pytest.raises(ClientRefusal):
        await desk.room.use("audit", by=desk.room.member)
    assert (await desk.room.use("audit", by=desk.room.member, force=True)).text == NOT_ALLOWED


async def test_it_says_who_did_what_before_and_after_with_the_post(desk: Desk) -> None:
    room = desk.room
    await room.use("dispute step", STEP)
    async with desk.posting():
        await eventually(lambda: room.discord.messages(room.news))
    await room.use("dispute correct", {"which": "1", "date": "3 May"})
    answer = await room.use("audit", {"what": "disputes"})
    assert answer.ephemeral
    assert "2 entries in the last 30 days. Only: Steps of disputes." in answer.text
    assert f"<@{room.moderator.id}>: dispute correct" in answer.text
    assert "Before: WGA and AMPTP: on strike, 2023-05-02" in answer.text
    assert "After: WGA and AMPTP: on strike, 2023-05-03" in answer.text
    message = room.discord.messages(room.news)[0]["id"]
    assert f"[The post](<https://discord.com/channels/{room.guild.id}/{room.news.id}/{message}>)" in answer.text


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "1 entry in the last 30 days."),
        ({"what": "feeds", "days": 7}, "Nothing in the last 7 days. Only: Sources."),
    ],
)
async def test_an_empty_and_a_short_trail_say_so(desk: Desk, options: dict[str, Any], words: str) -> None:
    await desk.room.use("dispute step", STEP)
    assert words in (await desk.room.use("audit", options)).text


async def test_it_is_filtered_by_member(desk: Desk) -> None:
    room = desk.room
    await room.use("dispute step", STEP)
    assert "1 entry" in (await room.use("audit", {"who": room.moderator})).text
    assert (
        f"Nothing in the last 30 days. By <@{room.member.id}>." in (await room.use("audit", {"who": room.member})).text
    )


async def test_pages_are_turned_also_after_a_restart(desk: Desk) -> None:
    room = desk.room
    for stories in range(1, 9):
        await room.use("settings cap", {"stories": stories})
    answer = await room.use("audit")
    assert "Page 1 of 2." in answer.text
    async with desk.restarted():
        await desk.room.discord.press(answer, "audit:1:*", room.moderator)
        await eventually(lambda: "Page 2 of 2." in answer.text)
    assert "What: 1" in answer.text
    assert "After: hourly cap 1" in answer.text


async def test_it_is_given_as_a_file(desk: Desk) -> None:
    await desk.room.use("dispute step", STEP)
    answer = await desk.room.use("audit", {"file": True})
    assert answer.text == "In the file: 1 entry of the last 30 days. That it was taken is an entry too."
    (file,) = (answer.message or {})["attachments"]
    assert file["filename"] == "audit.csv"
    assert "audit export" in (await desk.room.use("audit")).text
