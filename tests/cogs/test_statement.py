"""`/statement` and the button that takes posts back, with real services, by two moderators and a member, and after a restart."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from rehearsal.discord.errors import ClientRefusal
from rehearsal.discord.interactions import Interaction
from rehearsal.discord.permissions import Can
from rehearsal.discord.places import Member
from tests.cogs.conftest import eventually
from tests.cogs.desk import Desk, desk_on

NOT_ALLOWED = "This needs the Manage Server permission, which you do not have here."
POST = {"dispute": "wga-amptp", "side": "union", "who": "negotiating committee"}
TYPED = {
    "title": "We will stay at the table",
    "text": "The studios made an offer on AI.\nWe *answer* on Friday. @everyone",
}


@pytest.fixture
async def desk(sqlite_database: str) -> AsyncIterator[Desk]:
    async with desk_on(sqlite_database) as desk:
        yield desk


async def written(desk: Desk, typed: dict[str, str] | None = None, **options: Any) -> Interaction:
    """The form filled in; the answer with the preview or the refusal."""
    form = await desk.room.use("statement post", POST | options)
    assert form.modal is not None, form.text
    return await desk.room.discord.submit_modal(form, typed or TYPED)


async def pressed(desk: Desk, on: Any, button: str, by: Member | None = None) -> Interaction:
    answer = await desk.room.discord.press(on, f"{button}:*", by or desk.room.moderator)
    await eventually(lambda: answer.response is not None)
    return answer


async def confirmed(desk: Desk, preview: Interaction) -> None:
    await pressed(desk, preview, "statement-confirm")
    await eventually(lambda: "leads its story" in preview.text)


def news(desk: Desk) -> list[dict[str, Any]]:
    return desk.room.discord.messages(desk.room.news)


async def posted(desk: Desk, true: Callable[[], object]) -> None:
    """Until it holds, what is due is posted and edited."""
    async with desk.posting():
        await eventually(true)


async def sent(desk: Desk) -> dict[str, Any]:
    """The news channel's one message, once it is there."""
    await posted(desk, lambda: news(desk))
    (message,) = news(desk)
    return message


@pytest.mark.parametrize(("name", "options"), [("statement post", POST), ("statement retract", {"statement": "1"})])
async def test_a_member_may_neither_post_nor_take_back(desk: Desk, name: str, options: dict[str, Any]) -> None:
    with pytest.raises(ClientRefusal):
        await desk.room.use(name, options, by=desk.room.member)
    refused = await desk.room.use(name, options, by=desk.room.member, force=True)
    assert (refused.text, refused.modal) == (NOT_ALLOWED, None)


async def test_a_statement_is_previewed_posted_and_found(desk: Desk) -> None:
    preview = await written(desk)
    assert preview.ephemeral
    assert "Preview: nothing is posted yet" in preview.text
    assert news(desk) == []
    shown = preview.text
    await confirmed(desk, preview)
    message = await sent(desk)
    content = message["content"]
    assert content.startswith("### We will stay at the table – OFFICIAL (union), WGA, negotiating committee\n")
    assert "Posted by this server's moderators as this side's own words." in content
    assert "\n> The studios made an offer on AI.\n> We \\*answer\\* on Friday. @\u200beveryone\n" in content
    assert content in shown
    assert "We will stay at the table" in (await desk.room.use("news latest", by=desk.room.member)).text
    why = await desk.room.use(
        "why", {"link": f"https://discord.com/channels/{desk.room.guild.id}/{desk.room.news.id}/{message['id']}"}
    )
    assert "this server's moderators posted it as an official statement" in why.text


async def test_a_wrong_form_gives_the_text_back(desk: Desk) -> None:
    answer = await written(desk, {"title": "   ", "text": "Word for word"})
    assert answer.text.startswith("The statement needs a headline.")
    assert "Word for word" in answer.text
    with pytest.raises(ClientRefusal):
        await written(desk, TYPED | {"text": "x" * 4_001})


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"dispute": "the bakers"}, "I do not know the dispute"),
        ({"who": "<@1234>"}, "Name an office or body"),
        ({"link": "a flyer"}, "The link must be an address"),
        ({"date": "tomorrow"}, "Saturday 12 August 2023 is still ahead"),
        ({"issue": "weather"}, "I do not know the issue"),
        ({"story": "https://unknown.example/x"}, "I have no report with this address"),
    ],
)
async def test_a_wrong_option_is_named_before_the_form(desk: Desk, wrong: dict[str, Any], words: str) -> None:
    answer = await desk.room.use("statement post", POST | wrong, force=True)
    assert answer.modal is None
    assert words in answer.text


