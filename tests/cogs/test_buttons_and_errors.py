"""Buttons on posts answer privately, also after a restart; errors are told in a sentence and kept with a reference."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest

from bot.errors import StorageBusy, UserError
from bot.models.news import Label, Tag
from bot.models.posts import Delivery, Post
from bot.models.servers import Server
from cogs.publisher import DiscordPublisher
from cogs.ui import wording
from rehearsal.discord.interactions import Interaction
from rehearsal.discord.places import Member
from tests.cogs import fakes
from tests.cogs.conftest import Room, connected, eventually, opened
from tests.cogs.samples import AT, GALLERY, story, why_story


async def posted(room: Room, post: Post | None = None) -> dict[str, Any]:
    """A post in the news channel."""
    delivery = Delivery(id="d" * 20, guild_id=room.guild.id, channel_id=room.news.id, post=post or story(), due_at=AT)
    await DiscordPublisher(room.client).send(delivery)
    return room.discord.messages(room.news)[0]


async def pressed(room: Room, post: Post | None = None, *, by: Member | None = None) -> Interaction:
    """The answer to the first button of a post."""
    return await room.discord.press(await posted(room, post), "*", by or room.member)


async def test_why_answers_privately_with_the_phrases_the_reason_and_the_link(room: Room) -> None:
    answer = await pressed(room)
    assert answer.ephemeral
    assert answer.text == (
        "## Why this post\n"
        f"{wording.WHY_TITLE}\n"
        "### [Studios put new terms to writers](<https://harbour.example/terms>) – REPORTED (Harbour Post)\n"
        "Why it is here: names a guild and its talks.\n"
        "- AI: the text says “artificial intelligence”."
    )


async def test_why_tells_each_story_of_a_fold_within_an_answer() -> None:
    many = tuple(
        why_story(headline=f"Story {n} " + "x" * 150, tags=(Tag("ai", ("y" * 70,) * 9),) * 4) for n in range(8)
    )
    async with opened(fakes.services(archive=fakes.FakeArchive(reasons={"d" * 20: many}))) as room:
        text = (await pressed(room)).text
        assert "Story 0" in text
        assert re.search(r"Left out here for length: \d+ more\.", text)


async def test_why_without_tags_says_so() -> None:
    bare = why_story(tags=(), label=Label.OPINION, url="")
    async with opened(fakes.services(archive=fakes.FakeArchive(reasons={"d" * 20: (bare,)}))) as room:
        assert "OPINION (Harbour Post)" in (await pressed(room)).text


async def test_why_of_a_post_without_data_says_so() -> None:
    async with opened(fakes.services(archive=fakes.FakeArchive())) as room:
        answer = await pressed(room)
        assert answer.text == "I no longer have the data behind this post."
        assert answer.ephemeral


async def test_a_button_works_after_a_restart(room: Room) -> None:
    message = await posted(room)
    await room.client.close()
    async with connected(room.discord, room.services):
        assert "artificial intelligence" in (await room.discord.press(message, "why:*", room.member)).text


@pytest.mark.parametrize(("post", "said"), [("proof", "About Picketwire"), ("feed failing", "## Sources")])
async def test_other_posts_have_buttons_that_answer(room: Room, post: str, said: str) -> None:
    answer = await pressed(room, GALLERY[post])
    assert said in answer.text
    assert answer.ephemeral


async def test_the_settings_button_is_for_those_who_may_manage_the_server(room: Room) -> None:
    room.services.servers.rows[room.guild.id] = Server(room.guild.id, room.news.id, room.desk.id)  # type: ignore[attr-defined]
    message = await posted(room, GALLERY["not posted no_permission"])
    refused = await room.discord.press(message, "settings:*", room.member)
    assert refused.text == "This needs the Manage Server permission, which you do not have here."
    assert "Posting: on." in (await room.discord.press(message, "settings:*", room.moderator)).text


async def test_an_unforeseen_error_gives_a_reference_that_is_in_the_log(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    room.services.archive.error = ZeroDivisionError("secret detail")  # type: ignore[attr-defined]
    answer = await room.use("news latest")
    found = re.search(r"reference `([0-9a-f]{8})`", answer.text)
    assert found
    assert "secret detail" not in answer.text
    [record] = [r for r in caplog.records if found[1] in r.getMessage()]
    assert record.levelno == logging.ERROR
    assert record.exc_info is not None
    assert record.exc_info[0] is ZeroDivisionError
    assert "/news latest" in record.getMessage()


async def test_an_unforeseen_error_of_a_button_gives_a_reference_too(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    room.services.archive.reasons["d" * 20] = None  # type: ignore[attr-defined]
    found = re.search(r"reference `([0-9a-f]{8})`", (await pressed(room)).text)
    assert found
    assert found[1] in caplog.text


async def test_a_command_that_is_no_longer_there_is_answered(room: Room) -> None:
    room.client.tree.remove_command("about")
    assert (await room.use("about")).text.startswith("This command has changed since your Discord loaded it.")


async def test_an_answer_that_cannot_be_sent_ends_quietly(room: Room, caplog: pytest.LogCaptureFixture) -> None:
    room.discord.fail("*", "/webhooks/*", drop="before", times=9)
    await room.discord.run_command(room.guild, room.desk, room.member, "sources", settle=0)
    await eventually(lambda: "could not be told" in caplog.text)


async def test_a_busy_database_is_told_in_words(room: Room) -> None:
    room.services.archive.error = StorageBusy("full", "disk")  # type: ignore[attr-defined]
    assert (await room.use("news latest")).text.startswith(
        "I cannot reach my database at the moment. Nothing was lost."
    )


async def test_a_users_error_shows_values_without_marks(room: Room) -> None:
    room.services.archive.error = UserError("unknown_issue", issue="*x* @everyone")  # type: ignore[attr-defined]
    assert "“\\*x\\* @\u200beveryone”" in (await room.use("news latest")).text


async def test_nothing_about_members_is_logged_at_info_or_above(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with opened() as room:
        await pressed(room)
        room.services.archive.error = ZeroDivisionError()  # type: ignore[attr-defined]
        await room.use("news latest", by=room.member)
        await room.use("settings pause", by=room.member, force=True)
        texts = "\n".join(logging.Formatter().format(record) for record in caplog.records)
        assert "reference" in texts
        assert str(room.member.id) not in texts
        assert room.member.user.name not in texts


@pytest.mark.parametrize("key", wording.SENTENCES)
def test_each_sentence_is_short_calm_and_ends(key: str) -> None:
    words = wording.SENTENCES[key]
    assert len(words) <= 200
    assert words.endswith(".")
    assert "!" not in words


def test_a_key_without_a_sentence_still_gives_one() -> None:
    assert wording.sentence("never heard of") == wording.UNKNOWN_KEY
    assert wording.sentence("unknown_zone") == wording.UNKNOWN_KEY
