"""Each command as a moderator and as a member: private answers, at once, each with its words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.errors import StorageBusy
from bot.models.servers import Server
from bot.models.services import LatestPage
from rehearsal.discord.errors import ClientRefusal
from rehearsal.discord.interactions import Interaction
from rehearsal.discord.message_rules import EPHEMERAL
from rehearsal.discord.permissions import Can
from rehearsal.discord.places import CATEGORY
from tests.cogs import fakes
from tests.cogs.conftest import Room, connected, eventually, opened
from tests.cogs.samples import AT, page, source

MODERATORS_ONLY = ["setup", "settings show", "settings pause", "settings resume"]


def channels(room: Room) -> dict[str, object]:
    return {"news": room.news, "moderators": room.desk}


async def turned(room: Room, answer: Interaction, button: str, text: str) -> Interaction:
    """Press a button that changes its own message, and wait for the change."""
    pressed = await room.discord.press(answer, button, room.moderator)
    await eventually(lambda: text in pressed.text)
    return pressed


@pytest.fixture
def ready(room: Room) -> Room:
    """The room's server is set up."""
    room.services.servers.rows[room.guild.id] = Server(room.guild.id, room.news.id, room.desk.id, "Europe/London")  # type: ignore[attr-defined]
    return room


@pytest.mark.parametrize("name", [*MODERATORS_ONLY, "news latest", "sources", "about"])
async def test_each_answer_is_private_and_made_of_text(ready: Room, name: str) -> None:
    answer = await ready.use(name, channels(ready) if name == "setup" else {})
    assert answer.failed is None
    assert answer.ephemeral
    assert answer.text
    assert answer.acknowledged_after is not None
    assert answer.acknowledged_after < 1


@pytest.mark.parametrize("name", MODERATORS_ONLY)
async def test_discord_does_not_show_moderators_commands_to_members(ready: Room, name: str) -> None:
    with pytest.raises(ClientRefusal):
        await ready.use(name, channels(ready) if name == "setup" else {}, by=ready.member)


@pytest.mark.parametrize("name", MODERATORS_ONLY)
async def test_a_member_is_refused_by_the_bot_itself_too(ready: Room, name: str) -> None:
    before = dict(ready.services.servers.rows)  # type: ignore[attr-defined]
    answer = await ready.use(name, channels(ready) if name == "setup" else {}, by=ready.member, force=True)
    assert answer.text == "This needs the Manage Server permission, which you do not have here."
    assert answer.ephemeral
    assert ready.services.servers.rows == before  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["news latest", "sources", "about"])
async def test_members_may_ask_for_news_sources_and_the_bot(ready: Room, name: str) -> None:
    assert (await ready.use(name, by=ready.member)).failed is None


async def test_setup_saves_the_choice_and_says_what_happens_next(room: Room) -> None:
    answer = await room.use("setup", {**channels(room), "zone": "Europe/London"})
    assert room.services.servers.rows[room.guild.id] == Server(
        room.guild.id, room.news.id, room.desk.id, "Europe/London"
    )  # type: ignore[attr-defined]
    assert room.services.servers.actors == [room.moderator.id]  # type: ignore[attr-defined]
    assert (
        f"News goes to <#{room.news.id}>, notices for moderators to <#{room.desk.id}>. Times follow Europe/London."
        in answer.text
    )
    assert "A first message appears in both channels within a minute." in answer.text


async def test_setup_without_a_zone_takes_the_home_of_the_talks_and_later_keeps_what_was_chosen(room: Room) -> None:
    rows = room.services.servers.rows  # type: ignore[attr-defined]
    await room.use("setup", channels(room))
    assert rows[room.guild.id].zone == "America/Los_Angeles"
    await room.use("setup", {**channels(room), "zone": "london"})
    await room.use("setup", channels(room))
    assert rows[room.guild.id].zone == "Europe/London"


async def test_setup_names_each_missing_permission_and_where_and_saves_nothing(room: Room) -> None:
    room.discord.overwrite(room.news, room.discord.world.bot, deny=Can.SEND_MESSAGES | Can.READ_MESSAGE_HISTORY)
    room.discord.overwrite(room.desk, room.discord.world.bot, deny=Can.VIEW_CHANNEL)
    await _seen(room)
    answer = await room.use("setup", channels(room))
    assert f"In <#{room.news.id}> I need: Send Messages and Read Message History." in answer.text
    assert f"In <#{room.desk.id}> I need: View Channel." in answer.text
    assert room.services.servers.rows == {}  # type: ignore[attr-defined]


