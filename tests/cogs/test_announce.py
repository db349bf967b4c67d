"""`/announce` over the stand-in: changes, corrections, series, approval; two moderators, a member, restarts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.delivery.dispatcher import Dispatcher
from bot.delivery.notices import GivenUp
from cogs.publisher import DiscordPublisher
from tests.cogs.announcing import NOT_ALLOWED, Desk, announcing_on
from tests.cogs.conftest import eventually


@pytest.fixture
async def desk(sqlite_database: str) -> AsyncIterator[Desk]:
    async with announcing_on(sqlite_database) as desk:
        yield desk


# Changing and correcting.


async def test_a_scheduled_one_is_changed_in_the_form_filled_with_what_it_says(desk: Desk) -> None:
    await desk.confirm(await desk.write())
    (number,) = await desk.offered("edit")
    form = await desk.room.use("announce edit", {"announcement": number})
    preview = await desk.room.discord.submit_modal(form, {"text": "Bring hats"})
    assert "nothing is changed yet" in preview.text
    assert "number 1 stays as it was" in preview.text
    assert "“Bring \\*\\*water\\*\\*”" in (await desk.room.use("announce list")).text
    await desk.confirm(preview)
    assert "“Bring hats”" in (await desk.room.use("announce list")).text


async def posted_now(desk: Desk) -> str:
    """What `/announce edit` offers for a post that is there."""
    await desk.confirm(await desk.write("Gate 3", command="now"), "It is posted in")
    await desk.go()
    await desk.posted(len)
    offered: list[str] = []
    while not offered:
        offered = [value for value in await desk.offered("edit") if value.startswith("post:")]
    return offered[0]


async def test_now_posts_at_once_after_the_confirmation(desk: Desk) -> None:
    preview = await desk.write("Gate closed", command="now")
    assert "nothing is posted yet" in preview.text
    assert "Post it now" in desk.buttons(preview)
    await desk.go()
    assert desk.posts() == []
    await desk.confirm(preview, "It is posted in")
    await desk.go()
    assert (await desk.posted(len))["content"].endswith("Gate closed")


async def test_a_post_is_edited_with_a_line_on_top(desk: Desk) -> None:
    target = await posted_now(desk)
    preview = await desk.write("Gate 4", "", command="edit", announcement=target)
    assert "Edit the post" in desk.buttons(preview)
    await desk.confirm(preview, "is edited now")
    await desk.go()
    post = await desk.posted(lambda posts: "Gate 4" in posts[0]["content"])
    assert post["content"].startswith("Edited <t:")
    assert len(desk.posts()) == 1


async def test_a_post_is_corrected_by_a_new_message_and_leads_to_it(desk: Desk) -> None:
    target = await posted_now(desk)
    preview = await desk.write("Gate 4", "", command="edit", announcement=target, correction=True)
    await desk.confirm(preview, "The correction is posted")
    await desk.go()
    new = await desk.posted(lambda posts: len(posts) == 2)
    first = desk.posts()[0]
    assert new["content"].startswith("### Correction by this server's moderators")
    assert f"/{desk.room.news.id}/{first['id']}>)" in new["content"]
    async with asyncio.timeout(5):
        while f"/{new['id']}>)" not in desk.posts()[0]["content"]:
            await desk.go()
            await asyncio.sleep(0.01)
    assert desk.posts()[0]["content"].endswith("Gate 3")
    shown = await desk.room.use("announce history", {"announcement": "1"})
    assert "Correction posted" in shown.text
    assert "Gate 3" in shown.text


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"announcement": "77"}, "There is no such announcement."),
        ({"announcement": "the first"}, "There is no such announcement."),
        ({"announcement": "post:unheard"}, "There is no such announcement."),
        ({"announcement": "1", "correction": True}, "Only a post that is there already can be corrected."),
        ({"announcement": "post:x", "times": 3}, "A post that is there already keeps its role"),
        ({"announcement": "1", "repeat": "daily", "without": "repeat"}, "Pick one of the two."),
    ],
)
async def test_a_change_that_cannot_be_made_is_named_before_the_form(
    desk: Desk, options: dict[str, Any], words: str
) -> None:
    answer = await desk.room.use("announce edit", options)
    assert answer.modal is None
    assert words in answer.text


# Series.


async def test_the_preview_of_a_series_says_how_it_ends_and_what_the_clocks_do(desk: Desk) -> None:
    preview = await desk.write("Roll call", "2023-08-31 01:30", repeat="monthly", times=4)
    assert "every month on day 31, the last time on Thursday 30 November." in preview.text
    assert "In a month without a day 31 it is posted on the last day." in preview.text
    assert "From Sunday 29 October the clocks in London are set back by 1 hour." in preview.text
    daily = await desk.write("Roll call", "2023-10-20 01:30", repeat="daily")
    assert "until it is cancelled." in daily.text
    assert "On that day the clocks show 01:30 twice; the first one counts." in daily.text


async def test_a_date_is_left_out_and_taken_in_again_by_buttons_pressed_twice(desk: Desk) -> None:
    await desk.confirm(await desk.write(repeat="daily"))
    page = await desk.room.use("announce show", {"announcement": "1"})
    for _ in range(2):
        answer = await desk.press(page, "announce-skip")
        await eventually(lambda: "Left out: Saturday 12 August" in answer.text)  # noqa: B023 - awaited at once
    assert "Left out: Saturday 12 August." in (await desk.room.use("announce list")).text
    await asyncio.gather(*(desk.press(answer, "announce-restore") for _ in range(2)))
    await eventually(lambda: "Taken in again: Saturday 12 August" in answer.text)
    assert "Left out" not in (await desk.room.use("announce list")).text


# Two moderators and a member.


@pytest.mark.parametrize("command", ["now", "edit", "show", "history", "skip"])
async def test_a_member_is_refused_each_command(desk: Desk, command: str) -> None:
    options: dict[str, Any] = {"channel": desk.room.news} if command == "now" else {"announcement": "1"}
    answer = await desk.room.use(f"announce {command}", options, by=desk.room.member, force=True)
    assert answer.text == NOT_ALLOWED
    assert answer.modal is None


async def test_draft_approval_and_sending_survive_restarts_in_between(desk: Desk) -> None:
    await desk.room.use("settings approval", {"for": "all"})
    preview = await desk.write()
    assert desk.buttons(preview) == ["Ask for approval", "Change", "Discard", "Send without approval"]
    async with desk.restarted():
        await desk.confirm(preview, "Another moderator has to approve it.")
        publisher = DiscordPublisher(desk.room.client)
        again = Dispatcher(db=desk.db, publisher=publisher, clock=desk.clock, owner="two", given_up=GivenUp(desk.clock))
        await desk.dispatcher.close()
        await again.start()
        await eventually(lambda: desk.room.discord.messages(desk.room.desk))
        await again.close()
    (card,) = desk.room.discord.messages(desk.room.desk)
    async with desk.restarted():
        shown = await desk.press(card, "approval-show", desk.second)
        await eventually(lambda: "This is what members see:" in shown.text)
        own = await desk.press(card, "approve")
        await eventually(lambda: "Another moderator has to look at it." in own.text)
        answer = await desk.press(card, "approve", desk.second)
        await eventually(lambda: answer.text == "Approved.")
    (known,) = await desk.announcing.writing.scheduled(desk.room.guild.id)
    assert known.delivery_id is not None


async def test_an_approver_who_was_demoted_meanwhile_approves_nothing(desk: Desk) -> None:
    await desk.room.use("settings approval", {"for": "all"})
    await desk.confirm(await desk.write(), "Another moderator has to approve it.")
    await desk.go()
    await eventually(lambda: desk.room.discord.messages(desk.room.desk))
    (card,) = desk.room.discord.messages(desk.room.desk)
    desk.room.discord.world.set_roles(desk.room.guild, desk.second, [])
    answer = await desk.press(card, "approve", desk.second)
    await eventually(lambda: answer.text == NOT_ALLOWED)
    await desk.go(hours=20)
    await eventually(lambda: len(desk.room.discord.messages(desk.room.desk)) == 2)
    assert desk.posts() == []
    assert "Not approved in time" in desk.room.discord.messages(desk.room.desk)[1]["content"]


async def test_in_an_emergency_it_is_sent_at_once_after_one_more_question(desk: Desk) -> None:
    await desk.room.use("settings approval", {"for": "all"})
    preview = await desk.write("Leave the gate now")
    question = await desk.press(preview, "announce-rush")
    await eventually(lambda: "no second moderator looks at it" in question.text)
    await asyncio.gather(*(desk.press(question, "announce-rush-sure") for _ in range(2)))
    await eventually(lambda: "It is posted in" in question.text)
    await desk.go()
    assert (await desk.posted(len))["content"].endswith("Leave the gate now")
    await eventually(lambda: desk.room.discord.messages(desk.room.desk))
    assert "Sent without approval" in desk.room.discord.messages(desk.room.desk)[0]["content"]
    assert len(desk.posts()) == 1


async def test_the_cap_on_urgent_ones_is_chosen_and_kept(desk: Desk) -> None:
    assert "at most 1 announcements a day" in (await desk.room.use("settings urgent", {"a_day": 1})).text
    await desk.confirm(await desk.write(urgent=True))
    refused = await desk.press(await desk.write("Two", urgent=True), "announce-confirm")
    await eventually(lambda: "1 urgent announcements a day are allowed here" in refused.text)


async def test_a_series_whose_channel_was_deleted_is_told_once_and_listed_as_held(desk: Desk) -> None:
    await desk.confirm(await desk.write(repeat="daily"))
    desk.room.discord.world.delete_channel(desk.room.news)

    def told() -> list[str]:
        desk.dispatcher.wake()
        return [each["content"] for each in desk.room.discord.messages(desk.room.desk)]

    await desk.go(hours=18)
    await eventually(lambda: any("It is repeated. This is said once" in text for text in told()))
    assert "It is held: its channel no longer exists. Cancel it with" in (await desk.room.use("announce list")).text
    shown = await desk.room.use("announce show", {"announcement": (await desk.offered("show"))[0]})
    assert "It is held: its channel no longer exists." in shown.text
    await desk.go(hours=24)
    requests = desk.room.discord.journal
    await eventually(lambda: told() and [each["status"] for each in requests.of("request")].count(404) == 2)
    assert len([text for text in told() if "It is repeated" in text]) == 1
