"""Bargaining dates as an iCalendar file (RFC 5545). Pure.

Each date keeps its UID and raises its SEQUENCE with each change, so that a file imported again updates what is there; one that
was called off is CANCELLED in it until its day is over. Time zones are described for the years in question, change by change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from bot.announcements.localtime import wall_of
from bot.bargaining import dates as rules
from bot.delivery.limits import shown_link
from bot.models.desk import BargainingDate, DateState

PRODUCT = "-//Picketwire//Bargaining dates//EN"
_DAY = timedelta(days=1)
_STEP = timedelta(hours=6)  # no zone changes its clocks twice within that


def calendar(
    dates: Sequence[BargainingDate], names: Mapping[str, str], kinds: Mapping[str, str], now: datetime
) -> bytes:
    """The file. `names` of disputes and `kinds` of dates are those that people read."""
    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    timed = [known for known in dates if not known.all_day]
    for zone in sorted({known.zone for known in timed}):
        here = [known for known in timed if known.zone == zone]
        first, last = min(map(rules.starts_at, here)), max(map(rules.over_at, here))
        file.add_component(time_zone(zone, first - _DAY, last + _DAY))
    for known in dates:
        who = names.get(known.dispute, known.dispute)
        file.add_component(_event(known, f"{kinds.get(known.kind, known.kind)}: {who}", now))
    return bytes(file.to_ical())


def time_zone(zone: str, first: datetime, last: datetime) -> Timezone:
    """What the clocks of a zone do between two instants: one observance for the beginning and for each change."""
    place = ZoneInfo(zone)
    described = Timezone()
    described.add("tzid", zone)
    described.add_component(_observance(place, first, first.astimezone(place).utcoffset()))
    for change in _changes(place, first, last):
        described.add_component(
            _observance(place, change, (change - timedelta(seconds=1)).astimezone(place).utcoffset())
        )
    return described


def _changes(place: ZoneInfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """The instants, to the second, at which the zone's offset changes."""
    low = first
    while low < last:
        high = low + _STEP
        if _offset(place, low) != _offset(place, high):
            before, after = low, high
            while after - before > timedelta(seconds=1):
                middle = before + timedelta(seconds=(after - before) // timedelta(seconds=1) // 2)
                before, after = (middle, after) if _offset(place, middle) == _offset(place, low) else (before, middle)
            yield after
        low = high


def _offset(place: ZoneInfo, moment: datetime) -> timedelta | None:
    return moment.astimezone(place).utcoffset()


def _observance(place: ZoneInfo, onset: datetime, before: timedelta | None) -> TimezoneStandard | TimezoneDaylight:
    """From `onset` on; its DTSTART is what clocks would show then had they not changed (RFC 5545, 3.6.5)."""
    local = onset.astimezone(place)
    observance = TimezoneDaylight() if local.dst() else TimezoneStandard()
    old = before or timedelta()
    observance.add("dtstart", (onset.astimezone(UTC) + old).replace(tzinfo=None, microsecond=0))
    observance.add("tzoffsetfrom", old)
    observance.add("tzoffsetto", local.utcoffset() or timedelta())
    observance.add("tzname", local.tzname() or "")
    return observance


def _event(known: BargainingDate, summary: str, now: datetime) -> Event:
    event = Event()
    created = known.created_at or now
    event.add("uid", f"{known.guild_id}-{known.id}-{int(created.timestamp())}@picketwire")
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("created", created.astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", (known.changed_at or created).astimezone(UTC).replace(microsecond=0))
    event.add("sequence", known.version)
    event.add("summary", summary)
    start: date = _start(known)
    event.add("dtstart", start)
    if known.all_day:
        event.add("dtend", (known.ends or known.starts).date() + _DAY)
    elif (end := rules.ends_at(known)) is not None:
        event.add("dtend", _local(end, known.zone))
    if known.note:
        event.add("location", known.note)
    address = shown_link(known.source_url) or ""
    event.add("description", "\n".join(part for part in (known.note, address) if part))
    event.add("url", address)  # the library writes it as it is, so no line may end in it
    if known.state is DateState.CANCELLED:
        event.add("status", "CANCELLED")
        return event
    event.add("status", "CONFIRMED")
    for minutes in known.offsets:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", (rules.MORNING if known.all_day else timedelta()) - timedelta(minutes=minutes))
        event.add_component(alarm)
    return event


def _start(known: BargainingDate) -> date:
    return known.starts.date() if known.all_day else _local(rules.starts_at(known), known.zone)


def _local(moment: datetime, zone: str) -> datetime:
    """The instant on the zone's clocks: a wall time that they jump over is written as the one that they show then."""
    return wall_of(moment, zone).replace(tzinfo=ZoneInfo(zone))
