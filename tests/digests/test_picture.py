"""A weekly digest carries the picture of the trends, told in words; without one it is posted all the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from bot.digests.picture import WeeklyPicture
from bot.issues.drawing import ChartDrawer
from bot.issues.trend_service import TrendService
from bot.models.announcements import Attachment
from bot.models.posts import DigestPost
from bot.models.schedules import Cadence
from bot.models.services import IssueName
from bot.models.trends import Chart
from bot.storage import pictures
from cogs.ui.charts_trends import alt_of, chart_of
from tests.digests.conftest import MODERATOR, Desk, publish
from tests.services.newsroom import GUILD, TAXONOMY

PNG = b"\x89PNG\r\n\x1a\n"


class HandDrawer(ChartDrawer):
    """Draws what it is told to, at once."""

    def __init__(self, picture: bytes | None = PNG) -> None:
        super().__init__()
        self.picture, self.charts = picture, list[Chart]()

    async def draw(self, chart: Chart) -> bytes | None:
        self.charts.append(chart)
        return self.picture


@pytest.fixture
def drawer() -> HandDrawer:
    return HandDrawer()


@pytest.fixture
def weekly(desk: Desk, drawer: HandDrawer) -> Desk:
    issues = [IssueName(issue.id, issue.name) for issue in TAXONOMY.issues]
    trends = TrendService(db=desk.room.db, clock=desk.room.clock, issues=issues, disputes=(), drawer=drawer)
    desk.kit = replace(desk.kit, picture=WeeklyPicture(trends, chart_of, alt_of).of)
    desk.__post_init__()
    return desk


async def digest(desk: Desk, *numbers: int, cadence: Cadence = Cadence.WEEKLY) -> DigestPost:
    """The first one, a week from now at the latest, of these of EVENTS."""
    await desk.service.schedule(GUILD, actor_id=MODERATOR, cadence=cadence, at=time(18))
    await publish(desk, *numbers)
    return (await desk.tick(days=7))[0]


async def picture(desk: Desk, post: DigestPost) -> Attachment | None:
    assert post.picture_id is not None
    async with desk.room.db.reading() as conn:
        return await pictures.get(conn, GUILD, post.picture_id)


async def test_a_weekly_digest_carries_the_picture_with_its_numbers_in_words(weekly: Desk) -> None:
    found = await picture(weekly, await digest(weekly, 0, 1, 2, 3))
    assert found is not None
    assert (found.name, found.data) == ("trends.png", PNG)
    assert "last 28 days" in found.alt
    assert "AI: 2 stories" in found.alt


async def test_a_daily_digest_is_not_drawn_for(weekly: Desk, drawer: HandDrawer) -> None:
    assert (await digest(weekly, 0, 1, 2, 3, cadence=Cadence.DAILY)).picture_id is None
    assert drawer.charts == []


async def test_a_picture_that_cannot_be_drawn_holds_nothing_up(weekly: Desk, drawer: HandDrawer) -> None:
    drawer.picture = None
    post = await digest(weekly, 0, 1, 2, 3)
    assert (post.count, post.picture_id) == (4, None)
    assert len(drawer.charts) == 1


async def test_a_week_with_too_little_for_a_picture_has_none(weekly: Desk, drawer: HandDrawer) -> None:
    post = await digest(weekly, 0)
    assert (post.count, post.picture_id, drawer.charts) == (1, None, [])


async def test_a_quiet_week_has_no_picture_of_the_weeks_before(weekly: Desk) -> None:
    await digest(weekly, 0, 1, 2, 3)
    quiet = (await weekly.tick(days=7))[-1]
    assert (quiet.count, quiet.picture_id) == (0, None)


async def test_only_the_first_message_carries_it(weekly: Desk) -> None:
    weekly.kit = replace(weekly.kit, lengths=_Wide())
    weekly.__post_init__()
    await digest(weekly, *range(6))
    posts = await weekly.tick()
    assert len(posts) > 1
    assert [post.picture_id is not None for post in sorted(posts, key=lambda post: post.part)] == [
        True, *[False] * (len(posts) - 1),
    ]  # fmt: skip


class _Wide:
    """Lengths of which two stories fill a message."""

    def __getattr__(self, _name: str) -> object:
        return lambda *_parts, **_options: 700