async def test_mail_for_members_needs_a_second_yes(desk: Desk) -> None:
    preview = await written(desk, {"title": "Update", "text": "Dear members, do not forward this."})
    assert "This looks like mail for members only: it says “Dear members” and “do not forward this”." in preview.text
    await pressed(desk, preview, "statement-confirm")
    await eventually(lambda: "Is this meant for the public?" in preview.text)
    assert await desk.room.services.statements.posted(desk.room.guild.id) == []
    await pressed(desk, preview, "statement-public")
    await eventually(lambda: "leads its story" in preview.text)
    assert len(await desk.room.services.statements.posted(desk.room.guild.id)) == 1


async def test_form_and_preview_outlive_a_restart(desk: Desk) -> None:
    form = await desk.room.use("statement post", POST)
    async with desk.restarted():
        preview = await desk.room.discord.submit_modal(form, TYPED)
        form = await pressed(desk, preview, "statement-change")
        assert form.modal is not None
    async with desk.restarted():
        preview = await desk.room.discord.submit_modal(form, TYPED | {"title": "Another headline"})
        await confirmed(desk, preview)
        assert [one.title for one in await desk.room.services.statements.posted(desk.room.guild.id)] == [
            "Another headline"
        ]


async def test_a_discarded_preview_posts_nothing(desk: Desk) -> None:
    preview = await written(desk)
    await pressed(desk, preview, "statement-discard")
    await eventually(lambda: preview.text == "Discarded. Nothing was posted.")


async def test_with_approval_another_moderator_sees_it_in_full_and_posts_it(desk: Desk) -> None:
    second = desk.room.discord.member(desk.room.guild, "Second", permissions=Can.MANAGE_GUILD)
    await desk.room.use("settings approval", {"for": "all"})
    preview = await written(desk)
    assert "A second moderator has to approve it before it is posted." in preview.text
    assert "Ask for approval" in str(preview.message)
    await pressed(desk, preview, "statement-confirm")
    await eventually(lambda: "Another moderator has to approve it." in preview.text)
    await posted(desk, lambda: desk.room.discord.messages(desk.room.desk))
    card = desk.room.discord.messages(desk.room.desk)[-1]
    assert "Said by WGA, negotiating committee." in card["content"]
    shown = await pressed(desk, card, "approval-show", second)
    await eventually(lambda: "As members will see it:" in shown.text)
    own = await pressed(desk, card, "approve")
    await eventually(lambda: "You asked for this approval yourself." in own.text)
    assert news(desk) == []
    await pressed(desk, card, "approve", second)
    assert "OFFICIAL (union)" in (await sent(desk))["content"]


async def test_a_statement_is_taken_back_by_command_once(desk: Desk) -> None:
    await confirmed(desk, await written(desk))
    message = await sent(desk)
    assert "Taken back." in (await desk.room.use("statement retract", {"statement": "1"})).text
    await posted(desk, lambda: message["content"].startswith("### Taken back: official statement"))
    assert (
        "~~We will stay at the table – OFFICIAL (union), WGA, negotiating committee~~: taken back" in message["content"]
    )
    assert "There is none yet." in (await desk.room.use("news latest")).text
    for number in ("77", "the first"):
        gone = await desk.room.use("statement retract", {"statement": number})
        assert gone.text == "There is no such statement."


async def test_the_button_on_the_post_asks_once_and_takes_back_also_after_a_restart(desk: Desk) -> None:
    await confirmed(desk, await written(desk))
    message = await sent(desk)
    refused = await pressed(desk, message, "retract", desk.room.member)
    await eventually(lambda: refused.text == NOT_ALLOWED)
    question = await pressed(desk, message, "retract")
    await eventually(lambda: "Take this post back?" in question.text)
    assert message["content"].startswith("### We will stay")
    async with desk.restarted():
        await pressed(desk, question, "retract-yes")
        await eventually(lambda: "Taken back. The post says so in a moment." in question.text)
        await posted(desk, lambda: message["content"].startswith("### Taken back: official statement"))


async def test_statements_that_stand_are_offered_to_moderators_only(desk: Desk) -> None:
    await confirmed(desk, await written(desk))
    room = desk.room
    for who, count in ((room.moderator, 1), (room.member, 0)):
        offered = await room.discord.autocomplete(
            room.guild, room.desk, who, "statement retract", "statement", "", force=True
        )
        assert len(offered.choices or ()) == count
