"""The menus on a post as a member, and the card as a moderator, over the stand-in for Discord with the real services."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from rehearsal.discord.interactions import Interaction
from tests.cogs.conftest import eventually
from tests.cogs.desk import Desk, desk_on
from tests.services.newsroom import EVENTS, raw

REFUSED = "This needs the Manage Server permission, which you do not have here."
TEXT = "This is not about AI <@1> https://evil.example"


@pytest.fixture
async def desk(sqlite_database: str) -> AsyncIterator[Desk]:
    async with desk_on(sqlite_database) as desk:
        await desk.newsroom.poll("lantern", raw(*EVENTS[0], link="https://lantern.example/talks"))
        async with desk.posting():
            await eventually(lambda: len(desk.room.discord.messages(desk.room.news)) == 1)
        yield desk


def post(desk: Desk) -> dict[str, Any]:
    return desk.room.discord.messages(desk.room.news)[0]


async def use(desk: Desk, name: str, message: dict[str, Any]) -> Interaction:
    room = desk.room
    return await room.discord.use_menu(room.guild, room.news, room.member, name, message)


async def card(desk: Desk) -> dict[str, Any]:
    """The card in the moderators' channel, sent."""
    room = desk.room
    async with desk.posting():
        await eventually(lambda: any("reports a problem" in m["content"] for m in room.discord.messages(room.desk)))
    return next(m for m in room.discord.messages(room.desk) if "reports a problem" in m["content"])


async def reported(desk: Desk) -> dict[str, Any]:
    form = await use(desk, "Report a problem", post(desk))
    sent = await desk.room.discord.submit_modal(form, {"text": TEXT})
    assert sent.ephemeral
    assert sent.text == "The moderators of this server have your report. Your name is not on it."
    return await card(desk)


async def test_the_menu_answers_like_the_command(desk: Desk) -> None:
    answer = await use(desk, "Why this tag?", post(desk))
    assert answer.ephemeral
    link = f"https://discord.com/channels/{desk.room.guild.id}/{desk.room.news.id}/{post(desk)['id']}"
    assert answer.text == (await desk.room.use("why", {"link": link}, by=desk.room.member)).text


@pytest.mark.parametrize("name", ["Why this tag?", "Report a problem"])
async def test_a_message_of_somebody_else_is_refused(desk: Desk, name: str) -> None:
    room = desk.room
    said = room.discord.say(room.news, room.member, "Good morning")
    answer = await use(desk, name, said)
    assert answer.text == "That is not one of my posts. I can only tell about those."
    assert answer.ephemeral


async def test_a_report_reaches_the_moderators_with_the_link_and_without_the_name(desk: Desk) -> None:
    shown = await reported(desk)
    assert "They write: “This is not about AI \\<@\u200b1\\> https\\://evil.example”" in shown["content"]
    assert f"/{post(desk)['id']}>)" in shown["content"]
    member = desk.room.member
    assert str(member.id) not in str(shown)
    assert member.user.name not in shown["content"].replace("A member", "")


async def test_a_form_opened_before_a_restart_is_met_after_it(desk: Desk) -> None:
    form = await use(desk, "Report a problem", post(desk))
    async with desk.restarted():
        sent = await desk.room.discord.submit_modal(form, {"text": TEXT})
        assert sent.text.startswith("The moderators of this server have your report.")


async def test_one_press_takes_the_tag_off_and_the_card_says_who_did(desk: Desk) -> None:
    room = desk.room
    shown = await reported(desk)
    async with desk.restarted():
        done = await room.discord.press(shown, "problem-tag:ai:*", room.moderator)
        assert "is no longer tagged with AI" in done.text
        again = await room.discord.press(shown, "problem-tag:ai:*", room.moderator)
        assert again.text == "The report was settled before. Nothing was changed."
        async with desk.posting():
            await eventually(lambda: f"Settled by <@{room.moderator.id}>" in shown["content"])
        assert "AI was taken off." in shown["content"]
        assert "taken off by a moderator" in (await use(desk, "Why this tag?", post(desk))).text


async def test_a_card_is_settled_without_a_change(desk: Desk) -> None:
    room = desk.room
    shown = await reported(desk)
    assert (
        await room.discord.press(shown, "problem-done:*", room.moderator)
    ).text == "The report is marked as settled."


async def test_the_story_can_be_taken_back_from_the_card_after_a_question(desk: Desk) -> None:
    room = desk.room
    shown = await reported(desk)
    asked = await room.discord.press(shown, "problem-retract:*", room.moderator)
    await room.discord.press(asked, "story-retract:*", room.moderator)
    await eventually(lambda: asked.text.startswith("## Taken back\n"))


@pytest.mark.parametrize("button", ["problem-why:*", "problem-tag:ai:*", "problem-retract:*", "problem-done:*"])
async def test_members_cannot_press_the_buttons_of_a_card(desk: Desk, button: str) -> None:
    shown = await reported(desk)
    assert (await desk.room.discord.press(shown, button, desk.room.member)).text == REFUSED


async def test_too_many_reports_get_a_sentence(desk: Desk) -> None:
    for _ in range(3):
        await desk.room.discord.submit_modal(await use(desk, "Report a problem", post(desk)), {"text": TEXT})
    last = await desk.room.discord.submit_modal(await use(desk, "Report a problem", post(desk)), {"text": TEXT})
    assert last.text == "You have sent 3 reports within an hour. Please wait a while before the next one."
