"""A series has each of its dates once, keeps its day of the month, ends where it was told to, and leaves out what was left out."""

# ruff: noqa: DTZ001 - wall times have no zone

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.announcements.clock_changes import ClockChange, next_change
from bot.announcements.localtime import day_exists, instant, wall_of
from bot.announcements.recurrence import falls_on
from bot.announcements.series import begun, following, last_of, rule_of
from bot.models.announcements import Repeat
from bot.models.schedules import Cadence

ZONES = sorted(available_timezones())
DAY = timedelta(days=1)


def days(repeat: Repeat, wall: datetime, zone: str, count: int) -> list[date]:
    """The local dates of a series from its own on."""
    found = [wall.date()]
    while len(found) < count and (after := following(repeat, wall, zone, beyond=found[-1])) is not None:
        found.append(after.day)
    return found


def test_a_monthly_series_of_the_31st_takes_the_last_day_of_shorter_months_and_returns_to_the_31st() -> None:
    repeat, wall = begun(Repeat(Cadence.MONTHLY), datetime(2023, 8, 31, 9), "UTC")
    assert repeat.day == 31
    assert [str(day) for day in days(repeat, wall, "UTC", 8)] == [
        "2023-08-31", "2023-09-30", "2023-10-31", "2023-11-30", "2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31",
    ]  # fmt: skip


def test_a_monthly_series_that_is_changed_in_a_shorter_month_keeps_its_day() -> None:
    kept, _ = begun(Repeat(Cadence.MONTHLY, day=31), datetime(2023, 9, 30, 9), "UTC")
    moved, _ = begun(Repeat(Cadence.MONTHLY, day=31), datetime(2023, 10, 30, 9), "UTC")
    assert (kept.day, moved.day) == (31, 30)


def test_a_series_on_weekdays_that_begins_on_a_saturday_begins_on_monday() -> None:
    _, wall = begun(Repeat(Cadence.WEEKDAYS), datetime(2023, 8, 12, 9), "UTC")
    assert wall == datetime(2023, 8, 14, 9)


def test_a_number_of_times_becomes_a_last_date() -> None:
    repeat, wall = begun(Repeat(Cadence.WEEKLY, times=3), datetime(2023, 8, 11, 9), "UTC")
    assert repeat.until == date(2023, 8, 25)
    assert len(days(repeat, wall, "UTC", 9)) == 3


def test_the_last_date_is_part_of_the_series_and_nothing_is_after_it() -> None:
    repeat = Repeat(Cadence.DAILY, until=date(2023, 8, 12))
    assert following(repeat, datetime(2023, 8, 11, 9), "UTC") is not None
    assert following(repeat, datetime(2023, 8, 12, 9), "UTC") is None


def test_a_date_that_is_left_out_is_passed_over_also_when_it_is_the_last() -> None:
    repeat = Repeat(Cadence.DAILY, until=date(2023, 8, 13), skipped=(date(2023, 8, 12),))
    assert days(repeat, datetime(2023, 8, 11, 9), "UTC", 9) == [date(2023, 8, 11), date(2023, 8, 13)]
    assert (
        following(
            Repeat(Cadence.DAILY, until=date(2023, 8, 12), skipped=repeat.skipped), datetime(2023, 8, 11, 9), "UTC"
        )
        is None
    )


@given(
    zone=st.sampled_from(ZONES),
    cadence=st.sampled_from(Cadence),
    wall=st.datetimes(datetime(2020, 1, 1), datetime(2034, 12, 31)).map(lambda at: at.replace(second=0, microsecond=0)),
)
@settings(max_examples=300, deadline=None)
def test_in_every_zone_each_date_of_the_rule_comes_once_and_in_order(
    zone: str, cadence: Cadence, wall: datetime
) -> None:
    repeat, wall = begun(Repeat(cadence), wall, zone)
    found = days(repeat, wall, zone, 40)
    rule = rule_of(repeat, wall)
    between = [wall.date() + n * DAY for n in range((found[-1] - wall.date()).days + 1)]
    assert found == [day for day in between if falls_on(rule, day) and day_exists(day, zone)]
    moments = [instant(datetime.combine(day, wall.time()), zone) for day in found]
    assert moments == sorted(set(moments))


@given(zone=st.sampled_from(ZONES), after=st.datetimes(datetime(2020, 1, 1), datetime(2034, 12, 31)))
@settings(max_examples=200, deadline=None)
def test_a_change_of_the_clocks_is_found_on_its_date_and_none_where_they_run_on(zone: str, after: datetime) -> None:
    start = after.replace(tzinfo=UTC)
    end = start + timedelta(days=300)
    found = next_change(zone, start, end)
    offsets = [wall_of(start + n * DAY, zone) - (start + n * DAY).replace(tzinfo=None) for n in range(301)]
    changed = [n for n in range(300) if offsets[n] != offsets[n + 1]]
    if found is None:
        assert changed == []
    else:
        assert changed
        assert found.minutes == (offsets[changed[0] + 1] - offsets[changed[0]]) / timedelta(minutes=1)
        first, last = (wall_of(start + n * DAY, zone).date() for n in (changed[0], changed[0] + 1))
        assert first <= found.day <= last


@pytest.mark.parametrize(
    ("zone", "after", "change"),
    [
        ("Europe/London", datetime(2023, 8, 1, tzinfo=UTC), ClockChange(date(2023, 10, 29), -60)),
        ("America/Los_Angeles", datetime(2024, 1, 1, tzinfo=UTC), ClockChange(date(2024, 3, 10), 60)),
        ("Australia/Lord_Howe", datetime(2023, 8, 1, tzinfo=UTC), ClockChange(date(2023, 10, 1), 30)),
        ("UTC", datetime(2023, 8, 1, tzinfo=UTC), None),
    ],
)
def test_well_known_changes(zone: str, after: datetime, change: ClockChange | None) -> None:
    assert next_change(zone, after, after + timedelta(days=200)) == change


def test_an_endless_series_is_looked_at_for_a_year() -> None:
    wall = datetime(2023, 8, 11, 9)
    assert last_of(Repeat(Cadence.DAILY), wall) == datetime(2024, 8, 11, 9)
    assert last_of(Repeat(Cadence.DAILY, until=date(2023, 9, 1)), wall) == datetime(2023, 9, 1, 23, 59)