async def test_setup_asks_only_for_what_it_needs() -> None:
    async with opened() as room:
        role = next(r for r in room.guild.roles.values() if r.managed)
        needed = Can.VIEW_CHANNEL | Can.SEND_MESSAGES | Can.READ_MESSAGE_HISTORY | Can.ATTACH_FILES
        room.discord.world.update_role(room.guild, role, permissions=needed)
        room.discord.world.update_role(
            room.guild, room.guild.id, permissions=Can.VIEW_CHANNEL | Can.USE_APPLICATION_COMMANDS
        )
        await _seen(room)
        assert "Set up" in (await room.use("setup", channels(room))).text


async def test_setup_refuses_a_channel_that_cannot_be_posted_in(room: Room) -> None:
    category = room.discord.add_channel(room.guild, "Rooms", kind=CATEGORY)
    with pytest.raises(ClientRefusal):
        await room.use("setup", {"news": category, "moderators": room.desk})


async def test_setup_with_an_unknown_zone_says_how_to_name_one(room: Room) -> None:
    answer = await room.use("setup", {**channels(room), "zone": "Atlantis <@1>"})
    assert answer.text.startswith("I do not know the time zone “Atlantis \\<@\u200b1\\>”.")
    assert answer.ephemeral


async def test_settings_before_setup_name_the_command(room: Room) -> None:
    for name in ("settings show", "settings pause", "settings resume"):
        assert (
            await room.use(name)
        ).text == "This server is not set up yet. A person with Manage Server can run `/setup`."


async def test_pause_and_resume_are_shown_in_the_settings(ready: Room) -> None:
    assert "Posting: on." in (await ready.use("settings show")).text
    assert "Paused. Nothing is posted" in (await ready.use("settings pause")).text
    assert "Posting: paused." in (await ready.use("settings show")).text
    assert (await ready.use("settings resume")).text == "Posting goes on."
    assert "Posting: on." in (await ready.use("settings show")).text


async def test_latest_asks_for_issue_and_outlet_by_name_or_id(room: Room) -> None:
    await room.use("news latest", {"issue": "ai", "outlet": "Harbour Post"})
    assert room.services.archive.asked == [  # type: ignore[attr-defined]
        {"guild": room.guild.id, "issue": "ai", "outlet": "harbour", "page": 0, "as_of": None}
    ]


async def test_latest_names_what_was_asked_for(room: Room) -> None:
    text = (await room.use("news latest", {"issue": "AI", "outlet": "harbour"})).text
    assert text.startswith(
        "## Latest news on AI from Harbour Post\n### Studios put new terms to writers – REPORTED (Harbour Post)"
    )
    assert "Page 1 of 3. Sources last checked <t:1691807400:f>." in text


@pytest.mark.parametrize(
    ("option", "said"),
    [("issue", "I do not know the issue “nothing”."), ("outlet", "I do not know the outlet “nothing”.")],
)
async def test_an_unknown_issue_or_outlet_is_answered_with_a_way_on(room: Room, option: str, said: str) -> None:
    answer = await room.use("news latest", {option: "nothing"})
    assert answer.text.startswith(said)
    assert answer.ephemeral


async def test_latest_without_news_says_so_and_when_sources_were_checked() -> None:
    empty = fakes.FakeArchive(pages=lambda _: LatestPage((), 0, 1, AT, None))
    async with opened(fakes.services(archive=empty)) as room:
        answer = await room.use("news latest")
        assert answer.text == "## Latest news\nThere is none yet. No source has been checked yet."
        assert "custom_id" not in str(answer.message)


async def test_pages_turn_in_place_and_in_step_with_the_first(room: Room) -> None:
    answer = await room.use("news latest", {"issue": "ai"})
    older = await turned(room, answer, "latest:*", "Page 2 of 3.")
    assert older.message is not None
    assert answer.message is not None
    assert older.message["id"] == answer.message["id"]
    asked = room.services.archive.asked[-1]  # type: ignore[attr-defined]
    assert asked == {"guild": room.guild.id, "issue": "ai", "outlet": None, "page": 1, "as_of": page(1).as_of}
    await turned(room, older, "latest:ai::0:*", "Page 1 of 3.")


