"""What moderators do in a simulated year, drawn from a seed. Only the plan: what the bot takes of it, its answers tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from zoneinfo import ZoneInfo

ZONE = "America/Los_Angeles"  # of the server
HOME = ZoneInfo(ZONE)
ZONES = (ZONE, "America/New_York", "Europe/London")
START = datetime(2027, 1, 4, 9, tzinfo=HOME)  # ahead of the real time: Discord refuses events that are over
REMINDERS = ("24h, 1h", "2 days, 3h, 30 min", "1 week, 12h", "6h", "none")
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Deed(StrEnum):
    """What is done, to an announcement or to a date."""

    ANNOUNCE = "announce"
    NOW = "announce now"
    TEXT = "edit the text of what waits"
    TIME = "edit the time of what waits"
    SKIP = "skip"
    WITHDRAW = "cancel"
    EDIT_POST = "edit a post"
    CORRECT = "correct a post"
    DATE = "bargaining add"
    MOVE = "bargaining move"
    CALL_OFF = "bargaining cancel"


@dataclass(frozen=True, slots=True)
class Act:
    """A deed at a simulated moment. `number`: of the announcement or date; `when`: a local time in `zone` that is typed."""

    at: datetime
    deed: Deed
    number: int
    when: datetime | None = None
    zone: str = ZONE
    all_day: bool = False
    remind: str = ""
    repeat: str = ""
    times: int | None = None
    channel: int = 0


@dataclass(frozen=True, slots=True)
class Size:
    """How much is done in how long."""

    days: int = 365
    announcements: int = 200
    dates: int = 300
    kills: int = 60


def plan(size: Size, seed: int) -> tuple[list[Act], list[datetime]]:
    """All acts in the order of their time, and the moments from which on the bot is killed once each."""
    random = Random(seed)
    acts = [act for number in range(1, size.announcements + 1) for act in _announcement(number, size, random)]
    starts: set[datetime] = set()
    acts += [act for number in range(1, size.dates + 1) for act in _date(number, size, random, starts)]
    end = START + size.days * _DAY
    kills = sorted(_moment(random, START, end - _DAY) for _ in range(size.kills))
    return sorted((act for act in acts if act.at < end), key=lambda act: act.at), kills


def _announcement(number: int, size: Size, random: Random) -> Iterator[Act]:
    at = _moment(random, START, START + (size.days - 3) * _DAY)
    channel = random.randrange(2)
    if random.random() < 0.1:
        yield Act(at, Deed.NOW, number, channel=channel)
        return
    when = _minute(at + random.uniform(2, 14 * 24) * _HOUR)
    repeat = random.choice(("daily", "weekdays", "weekly", "weekly", "monthly")) if random.random() < 0.3 else ""
    times = random.randint(2, 6) if repeat and random.random() < 0.8 else None
    yield Act(at, Deed.ANNOUNCE, number, when, repeat=repeat, times=times, channel=channel)
    for deed, chance, first, last in (
        (Deed.TEXT, 0.2, at, when),
        (Deed.TIME, 0.2, at, when),
        (Deed.SKIP, 0.4 if repeat else 0.0, at, when + 5 * _DAY),
        (Deed.WITHDRAW, 0.2 if times or not repeat else 1.0, at, when + (_DAY if not repeat else 20 * _DAY)),
        (Deed.EDIT_POST, 0.15, when, when + 3 * _DAY),
        (Deed.CORRECT, 0.1, when, when + 3 * _DAY),
    ):
        if random.random() < chance:
            moment = _moment(random, first + 10 * _MINUTE, last)
            later = _minute(moment + random.uniform(3, 100) * _HOUR) if deed is Deed.TIME else None
            yield Act(moment, deed, number, later)


def _date(number: int, size: Size, random: Random, starts: set[datetime]) -> Iterator[Act]:
    at = _moment(random, START, START + (size.days - 5) * _DAY)
    zone, all_day = random.choice(ZONES), random.random() < 0.15
    start = _start(at, random, zone, starts, all_day=all_day)
    yield Act(at, Deed.DATE, number, start, zone, all_day=all_day, remind=random.choice(REMINDERS))
    chance = random.random()
    if chance < 0.3:
        for _ in range(random.randint(1, 2)):
            moment = _moment(random, at + 10 * _MINUTE, start)
            moved = _start(moment, random, zone, starts, all_day=all_day)
            yield Act(moment, Deed.MOVE, number, moved, zone, all_day=all_day)
    if chance < 0.1 or chance > 0.85:
        yield Act(_moment(random, at + 10 * _MINUTE, start), Deed.CALL_OFF, number)


def _start(at: datetime, random: Random, zone: str, taken: set[datetime], *, all_day: bool) -> datetime:
    """A start that no other date has, so that a post tells by it which date it is of; a day's is at midnight."""
    while True:
        start = _minute(at + random.uniform(24, 18 * 24) * _HOUR).astimezone(ZoneInfo(zone))
        if all_day:
            start = start.replace(hour=0, minute=0)
        if start not in taken or all_day:
            taken.add(start)
            return start


def _moment(random: Random, first: datetime, last: datetime) -> datetime:
    return first + random.random() * max(last - first, _MINUTE)


def _minute(moment: datetime) -> datetime:
    # At least an hour clear of the hours at which clocks are changed: what happens then, the tests of recurrence say.
    local = moment.astimezone(HOME).replace(second=0, microsecond=0)
    return local if local.hour > 4 else local.replace(hour=local.hour + 5)
