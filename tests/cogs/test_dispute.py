"""`/dispute` with the real service, as moderator, as member, with wrong input and after a restart."""

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
from rehearsal.discord.places import Member
from tests.cogs import fakes
from tests.cogs.conftest import Room, connected, opened
from tests.services.fakes import START, HandClock

NOT_ALLOWED = "This needs the Manage Server permission, which you do not have here."
STRIKE = {"dispute": "wga-amptp", "step": "on_strike", "date": "2 May", "source": "https://www.wga.org/strike"}


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
            await servers.save(conn, Server(room.guild.id, room.news.id, room.desk.id, "Europe/London", setup_at=START))
        yield room
    await db.close()


async def offered(room: Room, who: Member, command: str, option: str, given: dict[str, Any] | None = None) -> list[str]:
    found = await room.discord.autocomplete(room.guild, room.desk, who, command, option, "", given or {}, force=True)
    return [choice["value"] for choice in found.choices or ()]


@pytest.mark.parametrize(
    ("name", "options"), [("step", STRIKE), ("correct", {"which": "1", "date": "today"}), ("undo", {"which": "1"})]
)
async def test_a_member_may_not_enter_correct_or_undo(room: Room, name: str, options: dict[str, Any]) -> None:
    await room.use("dispute step", STRIKE)
    assert (await room.use(f"dispute {name}", options, by=room.member)).text == NOT_ALLOWED
    assert "Tuesday 2 May 2023" in (await room.use("dispute show", by=room.member)).text


async def test_a_strike_is_read_back_with_its_day_source_and_label(room: Room) -> None:
    answer = await room.use("dispute step", STRIKE)
    assert answer.ephemeral
    assert "It is told in the channel for stories about this dispute." in answer.text
    assert "### WGA and AMPTP: Minimum Basic Agreement" in answer.text
    said = (
        "Strike: on strike, Day 102, since Tuesday 2 May 2023. [Source](<https://www.wga.org/strike>): OFFICIAL (union)"
    )
    assert said in answer.text


async def test_members_are_shown_all_disputes_one_or_none(room: Room) -> None:
    assert "entered no step of any dispute yet" in (await room.use("dispute show", by=room.member)).text
    await room.use("dispute step", STRIKE)
    await room.use("dispute step", STRIKE | {"dispute": "wgsu-wgaw", "date": "11 Aug"})
    shown = (await room.use("dispute show", by=room.member)).text
    assert "Day 102" in shown
    assert "Writers Guild Staff Union and WGA West" in shown
    one = (await room.use("dispute show", {"dispute": "dga-amptp"}, by=room.member)).text
    assert "no step of it yet" in one
    assert "The contract's last day is Sunday 30 June 2030, in 2,515 days." in one


async def test_an_impossible_step_is_refused_with_what_is_possible(room: Room) -> None:
    await room.use("dispute step", STRIKE | {"step": "in_session"})
    refused = (await room.use("dispute step", STRIKE | {"step": "ratified", "date": "today"})).text
    assert refused.startswith(
        "“ratified” cannot follow “in session”, the latest step, of Tuesday 2 May 2023. Possible now: "
    )
    assert "tentative agreement" in refused


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"dispute": "the bakers"}, "I do not know the dispute “the bakers”."),
        ({"step": "resting"}, "I do not know that step."),
        ({"date": "soon"}, "I am not sure which day “soon” is."),
        ({"date": "tomorrow"}, "Saturday 12 August 2023 is still ahead at the dispute's home."),
        ({"source": "a flyer"}, "A step needs a link to its source"),
        ({"until": "1 Sep"}, "“on strike” takes no second day."),
        ({"by": "union"}, "Only suspended talks take `by`."),
        ({"step": "strike_called"}, "“strike called” needs `until`"),
        ({"step": "suspended"}, "“suspended” needs `by`"),
        ({"step": "ratified"}, "“ratified” cannot be the first step entered. Possible now: not started,"),
    ],
)
async def test_a_wrong_step_is_named_and_not_kept(room: Room, wrong: dict[str, Any], words: str) -> None:
    assert words in (await room.use("dispute step", STRIKE | wrong)).text
    assert "No step was entered yet." in (await room.use("dispute history", {"dispute": "wga-amptp"})).text


async def test_offered_are_the_steps_that_can_follow(room: Room) -> None:
    await room.use("dispute step", STRIKE)
    steps = await offered(room, room.moderator, "dispute step", "step", {"dispute": "wga-amptp"})
    assert {"strike_suspended", "strike_ended", "in_session"} <= set(steps)
    assert not {"on_strike", "ratified", "strike_called"} & set(steps)
    assert len(await offered(room, room.moderator, "dispute step", "step")) == len(STEPS)


async def test_what_can_be_changed_is_offered_to_moderators_only(room: Room) -> None:
    await room.use("dispute step", STRIKE)
    assert await offered(room, room.moderator, "dispute undo", "which") == ["1"]
    assert await offered(room, room.member, "dispute undo", "which") == []


async def test_a_correction_and_a_step_taken_back_stay_in_the_history(room: Room) -> None:
    await room.use("dispute step", STRIKE)
    assert "since Wednesday 3 May 2023" in (await room.use("dispute correct", {"which": "1", "date": "3 May"})).text
    assert "no step of it yet" in (await room.use("dispute undo", {"which": "2"})).text
    history = (await room.use("dispute history", {"dispute": "wga-amptp"}, by=room.member)).text
    assert "(corrected <t:" in history
    assert "(taken back <t:" in history
    assert history.count("~~") == 4
    for number in ("1", "2", "99", "the last"):
        again = (await room.use("dispute undo", {"which": number})).text
        assert again.startswith("Only the last step of the talks")


async def test_the_steps_outlive_a_restart(room: Room) -> None:
    await room.use("dispute step", STRIKE)
    await room.client.close()
    async with connected(room.discord, room.services) as client:
        room.client = client
        assert "Day 102" in (await room.use("dispute show", {"dispute": "wga-amptp"}, by=room.member)).text
