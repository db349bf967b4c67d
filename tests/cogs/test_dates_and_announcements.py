"""`/bargaining`, `/dates` and `/announce` with the real services, as moderator, as member, with wrong input and after a restart."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.announcements.desk import AnnouncementDesk
from bot.approvals.service import ApprovalService
from bot.bargaining.choices import DateChoiceService
from bot.bargaining.service import BargainingService
from bot.models.servers import Server
from bot.storage import servers
from bot.storage.database import Database
from cogs.ui.wording_desk import KINDS
from config.files import load_disputes
from rehearsal.discord.errors import ClientRefusal
from rehearsal.discord.interactions import Interaction
from rehearsal.discord.permissions import Can
from tests.cogs import fakes
from tests.cogs.conftest import Room, connected, eventually, opened
from tests.services.fakes import START, HandClock

NOT_ALLOWED = "This needs the Manage Server permission, which you do not have here."
SOURCE = "https://guild.example/meeting"
MEETING = {"dispute": "wga-amptp", "kind": "session", "start": "fri 10:00", "source": SOURCE}


@pytest.fixture
async def room(sqlite_database: str) -> AsyncIterator[Room]:
    db, clock = await Database.open(sqlite_database), HandClock()
    given: dict[str, Any] = {"db": db, "clock": clock, "wake": lambda: None}
    approvals = ApprovalService(**given)
    services = fakes.services(
        approvals=approvals,
        bargaining=BargainingService(disputes=load_disputes(), kinds=KINDS, **given),
        announcements=AnnouncementDesk.build(approvals=approvals, **given),
        date_choices=DateChoiceService(db=db, clock=clock),
        clock=clock,
    )
    async with opened(services) as room:
        async with db.transaction() as conn:
            await servers.save(conn, Server(room.guild.id, room.news.id, room.desk.id, "Europe/London", setup_at=START))
        yield room
    await db.close()


async def written(room: Room, text: str = "Bring **water**", when: str = "tomorrow 9am", **options: Any) -> Interaction:
    """The form filled in; the answer with the preview or the refusal."""
    form = await room.use("announce schedule", {"channel": room.news} | options)
    return await room.discord.submit_modal(form, {"text": text, "when": when})


async def pressed(room: Room, preview: Interaction, button: str) -> Interaction:
    answer = await room.discord.press(preview, f"{button}:*", room.moderator)
    await eventually(lambda: answer.response is not None)
    return answer


async def confirmed(room: Room, preview: Interaction) -> None:
    await pressed(room, preview, "announce-confirm")
    await eventually(lambda: "It will be posted in" in preview.text)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("bargaining add", MEETING),
        ("bargaining list", {}),
        ("bargaining cancel", {"date": "1"}),
        ("announce schedule", {"channel": None}),
        ("announce list", {}),
        ("announce cancel", {"announcement": "1"}),
    ],
)
async def test_a_member_is_shown_none_of_the_moderators_commands_and_refused_each(
    room: Room, name: str, options: dict[str, Any]
) -> None:
    options = {key: room.news if value is None else value for key, value in options.items()}
    with pytest.raises(ClientRefusal):
        await room.use(name, options, by=room.member)
    refused = await room.use(name, options, by=room.member, force=True)
    assert refused.text == NOT_ALLOWED
    assert refused.modal is None


async def test_a_date_called_off_long_after_it_was_over_promises_no_message(room: Room) -> None:
    await room.use("bargaining add", MEETING)
    clock = room.services.clock
    assert isinstance(clock, HandClock)
    clock.moment += timedelta(days=30)
    answer = await room.use("bargaining cancel", {"date": "1"})
    assert "no message is sent" in answer.text
    assert "short message" not in answer.text


@pytest.mark.parametrize(("name", "option"), [("bargaining cancel", "date"), ("announce cancel", "announcement")])
async def test_what_is_planned_is_offered_to_moderators_only(room: Room, name: str, option: str) -> None:
    await room.use("bargaining add", MEETING)
    await confirmed(room, await written(room))
    for who, count in ((room.moderator, 1), (room.member, 0)):
        offered = await room.discord.autocomplete(room.guild, room.desk, who, name, option, "", force=True)
        assert len(offered.choices or ()) == count


async def test_a_date_is_read_back_with_the_time_at_home_its_source_and_its_reminders(room: Room) -> None:
    added = await room.use("bargaining add", MEETING | {"wake": True})
    assert added.ephemeral
    # Friday 18 August, ten in the morning in Los Angeles.
    assert "Bargaining session: WGA and AMPTP. <t:1692378000:F>, Friday 18 August 10:00 in Los Angeles." in added.text
    assert f"[Source](<{SOURCE}>)" in added.text
    assert "Reminders: 24 hours and 1 hour before. They ring in quiet hours too." in added.text


async def test_members_see_the_dates_ahead_and_no_numbers(room: Room) -> None:
    assert (await room.use("dates list", by=room.member)).text.endswith("No dates are entered.")
    await room.use("bargaining add", MEETING)
    listed = await room.use("dates list", by=room.member)
    assert listed.ephemeral
    assert "<t:1692378000:F>" in listed.text
    assert "Number" not in listed.text
    assert "Number 1." in (await room.use("bargaining list")).text


async def test_a_date_of_several_days_is_told_by_its_days(room: Room) -> None:
    added = await room.use("bargaining add", MEETING | {"start": "18 Aug", "end": "20 Aug", "all_day": True})
    assert "Friday 18 August to Sunday 20 August, all day in Los Angeles." in added.text


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("2024-03-10 02:30", "The clocks are set forward over that time, so it counts as 03:30."),
        ("2023-11-05 01:30", "The clocks show that time twice that day; the first one counts."),
    ],
)
async def test_a_time_that_the_clocks_show_never_or_twice_is_pointed_out(room: Room, start: str, words: str) -> None:
    assert words in (await room.use("bargaining add", MEETING | {"start": start})).text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"dispute": "the bakers"}, "I do not know the dispute “the bakers”."),
        ({"zone": "Atlantis"}, "I do not know the time zone “Atlantis”."),
        ({"start": "soon"}, "I am not sure which moment “soon” is. Write it like tomorrow 9am"),
        ({"start": "2023-08-01 10:00"}, "That date is over already."),
        ({"start": "fri 10:00", "all_day": True}, "I am not sure which day “fri 10:00” is."),
        ({"end": "fri 09:00"}, "The end is not after the start."),
        ({"source": "on the site"}, "A date needs a link to its source"),
        ({"remind": "often"}, "I do not understand “often”."),
    ],
)
async def test_a_wrong_date_is_named_and_not_kept(room: Room, wrong: dict[str, Any], words: str) -> None:
    assert words in (await room.use("bargaining add", MEETING | wrong)).text
    assert "No dates are entered." in (await room.use("bargaining list")).text


async def test_a_date_entered_twice_and_one_called_off_twice_say_so(room: Room) -> None:
    await room.use("bargaining add", MEETING)
    again = await room.use("bargaining add", MEETING)
    assert again.text == "This date is there already; see `/bargaining list`."
    assert "called off" in (await room.use("bargaining cancel", {"date": "1"})).text
    for number in ("1", "77", "the first"):
        gone = await room.use("bargaining cancel", {"date": number})
        assert gone.text == "There is no such date, or it was called off already; see `/bargaining list`."


async def test_a_preview_shows_the_message_and_when_by_the_servers_clock(room: Room) -> None:
    preview = await written(room)
    assert preview.ephemeral
    assert f"For <#{room.news.id}>, <t:1691827200:F> (Saturday 12 August 09:00 in London)." in preview.text
    assert "### Announcement by this server's moderators\nBring **water**" in preview.text
    assert preview.text.endswith("give it:\nAnnouncement by this server's moderators\nBring water")
    assert "No announcement is scheduled." in (await room.use("announce list")).text


async def test_confirmed_twice_it_is_scheduled_once_and_can_be_withdrawn_once(room: Room) -> None:
    preview = await written(room)
    for press in [await pressed(room, preview, "announce-confirm") for _ in range(2)]:
        assert press.failed is None
    await eventually(lambda: "It will be posted in" in preview.text)
    listed = (await room.use("announce list")).text
    assert listed.count("Number") == 1
    assert "“Bring \\*\\*water\\*\\*”" in listed
    assert "will not be posted" in (await room.use("announce cancel", {"announcement": "1"})).text
    again = await room.use("announce cancel", {"announcement": "1"})
    assert again.text.startswith("This announcement was sent, cancelled or discarded already")


async def test_a_discarded_preview_schedules_nothing(room: Room) -> None:
    preview = await written(room)
    await pressed(room, preview, "announce-discard")
    await eventually(lambda: preview.text == "Discarded. Nothing was scheduled.")
    assert "No announcement is scheduled." in (await room.use("announce list")).text


async def test_the_form_comes_back_filled_in_and_replaces_the_draft_also_after_a_restart(room: Room) -> None:
    first = await written(room)
    await room.client.close()
    async with connected(room.discord, room.services) as client:
        room.client = client
        form = await pressed(room, first, "announce-change")
        second = await room.discord.submit_modal(form, {"when": "tomorrow 10am"})
        assert "Bring **water**" in second.text
        assert "10:00 in London" in second.text
        stale = await pressed(room, first, "announce-confirm")
        await eventually(lambda: "sent, cancelled or discarded already" in stale.text)
        await confirmed(room, second)
        assert "10:00 in London" in (await room.use("announce list")).text


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("half past nine", "I am not sure which moment “half past nine” is."),
        ("today 9am", "That moment is over already. Nothing was scheduled"),
        ("2026-01-01 09:00", "That is more than a year ahead."),
    ],
)
async def test_a_wrong_moment_is_named_and_the_text_given_back(room: Room, when: str, words: str) -> None:
    answer = await written(room, when=when)
    assert words in answer.text
    assert answer.text.endswith("Your text, to use it again:\nBring **water**")


async def test_an_empty_text_is_named(room: Room) -> None:
    assert (await written(room, text="  ")).text == "The announcement has no text. Nothing was kept."


async def test_discord_itself_refuses_a_text_that_is_too_long(room: Room) -> None:
    with pytest.raises(ClientRefusal):
        await written(room, text="x" * 1801)


async def test_a_channel_that_the_bot_may_not_write_in_is_refused_before_the_form(room: Room) -> None:
    closed = room.discord.add_channel(room.guild, "closed")
    room.discord.overwrite(closed, room.discord.world.bot, deny=Can.SEND_MESSAGES)
    answer = await room.use("announce schedule", {"channel": closed})
    assert answer.modal is None
    assert "I need Send Messages there" in answer.text


async def test_a_channel_deleted_under_the_form_or_the_preview_is_named_at_the_next_step(room: Room) -> None:
    form, preview = await room.use("announce schedule", {"channel": room.news}), await written(room)
    room.discord.delete_channel(room.news)
    await eventually(lambda: room.client.get_channel(room.news.id) is None)
    answer = await room.discord.submit_modal(form, {"text": "Bring water", "when": "tomorrow 9am"})
    assert "I cannot post in that channel: it was deleted" in answer.text
    stale = await pressed(room, preview, "announce-confirm")
    await eventually(lambda: "I cannot post in that channel: it was deleted" in stale.text)
    assert "No announcement is scheduled." in (await room.use("announce list")).text
