"""Trends as one server sees them, on both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import UserError
from bot.issues.drawing import ChartDrawer
from bot.issues.trend_service import TrendService
from bot.models.desk import BargainingDate
from bot.storage import dates
from bot.storage.database import Database
from tests.services.issue_desk import ISSUES, Desk, open_desk
from tests.storage.samples import DAY, GUILD, HOUR, NOW


@pytest.fixture
async def desk(db: Database) -> Desk:
    return await open_desk(db)


@pytest.fixture
def trends(desk: Desk) -> TrendService:
    return TrendService(db=desk.db, clock=desk.clock, issues=ISSUES, disputes=(), drawer=ChartDrawer())


async def test_stories_are_counted_not_copies_and_on_the_day_of_the_first_report(
    desk: Desk, trends: TrendService
) -> None:
    story = await desk.tell("One", "ai", ago=2 * DAY)
    await desk.tell("One again", "ai", story=story, feed=1)
    await desk.tell("Two", "ai", "pay")
    found = await trends.trend(GUILD, days=3)
    assert {each.issue.id: each.counts for each in found.series} == {"ai": (1, 0, 1), "pay": (0, 0, 1)}
    assert found.stories == 2


async def test_a_server_sees_its_own_feeds_only(desk: Desk, trends: TrendService) -> None:
    await desk.tell("Of another server", "ai", feed=2)
    assert (await trends.trend(GUILD, days=3)).series == ()
    assert (await trends.trend(5, days=3)).stories == 1


async def test_one_issue_stands_alone_and_long_times_are_weeks(desk: Desk, trends: TrendService) -> None:
    await desk.tell("One", "ai", "pay")
    found = await trends.trend(GUILD, "pay", days=60)
    assert [each.issue.id for each in found.series] == ["pay"]
    assert found.weekly
    assert all(start.weekday() == 0 for start in found.starts)
    assert found.series[0].counts[-1] == 1


async def test_what_is_older_than_the_days_is_left_out(desk: Desk, trends: TrendService) -> None:
    await desk.tell("Old", "ai", ago=4 * DAY)
    assert (await trends.trend(GUILD, days=3)).stories == 0


async def test_dates_that_stood_in_these_days_are_marked(desk: Desk, trends: TrendService) -> None:
    for hours in (-24, 24):
        at = NOW + timedelta(hours=hours)
        date = BargainingDate(
            0, GUILD, "wga-amptp", "session", at.replace(tzinfo=None), "UTC", "https://guild.example/", starts_at=at
        )
        async with desk.db.transaction() as conn:
            await dates.add(conn, date, over_at=at + HOUR, actor_id=1, now=NOW)
    assert (await trends.trend(GUILD, days=3)).dates == ((NOW - DAY).date(),)


async def test_an_unknown_issue_is_refused(trends: TrendService) -> None:
    with pytest.raises(UserError, match="unknown_issue"):
        await trends.trend(GUILD, "golf")
