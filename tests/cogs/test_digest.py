"""`/digest`, `/settings digest` and `/settings quiet` with the real services, as moderator, as member, with wrong input and restart."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import time, timedelta

import pytest

from bot.digests.contents import DigestKit
from bot.digests.service import DigestService
from bot.models.schedules import Cadence
from bot.models.servers import Server
from bot.servers.quiet_hours import QuietHours
from bot.storage import feeds, servers
from bot.storage.database import Database
from cogs.ui.cards_digest import DigestLengths
from rehearsal.discord.errors import ClientRefusal
from rehearsal.discord.permissions import Can
from tests.cogs import fakes
from tests.cogs.conftest import Room, connected, eventually, opened
from tests.e2e.stories import distinct
from tests.services.fakes import START
from tests.services.newsroom import OUTLETS, TAXONOMY, Newsroom, raw

NOT_ALLOWED = "This needs the Manage Server permission, which you do not have here."
MODERATORS_ONLY = [("settings digest", {"cadence": "daily"}), ("settings quiet", {"from": "22:00", "to": "08:00"})]


class RealServers(fakes.FakeServers):
    """Reads the server's row from the database."""

    def __init__(self, db: Database) -> None:
        super().__init__()
        self.db = db

    async def get(self, guild_id: int) -> Server | None:
        async with self.db.reading() as conn:
            return await servers.get(conn, guild_id)


@pytest.fixture
async def newsroom(sqlite_database: str) -> AsyncIterator[Newsroom]:
    db = await Database.open(sqlite_database)
    yield await Newsroom.open(db, setup=False)
    await db.close()


@pytest.fixture
async def room(newsroom: Newsroom) -> AsyncIterator[Room]:
    issues = {issue.id: issue.name for issue in TAXONOMY.issues}
    db, clock = newsroom.db, newsroom.clock
    kit = DigestKit(db, clock, OUTLETS, tuple(issues), DigestLengths(issues))
    given = {
        "servers": RealServers(db),
        "digests": DigestService(kit, wake=lambda: None),
        "quiet_hours": QuietHours(db=db, clock=clock, wake=lambda: None),
    }
    async with opened(fakes.services(**given)) as room:
        async with db.transaction() as conn:
            await servers.save(conn, Server(room.guild.id, room.news.id, room.desk.id, "Europe/London", setup_at=START))
            await feeds.follow(conn, room.guild.id, [feed.id for feed in newsroom.feeds.values()])
        yield room


async def test_a_moderator_chooses_a_digest_and_reads_it_back(room: Room) -> None:
    answer = await room.use("settings digest", {"cadence": "weekly", "time": "9 am", "weekday": 4, "empty": False})
    assert answer.ephemeral
    assert f"Digest: each Friday at 09:00 in <#{room.news.id}>." in answer.text
    assert "Without anything new nothing is posted." in answer.text
    assert "It carries a picture of how many stories a day" in answer.text
    assert "Times follow Europe/London." in answer.text
    plan = await room.services.digests.get(room.guild.id)
    assert plan is not None
    assert (plan.rule.cadence, plan.rule.at, plan.rule.weekday) == (Cadence.WEEKLY, time(9), 4)


async def test_the_settings_name_digest_and_quiet_hours(room: Room) -> None:
    await room.use("settings digest", {"cadence": "daily", "channel": room.desk})
    await room.use("settings quiet", {"from": "22:00", "to": "08:00"})
    text = (await room.use("settings show")).text
    assert f"Digest: daily at 09:00 in <#{room.desk.id}>." in text
    assert "picture" not in text
    assert "Quiet hours: from 22:00 to 08:00. Stories wait until then." in text


async def test_a_digest_can_be_switched_off_once(room: Room) -> None:
    await room.use("settings digest", {"cadence": "daily"})
    assert (await room.use("settings digest", {"cadence": "off"})).text == "No digest is posted any more."
    again = await room.use("settings digest", {"cadence": "off"})
    assert again.text == "There was no digest, so nothing was changed."


async def test_a_digest_in_the_quiet_hours_says_that_it_is_silent(room: Room) -> None:
    await room.use("settings quiet", {"from": "22:00", "to": "09:30"})
    answer = await room.use("settings digest", {"cadence": "daily", "time": "09:00"})
    assert "It comes in the quiet hours, so without a notification." in answer.text


