"""The page's doors over HTTP, in a room whose bot has not been started."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, ClientTimeout

from rehearsal.chronicle.book import HOME, read_chronicle
from rehearsal.discord.interactions import COMMAND, Interaction
from rehearsal.discord.message_rules import EPHEMERAL
from rehearsal.discord.messages import Upload, create_message, edit_message, keep_file
from rehearsal.discord.places import Channel, Json, Member
from rehearsal.pace import Pace
from rehearsal.page.server import open_page
from rehearsal.room import Room

START = datetime(2023, 8, 10, 12, tzinfo=HOME)
BUTTON = {"type": 1, "components": [{"type": 2, "style": 2, "label": "Why?", "custom_id": "why"}]}


class Visitor:
    """A browser's end of the page."""

    def __init__(self, room: Room, address: str, session: ClientSession) -> None:
        self.room, self.address, self.session = room, address, session

    async def open(self, door: str, /, **given: Any) -> Any:
        status, document = await self.ask(door, **given)
        assert status == 200, document
        return document

    async def ask(self, door: str, /, **given: Any) -> tuple[int, Any]:
        async with self.session.post(f"{self.address}page/do/{door}", json=given) as answer:
            return answer.status, await answer.json()


@pytest.fixture
async def visitor(tmp_path: Path) -> AsyncIterator[Visitor]:
    pace = Pace(START, datetime.now(UTC), 1.0)
    async with (
        Room(read_chronicle(), pace, tmp_path, last=START + timedelta(days=1)) as room,
        ClientSession(timeout=ClientTimeout(total=10)) as session,
    ):
        yield Visitor(room, open_page(room), session)


def posted(room: Room, channel: Channel, text: str, **more: Any) -> Json:
    return create_message(room.discord.world, channel, room.discord.world.bot, {"content": text, **more})


def answered(room: Room, who: Member, *, modal: Json | None = None) -> Interaction:
    """A private answer with a button, to `who`."""
    world, place = room.discord.world, room.place
    interaction = Interaction(
        world.new_id(),
        world.new_token(),
        COMMAND,
        "about",
        who.id,
        place.guild.id,
        place.news.id,
        world.journal,
        modal=modal,
    )
    world.interactions[interaction.id] = interaction
    message = posted(room, place.news, "Only for you", flags=EPHEMERAL, components=[BUTTON])
    interaction.message = interaction.hidden[int(message["id"])] = message
    return interaction


async def test_the_three_people_and_their_channels(visitor: Visitor) -> None:
    seen = await visitor.open("view")
    assert [person["name"] for person in seen["people"]] == ["Moderator", "Second moderator", "Member"]
    assert [channel["name"] for channel in seen["channels"]] == ["bargaining-news", "moderators", "Direct messages"]


async def test_everybody_has_a_name_and_those_who_act_by_themselves_cannot_be_chosen(visitor: Visitor) -> None:
    place = visitor.room.place
    seen = await visitor.open("view")
    assert seen["names"][str(place.host.id)] == "Moderator on duty"
    status, _ = await visitor.ask("view", user=str(place.host.id))
    assert status == 400


async def test_a_channel_tells_its_last_message(visitor: Visitor) -> None:
    message = posted(visitor.room, visitor.room.place.news, "News")
    seen = await visitor.open("view")
    assert [channel["last"] for channel in seen["channels"]] == [message["id"], None, None]


async def test_the_member_is_not_shown_the_moderators_channel_even_when_asking_for_it(visitor: Visitor) -> None:
    room = visitor.room
    posted(room, room.place.moderators, "For moderators")
    seen = await visitor.open("view", user=str(room.place.member.id), channel=str(room.place.moderators.id))
    assert [channel["name"] for channel in seen["channels"]] == ["bargaining-news", "Direct messages"]
    assert (seen["channel"], seen["messages"]) == (str(room.place.news.id), [])


async def test_a_button_in_a_channel_that_the_person_may_not_see_is_refused(visitor: Visitor) -> None:
    place = visitor.room.place
    message = posted(visitor.room, place.moderators, "A date was found", components=[BUTTON])
    on = {"channel": str(place.moderators.id), "message": message["id"]}
    status, said = await visitor.ask("press", user=str(place.member.id), on=on, custom_id="why")
    assert (status, said["error"]) == (409, "Not possible: this person does not see #moderators.")


async def test_a_private_answer_is_shown_to_and_used_by_nobody_else(visitor: Visitor) -> None:
    place = visitor.room.place
    answer = answered(visitor.room, place.moderator)
    own = await visitor.open("view", user=str(place.moderator.id))
    others = await visitor.open("view", user=str(place.member.id))
    assert ([message["content"] for message in own["private"]], others["private"]) == (["Only for you"], [])
    on = {"answer": str(answer.id), "message": own["private"][0]["id"]}
    status, said = await visitor.ask("press", user=str(place.member.id), on=on, custom_id="why")
    assert (status, said["error"]) == (409, "Not possible: only the person who asked sees this answer.")


