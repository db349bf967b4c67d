"""`/issue trends`: the numbers as text, with a picture told in words where there is enough for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.delivery.limits import ANSWER, COMPONENTS
from bot.issues.trends import starts_of
from bot.models.services import IssueName
from bot.models.trends import Chart, Series, Span, Trend
from cogs.ui.answers import Answer, layout
from cogs.ui.answers_trends import answer
from cogs.ui.charts_trends import ALT, alt_of, chart_of
from tests.cogs import fakes
from tests.cogs.conftest import Room, opened
from tests.cogs.samples import LONG

FIRST, TODAY = date(2023, 8, 10), date(2023, 8, 12)
TREND = Trend(
    days=3,
    weekly=False,
    starts=starts_of(FIRST, TODAY, weekly=False),
    today=TODAY,
    since=datetime(2023, 8, 10, tzinfo=UTC),
    series=(Series(IssueName("ai", "AI"), (0, 3, 1)), Series(IssueName("pay", "Pay"), (1, 1, 1))),
    stories=5,
    spans=(Span("WGA", "strike", FIRST, TODAY), Span("WGA", "talks", TODAY, TODAY)),
    dates=(TODAY,),
)
WEEKLY = Trend(
    90, True, starts_of(date(2023, 5, 15), TODAY, weekly=True), TODAY, datetime(2023, 5, 15, tzinfo=UTC), (), 0
)  # fmt: skip
LONGEST = replace(
    WEEKLY,
    series=tuple(Series(IssueName("ai", LONG), (10**6,) * 13) for _ in range(5)),
    stories=10**9,
    spans=tuple(Span(LONG, kind, FIRST, TODAY) for kind in ("strike", "talks") for _ in range(9)),
    dates=(TODAY,) * 60,
)
ANSWERS: dict[str, Answer] = {
    "trends": answer(TREND, b"picture"),
    "trends without a picture": answer(TREND, None),
    "emptiest trends": answer(WEEKLY, None),
    "longest trends": answer(LONGEST, b"picture"),
}


class FakeTrends:
    """Gives TREND, or another; draws bytes, or nothing."""

    def __init__(self, trend: Trend = TREND, picture: bytes | None = b"\x89PNG\r\n\x1a\n") -> None:
        self.given, self.drawing, self.charts = trend, picture, list[Chart]()

    async def trend(self, _guild_id: int, _issue: str | None, *, days: int) -> Trend:
        assert days == 30
        return self.given

    async def picture(self, chart: Chart) -> bytes | None:
        self.charts.append(chart)
        return self.drawing


async def asked(trends: FakeTrends) -> tuple[str, str | None]:
    """The text of the answer and what its picture shows in words."""
    async with opened(fakes.services(trends=trends)) as room:
        return await use(room)


async def use(room: Room) -> tuple[str, str | None]:
    found = await room.use("issue trends", by=room.member)
    assert found.ephemeral
    files = (found.message or {}).get("attachments", ())
    return found.text, files[0]["description"] if files else None


async def test_the_numbers_stand_in_the_text_and_the_picture_is_told_in_words() -> None:
    text, alt = await asked(FakeTrends())
    assert "- AI: 4 stories. 11 Aug: 3, 12 Aug: 1. None on other days." in text
    assert "- Pay: 3 stories. 10 Aug: 1, 11 Aug: 1, 12 Aug: 1." in text
    assert "- WGA on strike: 10 Aug to 12 Aug (3 days)." in text
    assert "- WGA in talks: 12 Aug." in text
    assert "- Bargaining dates: 12 Aug." in text
    assert alt is not None
    assert "AI: 4 stories, most on 11 Aug (3)." in alt


async def test_a_picture_that_cannot_be_drawn_is_a_sentence_and_the_numbers_stay() -> None:
    text, alt = await asked(FakeTrends(picture=None))
    assert "The picture could not be drawn this time. The numbers are complete." in text
    assert "11 Aug: 3" in text
    assert alt is None


async def test_too_little_news_is_a_sentence_and_nothing_is_drawn() -> None:
    trends = FakeTrends(replace(TREND, series=TREND.series[:1], stories=2))
    text, alt = await asked(trends)
    assert "That is too little for a picture: 2 stories in this time." in text
    assert (alt, trends.charts) == (None, [])


@pytest.mark.parametrize("name", ANSWERS)
async def test_each_answer_fits(name: str) -> None:
    view = layout(ANSWERS[name])
    assert 0 < view.content_length() <= ANSWER
    assert view.total_children_count <= COMPONENTS


def test_the_words_for_the_longest_picture_fit() -> None:
    assert len(alt_of(LONGEST)) <= ALT


def test_a_strike_is_hatched_and_each_line_named() -> None:
    lanes = chart_of(TREND).lanes
    assert [(lane.name, lane.hatched) for lane in lanes] == [
        ("WGA strike", True),
        ("WGA talks", False),
        ("Dates", False),
    ]
    assert lanes[0].spans == ((-0.5, 2.5),)
    assert lanes[2].points == (2.0,)


def test_in_weeks_a_day_has_its_place_within_the_bar() -> None:
    weekly = replace(WEEKLY, dates=(date(2023, 5, 18),), series=TREND.series)
    assert chart_of(weekly).lanes[0].points == pytest.approx((3 / 7 + 0.5 / 7 - 0.5 + 0.0,), abs=0.01)
