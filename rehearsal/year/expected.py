"""What has to be posted, by what moderators were told was accepted. The bot is not asked; local times are reckoned here anew."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rehearsal.year.plan import HOME

EPOCH = re.compile(r"<t:(\d+):F>")
POSTED = re.compile(r"Posted (\d+ \w+ \d\d:\d\d) UTC")
MONTH_DAY = re.compile(r"every month on day (\d+)")
LAST_TIME = re.compile(r"the last time on \w+ (\d+) (\w+)")
SPAN = re.compile(r"(\d+) (week|day|hour|minute)s?")
REMINDERS = re.compile(r"Reminders?: ([^.]*) before(?: 09:00 of that day)?\.")
MINUTES = {"week": 7 * 24 * 60, "day": 24 * 60, "hour": 60, "minute": 1}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAY = timedelta(days=1)
_FOUR_YEARS = 4 * 366  # days; 29 February comes once in them


@dataclass(slots=True)
class Due:
    """A message that has to be posted once: words it has, its channel, and when (aware UTC).

    `in_the_end`: words it has to have in the end, after all edits. `awaited`: its time came, and it was waited for.
    """

    at: datetime
    words: tuple[str, ...]
    channel_id: str
    of: str
    in_the_end: tuple[str, ...] = ()
    awaited: bool = False

    def is_in(self, channel_id: str, text: str) -> bool:
        """Whether a message can be this one, by its first text."""
        return channel_id == self.channel_id and all(word in text for word in self.words)


@dataclass(slots=True)
class Expected:
    """All that has to be posted so far, by the name of what it is of, such as "notice 17" or "date 3"."""

    dues: list[Due] = field(default_factory=list)

    def of(self, name: str, *, after: datetime | None = None, until: datetime | None = None) -> list[Due]:
        """The messages of one announcement or date, in order; later than `after`, not later than `until`."""
        found = [due for due in self.dues if due.of == name]
        found = [due for due in found if (after is None or due.at > after) and (until is None or due.at <= until)]
        return sorted(found, key=lambda due: due.at)

    def drop(self, name: str, *, after: datetime, before: datetime | None = None) -> int:
        """Expect no more of it after a moment (until another); how many there were."""
        gone = [due for due in self.of(name, after=after) if before is None or due.at < before]
        self.dues = [due for due in self.dues if all(due is not each for each in gone)]
        return len(gone)


def first_told(answer: str) -> datetime:
    """The first moment that an answer names. Raises ValueError where it names none."""
    found = EPOCH.search(answer)
    if found is None:
        raise ValueError(f"no moment in: {answer}")
    return datetime.fromtimestamp(int(found[1]), UTC)


def posted_told(choice: str, now: datetime) -> datetime:
    """When a post was due, by a choice that names it, within the year before `now`. Raises ValueError where it names no time."""
    found = POSTED.match(choice)
    if found is None:
        raise ValueError(f"no time in: {choice}")
    years = (datetime.strptime(f"{year} {found[1]} +0000", "%Y %d %b %H:%M %z") for year in (now.year, now.year - 1))
    return next(moment for moment in years if moment <= now)


def last_day_told(answer: str, first: datetime) -> date | None:
    """The last day of a series that an answer names, the next such day from `first` on; None where it goes on."""
    found = LAST_TIME.search(answer)
    if found is None:
        return None
    start, named = first.astimezone(HOME).date(), (int(found[1]), MONTHS.index(found[2]) + 1)
    days = (start + ahead * _DAY for ahead in range(_FOUR_YEARS))
    return next(day for day in days if (day.day, day.month) == named)


def reminders_told(answer: str) -> list[timedelta]:
    """How long before a date members are reminded of it, by an answer."""
    found = REMINDERS.search(answer)
    spans = SPAN.findall(found[1]) if found else []
    return [timedelta(minutes=int(count) * MINUTES[unit]) for count, unit in spans]


def series(first: datetime, repeat: str, answer: str, until: datetime) -> Iterator[datetime]:
    """The moments of a series by the clocks of the server's zone, from its first on; its end and its day of the month by an answer."""
    local, last = first.astimezone(HOME), last_day_told(answer, first)
    found = MONTH_DAY.search(answer)
    day, monthday = local.date(), int(found[1]) if found else local.day
    while (last is None or day <= last) and (moment := at_home(day, local.time())) <= until:
        yield moment
        day = _next(day, repeat, monthday)


def at_home(day: date, clock: time, zone: ZoneInfo = HOME) -> datetime:
    """The moment of a local time; of a time that is there twice the first."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def _next(day: date, repeat: str, monthday: int) -> date:
    match repeat:
        case "daily":
            return day + _DAY
        case "weekdays":
            return day + (_DAY if day.weekday() < 4 else (7 - day.weekday()) * _DAY)
        case "weekly":
            return day + 7 * _DAY
        case _:
            following = day.replace(day=1) + 32 * _DAY
            return following.replace(day=min(monthday, monthrange(following.year, following.month)[1]))


def day_words(moment: datetime, zone: str) -> str:
    """A day as posts write it: "Tuesday 15 August"."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%A} {local.day} {local:%B}"
