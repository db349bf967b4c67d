"""Bars, and the days of strikes and talks beside them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.issues.trends import MOST_SERIES, series_of, spans_of, starts_of
from bot.models.disputes import Step, StepRecord, StepState
from bot.models.services import IssueName

AI, PAY = IssueName("ai", "AI"), IssueName("pay", "Pay")
FIRST, LAST = date(2023, 8, 1), date(2023, 8, 10)


def step(number: int, kind: Step, day: int, state: StepState = StepState.STANDING) -> StepRecord:
    return StepRecord(number, 1, "wga-amptp", kind, date(2023, 8, day), "https://guild.example/", state=state)


def days(*records: StepRecord) -> list[tuple[str, int, int]]:
    return [(span.kind, span.first.day, span.last.day) for span in spans_of("WGA", records, FIRST, LAST)]


def test_bars_by_day_reach_from_the_first_to_the_last() -> None:
    assert starts_of(FIRST, date(2023, 8, 3), weekly=False) == (FIRST, date(2023, 8, 2), date(2023, 8, 3))


def test_weeks_begin_on_monday_the_first_perhaps_before() -> None:
    assert starts_of(FIRST, LAST, weekly=True) == (date(2023, 7, 31), date(2023, 8, 7))


def test_a_story_counts_on_the_day_that_it_is_where_the_server_is() -> None:
    starts = starts_of(FIRST, date(2023, 8, 2), weekly=False)
    late = datetime(2023, 8, 2, 3, tzinfo=UTC)
    assert series_of([("ai", late)], [AI], starts, "America/Los_Angeles", weekly=False)[0].counts == (1, 0)
    assert series_of([("ai", late)], [AI], starts, "Europe/London", weekly=False)[0].counts == (0, 1)


def test_issues_with_most_stories_come_first_and_those_without_any_not_at_all() -> None:
    told = [("ai", datetime(2023, 8, 1, tzinfo=UTC)), *[("pay", datetime(2023, 8, 1, tzinfo=UTC))] * 2]
    found = series_of(told, [AI, PAY, IssueName("safety", "Safety")], (FIRST,), "UTC", weekly=False)
    assert [(each.issue.id, each.total) for each in found] == [("pay", 2), ("ai", 1)]


def test_no_more_issues_are_shown_than_a_phone_can_hold() -> None:
    many = [IssueName(f"i{n}", f"Issue {n}") for n in range(MOST_SERIES + 2)]
    told = [(issue.id, datetime(2023, 8, 1, tzinfo=UTC)) for issue in many]
    assert len(series_of(told, many, (FIRST,), "UTC", weekly=False)) == MOST_SERIES


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ((step(1, Step.ON_STRIKE, 3),), [("strike", 3, 10)]),
        ((step(1, Step.ON_STRIKE, 3), step(2, Step.STRIKE_ENDED, 6)), [("strike", 3, 5)]),
        ((step(1, Step.IN_SESSION, 3), step(2, Step.SUSPENDED, 6)), [("talks", 3, 6)]),
        ((step(1, Step.IN_SESSION, 3), step(2, Step.ON_STRIKE, 4)), [("strike", 4, 10), ("talks", 3, 10)]),
        ((step(1, Step.ON_STRIKE, 3, StepState.UNDONE),), []),
        ((step(1, Step.STRIKE_AUTHORISED, 3), step(2, Step.SCHEDULED, 3)), []),
        (
            (step(1, Step.ON_STRIKE, 2), step(2, Step.STRIKE_SUSPENDED, 3), step(3, Step.ON_STRIKE, 5)),
            [("strike", 2, 2), ("strike", 5, 10)],
        ),
        ((step(1, Step.ON_STRIKE, 3), step(2, Step.STRIKE_ENDED, 3)), []),
    ],
)
def test_strikes_and_talks_last_from_step_to_step(
    records: tuple[StepRecord, ...], expected: list[tuple[str, int, int]]
) -> None:
    assert days(*records) == expected


def test_a_strike_that_began_before_is_shown_from_the_first_day() -> None:
    began = StepRecord(1, 1, "wga-amptp", Step.ON_STRIKE, date(2023, 5, 2), "https://guild.example/")
    assert days(began) == [("strike", 1, 10)]
    ended = StepRecord(2, 1, "wga-amptp", Step.STRIKE_ENDED, date(2023, 7, 1), "https://guild.example/")
    assert days(began, ended) == []
