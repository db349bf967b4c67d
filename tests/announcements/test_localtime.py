from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.announcements.localtime import Standing, day_exists, instant, standing, time_of_day, wall_of

LA, LONDON, LORD_HOWE, SAMOA = "America/Los_Angeles", "Europe/London", "Australia/Lord_Howe", "Pacific/Apia"


def wall(*parts: int) -> datetime:
    return datetime(*parts)  # noqa: DTZ001 - a wall time has no zone


def test_a_plain_time_is_its_moment() -> None:
    assert instant(wall(2023, 8, 14, 9), LA) == datetime(2023, 8, 14, 16, tzinfo=UTC)
    assert standing(wall(2023, 8, 14, 9), LA) is Standing.ONCE


def test_a_time_the_clocks_jump_over_moves_forward_by_the_jump() -> None:
    shown = wall(2024, 3, 10, 2, 30)
    assert wall_of(instant(shown, LA), LA) == wall(2024, 3, 10, 3, 30)
    assert standing(shown, LA) is Standing.MISSING


def test_a_jump_of_half_an_hour_moves_by_half_an_hour() -> None:
    shown = wall(2024, 10, 6, 2, 10)
    assert wall_of(instant(shown, LORD_HOWE), LORD_HOWE) == wall(2024, 10, 6, 2, 40)


def test_a_time_shown_twice_is_the_first() -> None:
    shown = wall(2024, 10, 27, 1, 30)
    assert instant(shown, LONDON) == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    assert standing(shown, LONDON) is Standing.TWICE


def test_a_zone_can_lack_a_day() -> None:
    assert [day_exists(date(2011, 12, day), SAMOA) for day in (29, 30, 31)] == [True, False, True]


def test_a_wall_time_with_a_zone_of_its_own_is_refused() -> None:
    with pytest.raises(ValueError, match="not a wall time"):
        instant(datetime(2024, 1, 1, tzinfo=UTC), LA)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no moment"):
        wall_of(wall(2024, 1, 1), LA)


@given(st.datetimes(wall(2020, 1, 1), wall(2035, 1, 1)), st.sampled_from([LA, LONDON, LORD_HOWE, "Asia/Kolkata"]))
def test_what_the_clocks_show_leads_back_to_the_moment_or_the_first_of_two(naive: datetime, zone: str) -> None:
    moment = naive.replace(tzinfo=UTC)
    back = instant(wall_of(moment, zone), zone)
    assert back == moment or timedelta(0) < moment - back <= timedelta(hours=1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("09:00", time(9)),
        ("9:05", time(9, 5)),
        ("18.30", time(18, 30)),
        ("9 am", time(9)),
        ("9:30PM", time(21, 30)),
        ("12 am", time(0)),
        ("12 p.m.", time(12)),
        (" noon ", time(12)),
        ("Midnight", time(0)),
    ],
)
def test_a_time_of_day_is_understood_as_people_write_it(typed: str, meant: time) -> None:
    assert time_of_day(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "9", "24:00", "12:60", "13 pm", "0 am", "9:5", "nine", "09:00 tomorrow", "-1:00"]
)
def test_what_is_not_surely_a_time_of_day_is_none(typed: str) -> None:
    assert time_of_day(typed) is None
