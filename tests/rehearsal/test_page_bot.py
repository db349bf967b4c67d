"""The page's doors with the real bot behind them: commands, forms, faults, and a new clock. One room serves all tests."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import ClientSession, ClientTimeout

from rehearsal.chronicle.book import HOME, read_chronicle
from rehearsal.pace import Pace
from rehearsal.page.server import open_page
from rehearsal.room import Room, RoomClosedError
from tests.rehearsal.test_page import Visitor

START = datetime(2023, 8, 14, 8, tzinfo=HOME)
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def visitor(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Visitor]:
    folder = tmp_path_factory.mktemp("room")
    async with (
        Room(read_chronicle(), Pace(START, datetime.now(UTC), 1.0), folder) as room,
        ClientSession(timeout=ClientTimeout(total=60)) as session,
    ):
        await room.start()
        await room.set_up()
        yield Visitor(room, open_page(room), session)


async def names(visitor: Visitor, who: int, where: int) -> set[str]:
    seen = await visitor.open("view", user=str(who), channel=str(where))
    return {command["name"] for command in seen["commands"]}


async def test_the_member_is_offered_no_command_of_moderators(visitor: Visitor) -> None:
    place = visitor.room.place
    moderators = await names(visitor, place.second.id, place.news.id)
    members = await names(visitor, place.member.id, place.news.id)
    assert members < moderators
    assert {"about", "issue", "news"} <= members
    assert {"setup", "announce", "settings"} <= moderators - members
    who, where = str(place.member.id), str(place.news.id)
    status, said = await visitor.ask("command", user=who, channel=where, name="setup", options={})
    assert (status, said["error"]) == (409, "Not possible: /setup is not shown to this person.")


async def test_a_command_is_answered_privately_and_shown_to_the_one_who_asked(visitor: Visitor) -> None:
    place = visitor.room.place
    who, where = str(place.member.id), str(place.news.id)
    answer = await visitor.open("command", user=who, channel=where, name="about", options={})
    assert (answer["settled"], answer["ephemeral"], answer["failed"]) == (True, True, None)
    seen = await visitor.open("view", user=who, channel=where)
    assert seen["private"][-1]["answer"] == answer["id"]


async def test_an_option_suggests_what_fits_the_letters(visitor: Visitor) -> None:
    place = visitor.room.place
    who, where = str(place.member.id), str(place.news.id)
    given = await visitor.open(
        "complete", user=who, channel=where, name="issue summary", option="issue", text="res", options={}
    )
    assert [choice["name"] for choice in given["choices"]] == ["Residuals"]


async def test_a_form_is_sent_by_who_opened_it_and_by_nobody_else(visitor: Visitor) -> None:
    place = visitor.room.place
    who, where = str(place.moderator.id), str(place.news.id)
    form = await visitor.open(
        "command", user=who, channel=where, name="announce schedule", options={"channel": str(place.news.id)}
    )
    values = {"text": "The hall opens at nine.", "when": "2023-08-20 09:00"}
    status, _ = await visitor.ask("modal", user=str(place.second.id), answer=form["id"], values=values)
    assert status == 409
    preview = await visitor.open("modal", user=who, answer=form["id"], values=values)
    assert "nothing is scheduled yet" in preview["text"]
    on = {"answer": preview["id"], "message": preview["message"]["id"]}
    buttons = [b for row in preview["message"]["components"] for b in row.get("components", ()) if b["type"] == 2]
    confirm = next(b["custom_id"] for b in buttons if b["custom_id"].startswith("announce-confirm"))
    assert (await visitor.open("press", user=who, on=on, custom_id=confirm))["failed"] is None


async def test_a_killed_bot_is_back_when_the_door_answers(visitor: Visitor) -> None:
    room, before = visitor.room, visitor.room.bot.starts
    took = await visitor.open("fault", kind="kill")
    assert 0 < took["seconds"] < 30
    assert (room.bot.starts, room.connected, room.restarting) == (before + 1, True, False)


async def test_a_bot_cut_from_the_gateway_is_away_for_seconds_and_comes_back(visitor: Visitor) -> None:
    room = visitor.room
    who, where = str(room.place.member.id), str(room.place.news.id)
    await visitor.open("fault", kind="gateway")
    assert not room.connected
    status, said = await visitor.ask("fault", kind="gateway")
    assert (status, said["error"]) == (409, "Not possible: Picketwire is not connected at present.")
    away = await visitor.open("command", user=who, channel=where, name="about", options={})
    assert away["failed"] == "no answer within 3 s"
    await room.discord.until(lambda: room.connected, timeout=20, what="the bot to be connected again")
    assert (await visitor.open("command", user=who, channel=where, name="about", options={}))["failed"] is None


async def test_two_new_speeds_at_once_hold_one_after_the_other_lose_no_time_and_restart_nothing(
    visitor: Visitor,
) -> None:
    room, before = visitor.room, visitor.room.bot.starts
    hour, real = await asyncio.gather(visitor.open("speed", speed="hour"), visitor.open("speed", speed="real"))
    assert (hour["speed"], real["speed"], room.pace.speed) == (180.0, 1.0, 1.0)
    assert (room.bot.starts, room.bot.running, room.connected) == (before, True, True)
    for earlier, later in pairwise(room.pace.legs):
        assert later.start == earlier.at(later.since)
    who, where = str(room.place.member.id), str(room.place.news.id)
    assert (await visitor.open("command", user=who, channel=where, name="about", options={}))["failed"] is None


async def test_the_speed_that_is_in_force_changes_nothing(visitor: Visitor) -> None:
    await visitor.open("speed", speed="real")
    before = list(visitor.room.pace.legs)
    await visitor.open("speed", speed="real")
    assert visitor.room.pace.legs == before


async def test_nothing_is_lost_or_doubled_by_all_of_this(visitor: Visitor) -> None:
    counted = await visitor.open("count")
    assert counted["posted"] >= 2
    assert (counted["lost"], counted["doubled"]) == (0, 0)


async def test_a_room_that_closes_during_a_restart_leaves_no_bot_behind(tmp_path: Path) -> None:
    async with Room(read_chronicle(), Pace(START, datetime.now(UTC), 1.0), tmp_path) as room:
        await room.start()
        killing = asyncio.create_task(room.kill())
        async with asyncio.timeout(20):
            while room.bot.starts < 2:  # noqa: ASYNC110 - what starts it tells nobody
                await asyncio.sleep(0.01)
        assert room.restarting
    with pytest.raises(RoomClosedError):
        await killing
    assert room.bot.starts == 2
    assert not room.bot.running
    assert _processes_in(tmp_path) == []


def _processes_in(folder: Path) -> list[int]:
    """The processes whose working folder it is."""
    found = []
    for process in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if process.name.isdigit() and (process / "cwd").readlink() == folder:
                found.append(int(process.name))
    return found
