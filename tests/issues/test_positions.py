"""Where the sides stand, read from the archive as one server sees it, on both engines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.disputes.service import DisputeService
from bot.errors import UserError
from bot.issues.service import PAGE, IssueService
from bot.models.disputes import Step, StepRecord
from bot.models.news import Quote
from bot.models.registry import Dispute
from bot.news.outlets import name_outlets
from bot.storage import disputes as steps
from bot.storage import tag_fixes
from bot.storage.database import Database
from tests.services.issue_desk import ISSUES, OUTLETS, Desk, open_desk
from tests.storage.samples import DAY, GUILD, HOUR, NOW


@pytest.fixture
async def desk(db: Database) -> Desk:
    return await open_desk(db)


OFFER = Quote("employer", "AMPTP", "ai", "offer", "The AMPTP offers terms on AI.")
DEMAND = Quote("union", "WGA", "ai", "ask", "The WGA demands terms on AI.")


async def test_a_summary_tells_where_the_sides_stand_even_before_its_days(desk: Desk) -> None:
    await desk.tell("Old", "ai", ago=20 * DAY, quotes=[DEMAND])
    await desk.tell("New", "ai", "pay", quotes=[OFFER, replace(OFFER, issue="pay", sentence="Of pay.")])
    found = await desk.issues.summary(GUILD, "ai")
    assert [(each.who, each.text, each.telling.outlet) for each in found.stands.lines] == [
        ("AMPTP", OFFER.sentence, "Picket Post"),
        ("WGA", DEMAND.sentence, "Picket Post"),
    ]


async def test_positions_are_told_from_feeds_that_the_server_follows_only(desk: Desk) -> None:
    await desk.tell("Private", "ai", feed=2, quotes=[OFFER])
    assert (await desk.issues.summary(GUILD, "ai")).stands.lines == ()
    assert len((await desk.issues.summary(5, "ai")).stands.lines) == 1


async def test_a_tag_that_moderators_took_off_takes_the_position_along(desk: Desk) -> None:
    story = await desk.tell("Wrong", "ai", quotes=[OFFER])
    async with desk.db.transaction() as conn:
        await tag_fixes.add(conn, GUILD, (story, "ai"), NOW)
    assert (await desk.issues.summary(GUILD, "ai")).stands.lines == ()


async def test_later_pages_have_no_positions(desk: Desk) -> None:
    for number in range(PAGE + 1):
        await desk.tell(f"Story {number}", "ai", ago=number * HOUR, quotes=[OFFER])
    assert (await desk.issues.summary(GUILD, "ai", page=1)).stands.lines == ()


async def test_a_summary_of_one_dispute_has_its_positions_only_and_its_status(desk: Desk) -> None:
    disputes = [
        Dispute("wga", "WGA", "AMPTP", "Basic Agreement", None, "America/Los_Angeles"),
        Dispute("dga", "DGA", "AMPTP", "Basic Agreement", None, "America/Los_Angeles"),
    ]
    ladder = DisputeService(
        db=desk.db, clock=desk.clock, disputes=disputes, outlets=name_outlets(()), steps={}, wake=lambda: None
    )
    service = IssueService(db=desk.db, clock=desk.clock, outlets=OUTLETS, issues=ISSUES, disputes=ladder)
    await desk.tell("WGA hears an offer from the AMPTP", "ai", quotes=[OFFER])
    await desk.tell("DGA asks for terms", "ai", quotes=[replace(DEMAND, who="DGA", sentence="The DGA wants terms.")])
    assert (await service.summary(GUILD, "ai")).status is None
    struck = StepRecord(0, GUILD, "wga", Step.ON_STRIKE, NOW.date() - 9 * DAY, "https://guild.example/strike")
    async with desk.db.transaction() as conn:
        await steps.add(conn, struck, actor_id=1, now=NOW)
    everything, one = await service.summary(GUILD, "ai"), await service.summary(GUILD, "ai", dispute="dga")
    assert everything.status is not None
    assert (everything.status.name, everything.status.strike_day) == ("WGA and AMPTP", 10)
    assert [each.who for each in everything.stands.lines] == ["AMPTP", "DGA"]
    assert [each.who for each in one.stands.lines] == ["DGA"]
    assert one.status is None
    with pytest.raises(UserError, match="unknown_dispute"):
        await service.summary(GUILD, "ai", dispute="golf")