async def test_a_form_that_somebody_else_opened_cannot_be_sent(visitor: Visitor) -> None:
    place = visitor.room.place
    form = answered(visitor.room, place.moderator, modal={"custom_id": "form", "title": "Form", "components": []})
    status, said = await visitor.ask("modal", user=str(place.second.id), answer=str(form.id), values={})
    assert (status, said["error"]) == (409, "Not possible: only the person who opened this form can send it.")


async def test_a_message_that_is_gone_is_said_to_be_gone(visitor: Visitor) -> None:
    place = visitor.room.place
    on = {"channel": str(place.news.id), "message": "1"}
    status, said = await visitor.ask("select", user=str(place.member.id), on=on, custom_id="x", values=[])
    assert (status, said["error"]) == (409, "Not possible: this message is gone.")


async def test_a_command_that_nobody_registered_is_refused(visitor: Visitor) -> None:
    place = visitor.room.place
    who, where = str(place.member.id), str(place.news.id)
    status, said = await visitor.ask("command", user=who, channel=where, name="about", options={})
    assert (status, said["error"]) == (409, "Not possible: /about is not a registered command.")


@pytest.mark.parametrize(
    ("door", "given", "sentence"),
    [
        ("view", {"user": "1"}, "there is no 1."),
        ("view", {"user": "me"}, "'me' is no id."),
        ("view", {"user": ["1"]}, "['1'] is no id."),
        ("view", {"colour": "red"}, "got an unexpected keyword argument 'colour'."),
        ("versions", {}, "missing a required argument: 'message'."),
        ("press", {"user": "1", "on": [], "custom_id": "why"}, "a JSON object is wanted."),
        ("command", {"user": "1", "channel": "2", "name": "about", "options": []}, "a JSON object is wanted."),
        ("fault", {"kind": "flood"}, "there is no fault 'flood'."),
        ("fault", {"kind": "feed", "outlet": "gazette"}, "there is no outlet 'gazette'."),
        ("fault", {"kind": "feed", "outlet": "wga", "status": 200}, "a feed answers with one of 402, 403, 404, 410"),
        ("speed", {"speed": "light"}, "the speeds are pause, real, hour, day."),
    ],
)
async def test_what_makes_no_sense_is_answered_by_a_sentence(
    visitor: Visitor, door: str, given: Json, sentence: str
) -> None:
    status, said = await visitor.ask(door, **given)
    assert status == 400
    assert said["error"].startswith("Not understood: ")
    assert sentence in said["error"]


@pytest.mark.parametrize("body", ["", "{", "[]", '"view"', "\xff"])
async def test_a_body_that_is_no_json_object_is_refused(visitor: Visitor, body: str) -> None:
    headers = {"Content-Type": "application/json"}
    async with visitor.session.post(
        f"{visitor.address}page/do/view", data=body.encode("latin-1"), headers=headers
    ) as answer:
        assert answer.status == 400
        assert (await answer.json())["error"].startswith("Not understood: ")


async def test_a_door_is_not_opened_by_get_nor_by_a_form_of_another_site(visitor: Visitor) -> None:
    async with visitor.session.get(f"{visitor.address}page/do/view") as got:
        assert got.status == 405
    async with visitor.session.post(f"{visitor.address}page/do/fault", data={"kind": "kill"}) as posted_form:
        assert posted_form.status == 405


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::1]:80", ""])
async def test_another_name_of_this_computer_is_refused(visitor: Visitor, host: str) -> None:
    for path in ("", "page/stream"):
        async with visitor.session.get(visitor.address + path, headers={"Host": host}) as answer:
            assert answer.status == 403


@pytest.mark.parametrize(
    "path", ["page/nothing.js", "page/server.py", "page/..%2Froom.py", "nothing", "page/do/nothing"]
)
async def test_what_is_no_file_of_the_page_is_not_found(visitor: Visitor, path: str) -> None:
    async with visitor.session.get(visitor.address + path) as answer:
        assert answer.status == 404


async def test_an_uploaded_file_is_shown_but_runs_nothing(visitor: Visitor) -> None:
    room = visitor.room
    upload = Upload("evil.html", b"<script>alert(1)</script>", "text/html")
    kept = keep_file(room.discord.world, room.place.news.id, upload)
    async with visitor.session.get(kept["url"]) as answer:
        assert (answer.status, answer.headers["Content-Security-Policy"]) == (200, "sandbox")


async def test_messages_and_their_versions_have_simulated_times(visitor: Visitor) -> None:
    room = visitor.room
    message = posted(room, room.place.news, "First")
    edit_message(room.discord.world, room.place.news, message, {"content": "Second"})
    (shown,) = (await visitor.open("view"))["messages"]
    versions = await visitor.open("versions", message=message["id"])
    assert [version["text"] for version in versions] == ["First", "Second"]
    for time in (shown["at"], shown["edited_at"], *(version["at"] for version in versions)):
        assert START <= datetime.fromisoformat(time) < START + timedelta(minutes=1)