async def test_a_page_button_works_after_a_restart(room: Room) -> None:
    answer = await room.use("news latest")
    await room.client.close()
    async with connected(room.discord, room.services):
        await turned(room, answer, "latest:*", "Page 2 of 3.")


async def test_a_page_that_cannot_be_turned_stays_and_the_reason_is_told(room: Room) -> None:
    answer = await room.use("news latest")
    room.services.archive.error = StorageBusy("locked")  # type: ignore[attr-defined]
    pressed = await room.discord.press(answer, "latest:*", room.moderator)
    told = await pressed.wait_for_followup()
    assert told["content"].startswith("I cannot reach my database at the moment.")
    assert told["flags"] & EPHEMERAL
    assert "Page 1 of 3." in pressed.text


async def test_sources_show_trouble_first_with_words_and_no_address_of_a_feed() -> None:
    lines = (
        source("Harbour Post"),
        source("Quayside", ok=False, words="402: this outlet asks automated readers to pay"),
    )
    async with opened(fakes.services(feeds=fakes.FakeFeeds(lines))) as room:
        text = (await room.use("sources")).text
        assert "1 of 2 work." in text
        facts = "(trade press, owned by Harbour Media, partly behind a paywall)"
        assert text.splitlines()[2:] == [
            f"- [Quayside](<https://harbour.example>) {facts}: 402: this outlet asks automated readers to pay",
            f"- [Harbour Post](<https://harbour.example>) {facts}: working, 3 minutes ago",
        ]


async def test_many_sources_come_in_pages() -> None:
    lines = tuple(source(f"Source {number:02}") for number in range(23))
    async with opened(fakes.services(feeds=fakes.FakeFeeds(lines))) as room:
        answer = await room.use("sources")
        assert "Page 1 of 3." in answer.text
        second = await turned(room, answer, "sources-page:1", "Page 2 of 3.")
        third = await turned(room, second, "sources-page:2", "Page 3 of 3.")
        assert "Source 22" in third.text


async def test_about_says_what_it_never_does_and_who_runs_it(room: Room) -> None:
    text = (await room.use("about")).text
    for part in (
        "never speak for a union",
        "No language model",
        "desk@\u200bharbour.example",
        "Version 1.2.3.",
        "(<https://code.example/picketwire>)",
    ):
        assert part in text


async def test_zones_are_offered_by_city_and_usual_name(room: Room) -> None:
    for typed, first in (
        ("", "America/Los_Angeles"),
        ("los ang", "America/Los_Angeles"),
        ("london", "Europe/London"),
        ("pacific", "America/Los_Angeles"),
    ):
        typing = await room.discord.autocomplete(
            room.guild, room.desk, room.moderator, "setup", "zone", typed, channels(room)
        )
        assert typing.choices is not None
        assert typing.choices[0]["value"] == first
        assert len(typing.choices) <= 25


async def test_issues_and_outlets_are_offered_by_name(room: Room) -> None:
    typing = await room.discord.autocomplete(room.guild, room.desk, room.member, "news latest", "issue", "view")
    assert typing.choices == [{"name": "Viewing-data transparency", "value": "data"}]
    typing = await room.discord.autocomplete(room.guild, room.desk, room.member, "news latest", "outlet", "quay")
    assert typing.choices == [{"name": "Quayside", "value": "quayside"}]


async def test_a_slow_service_is_acknowledged_at_once() -> None:
    async with opened(fakes.services(archive=fakes.FakeArchive(pause=0.8))) as room:
        answer = await room.use("news latest")
        assert answer.acknowledged_after is not None
        assert answer.acknowledged_after < 0.8
        assert "Latest news" in answer.text


async def _seen(room: Room) -> None:
    """Wait until the client knows of the changes just made."""
    marker = room.discord.add_channel(room.guild, f"marker {datetime.now(UTC).timestamp()}")
    await eventually(lambda: room.client.get_channel(marker.id))
