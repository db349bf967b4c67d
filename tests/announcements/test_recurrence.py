from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zlib import crc32
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.announcements.localtime import instant, wall_of
from bot.announcements.recurrence import Cadence, Occurrence, Rule, falls_on, latest_by, next_after, occurrence_after

LA, LONDON, SAMOA, NUUK = "America/Los_Angeles", "Europe/London", "Pacific/Apia", "America/Nuuk"
FIRST, LAST = date(2020, 1, 1), date(2035, 12, 31)
DAY = timedelta(days=1)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def wall(*parts: int) -> datetime:
    return datetime(*parts)  # noqa: DTZ001 - a wall time has no zone


def run(rule: Rule, zone: str, start: datetime, end: datetime) -> list[Occurrence]:
    found, moment = [], start
    while (following := occurrence_after(rule, moment, zone)).at < end:
        found.append(following)
        moment = following.at
    return found


def test_daily_is_the_next_day_once_todays_time_has_passed() -> None:
    rule = Rule(Cadence.DAILY, time(9))
    assert next_after(rule, utc(2023, 8, 14, 15, 59), LA) == utc(2023, 8, 14, 16)
    assert next_after(rule, utc(2023, 8, 14, 16), LA) == utc(2023, 8, 15, 16)


def test_weekdays_pass_over_the_weekend() -> None:
    found = run(Rule(Cadence.WEEKDAYS, time(9)), LONDON, utc(2023, 8, 17), utc(2023, 8, 23))
    assert [o.day.day for o in found] == [17, 18, 21, 22]


def test_weekly_falls_on_its_day_of_the_week() -> None:
    found = run(Rule(Cadence.WEEKLY, time(9), weekday=0), LONDON, utc(2023, 8, 10), utc(2023, 8, 25))
    assert [o.day for o in found] == [date(2023, 8, 14), date(2023, 8, 21)]


def test_monthly_falls_on_the_last_day_of_a_month_that_is_too_short() -> None:
    found = run(Rule(Cadence.MONTHLY, time(9), day=31), LONDON, utc(2024, 1, 15), utc(2024, 5, 1))
    assert [o.day for o in found] == [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)]


def test_the_local_time_stays_when_the_clocks_change() -> None:
    found = run(Rule(Cadence.DAILY, time(9)), LA, utc(2024, 3, 9), utc(2024, 3, 12))
    assert [wall_of(o.at, LA).hour for o in found] == [9, 9, 9]
    assert [o.at.hour for o in found] == [17, 16, 16]


def test_a_time_that_does_not_exist_fires_once_later() -> None:
    found = run(Rule(Cadence.DAILY, time(2, 30)), LA, utc(2024, 3, 9), utc(2024, 3, 12))
    assert [wall_of(o.at, LA).time() for o in found] == [time(2, 30), time(3, 30), time(2, 30)]


def test_a_time_that_happens_twice_fires_once() -> None:
    found = run(Rule(Cadence.DAILY, time(1, 30)), LONDON, utc(2024, 10, 26), utc(2024, 10, 29))
    assert [o.day.day for o in found] == [26, 27, 28]


def test_a_time_moved_past_midnight_keeps_its_date() -> None:
    found = run(Rule(Cadence.DAILY, time(23, 30)), NUUK, utc(2024, 3, 30), utc(2024, 4, 1, 3))
    assert [o.day.day for o in found] == [29, 30, 31]
    assert wall_of(found[1].at, NUUK) == wall(2024, 3, 31, 0, 30)


def test_a_day_the_zone_skips_has_no_digest() -> None:
    found = run(Rule(Cadence.DAILY, time(9)), SAMOA, utc(2011, 12, 28), utc(2012, 1, 1))
    assert [o.day.day for o in found] == [28, 29, 31, 1]


def test_after_a_downtime_the_last_one_reached_is_due() -> None:
    rule = Rule(Cadence.DAILY, time(9))
    first = occurrence_after(rule, utc(2023, 8, 10), LA)
    assert latest_by(rule, utc(2023, 8, 14, 20), LA, first=first).day == date(2023, 8, 14)
    assert latest_by(rule, utc(2023, 8, 14, 10), LA, first=first).day == date(2023, 8, 13)
    assert latest_by(rule, first.at, LA, first=first) == first


