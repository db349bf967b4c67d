"""Every kind of series across every change of the clocks from 2020 to 2035 in every IANA zone: once a local occurrence, at its time."""

from __future__ import annotations

from bisect import bisect
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.announcements.series import begun, following
from bot.models.announcements import Repeat
from bot.models.schedules import Cadence

FIRST, LAST = date(2020, 1, 1), date(2035, 12, 31)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
HOURS = (*(time(h, m) for h in (0, 1, 2, 3, 4, 22, 23) for m in (0, 30)), time(9), time(23, 59))
BEFORE = {Cadence.DAILY: 3, Cadence.WEEKDAYS: 4, Cadence.WEEKLY: 14, Cadence.MONTHLY: 61}  # days before a change
COUNT = 6


def zones() -> dict[tuple[object, ...], str]:
    """One zone for each way in which clocks change between 2020 and 2035: the local dates of the changes, their moments, the offsets."""
    moments = [datetime(2020, 1, 1, tzinfo=UTC) + n * DAY for n in range((LAST - FIRST).days + 2)]
    found: dict[tuple[object, ...], str] = {}
    for zone in sorted(available_timezones()):
        place = ZoneInfo(zone)
        offsets = [moment.astimezone(place).utcoffset() for moment in moments]
        turns = [turn(moments[n - 1], place) for n in range(1, len(offsets)) if offsets[n] != offsets[n - 1]]
        changes = ((moment.astimezone(place).date(), moment, moment.astimezone(place).utcoffset()) for moment in turns)
        found.setdefault((offsets[0], *changes), zone)
    return found


def turn(after: datetime, place: ZoneInfo) -> datetime:
    """The minute within a day at which the clocks of a place are changed."""
    before = after.astimezone(place).utcoffset()
    minutes = bisect(range(24 * 60), 0, key=lambda n: (after + n * MINUTE).astimezone(place).utcoffset() != before)
    return after + minutes * MINUTE


def named(cadence: Cadence, first: date, monthday: int) -> Iterator[date]:
    """The dates of a series, reckoned plainly."""
    day = first
    while True:
        fits = {
            Cadence.DAILY: True,
            Cadence.WEEKDAYS: day.weekday() < 5,
            Cadence.WEEKLY: day.weekday() == first.weekday(),
            Cadence.MONTHLY: day.day == min(monthday, monthrange(day.year, day.month)[1]),
        }
        if fits[cadence]:
            yield day
        day += DAY


def at(day: date, wall: datetime, zone: str) -> datetime:
    """Its moment: forward by the gap where clocks jump over it, the first of two where they are set back."""
    return datetime.combine(day, wall.time(), ZoneInfo(zone)).astimezone(UTC)


def played(repeat: Repeat, wall: datetime, zone: str) -> list[tuple[date, datetime]]:
    """What a series does, one after the other, as it does it live: each is derived from the one before."""
    done = [(wall.date(), at(wall.date(), wall, zone))]
    while len(done) < COUNT and (found := following(repeat, wall, zone)) is not None:
        done.append((found.day, found.at))
        wall = datetime.combine(found.day, wall.time())
    return done


def check(zone: str, change: date, cadence: Cadence, clock: time) -> None:
    """The series endless, until a day, a number of times and with two left out, around one change."""
    start = datetime.combine(change - BEFORE[cadence] * DAY, clock)
    repeat, wall = begun(Repeat(cadence), start, zone)
    dates = named(cadence, wall.date(), repeat.day)
    whole = [(day, at(day, wall, zone)) for day, _ in zip(dates, range(COUNT + 2), strict=False)]
    case = (zone, change, cadence, clock)
    assert played(repeat, wall, zone) == whole[:COUNT], case
    assert [day for day, _ in whole] == sorted({day for day, _ in whole}), case
    for last in (whole[3][0], whole[4][0] - DAY):
        assert played(replace(repeat, until=last), wall, zone) == [each for each in whole[:COUNT] if each[0] <= last]
    times, first = begun(Repeat(cadence, times=4), start, zone)
    assert played(times, first, zone) == whole[:4], case
    left_out = replace(repeat, skipped=(whole[2][0], whole[3][0]))
    assert played(left_out, wall, zone) == [*whole[:2], *whole[4:]][:COUNT], case
    assert played(replace(left_out, until=whole[3][0]), wall, zone) == whole[:2], case


@pytest.mark.timeout(30)
def test_every_kind_of_series_fires_once_a_local_occurrence_across_every_change_of_every_zone() -> None:
    cases = zones()
    assert len(cases) > 50
    checked = 0
    for key, zone in cases.items():
        changes = [turn[0] for turn in key[1:] if isinstance(turn, tuple)]
        for number, change in enumerate([*changes, FIRST + timedelta(days=100 + crc32(zone.encode()) % 5000)]):
            for shift, cadence in enumerate(Cadence):
                check(zone, change, cadence, HOURS[(crc32(zone.encode()) + 5 * number + shift) % len(HOURS)])
                checked += 1
    assert checked > 2_000
