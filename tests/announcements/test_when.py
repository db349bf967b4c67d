"""What people type for a moment: what is understood, and what is rather asked again."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.when import day_meant, minutes_meant, wall_meant

NOW = datetime(2026, 11, 24, 12, 22, 30, tzinfo=UTC)  # a Tuesday

SURE = {
    "tomorrow 9am": "2026-11-25 09:00",
    "today 18:30": "2026-11-24 18:30",
    "Tonight 8 pm": "2026-11-24 20:00",
    "fri 18:30": "2026-11-27 18:30",
    "on Friday at 10:15": "2026-11-27 10:15",
    "this friday 9am": "2026-11-27 09:00",
    "tuesday 9:00": "2026-12-01 09:00",
    "2026-12-01 09:00": "2026-12-01 09:00",
    "2026-12-01T09:00": "2026-12-01 09:00",
    "1 Dec 9:00": "2026-12-01 09:00",
    "1st December, 9am": "2026-12-01 09:00",
    "Dec 1 at 9am": "2026-12-01 09:00",
    "Dec 1, 2027 9:30 pm": "2027-12-01 21:30",
    "sept 3 noon": "2027-09-03 12:00",
    "24 nov 11:00": "2026-11-24 11:00",
    "23 nov 11:00": "2027-11-23 11:00",
    "29 feb 2028 18.30": "2028-02-29 18:30",
    "in 2 hours": "2026-11-24 14:22",
    "in an hour": "2026-11-24 13:22",
    "in 90 minutes": "2026-11-24 13:52",
    "in 3 days": "2026-11-27 12:22",
}
UNSURE = (
    "", "friday", "9am", "next friday 9am", "3/4 9am", "03.04.2027 9:00", "31 feb 9am", "2026-13-01 09:00", "soon",
    "tomorrow 25:00", "tomorrow 9", "in a while", "t 9am", "mo 9:00", "tomorrow 9am or 10am", "x" * 200, "29 feb 2027 9:00",
)  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), SURE.items())
def test_a_moment_that_is_sure_is_understood(typed: str, meant: str) -> None:
    assert wall_meant(typed, NOW, "UTC") == datetime.fromisoformat(meant)


@pytest.mark.parametrize("typed", UNSURE)
def test_a_moment_that_is_not_sure_is_left_to_the_person(typed: str) -> None:
    assert wall_meant(typed, NOW, "UTC") is None


@given(st.text(max_size=80))
def test_anything_may_be_typed(typed: str) -> None:
    wall = wall_meant(typed, NOW, "UTC")
    assert wall is None or (wall.tzinfo is None and wall.year >= 1)


@given(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2030, 1, 1)))  # noqa: DTZ001 - wall times
def test_a_full_date_and_time_is_read_back_as_written(wall: datetime) -> None:
    assert wall_meant(f"{wall:%Y-%m-%d %H:%M}", NOW, "UTC") == wall.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("in 3 hours", "04:30"), ("in 60 minutes", "01:30"), ("in 90 minutes", "03:00"), ("in 1 day", "00:30")],
)
def test_hours_are_those_that_pass_also_when_the_clocks_are_set_forward(typed: str, meant: str) -> None:
    half_past_midnight = datetime(2027, 3, 14, 8, 30, tzinfo=UTC)
    wall = wall_meant(typed, half_past_midnight, "America/Los_Angeles")
    assert wall is not None
    assert f"{wall:%H:%M}" == meant


def test_days_alone_are_for_dates_of_a_whole_day() -> None:
    today = NOW.date()
    assert day_meant("fri", today) == date(2026, 11, 27)
    assert day_meant("1 Dec", today) == date(2026, 12, 1)
    assert day_meant("Dec 1", today) == date(2026, 12, 1)
    assert day_meant("2027-01-05", today) == date(2027, 1, 5)
    assert day_meant("fri 9am", today) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("24h, 1h", (1440, 60)),
        ("1h, 24 hours, 1 hour", (1440, 60)),
        ("2 days", (2880,)),
        ("30 min", (30,)),
        ("none", ()),
    ],
)
def test_offsets_of_reminders(typed: str, meant: tuple[int, ...]) -> None:
    assert minutes_meant(typed) == meant


@pytest.mark.parametrize("typed", ["", "soon", "1", "0h", "5 weeks", "1h, soon", "1h,2h,3h,4h,5h,6h"])
def test_offsets_that_make_no_sense_are_asked_again(typed: str) -> None:
    assert minutes_meant(typed) is None
