"""What happened in a dispute day by day, as one server sees it, on both engines; and as it is written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.delivery.limits import ANSWER, units
from bot.errors import UserError
from bot.issues.timeline import A_DAY, A_PAGE, TimelineService
from bot.models.disputes import Step, StepRecord, StepState
from bot.models.news import Label
from bot.models.registry import Dispute
from bot.storage import disputes
from bot.storage.database import Database
from cogs.ui.answers_timeline import timeline
from tests.services.issue_desk import OUTLETS, Desk, open_desk
from tests.storage.samples import DAY, GUILD, HOUR, NOW

WGA = Dispute("wga", "WGA", "AMPTP", "Basic Agreement", None, "America/Los_Angeles")
DGA = Dispute("dga", "DGA", "AMPTP", "Basic Agreement", None, "America/Los_Angeles")


@pytest.fixture
async def desk(db: Database) -> Desk:
    return await open_desk(db)


@pytest.fixture
def service(desk: Desk) -> TimelineService:
    return TimelineService(db=desk.db, clock=desk.clock, outlets=OUTLETS, registry=[WGA, DGA])


def source(_url: str) -> tuple[Label, str]:
    return Label.REPORTED, "Picket Post"


async def step(desk: Desk, kind: Step, day: date, guild: int = GUILD) -> int:
    record = StepRecord(0, guild, "wga", kind, day, "https://guild.example/step")
    async with desk.db.transaction() as conn:
        return await disputes.add(conn, record, actor_id=1, now=NOW - HOUR)


async def test_a_day_has_steps_official_words_and_the_most_told_stories(desk: Desk, service: TimelineService) -> None:
    today = (NOW - timedelta(hours=8)).date()
    await step(desk, Step.ON_STRIKE, today)
    for number in range(A_DAY + 1):
        story = await desk.tell(f"WGA news {number}", "ai")
        for _ in range(number):
            await desk.tell("WGA again", story=story, feed=1)
    await desk.tell("WGA publishes its answer", "ai", official=True)
    await desk.tell("DGA signs", "ai")
    [day] = (await service.timeline(GUILD, "wga")).days
    assert [each.step for each in day.steps] == [Step.ON_STRIKE]
    assert day.stories[0].lead.title == "WGA publishes its answer"
    assert len(day.stories) == A_DAY + 1


async def test_an_issue_keeps_the_other_stories_out(desk: Desk, service: TimelineService) -> None:
    await desk.tell("WGA on AI", "ai")
    await desk.tell("WGA on pay", "pay")
    [day] = (await service.timeline(GUILD, "wga", issue="pay")).days
    assert [post.lead.title for post in day.stories] == ["WGA on pay"]


async def test_another_servers_steps_and_undone_ones_are_not_shown(desk: Desk, service: TimelineService) -> None:
    await step(desk, Step.ON_STRIKE, date(2023, 5, 2), guild=5)
    number = await step(desk, Step.IN_SESSION, date(2023, 5, 1))
    async with desk.db.transaction() as conn:
        await disputes.end(conn, number, StepState.UNDONE, NOW)
    assert (await service.timeline(GUILD, "wga")).days == ()


async def test_pages_follow_each_other_newest_day_first(desk: Desk, service: TimelineService) -> None:
    for number in range(A_PAGE + 2):
        await desk.tell(f"WGA news {number}", "ai", ago=number * DAY + HOUR)
    first = await service.timeline(GUILD, "wga")
    await desk.tell("WGA later", "ai", seen_at=NOW + HOUR)
    second = await service.timeline(GUILD, "wga", page=1, as_of=first.as_of)
    told = [post.lead.title for page in (first, second) for day in page.days for post in day.stories]
    assert told == [f"WGA news {number}" for number in range(A_PAGE + 2)]
    answer = timeline(first, "", source)
    assert [press.label for press in answer.buttons] == ["Next page"]
    assert answer.text.endswith("Page 1 of 2.")
    assert all(len(press.custom_id) <= 100 for press in answer.buttons)


async def test_an_unknown_dispute_is_refused_and_nothing_is_said_to_be_known(service: TimelineService) -> None:
    with pytest.raises(UserError, match="unknown_dispute"):
        await service.timeline(GUILD, "golf")
    text = timeline(await service.timeline(GUILD, "wga"), "AI", source).text
    assert text == "## Day by day: WGA and AMPTP, AI\nNothing is known of it here yet: no step, no date, no story."


async def test_a_full_page_fits_an_answer(desk: Desk, service: TimelineService) -> None:
    for number in range(A_PAGE):
        for n in range(3):
            await desk.tell(f"WGA {number} {n} " + "*" * 300, "ai", ago=number * DAY + HOUR, official=n == 0)
    answer = timeline(await service.timeline(GUILD, "wga"), "", source)
    assert units(answer.text) <= ANSWER
