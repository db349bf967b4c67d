"""The daily digest of a rehearsal: when it was due, and which days the bot's messages say they are of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rehearsal.chronicle.book import HOME
from rehearsal.posts import MARKS, Kind, Post

AT = time(9)  # in Los Angeles
OPTIONS = {"cadence": "daily", "time": f"{AT:%H:%M}"}
YEAR = 2023
_FIRST_LINE = re.compile(r"Daily digest, \w+ (?P<day>\d+) (?P<month>\w+): .*?(?:, part (?P<part>\d+) of \d+)?$")


@dataclass(frozen=True, slots=True)
class DigestDays:
    """The days that had to have a digest and the messages of those that have one; lost and doubled ones by name."""

    due: int
    posts: int
    lost: list[str]
    doubled: list[str]


def digest_days(posts: Iterable[Post], *, chosen: datetime | None, latest: datetime) -> DigestDays:
    """`chosen`: the simulated moment at which the digest was chosen, None for never; due by `latest` had to be posted."""
    told = Counter(line for post in posts if post.kind is Kind.DIGEST and (line := _first_line(post)))
    days = {day for day, _ in told}
    due = _days(chosen, latest) if chosen is not None else []
    return DigestDays(
        due=len(due),
        posts=sum(told.values()),
        lost=[f"the digest of {day}" for day in due if day not in days],
        doubled=[f"the digest of {day}, part {part}" for (day, part), times in told.items() for _ in range(times - 1)],
    )


def _days(chosen: datetime, latest: datetime) -> list[date]:
    day, found = chosen.astimezone(HOME).date(), []
    while datetime.combine(day, AT, HOME) <= latest:
        if datetime.combine(day, AT, HOME) > chosen:
            found.append(day)
        day += timedelta(days=1)
    return found


def _first_line(post: Post) -> tuple[date, int] | None:
    found = _FIRST_LINE.match(post.text.lstrip(MARKS).split("\n", 1)[0].strip())
    if found is None:
        return None
    month = datetime.strptime(found["month"], "%B").month  # noqa: DTZ007 - a month's name only
    return date(YEAR, month, int(found["day"])), int(found["part"] or 1)
