"""When a zone's clocks are changed: what moderators are told before they schedule something across it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.announcements.localtime import wall_of

_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ClockChange:
    """The local date from which clocks show another time, and by how many minutes; forward is positive."""

    day: date
    minutes: int


def next_change(zone: str, after: datetime, until: datetime) -> ClockChange | None:
    """The zone's first change between two moments (aware); None where its clocks run on."""
    moment = after
    while moment < until:
        following = min(moment + _DAY, until)
        if _offset(moment, zone) != _offset(following, zone):
            return _found(zone, moment, following)
        moment = following
    return None


def _found(zone: str, before: datetime, behind: datetime) -> ClockChange:
    old = _offset(before, zone)
    while behind - before > _MINUTE:
        middle = before + (behind - before) / 2
        if _offset(middle, zone) == old:
            before = middle
        else:
            behind = middle
    return ClockChange(wall_of(behind, zone).date(), round((_offset(behind, zone) - old) / _MINUTE))


def _offset(moment: datetime, zone: str) -> timedelta:
    offset = moment.astimezone(ZoneInfo(zone)).utcoffset()
    assert offset is not None  # noqa: S101 - an aware moment has one
    return offset