@pytest.mark.parametrize("cadence", [Cadence.WEEKLY, Cadence.MONTHLY])
def test_after_years_away_the_last_one_reached_is_still_found(cadence: Cadence) -> None:
    rule = Rule(cadence, time(9), weekday=3, day=30)
    first = occurrence_after(rule, utc(2020, 1, 1), LA)
    last = latest_by(rule, utc(2023, 8, 14, 20), LA, first=first)
    assert last.at <= utc(2023, 8, 14, 20) < next_after(rule, last.at, LA)


RULES = st.builds(
    Rule,
    st.sampled_from(Cadence),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.integers(0, 6),
    st.integers(1, 31),
)


@given(RULES, st.datetimes(wall(2020, 1, 1), wall(2035, 12, 1)), st.sampled_from(sorted(available_timezones())))
@settings(max_examples=300, deadline=None)
def test_the_next_one_is_later_and_none_lies_between(rule: Rule, naive: datetime, zone: str) -> None:
    moment = naive.replace(tzinfo=UTC)
    found = occurrence_after(rule, moment, zone)
    assert found.at > moment
    assert falls_on(rule, found.day)
    dates = [wall_of(moment, zone).date() + i * DAY for i in range(-1, (found.day - naive.date()).days + 2)]
    between = [d for d in dates if d < found.day and falls_on(rule, d)]
    assert all(instant(datetime.combine(d, rule.at), zone) <= moment for d in between)


@cache
def days() -> tuple[datetime, ...]:
    return tuple(datetime(2020, 1, 1, tzinfo=UTC) + i * DAY for i in range((LAST - FIRST).days + 2))


def changes(zone: str) -> tuple[tuple[date, timedelta, timedelta], ...]:
    """The days on whose evening the clocks of a zone stand differently than on the evening before."""
    place = ZoneInfo(zone)
    offsets = [day.astimezone(place).utcoffset() for day in days()]
    return tuple(
        (days()[i + 1].date(), a, b) for i, (a, b) in enumerate(pairwise(offsets)) if a != b and a is not None and b
    )


LONGEST_JUMP = timedelta(hours=3)  # Casey Station
HOURS = (*(time(h, m) for h in (0, 1, 2, 3, 4, 9, 22, 23) for m in (0, 30)), time(23, 59))


def check(zone: str, around: date) -> None:
    """Each date of eight days fires once, by every daily time of HOURS, by weekdays and by weekly."""
    start, end = around - 4 * DAY, around + 4 * DAY
    dates = [start + i * DAY for i in range((end - start).days)]
    for at in HOURS:
        rule = Rule(Cadence.DAILY, at)
        first = instant(datetime.combine(start, at), zone)
        found = run(rule, zone, first - timedelta(microseconds=1), instant(datetime.combine(end, at), zone))
        assert [o.day for o in found] == dates, (zone, around, at)
        for o in found:
            moved = wall_of(o.at, zone) - datetime.combine(o.day, at)
            assert timedelta(0) <= moved <= LONGEST_JUMP, (zone, around, at)
    at = HOURS[around.toordinal() % len(HOURS)]
    for rule in (Rule(Cadence.WEEKDAYS, at), Rule(Cadence.WEEKLY, at, weekday=around.weekday())):
        first = instant(datetime.combine(start, at), zone)
        found = run(rule, zone, first - timedelta(microseconds=1), instant(datetime.combine(end, at), zone))
        assert [o.day for o in found] == [d for d in dates if falls_on(rule, d)], (zone, around, at)


def test_each_digest_fires_once_a_local_day_in_all_zones_across_every_change() -> None:
    # Zones that change alike between 2020 and 2035 are one case; the first day stands for where none changes.
    cases: dict[tuple[object, ...], str] = {}
    for zone in sorted(available_timezones()):
        begins = days()[0].astimezone(ZoneInfo(zone)).utcoffset()
        cases.setdefault((begins, changes(zone)), zone)
    assert len(cases) > 50
    for (_, moves), zone in cases.items():
        assert isinstance(moves, tuple)
        for day, _, _ in moves:
            check(zone, day)
        check(zone, FIRST + timedelta(days=crc32(zone.encode()) % 5000))
