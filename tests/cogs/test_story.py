"""`/story` as a moderator and as a member, over the stand-in for Discord, with the real services."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from rehearsal.discord.errors import ClientRefusal
from tests.cogs.conftest import eventually
from tests.cogs.desk import Desk, desk_on
from tests.services.newsroom import EVENTS, raw

TALKS, LEDGER = "https://lantern.example/talks", "https://ledger.example/talks"
PICKET = "https://lantern.example/picket"
REFUSED = "This needs the Manage Server permission, which you do not have here."


@pytest.fixture
async def desk(sqlite_database: str) -> AsyncIterator[Desk]:
    async with desk_on(sqlite_database) as desk:
        await desk.newsroom.poll("lantern", raw(*EVENTS[0], link=TALKS), raw(*EVENTS[3], link=PICKET))
        await desk.newsroom.poll("reel-ledger", raw(*EVENTS[0], guid="r", link=LEDGER))
        async with desk.posting():
            await eventually(lambda: len(desk.room.discord.messages(desk.room.news)) == 2)
        yield desk


def texts(desk: Desk) -> list[str]:
    return [message["content"] for message in desk.room.discord.messages(desk.room.news)]


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("story split", {"report": LEDGER}),
        ("story join", {"story": TALKS, "other": PICKET}),
        ("story retract", {"story": TALKS}),
    ],
)
async def test_members_are_not_shown_it_refused_it_and_offered_nothing(
    desk: Desk, command: str, options: dict[str, str]
) -> None:
    room = desk.room
    with pytest.raises(ClientRefusal):
        await room.use(command, options, by=room.member)
    assert (await room.use(command, options, by=room.member, force=True)).text == REFUSED


async def test_a_split_is_shown_first_and_done_by_a_button_also_after_a_restart(desk: Desk) -> None:
    room = desk.room
    asked = await room.use("story split", {"report": LEDGER})
    assert asked.ephemeral
    assert asked.text.startswith("## Split this report off?\n")
    assert len(texts(desk)) == 2
    async with desk.restarted():
        await room.discord.press(asked, "story-split:*", room.moderator)
        await eventually(lambda: asked.text.startswith("## Split off\n"))
        async with desk.posting():
            await eventually(lambda: len(texts(desk)) == 3)
            await eventually(lambda: not any("Also in:" in text for text in texts(desk)))


async def test_a_join_leaves_one_line_with_the_link_and_is_taken_apart_again(desk: Desk) -> None:
    room = desk.room
    asked = await room.use("story join", {"story": PICKET, "other": TALKS})
    await room.discord.press(asked, "story-join:*", room.moderator)
    await eventually(lambda: asked.text.startswith("## Joined\n"))
    kept = next(m for m in room.discord.messages(room.news) if "Also in:" in m["content"])
    link = f"https://discord.com/channels/{room.guild.id}/{room.news.id}/{kept['id']}"
    async with desk.posting():
        await eventually(lambda: f"Joined with [{EVENTS[0][0]}](<{link}>)" in texts(desk))
    apart = await room.use("story join", {"story": PICKET, "other": TALKS, "undo": True})
    assert apart.text.startswith("## Taken apart\n")
    async with desk.posting():
        await eventually(lambda: any(EVENTS[3][0] in text for text in texts(desk)))


async def test_a_retracted_post_says_so_with_the_time_and_comes_back(desk: Desk) -> None:
    room = desk.room
    asked = await room.use("story retract", {"story": PICKET})
    await room.discord.press(asked, "story-retract:*", room.moderator)
    await eventually(lambda: asked.text.startswith("## Taken back\n"))
    async with desk.posting():
        await eventually(lambda: any(text.startswith("The moderators of this server took") for text in texts(desk)))
    assert EVENTS[3][0] not in (await room.use("news latest", by=room.member)).text
    assert "/story retract with undo" in (await room.use("story retract", {"story": PICKET})).text
    await room.use("story retract", {"story": PICKET, "undo": True})
    async with desk.posting():
        await eventually(lambda: any(EVENTS[3][0] in text for text in texts(desk)))


async def test_leaving_it_changes_nothing(desk: Desk) -> None:
    asked = await desk.room.use("story retract", {"story": TALKS})
    await desk.room.discord.press(asked, "story-leave", desk.room.moderator)
    await eventually(lambda: asked.text == "Nothing was changed.")
    assert EVENTS[0][0] in (await desk.room.use("news latest")).text


async def test_a_button_of_a_moderator_who_is_none_any_more_does_nothing(desk: Desk) -> None:
    room = desk.room
    asked = await room.use("story retract", {"story": TALKS})
    room.guild.members[room.moderator.id].roles.clear()
    pressed = await room.discord.press(asked, "story-retract:*", room.moderator)
    await eventually(lambda: REFUSED in pressed.text)
    assert EVENTS[0][0] in (await room.use("news latest", by=room.member)).text


async def test_stories_and_reports_are_offered_to_moderators(desk: Desk) -> None:
    room = desk.room
    typed = await room.discord.autocomplete(room.guild, room.desk, room.moderator, "story retract", "story", "voice")
    assert [choice["name"] for choice in typed.choices] == [f"The Lantern: {EVENTS[3][0]}"]
    typed = await room.discord.autocomplete(room.guild, room.desk, room.moderator, "story split", "report", "")
    assert len(typed.choices) == 2
    asked = await room.use("story split", {"report": typed.choices[1]["value"]})
    assert "leaves the story" in asked.text
