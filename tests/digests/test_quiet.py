from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.quiet import quiet, quiet_until
from bot.models.servers import Server

LA, LONDON = "America/Los_Angeles", "Europe/London"
NIGHT = Server(1, quiet_from=time(22), quiet_to=time(8), zone=LA)
NAP = Server(1, quiet_from=time(13), quiet_to=time(14, 30), zone=LONDON)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "ends"),
    [
        (utc(2023, 8, 15, 5), utc(2023, 8, 15, 15)),  # 22:00
        (utc(2023, 8, 15, 12), utc(2023, 8, 15, 15)),  # 05:00
        (utc(2023, 8, 15, 14, 59), utc(2023, 8, 15, 15)),
        (utc(2023, 8, 15, 15), None),  # 08:00
        (utc(2023, 8, 15, 4, 59), None),  # 21:59
    ],
)
def test_a_night_reaches_from_evening_to_morning(moment: datetime, ends: datetime | None) -> None:
    assert quiet_until(NIGHT, moment) == ends


@pytest.mark.parametrize(("hour", "still"), [(11, False), (12, True), (13, True), (14, False)])
def test_hours_within_a_day_are_quiet_too(hour: int, still: bool) -> None:
    assert quiet(NAP, utc(2023, 8, 15, hour)) is still


def test_without_hours_nothing_is_quiet() -> None:
    assert not quiet(Server(1), utc(2023, 8, 15, 5))


def test_the_morning_is_the_local_one_after_the_clocks_changed() -> None:
    assert quiet_until(NIGHT, utc(2024, 3, 10, 7)) == utc(2024, 3, 10, 15)  # 08:00 summer time


def test_an_end_that_is_shown_twice_is_the_first() -> None:
    server = Server(1, quiet_from=time(22), quiet_to=time(1, 30), zone=LONDON)
    assert quiet_until(server, utc(2024, 10, 27, 0, 15)) == utc(2024, 10, 27, 0, 30)
    assert not quiet(server, utc(2024, 10, 27, 1, 15))


TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
MOMENTS = st.datetimes(min_value=datetime(2023, 1, 1), max_value=datetime(2026, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(TIMES, TIMES, st.sampled_from([LA, LONDON, "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Cairo"]), MOMENTS)
@settings(max_examples=300, deadline=None)
def test_quiet_lasts_until_its_end_and_not_beyond(begins: time, ends: time, zone: str, moment: datetime) -> None:
    if begins == ends:
        return
    server = Server(1, quiet_from=begins, quiet_to=ends, zone=zone)
    until = quiet_until(server, moment)
    if until is None:
        return
    assert moment < until <= moment + timedelta(hours=26)
    assert quiet(server, until - timedelta(microseconds=1))
    assert not quiet(server, until)
