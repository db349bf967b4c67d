"""`/settings` about stories, and places that are deleted: as a moderator and as a member, with wrong input, and after a restart."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.storage import servers
from rehearsal.discord.errors import ClientRefusal
from rehearsal.discord.permissions import Can
from rehearsal.discord.places import FORUM, PUBLIC_THREAD
from tests.cogs.conftest import eventually
from tests.cogs.desk import Desk, desk_on
from tests.services.newsroom import EVENTS, raw

NOT_ALLOWED = "This needs the Manage Server permission, which you do not have here."
EACH: list[tuple[str, dict[str, Any]]] = [
    ("settings route", {"subject": "AI"}),
    ("settings mute", {"word": "golf"}),
    ("settings unmute", {"what": "golf"}),
    ("settings paywalled", {"stories": "hide"}),
    ("settings silent", {"on": False}),
    ("settings cap", {"stories": 5}),
]


@pytest.fixture
async def desk(sqlite_database: str) -> AsyncIterator[Desk]:
    async with desk_on(sqlite_database) as desk:
        yield desk


@pytest.fixture
def ai(desk: Desk) -> str:
    """The name of the issue that the first event is about."""
    return desk.room.services.choices.subjects["issue:ai"]


def posts(desk: Desk, channel: Any) -> list[str]:
    return [message["content"] for message in desk.room.discord.messages(channel)]


@pytest.mark.parametrize(("name", "options"), EACH)
async def test_members_are_refused(desk: Desk, name: str, options: dict[str, Any]) -> None:
    options = {**options, **({"subject": "issue:ai"} if "subject" in options else {})}
    with pytest.raises(ClientRefusal):
        await desk.room.use(name, options, by=desk.room.member)
    assert (await desk.room.use(name, options, by=desk.room.member, force=True)).text == NOT_ALLOWED


@pytest.mark.parametrize(("name", "options"), EACH)
async def test_before_the_setup_the_command_is_named(desk: Desk, name: str, options: dict[str, Any]) -> None:
    async with desk.newsroom.db.transaction() as conn:
        await servers.forget(conn, desk.room.guild.id)
    options = {**options, **({"subject": "issue:ai"} if "subject" in options else {})}
    assert (await desk.room.use(name, options)).text.startswith("This server is not set up yet.")


@pytest.mark.parametrize("kind", ["channel", "thread", "forum"])
async def test_an_issue_gets_its_own_place_and_its_stories_go_there(desk: Desk, ai: str, kind: str) -> None:
    discord, room = desk.room.discord, desk.room
    place = discord.add_channel(room.guild, "ai", kind=FORUM if kind == "forum" else 0)
    if kind == "thread":
        place = discord.world.add_thread(place, "AI talks", kind=PUBLIC_THREAD, owner=room.moderator)
    answered = await room.use("settings route", {"subject": ai, "place": place})
    assert answered.text.startswith(f"Stories about {ai} go to <#{place.id}> from now on")
    assert f"1. {ai}: <#{place.id}>" in (await room.use("settings show")).text
    await desk.newsroom.poll("lantern", raw(*EVENTS[0]), raw(*EVENTS[2]))
    async with desk.posting():
        await eventually(lambda: posts(desk, room.news))
        target = place
        if kind == "forum":
            await eventually(lambda: [c for c in room.guild.channels.values() if c.parent_id == place.id])
            target = next(c for c in room.guild.channels.values() if c.parent_id == place.id)
        await eventually(lambda: posts(desk, target))
    assert EVENTS[0][0] in posts(desk, target)[0]
    assert EVENTS[2][0] in posts(desk, room.news)[0]
    assert (
        await room.use("settings route", {"subject": ai})
    ).text == f"Stories about {ai} go to the news channel from now on."
    assert "go to the news channel already" in (await room.use("settings route", {"subject": ai})).text


async def test_an_unknown_subject_is_answered(desk: Desk) -> None:
    answered = await desk.room.use("settings route", {"subject": "cricket", "place": desk.room.news})
    assert answered.text.startswith("I do not know the issue or dispute “cricket”.")


@pytest.mark.parametrize(
    ("kind", "denied", "named"),
    [
        (0, Can.SEND_MESSAGES, "Send Messages"),
        (FORUM, Can.SEND_MESSAGES_IN_THREADS, "Send Messages in Threads"),
    ],
)
async def test_a_place_the_bot_may_not_post_in_is_refused(
    desk: Desk, ai: str, kind: int, denied: Can, named: str
) -> None:
    place = desk.room.discord.add_channel(desk.room.guild, "ai", kind=kind)
    desk.room.discord.overwrite(place, desk.room.discord.world.bot, deny=denied)
    guild = desk.room.client.get_guild(desk.room.guild.id)
    assert guild is not None
    await eventually(lambda: (found := guild.get_channel(place.id)) is not None and found.overwrites)
    answered = await desk.room.use("settings route", {"subject": ai, "place": place})
    assert f"In <#{place.id}> I need: {named}." in answered.text
    assert (await desk.room.services.choices.rules(desk.room.guild.id)).routes == ()


async def test_what_is_muted_is_not_posted_but_stays_in_the_archive(desk: Desk) -> None:
    use = desk.room.use
    assert (
        "Stories that say “strike authorization” are no longer posted."
        in (await use("settings mute", {"word": "Strike  authorization"})).text
    )
    assert (
        "Reports by Reel Ledger are no longer posted." in (await use("settings mute", {"outlet": "Reel Ledger"})).text
    )
    assert "is muted already" in (await use("settings mute", {"outlet": "reel-ledger"})).text
    shown = (await use("settings show")).text
    assert "Outlets: Reel Ledger." in shown
    assert "Words: “strike authorization”." in shown
    await desk.newsroom.poll("lantern", raw(*EVENTS[2]))
    await desk.newsroom.poll("reel-ledger", raw(*EVENTS[0]))
    assert await desk.newsroom.due(desk.room.guild.id) == []
    assert "no longer muted" in (await use("settings unmute", {"what": "Reel Ledger"})).text
    assert (await use("settings unmute", {"what": "cricket"})).text.startswith("cricket is not muted.")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "Name an outlet or a word to mute, one at a time."),
        ({"word": "golf", "outlet": "Reel Ledger"}, "Name an outlet or a word to mute, one at a time."),
        ({"word": "!"}, "Type a word or a phrase of 2 to 60 characters."),
        ({"word": "  "}, "Type a word or a phrase of 2 to 60 characters."),
        ({"outlet": "No Such Post"}, "I do not know the outlet “No Such Post”."),
    ],
)
async def test_a_mute_of_nothing_is_answered(desk: Desk, options: dict[str, str], words: str) -> None:
    assert (await desk.room.use("settings mute", options)).text.startswith(words)


async def test_loudness_cap_and_paywalls_are_kept_and_shown(desk: Desk) -> None:
    use = desk.room.use
    assert (await use("settings silent", {"on": False})).text.startswith("Stories are posted with a notification")
    assert (await use("settings cap", {"stories": 3})).text.startswith("At most 3 stories an hour")
    assert "no longer posted" in (await use("settings paywalled", {"stories": "hide"})).text
    shown = (await use("settings show")).text
    assert "Stories are posted with a notification." in shown
    assert "At most 3 stories an hour" in shown
    assert "Stories told only by outlets behind a paywall." in shown
    with pytest.raises(ClientRefusal):
        await use("settings cap", {"stories": 0})


async def test_a_deleted_news_channel_is_asked_about_once_and_replaced_by_a_button(desk: Desk) -> None:
    room, discord = desk.room, desk.room.discord
    discord.delete_channel(room.news)
    await desk.newsroom.poll("lantern", raw(*EVENTS[0]))
    async with desk.posting() as dispatcher:
        await eventually(lambda: dispatcher.wake() or posts(desk, room.desk))
    [notice] = posts(desk, room.desk)
    assert notice.startswith("### The news channel was deleted")
    assert "The news channel is deleted or hidden from me." in (await room.use("settings show")).text
    other = discord.add_channel(room.guild, "news again")
    async with desk.restarted():
        message = discord.messages(room.desk)[0]
        asked = await discord.press(message, "repair:*", room.moderator)
        assert "Pick the channel that stories go to from now on." in asked.text
        async with desk.posting() as dispatcher:
            picked = await discord.select(asked, "repair-pick:*", [other], room.moderator)
            await eventually(lambda: f"Stories go to <#{other.id}> from now on." in picked.text)
            await eventually(lambda: dispatcher.wake() or posts(desk, other))
    assert EVENTS[0][0] in posts(desk, other)[0]


async def test_a_deleted_place_of_an_issue_is_passed_over_until_another_is_chosen(desk: Desk, ai: str) -> None:
    room, discord = desk.room, desk.room.discord
    forum = discord.add_channel(room.guild, "ai", kind=FORUM)
    await room.use("settings route", {"subject": ai, "place": forum})
    discord.delete_channel(forum)
    async with desk.posting() as dispatcher:
        await eventually(lambda: dispatcher.wake() or posts(desk, room.desk))
        await desk.newsroom.poll("lantern", raw(*EVENTS[0]))
        await eventually(lambda: dispatcher.wake() or posts(desk, room.news))
    assert f"The place for stories about {ai} was deleted" in posts(desk, room.desk)[0]
    assert "its place was deleted" in (await room.use("settings show")).text
    other = discord.add_channel(room.guild, "ai again", kind=FORUM)
    asked = await discord.press(discord.messages(room.desk)[0], "repair:*", room.moderator)
    picked = await discord.select(asked, "repair-pick:*", [other], room.moderator)
    await eventually(lambda: f"<#{other.id}>" in picked.text)
    assert f"1. {ai}: <#{other.id}>, a thread a story" in (await room.use("settings show")).text


async def test_a_member_may_not_choose_another_place(desk: Desk) -> None:
    room, discord = desk.room, desk.room.discord
    discord.delete_channel(room.news)
    async with desk.posting() as dispatcher:
        await eventually(lambda: dispatcher.wake() or posts(desk, room.desk))
    asked = await discord.press(discord.messages(room.desk)[0], "repair:*", room.member)
    assert asked.text == NOT_ALLOWED


async def test_a_deleted_role_that_closed_a_channel_is_told(desk: Desk) -> None:
    room, discord = desk.room, desk.room.discord
    role = discord.add_role(room.guild, "Poster")
    discord.overwrite(room.news, room.guild.id, deny=Can.SEND_MESSAGES)
    discord.overwrite(room.news, role, allow=Can.SEND_MESSAGES)
    bot = discord.world.bot
    discord.world.set_roles(room.guild, bot, [*room.guild.members[bot.id].roles, role])
    discord.world.delete_role(room.guild, role)
    async with desk.posting() as dispatcher:
        await eventually(lambda: dispatcher.wake() or posts(desk, room.desk))
    assert posts(desk, room.desk)[0].startswith("### I can no longer post in the news channel")
