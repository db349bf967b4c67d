"""Whom an announcement notifies and what picture it carries, over the stand-in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.delivery.dispatcher import Dispatcher
from bot.delivery.notices import GivenUp
from bot.models.posts import Delivery, RetractedPost
from cogs.publisher import DiscordPublisher
from rehearsal.discord.messages import Upload
from rehearsal.discord.permissions import Can
from tests.cogs.announcing import Desk, announcing_on
from tests.cogs.conftest import eventually

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100


@pytest.fixture
async def desk(sqlite_database: str) -> AsyncIterator[Desk]:
    async with announcing_on(sqlite_database) as desk:
        yield desk


# Who is notified.


async def test_a_role_is_notified_and_nothing_that_the_text_names(desk: Desk) -> None:
    chosen, other = desk.role(), desk.role("Others")
    preview = await desk.write(f"To <@&{other.id}>, <@{desk.room.member.id}> and @everyone", role=chosen)
    assert f"It notifies <@&{chosen.id}>." in preview.text
    assert "To @Others, @member and @everyone" in preview.text
    await desk.confirm(preview)
    await desk.go(hours=20)
    post = await desk.posted(len)
    assert post["mention_roles"] == [str(chosen.id)]
    assert (post["mentions"], post["mention_everyone"]) == ([], False)


async def test_a_role_that_the_moderator_may_not_mention_is_refused_before_the_form(desk: Desk) -> None:
    closed = desk.role(mentionable=False)
    for role in (closed, desk.room.guild.roles[desk.room.guild.id]):
        answer = await desk.room.use("announce schedule", {"channel": desk.room.news, "role": role})
        assert answer.modal is None
        assert "You are not allowed to notify that role" in answer.text


async def test_a_role_that_the_bot_may_not_mention_is_refused(desk: Desk) -> None:
    closed = desk.role(mentionable=False)
    boss = desk.room.discord.member(desk.room.guild, "Boss", permissions=Can.MANAGE_GUILD | Can.MENTION_EVERYONE)
    answer = await desk.room.use("announce schedule", {"channel": desk.room.news, "role": closed}, by=boss)
    assert "I am not allowed to notify that role" in answer.text


async def test_more_than_a_hundred_members_are_asked_about_once_more_with_their_number(desk: Desk) -> None:
    many = desk.role(members=101)
    preview = await desk.write(role=many)
    await desk.confirm(preview, f"<@&{many.id}> has 101 members. Each of them is notified.")
    assert await desk.announcing.writing.scheduled(desk.room.guild.id) == []
    await desk.press(preview, "announce-sure")
    await eventually(lambda: "It will be posted in" in preview.text)


async def test_where_members_cannot_be_counted_it_is_asked_as_well(desk: Desk) -> None:
    preview = await desk.write(role=desk.role())
    desk.room.discord.fail("GET", "/guilds/*/roles/member-counts", status=403)
    await desk.confirm(preview, "I could not find out how many members")


async def test_a_role_deleted_under_the_preview_is_named_and_one_deleted_later_is_left_out_and_told(desk: Desk) -> None:
    first, second = desk.role(), desk.role("Others")
    preview, kept = await desk.write(role=first), await desk.write("Gate 3", role=second)
    await desk.confirm(kept)
    for role in (first, second):
        desk.room.discord.world.delete_role(desk.room.guild, role)
    await eventually(lambda: desk.room.client.guilds[0].get_role(first.id) is None)
    stale = await desk.press(preview, "announce-confirm")
    await eventually(lambda: "That role was deleted." in stale.text)
    await desk.go()
    await eventually(lambda: desk.room.discord.messages(desk.room.desk))
    assert "A role of an announcement was deleted" in desk.room.discord.messages(desk.room.desk)[0]["content"]
    await desk.go(hours=20)
    assert (await desk.posted(len))["mention_roles"] == []


# Pictures.


async def test_a_picture_is_shown_in_the_preview_and_posted_with_its_description_after_a_restart(desk: Desk) -> None:
    file = Upload("map.png", PNG, "image/png")
    preview = await desk.write(picture=file, alt="A map with gate 3 marked")
    assert "“A map with gate 3 marked”" in preview.text
    assert [each["description"] for each in (preview.message or {})["attachments"]] == ["A map with gate 3 marked"]
    desk.room.discord.world.files.clear()  # Discord's links expire
    async with desk.restarted():
        await desk.confirm(preview)
        publisher = DiscordPublisher(desk.room.client)
        again = Dispatcher(db=desk.db, publisher=publisher, clock=desk.clock, owner="two", given_up=GivenUp(desk.clock))
        await desk.dispatcher.close()
        await again.start()
        desk.clock.forward(hours=20)
        again.wake()
        post = await desk.posted(len)
        await again.close()
    (attachment,) = post["attachments"]
    assert attachment["description"] == "A map with gate 3 marked"
    assert desk.room.discord.world.files[attachment["url"].removeprefix(desk.room.discord.world.url)][0] == PNG


async def test_a_picture_goes_with_the_announcement_that_is_taken_back(desk: Desk) -> None:
    await desk.confirm(await desk.write(picture=Upload("map.png", PNG, "image/png"), alt="A map with gate 3 marked"))
    desk.clock.forward(hours=20)
    desk.dispatcher.wake()
    post = await desk.posted(len)
    assert len(post["attachments"]) == 1
    taken = Delivery("e" * 20, 1, desk.room.news.id, RetractedPost("announcement", desk.clock.now()), desk.clock.now())
    edit = replace(taken, target_id="d" * 20, target_message_id=int(post["id"]))
    await DiscordPublisher(desk.room.client).edit(edit)
    assert post["content"].startswith("### Taken back: announcement")
    assert post["attachments"] == []


@pytest.mark.parametrize(
    ("file", "alt", "words"),
    [
        (Upload("map.png", PNG, "image/png"), None, "A picture needs `alt`"),
        (Upload("map.png", PNG, "image/png"), "...", "A picture needs `alt`"),
        (Upload("map.png", PNG, "image/png"), "x" * 1_001, "longer than 1000 characters"),
        (Upload("list.pdf", b"%PDF", "application/pdf"), "A list", "cannot post that kind of file"),
        (Upload("map.png", PNG + b"\0" * 5 * 1024**2, "image/png"), "A map", "larger than 5 MB"),
        (None, "A map", "`alt` describes a picture, and there is none."),
    ],
)
async def test_a_wrong_picture_is_refused_before_the_form(
    desk: Desk, file: Upload | None, alt: str | None, words: str
) -> None:
    options: dict[str, Any] = {"picture": file, "alt": alt}
    given = {name: value for name, value in options.items() if value is not None}
    answer = await desk.room.use("announce schedule", {"channel": desk.room.news} | given)
    assert answer.modal is None
    assert words in answer.text


async def test_a_file_that_only_calls_itself_a_picture_is_refused_and_the_text_given_back(desk: Desk) -> None:
    answer = await desk.write(picture=Upload("map.png", b"<svg/>", "image/png"), alt="A map")
    assert "cannot post that kind of file" in answer.text
    assert answer.text.endswith("Bring **water**")
