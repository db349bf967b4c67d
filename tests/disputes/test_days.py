"""Days that have happened, as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.disputes.days import day_past

TODAY = date(2026, 3, 4)  # a Wednesday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-03-04"),
        ("Yesterday", "2026-03-03"),
        ("2 May", "2025-05-02"),
        ("4 Mar", "2026-03-04"),
        ("March 3", "2026-03-03"),
        ("2023-05-02", "2023-05-02"),
        ("2 May 2023", "2023-05-02"),
        ("mon", "2026-03-02"),
        ("thursday", "2026-02-26"),
        ("tomorrow", "2026-03-05"),  # refused later: it is ahead
        ("2027-01-01", "2027-01-01"),
    ],
)
def test_a_day_is_the_last_one_that_fits(typed: str, day: str) -> None:
    assert day_past(typed, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize("typed", ["", "soon", "3/4", "2023-02-30", "next monday", "today 9am", "29 Feb"])
def test_what_is_not_sure_is_no_day(typed: str) -> None:
    assert day_past(typed, TODAY) is None
