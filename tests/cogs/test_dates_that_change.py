"""`/bargaining show|edit|move` and `/settings reminders`: previews, roles, conflicts, wrong input, presses after a restart."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.bargaining.choices import DateChoiceService
from bot.bargaining.service import BargainingService
from bot.models.date_posts import DateReminder
from bot.models.posts import Delivery
from bot.models.servers import Server
from bot.storage import servers
from bot.storage.database import Database
from cogs.publisher import DiscordPublisher
from cogs.ui.wording_desk import KINDS
from config.files import load_disputes
from rehearsal.discord.errors import ClientRefusal
from rehearsal.discord.interactions import Interaction
from rehearsal.discord.permissions import Can
from tests.cogs import fakes
from tests.cogs.conftest import Room, connected, eventually, opened
from tests.cogs.samples import REMINDER
from tests.services.fakes import START, HandClock

MEETING = {
    "dispute": "wga-amptp",
    "kind": "session",
    "start": "fri 10:00",
    "source": "https://guild.example/meeting",
}
MONDAY = {"date": "1", "start": "2023-08-21 10:00"}


@pytest.fixture
async def room(sqlite_database: str) -> AsyncIterator[Room]:
    db, clock = await Database.open(sqlite_database), HandClock()
    bargaining = BargainingService(db=db, clock=clock, wake=lambda: None, disputes=load_disputes(), kinds=KINDS)
    servers_service = fakes.FakeServers()
    choices = DateChoiceService(db=db, clock=clock)
    async with opened(
        fakes.services(bargaining=bargaining, date_choices=choices, clock=clock, servers=servers_service)
    ) as room:
        server = Server(room.guild.id, room.news.id, room.desk.id, "Europe/London", setup_at=START)
        servers_service.rows[room.guild.id] = server
        async with db.transaction() as conn:
            await servers.save(conn, server)
        await room.use("bargaining add", MEETING)
        yield room
    await db.close()


async def picked(room: Room) -> str:
    """What the list offers for the date."""
    offered = await room.discord.autocomplete(room.guild, room.desk, room.moderator, "bargaining show", "date", "")
    return str((offered.choices or [])[0]["value"])


async def pressed(room: Room, answer: Interaction, button: str) -> None:
    before = answer.text
    await room.discord.press(answer, f"{button}:*", room.moderator)
    await eventually(lambda: answer.text != before)


async def test_a_move_is_shown_first_and_made_by_its_button_also_after_a_restart(room: Room) -> None:
    preview = await room.use("bargaining move", MONDAY)
    assert preview.ephemeral
    assert "nothing is moved yet" in preview.text
    assert "From: <t:1692378000:F>, Friday 18 August 10:00 in Los Angeles." in preview.text
    assert "To: <t:1692637200:F>, Monday 21 August 10:00 in Los Angeles." in preview.text
    assert "No reminder of it was sent, so nothing is posted about the move." in preview.text
    assert "Friday 18 August" in (await room.use("bargaining list")).text
    await room.client.close()
    async with connected(room.discord, room.services) as client:
        room.client = client
        await pressed(room, preview, "date-move")
        assert preview.text.startswith("## Date moved")
        shown = await room.use("bargaining show", {"date": "1"})
        assert "(before: 2023-08-18 10:00 America/Los\\_Angeles)" in shown.text
        assert f"<@{room.moderator.user.id}>" in shown.text


async def test_a_move_that_is_not_wanted_changes_nothing(room: Room) -> None:
    preview = await room.use("bargaining move", MONDAY)
    await pressed(room, preview, "date-keep")
    assert preview.text == "Nothing was changed."
    assert "Friday 18 August" in (await room.use("bargaining list")).text


async def test_the_second_of_two_at_once_is_told_what_the_first_one_changed(room: Room) -> None:
    seen, preview = await picked(room), await room.use("bargaining move", MONDAY)
    await room.use("bargaining edit", {"date": seen, "note": "Hall 2"})
    told = await room.use("bargaining edit", {"date": seen, "note": "Hall 3"})
    assert told.text.startswith("## Changed meanwhile: nothing was done")
    assert "place and access: “Hall 2” (before: none)" in told.text
    await pressed(room, preview, "date-move")
    assert preview.text.startswith("## Changed meanwhile: nothing was done")
    assert "Friday 18 August" in (await room.use("bargaining list")).text


async def test_what_was_edited_is_told_with_what_it_was(room: Room) -> None:
    options = {"date": "1", "note": "Hall 2; ramp at the back", "remind": "3h", "wake": True, "channel": room.desk}
    edited = await room.use("bargaining edit", options)
    assert "Place and access: Hall 2; ramp at the back." in edited.text
    assert "- the reminders: 3 hours before (before: 24 hours and 1 hour before)." in edited.text
    assert f"Reminders go to <#{room.desk.id}>." in edited.text
    assert "Place and access: Hall 2" in (await room.use("dates list", by=room.member)).text


@pytest.mark.parametrize(
    ("command", "wrong", "words"),
    [
        ("move", {"start": "soon"}, "I am not sure which moment “soon” is."),
        ("move", {"start": "2023-08-01 10:00"}, "That date is over already."),
        ("move", {"start": "2023-08-18 10:00"}, "That is the time it has already."),
        ("move", {"start": "2023-08-21 10:00", "end": "2023-08-21 09:00"}, "The end is not after the start."),
        ("move", {"start": "2023-08-21 10:00", "zone": "Atlantis"}, "I do not know the time zone “Atlantis”."),
        ("edit", {}, "Nothing to change was named."),
        ("edit", {"source": "the site"}, "A date needs a link to its source"),
        ("edit", {"remind": "often"}, "I do not understand “often”."),
        ("show", {"date": "7"}, "There is no such date"),
        ("edit", {"date": "7", "note": "Hall"}, "There is no such date"),
        ("move", {"date": "1.x", "start": "2023-08-21 10:00"}, "There is no such date"),
    ],
)
async def test_wrong_input_is_named_and_changes_nothing(
    room: Room, command: str, wrong: dict[str, Any], words: str
) -> None:
    answer = await room.use(f"bargaining {command}", {"date": "1"} | wrong)
    assert answer.text.startswith(words)
    assert "Changes" not in (await room.use("bargaining show", {"date": "1"})).text


@pytest.mark.parametrize("command", ["bargaining show", "bargaining edit", "bargaining move", "settings reminders"])
async def test_a_member_is_refused(room: Room, command: str) -> None:
    options = {"before": "1h"} if command.startswith("settings") else {"date": "1"}
    options |= {"start": "2023-08-21 10:00"} if command.endswith("move") else {}
    with pytest.raises(ClientRefusal):
        await room.use(command, options, by=room.member)
    refused = await room.use(command, options, by=room.member, force=True)
    assert refused.text == "This needs the Manage Server permission, which you do not have here."


async def test_a_moderator_who_was_demoted_cannot_press_the_button(room: Room) -> None:
    preview = await room.use("bargaining move", MONDAY)
    roles = list(room.moderator.roles)
    room.discord.world.set_roles(room.guild, room.moderator.user, [])
    press = await room.discord.press(preview, "date-move:*", room.moderator)
    await eventually(lambda: "needs the Manage Server permission" in str(press.followups))
    room.discord.world.set_roles(room.guild, room.moderator.user, roles)
    assert "Friday 18 August" in (await room.use("bargaining list")).text


async def test_only_a_role_that_the_moderator_and_the_bot_may_mention_is_taken(room: Room) -> None:
    closed = room.discord.add_role(room.guild, "Negotiators")
    everyone = room.guild.roles[room.guild.id]
    edit = "bargaining edit"
    assert (await room.use(edit, {"date": "1", "role": closed})).text.startswith(
        "You are not allowed to mention the role"
    )
    assert (await room.use(edit, {"date": "1", "role": everyone})).text.startswith("Reminders do not mention everyone.")
    lead = room.discord.member(room.guild, "Lead", permissions=Can.MANAGE_GUILD | Can.MENTION_EVERYONE)
    refused = await room.use(edit, {"date": "1", "role": closed}, by=lead)
    assert refused.text.startswith("I am not allowed to mention the role “Negotiators” there.")
    open_ = room.discord.add_role(room.guild, "Captains", mentionable=True)
    taken = await room.use(edit, {"date": "1", "role": open_})
    assert f"They mention <@&{open_.id}>." in taken.text


async def test_a_channel_that_the_bot_may_not_write_in_is_refused(room: Room) -> None:
    closed = room.discord.add_channel(room.guild, "closed")
    room.discord.overwrite(closed, room.discord.world.bot, deny=Can.SEND_MESSAGES)
    answer = await room.use("bargaining edit", {"date": "1", "channel": closed})
    assert answer.text.startswith("I cannot post in that channel")


async def test_a_reminder_mentions_its_role_alone_and_nothing_from_its_texts(room: Room) -> None:
    role = room.discord.add_role(room.guild, "Captains", mentionable=True)
    other = room.discord.add_role(room.guild, "Others", mentionable=True)
    post = DateReminder(
        **{name: getattr(REMINDER, name) for name in REMINDER.__slots__}
        | {"role_id": role.id, "note": f"<@&{other.id}> @everyone"}
    )
    await DiscordPublisher(room.client).send(Delivery("d" * 20, room.guild.id, room.news.id, post, START))
    [message] = room.discord.messages(room.news)
    assert message["mention_roles"] == [str(role.id)]
    assert message["mention_everyone"] is False
    assert message["content"].endswith(f"<@&{role.id}>")


async def test_a_servers_usual_reminders_are_those_of_dates_added_later(room: Room) -> None:
    assert "2 hours before" in (await room.use("settings reminders", {"before": "2h"})).text
    added = await room.use("bargaining add", MEETING | {"start": "2023-08-20 10:00"})
    assert "Reminders: 2 hours before." in added.text
    assert "24 hours and 1 hour before" in (await room.use("bargaining list")).text
    assert "have no reminders" in (await room.use("settings reminders", {"before": "none"})).text
    wrong = await room.use("settings reminders", {"before": "often"})
    assert wrong.text.startswith("I do not understand “often”.")


async def test_reminders_that_are_past_are_not_named(room: Room) -> None:
    added = await room.use("bargaining add", MEETING | {"start": "today 18:00"})
    assert "Reminders: 1 hour before." in added.text
    late = await room.use("bargaining add", MEETING | {"start": "in 30 minutes"})
    assert "No more reminders will be sent." in late.text