async def test_quiet_hours_are_read_back_and_can_be_ended(room: Room) -> None:
    answer = await room.use("settings quiet", {"from": "10pm", "to": "08.00"})
    assert "From 22:00 to 08:00 stories wait" in answer.text
    assert (await room.use("settings quiet", {"off": True})).text.startswith("There are no quiet hours any more.")


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("settings digest", {"cadence": "daily", "time": "teatime"}, "I do not understand the time “teatime”."),
        ("settings digest", {"cadence": "daily", "time": "9"}, "I do not understand the time “9”."),
        ("settings digest", {"cadence": "daily", "weekday": 2}, "A day of the week is for the weekly digest only."),
        ("settings digest", {"cadence": "off", "time": "09:00"}, "leave the other options out"),
        ("settings quiet", {}, "Give both times"),
        ("settings quiet", {"from": "22:00"}, "Give both times"),
        ("settings quiet", {"from": "22:00", "to": "22:00"}, "Quiet hours cannot end at the time they begin."),
        ("settings quiet", {"from": "25:00", "to": "08:00"}, "I do not understand the time “25:00”."),
        ("settings quiet", {"from": "22:00", "to": "08:00", "off": True}, "choose off and leave the times out"),
    ],
)
async def test_wrong_input_is_named_and_changes_nothing(
    room: Room, name: str, options: dict[str, object], words: str
) -> None:
    answer = await room.use(name, options)
    assert answer.ephemeral
    assert words in answer.text
    assert await room.services.digests.get(room.guild.id) is None
    server = await room.services.servers.get(room.guild.id)
    assert server is not None
    assert server.quiet_from is None


async def test_a_channel_in_which_the_bot_may_not_write_is_refused(room: Room) -> None:
    closed = room.discord.add_channel(room.guild, "closed")
    room.discord.overwrite(closed, room.discord.world.bot, deny=Can.SEND_MESSAGES)
    answer = await room.use("settings digest", {"cadence": "daily", "channel": closed})
    assert f"In <#{closed.id}> I need: Send Messages." in answer.text
    assert await room.services.digests.get(room.guild.id) is None


@pytest.mark.parametrize(("name", "options"), MODERATORS_ONLY)
async def test_a_member_is_shown_neither_and_refused_both(room: Room, name: str, options: dict[str, object]) -> None:
    with pytest.raises(ClientRefusal):
        await room.use(name, options, by=room.member)
    answer = await room.use(name, options, by=room.member, force=True)
    assert answer.text == NOT_ALLOWED
    assert await room.services.digests.get(room.guild.id) is None


@pytest.mark.parametrize(("name", "options"), [*MODERATORS_ONLY, ("digest", {})])
async def test_before_the_set_up_each_says_so(
    newsroom: Newsroom, room: Room, name: str, options: dict[str, object]
) -> None:
    async with newsroom.db.transaction() as conn:
        await servers.save(conn, Server(room.guild.id))
    assert (await room.use(name, options)).text.startswith("This server is not set up yet.")


async def test_a_member_gets_a_digest_of_the_days_asked_for(newsroom: Newsroom, room: Room) -> None:
    now = newsroom.clock.now()
    await newsroom.poll("lantern", raw(*distinct(1)[0], published=now - timedelta(days=3)))
    one = await room.use("digest", by=room.member)
    assert "no new stories" in one.text
    assert one.ephemeral
    week = await room.use("digest", {"days": 7}, by=room.member)
    assert "1 story" in week.text
    assert "REPORTED (The Lantern)" in week.text


@pytest.mark.parametrize("days", [0, 15])
async def test_discord_itself_refuses_days_out_of_range(room: Room, days: int) -> None:
    with pytest.raises(ClientRefusal):
        await room.use("digest", {"days": days})


async def test_a_page_of_an_old_answer_turns_after_a_restart(newsroom: Newsroom, room: Room) -> None:
    now = newsroom.clock.now()
    for title, text in distinct(40):
        await newsroom.poll("lantern", raw(title, text, published=now))
    answer = await room.use("digest", by=room.member)
    assert "part 1 of" in answer.text
    await room.client.close()
    async with connected(room.discord, room.services):
        pressed = await room.discord.press(answer, "digest:1:1:*", room.member)
        await eventually(lambda: "part 2 of" in pressed.text)
    assert room.violations() == []


async def test_times_are_offered_while_a_person_types(room: Room) -> None:
    typing = await room.discord.autocomplete(
        room.guild, room.desk, room.moderator, "settings digest", "time", "7:15 pm"
    )
    assert [choice["value"] for choice in typing.choices] == ["19:15"]
    typing = await room.discord.autocomplete(room.guild, room.desk, room.moderator, "settings quiet", "to", "8")
    assert [choice["value"] for choice in typing.choices] == ["08:00", "08:30"]
