"""The calendar file, read back by others than the library that wrote it: dateutil for the zones, vobject for the whole."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import icalendar
import pytest
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.bargaining.calendar import calendar, time_zone
from bot.bargaining.dates import ends_at, starts_at
from bot.models.desk import BargainingDate, DateRef, DateState
from bot.storage.database import Database
from tests.services.desk import GUILD, Desk
from tests.services.fakes import START

ZONES = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("posix/", "right/")))
NAMES, KINDS = {"wga-amptp": "WGA and AMPTP"}, {"session": "Bargaining session"}
SESSION = BargainingDate(
    id=3,
    guild_id=GUILD,
    dispute="wga-amptp",
    kind="session",
    starts=datetime(2023, 8, 18, 10),  # noqa: DTZ001 - a wall time
    ends=datetime(2023, 8, 18, 12, 30),  # noqa: DTZ001 - as above
    zone="America/Los_Angeles",
    source_url="https://guild.example/meeting?a=1,2;b=3",
    note="Hall 2; ramp at the back, ring \\ twice",
    created_at=START,
)


def written(*dates: BargainingDate) -> bytes:
    return calendar(dates, NAMES, KINDS, START)


def instant_of(line: str, zones: tzical) -> datetime:
    """A DTSTART or DTEND by RFC 5545, its zone as the file describes it and dateutil understands it."""
    found = re.fullmatch(r"\w+(?:;TZID=([^:]+))?:(\d{8}T\d{6})(Z?)", line)
    assert found is not None, line
    wall = datetime.strptime(found[2], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - its zone follows
    if found[3]:
        return wall.replace(tzinfo=UTC)
    place = zones.get(found[1])
    assert place is not None
    return wall.replace(tzinfo=place).astimezone(UTC)


def lines_of(data: bytes) -> list[str]:
    """Unfolded."""
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_the_instants_are_those_of_the_date_for_another_reader() -> None:
    lines = lines_of(written(SESSION))
    zones = tzical(io.StringIO("\n".join(lines)))
    events = lines[lines.index("BEGIN:VEVENT") :]
    (start,) = [line for line in events if line.startswith("DTSTART")]
    (end,) = [line for line in events if line.startswith("DTEND")]
    assert instant_of(start, zones) == starts_at(SESSION)
    assert instant_of(end, zones) == ends_at(SESSION)


def test_the_strict_parser_reads_all_of_it() -> None:
    read = icalendar.Calendar.from_ical(written(SESSION))
    assert read.errors == []
    (event,) = read.walk("VEVENT")
    assert event.errors == []
    assert event["summary"] == "Bargaining session: WGA and AMPTP"
    assert event["location"] == SESSION.note
    assert event["url"] == SESSION.source_url
    assert event.decoded("dtstart").astimezone(UTC) == starts_at(SESSION)
    assert event.decoded("last-modified") == START
    assert [alarm.decoded("trigger") for alarm in event.walk("VALARM")] == [-timedelta(days=1), -timedelta(hours=1)]
    assert all(len(line) <= 75 for line in written(SESSION).split(b"\r\n"))


def test_vobject_reads_the_same() -> None:
    vobject: Any = pytest.importorskip("vobject")
    moved = replace(SESSION, id=4, version=2, state=DateState.CANCELLED)
    whole = replace(SESSION, id=5, all_day=True, starts=datetime(2023, 8, 20), ends=None)  # noqa: DTZ001 - a wall time
    read = vobject.readOne(written(SESSION, moved, whole).decode())
    one, two, three = read.vevent_list
    assert one.dtstart.value.astimezone(UTC) == starts_at(SESSION)
    assert one.dtend.value.astimezone(UTC) == ends_at(SESSION)
    assert one.location.value == SESSION.note
    assert (two.status.value, two.sequence.value) == ("CANCELLED", "2")
    assert three.dtstart.value == date(2023, 8, 20)
    assert len({each.uid.value for each in read.vevent_list}) == 3


def test_whole_days_have_no_time_and_end_before_the_day_after() -> None:
    whole = replace(SESSION, all_day=True, starts=datetime(2023, 8, 18), ends=datetime(2023, 8, 20))  # noqa: DTZ001
    lines = lines_of(written(whole))
    assert "DTSTART;VALUE=DATE:20230818" in lines
    assert "DTEND;VALUE=DATE:20230821" in lines
    assert "BEGIN:VTIMEZONE" not in lines
    assert [line for line in lines if line.startswith("TRIGGER")] == ["TRIGGER:-PT15H", "TRIGGER:PT8H"]


def test_nothing_typed_can_add_a_line() -> None:
    hostile = replace(SESSION, note="a\r\nEND:VEVENT\nBEGIN:VEVENT\nX-A:1")
    lines = lines_of(written(hostile))
    assert lines.count("BEGIN:VEVENT") == 1
    assert not any(line.startswith("X-A") for line in lines)


async def test_a_date_keeps_its_uid_and_raises_its_sequence_and_a_cancelled_one_is_taken_back(db: Database) -> None:
    desk = await Desk.open(db)
    date_ = await desk.add()
    seen = []
    for step in range(3):
        if step == 1:
            await desk.dates.edit(GUILD, DateRef(date_.id), actor_id=5, note="Hall 2")
        elif step == 2:
            await desk.dates.cancel(GUILD, DateRef(date_.id), actor_id=5)
        data, count = await desk.dates.calendar(GUILD)
        (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
        seen.append((str(event["uid"]), event["sequence"], str(event["status"]), count))
    assert len({uid for uid, *_ in seen}) == 1
    assert [rest for _, *rest in seen] == [[0, "CONFIRMED", 1], [1, "CONFIRMED", 1], [2, "CANCELLED", 0]]
    desk.clock.forward(days=8)
    data, count = await desk.dates.calendar(GUILD)
    assert (icalendar.Calendar.from_ical(data).walk("VEVENT"), count) == ([], 0)


@settings(max_examples=150, deadline=None)
@given(
    zone=st.sampled_from(ZONES),
    day=st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31)),  # noqa: DTZ001 - wall times
    hours=st.integers(1, 60),
)
def test_in_every_zone_the_file_says_the_same_instants(zone: str, day: datetime, hours: int) -> None:
    wall = day.replace(second=0, microsecond=0)
    known = replace(SESSION, zone=zone, starts=wall, ends=wall + timedelta(hours=hours))
    lines = lines_of(written(known))
    zones = tzical(io.StringIO("\n".join(lines)))
    (start,) = [line for line in lines[lines.index("BEGIN:VEVENT") :] if line.startswith("DTSTART")]
    assert instant_of(start, zones) == starts_at(known)


@pytest.mark.parametrize("zone", ["Africa/Casablanca", "Antarctica/Troll", "Australia/Lord_Howe", "Europe/Dublin",
                                  "America/Los_Angeles", "Pacific/Apia", "Asia/Gaza", "America/Nuuk"])  # fmt: skip
def test_each_change_of_the_clocks_is_described_where_it_is(zone: str) -> None:
    first, last = datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
    onsets = []
    for part in time_zone(zone, first, last).subcomponents:
        offset = part.decoded("tzoffsetfrom")
        onsets.append((part.decoded("dtstart").replace(tzinfo=UTC) - offset, part.decoded("tzoffsetto")))
    place, hour = ZoneInfo(zone), first
    for (begins, offset), (ends, _) in pairwise([*onsets, (last, None)]):
        hour = begins
        while hour < ends:
            assert hour.astimezone(place).utcoffset() == offset
            hour += timedelta(hours=7)


def test_no_address_can_add_a_line_of_its_own() -> None:
    forged = replace(SESSION, source_url="https://guild.example/\r\nX-FORGED:1")
    assert not any(line.startswith("X-FORGED") for line in lines_of(written(forged)))
