"""`/status` with the real services: before any step, during a strike, after dates, and on a phone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.bargaining.service import BargainingService
from bot.disputes.service import DisputeService
from bot.models.servers import Server
from bot.news.outlets import name_outlets
from bot.storage import servers
from bot.storage.database import Database
from cogs.ui.wording_desk import KINDS
from cogs.ui.wording_dispute import STEPS
from config.files import load_disputes, load_taxonomy
from tests.cogs import fakes
from tests.cogs.conftest import Room, opened
from tests.services.fakes import START, HandClock

STRIKE = {"dispute": "wga-amptp", "step": "on_strike", "date": "2 May", "source": "https://www.wga.org/strike"}
SESSION = {
    "dispute": "wga-amptp",
    "kind": "session",
    "start": "15 Aug 10:00",
    "source": "https://www.wga.org/dates",
}


@pytest.fixture
async def room(sqlite_database: str) -> AsyncIterator[Room]:
    db, clock = await Database.open(sqlite_database), HandClock()
    given: dict[str, Any] = {"db": db, "clock": clock, "disputes": load_disputes(), "wake": lambda: None}
    outlets = name_outlets(load_taxonomy().outlets)
    services = fakes.services(
        disputes=DisputeService(outlets=outlets, steps=STEPS, **given),
        bargaining=BargainingService(kinds=KINDS, **given),
    )
    async with opened(services) as room:
        async with db.transaction() as conn:
            await servers.save(conn, Server(room.guild.id, room.news.id, room.desk.id, setup_at=START))
        yield room
    await db.close()


async def test_before_any_step_the_next_expiries_are_told(room: Room) -> None:
    lines = (await room.use("status", by=room.member)).text.splitlines()
    assert lines[:2] == [
        "## Where the disputes stand",
        "This server's moderators have entered no step of any dispute yet.",
    ]
    told = [line for line in lines if line.startswith("- ")]
    assert len(told) == 5
    assert all("last day is " in line and " days." in line for line in told)


async def test_a_strike_has_its_day_its_source_and_the_next_date(room: Room) -> None:
    await room.use("dispute step", STRIKE)
    await room.use("bargaining add", SESSION)
    answer = await room.use("status", by=room.member)
    assert answer.ephemeral
    lines = answer.text.splitlines()
    start = lines.index("### WGA and AMPTP")
    assert lines[start + 1].startswith(
        "Strike day 102, Tuesday 2 May 2023. [Source](<https://www.wga.org/strike>): OFFICIAL"
    )
    assert lines[start + 2].startswith("Next: [Bargaining session](<https://www.wga.org/dates>), <t:")
    assert not any(line.startswith("- WGA and AMPTP,") for line in lines)


async def test_a_date_of_a_dispute_without_steps_is_told_in_its_line(room: Room) -> None:
    await room.use("bargaining add", SESSION)
    text = (await room.use("status")).text
    assert "- WGA and AMPTP, Minimum Basic Agreement: [Bargaining session](<https://www.wga.org/dates>), <t:" in text


async def test_the_answer_fits_a_phone(room: Room) -> None:
    await room.use("dispute step", STRIKE)
    await room.use("bargaining add", SESSION)
    assert len((await room.use("status")).text.splitlines()) <= 20