async def test_nothing_is_counted_before_the_server_is_set_up(visitor: Visitor) -> None:
    assert await visitor.open("count") == {}


async def test_what_is_posted_is_counted_without_private_answers(visitor: Visitor) -> None:
    room = visitor.room
    room.set_up_at = datetime.now(UTC)
    posted(room, room.place.news, "One")
    answered(room, room.place.member)
    counted = await visitor.open("count")
    assert (counted["posted"], counted["lost"], counted["doubled"]) == (1, 0, 0)


async def test_what_may_still_come_follows_the_speed_of_the_last_seconds(visitor: Visitor) -> None:
    room = visitor.room
    room.set_up_at = datetime.now(UTC)
    assert (await visitor.open("count"))["margin_hours"] == 6
    room.pace.legs[0] = Pace(START, datetime.now(UTC) - timedelta(seconds=60), 3600.0).legs[0]
    room.pace.change(1.0)  # what was due a moment ago at the fast pace is late in simulated time, not lost
    assert (await visitor.open("count"))["margin_hours"] == pytest.approx(41, abs=1)


async def test_a_fault_waits_until_it_is_met_and_is_shown_until_then(visitor: Visitor) -> None:
    room = visitor.room
    await visitor.open("fault", kind="errors")
    await visitor.open("fault", kind="rate")
    assert (await visitor.open("view"))["room"]["queued"] == [
        {"kind": "errors", "times": 3},
        {"kind": "rate", "times": 1},
    ]
    address = f"{room.discord.url}/channels/{room.place.news.id}/messages"
    headers = {"Authorization": f"Bot {room.discord.token}"}
    for status in (500, 500, 500):
        async with visitor.session.post(address, json={"content": "News"}, headers=headers) as answer:
            assert answer.status == status
    assert (await visitor.open("view"))["room"]["queued"] == [{"kind": "rate", "times": 1}]


async def test_faults_that_were_not_met_can_be_taken_back(visitor: Visitor) -> None:
    for kind in ("rate", "after", "drop"):
        await visitor.open("fault", kind=kind)
    await visitor.open("fault", kind="clear")
    assert (await visitor.open("view"))["room"]["queued"] == []


async def test_a_dead_feed_answers_404_until_it_is_back(visitor: Visitor) -> None:
    press = visitor.room.press
    address = press.base(press.chronicle.outlets["wga"]) + "/feed"
    for kind, status, dead in (("feed", 404, 404), ("feed_back", 200, None), ("feed_back", 200, None)):
        await visitor.open("fault", kind=kind, outlet="wga")
        outlets = {one["key"]: one["dead"] for one in (await visitor.open("view"))["room"]["outlets"]}
        async with visitor.session.get(address) as answer:
            assert (answer.status, outlets["wga"]) == (status, dead)


async def words(visitor: Visitor, seconds: float) -> list[Json]:
    """What the stream says within so many seconds."""
    heard = bytearray()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds), visitor.session.get(f"{visitor.address}page/stream") as stream:
            async for some in stream.content.iter_any():
                heard += some
    return [json.loads(word.removeprefix(b"data: ")) for word in bytes(heard).split(b"\n\n") if word]


async def test_the_stream_speaks_at_once_and_then_seldom_when_nothing_happens(visitor: Visitor) -> None:
    heard = await words(visitor, 1.6)
    assert [word["changed"] for word in heard] == [True, False]


async def test_the_stream_tells_of_a_new_message_and_of_a_new_speed(visitor: Visitor) -> None:
    listening = asyncio.create_task(words(visitor, 1.2))
    await asyncio.sleep(0.3)
    posted(visitor.room, visitor.room.place.news, "News")
    await asyncio.sleep(0.4)
    visitor.room.pace.change(180.0)
    heard = await listening
    assert [(word["changed"], word["pace"]) for word in heard][:3] == [(True, "real"), (True, "real"), (False, "hour")]


async def test_a_visitor_who_leaves_is_no_accident_of_the_bot(visitor: Visitor) -> None:
    await words(visitor, 0.1)
    for _ in range(6):  # the stream finds out at its next words
        posted(visitor.room, visitor.room.place.news, "News")
        await asyncio.sleep(0.3)
    assert visitor.room.discord.journal.of("client_gone") == []


async def test_the_stream_says_that_the_days_are_over(visitor: Visitor) -> None:
    assert [word["over"] for word in await words(visitor, 0.2)] == [False]
    visitor.room.pace.legs[0] = Pace(START + timedelta(days=2), datetime.now(UTC), 1.0).legs[0]
    assert [word["over"] for word in await words(visitor, 0.2)] == [True]


async def test_the_stream_ends_with_the_room_and_is_not_asked_for_again(visitor: Visitor) -> None:
    listening = asyncio.create_task(words(visitor, 9))
    await asyncio.sleep(0.3)
    visitor.room.closing.set()
    heard = await asyncio.wait_for(listening, 2)
    assert [word["ending"] for word in heard] == [False, True]
    async with visitor.session.get(f"{visitor.address}page/stream") as again:
        assert again.status == 204
