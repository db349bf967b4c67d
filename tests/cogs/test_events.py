"""Discord's own events of bargaining dates, over a socket: one a date, moved and cancelled along with it, whatever gets lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from bot.bargaining.choices import DateChoiceService
from bot.bargaining.events import EventService
from bot.bargaining.service import BargainingService
from bot.clock import SystemClock
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.notices import GivenUp
from bot.models.servers import Server
from bot.storage import servers
from bot.storage.database import Database
from cogs.publisher import DiscordPublisher
from cogs.ui.wording_desk import KINDS
from config.files import load_disputes
from rehearsal.discord.permissions import BOT, Can
from rehearsal.discord.places import Json
from tests.cogs import fakes
from tests.cogs.conftest import Room, opened

CANCELLED = 4


@dataclass
class Hall:
    room: Room
    db: Database

    async def add(self, **other: Any) -> str:
        start = f"{SystemClock().now() + timedelta(days=30):%Y-%m-%d} 10:00"
        options = {"dispute": "wga-amptp", "kind": "session", "start": start, "source": "https://guild.example/d"}
        return (await self.room.use("bargaining add", options | other)).text

    def events(self) -> list[Json]:
        return list(self.room.guild.events.values())

    @asynccontextmanager
    async def posting(self, owner: str = "one") -> AsyncIterator[Dispatcher]:
        clock = SystemClock()
        dispatcher = Dispatcher(
            db=self.db, publisher=DiscordPublisher(self.room.client), clock=clock, owner=owner, given_up=GivenUp(clock)
        )
        await dispatcher.start()
        yield dispatcher
        await dispatcher.close()

    async def until(self, true: Callable[[], object]) -> None:
        """Let what is due be sent until something holds."""
        async with self.posting() as dispatcher, asyncio.timeout(10):
            while not true():
                dispatcher.wake()
                await asyncio.sleep(0.02)


@pytest.fixture
async def hall(sqlite_database: str) -> AsyncIterator[Hall]:
    db, clock = await Database.open(sqlite_database), SystemClock()
    dates = BargainingService(db=db, clock=clock, wake=lambda: None, disputes=load_disputes(), kinds=KINDS)
    services = fakes.services(
        bargaining=dates,
        date_choices=DateChoiceService(db=db, clock=clock),
        events=EventService(db=db, clock=clock, name=dates.name, wake=lambda: None),
        clock=clock,
    )
    async with opened(services) as room:
        async with db.transaction() as conn:
            server = Server(room.guild.id, room.news.id, room.desk.id, "Europe/London", setup_at=clock.now())
            await servers.save(conn, server)
        yield Hall(room, db)
    await db.close()


async def test_a_date_has_no_event_unless_that_was_chosen_and_then_those_ahead_get_one_too(hall: Hall) -> None:
    await hall.add(note="Hall 2")
    chosen = await hall.room.use("settings events", {"on": True})
    assert "dates ahead: 1" in chosen.text
    await hall.until(hall.events)
    (event,) = hall.events()
    assert event["name"] == "Bargaining session: WGA and AMPTP"
    assert event["entity_metadata"] == {"location": "Hall 2"}
    assert "Entered by this server's moderators. Its end is not known; an hour is shown." in event["description"]
    assert "Source: https://guild.example/d" in event["description"]


async def test_it_is_moved_changed_and_cancelled_with_its_date_and_stays_one(hall: Hall) -> None:
    await hall.room.use("settings events", {"on": True})
    await hall.add()
    await hall.until(hall.events)
    start = hall.events()[0]["scheduled_start_time"]
    preview = await hall.room.use("bargaining move", {"date": "1", "start": "in 40 days"})
    before = preview.text
    await hall.room.discord.press(preview, "date-move:*", hall.room.moderator)
    await hall.until(lambda: preview.text != before and hall.events()[0]["scheduled_start_time"] != start)
    await hall.room.use("bargaining edit", {"date": "1", "note": "Hall 3"})
    await hall.until(lambda: hall.events()[0]["entity_metadata"]["location"] == "Hall 3")
    await hall.room.use("settings events", {"on": False})
    await hall.room.use("bargaining cancel", {"date": "1"})
    await hall.until(lambda: hall.events()[0]["status"] == CANCELLED)
    assert len(hall.events()) == 1


@pytest.mark.parametrize("fault", [{"drop": "after"}, {"status": 500, "after_commit": True}])
async def test_an_answer_that_is_lost_does_not_make_a_second_event(hall: Hall, fault: dict[str, Any]) -> None:
    hall.room.discord.fail("POST", "/guilds/*/scheduled-events", **fault)
    await hall.room.use("settings events", {"on": True})
    await hall.add()
    await hall.until(hall.events)
    await hall.room.use("bargaining edit", {"date": "1", "note": "Hall 2"})
    await hall.until(lambda: hall.events()[0]["entity_metadata"]["location"] == "Hall 2")
    assert len(hall.events()) == 1


async def test_a_missing_permission_is_said_once_and_made_good_when_chosen_again(hall: Hall) -> None:
    await hall.room.use("settings events", {"on": True})
    guild, discord = hall.room.guild, hall.room.discord
    mine = [role for role in guild.members[discord.world.bot.id].roles if role != guild.id]
    discord.world.update_role(guild, mine[0], permissions=BOT & ~Can.CREATE_EVENTS & ~Can.MANAGE_EVENTS)
    await hall.add()
    await hall.add(kind="deadline")

    def notices() -> list[str]:
        return [m["content"] for m in discord.messages(hall.room.desk) if m["content"].startswith("### Event not kept")]

    await hall.until(notices)
    await asyncio.sleep(0.3)
    (notice,) = notices()
    assert "Give me Create Events" in notice
    refused = await hall.room.use("settings events", {"on": True})
    assert refused.text == "I need Create Events in this server for that. Nothing was changed."
    discord.world.update_role(guild, mine[0], permissions=BOT)
    await asyncio.sleep(0.2)
    await hall.room.use("settings events", {"on": True})
    await hall.until(lambda: len(hall.events()) == 2)


async def test_an_event_that_somebody_deleted_is_left_alone(hall: Hall) -> None:
    await hall.room.use("settings events", {"on": True})
    await hall.add()
    await hall.until(hall.events)
    hall.room.guild.events.clear()
    await hall.room.use("bargaining edit", {"date": "1", "note": "Hall 2"})
    async with hall.posting() as dispatcher:
        for _ in range(10):
            dispatcher.wake()
            await asyncio.sleep(0.03)
    assert hall.events() == []
    assert not any("not" in m["content"] for m in hall.room.discord.messages(hall.room.desk))


async def test_a_member_is_refused(hall: Hall) -> None:
    refused = await hall.room.use("settings events", {"on": True}, by=hall.room.member, force=True)
    assert refused.text == "This needs the Manage Server permission, which you do not have here."
