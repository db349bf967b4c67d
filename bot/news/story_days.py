"""Days and years an item names, as far as they tell one event from another. Kinds of dates are read in `bot/news/dates.py`, not here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_MONTH_NAMES = (
    ("jan", "january"),
    ("feb", "february"),
    ("mar", "march"),
    ("apr", "april"),
    ("may",),
    ("jun", "june"),
    ("jul", "july"),
    ("aug", "august"),
    ("sep", "sept", "september"),
    ("oct", "october"),
    ("nov", "november"),
    ("dec", "december"),
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = re.compile(
    rf"\b(?P<m1>{_NAMES})\.?,? (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:|\.\d)(?:,? (?P<y1>(?:19|20)\d\d)\b)?"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m2>{_NAMES})\b(?:,? (?P<y2>(?:19|20)\d\d)\b)?"
    r"|\b(?P<m3>\d{1,2})[-/](?P<d3>\d{1,2})[-/](?P<y3>(?:20)?\d\d)\b"
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(r"\b(" + "|".join(_WEEKDAYS) + r")\b")
_YEAR = re.compile(r"(?<![$\d,.-])\b(?:19|20)\d\d\b(?![,.]\d|[- ]episode)")
_BACK = re.compile(r"\b(?:since|last|until|through|by|expires?|expired|effective|from|to)\b[^.]{0,24}$")


@dataclass(frozen=True, slots=True)
class Days:
    """Days named as (month, day); weekdays named (0 is Monday); years the item is about; `published_on`: the UTC day of publication."""

    named: frozenset[tuple[int, int]]
    weekdays: frozenset[int]
    years: frozenset[int]
    published_on: date | None

    def moments(self, at: datetime) -> list[datetime]:
        """Noon of each named day that lies before `at`, in the year of `at`: when what a late item tells of has happened."""
        noons = []
        for month, day in sorted(self.named):
            try:
                noon = at.replace(month=month, day=day, hour=12, minute=0, second=0, microsecond=0)
            except ValueError:
                continue
            if noon < at:
                noons.append(noon)
        return noons


def days(title: str, text: str, published: datetime | None) -> Days:
    """Read title and text, both in lower case."""
    whole = f"{title} . {text}"
    named: set[tuple[int, int]] = set()
    years: set[int] = set()
    for match in _DAY.finditer(whole):
        groups = match.groupdict()
        for i in "123":
            month, day = groups[f"m{i}"], groups[f"d{i}"]
            if month and day:
                number = _MONTHS.get(month) or (int(month) if month.isdigit() else 0)
                if 1 <= number <= 12 and 1 <= int(day) <= 31:
                    named.add((number, int(day)))
    for match in _YEAR.finditer(whole):
        if not _BACK.search(whole, max(0, match.start() - 40), match.start()):
            years.add(int(match[0]))
    published_on = published.date() if published else None
    if published_on:
        years = {published_on.year}
    weekdays = frozenset(_WEEKDAYS.index(match[1]) for match in _WEEKDAY.finditer(whole))
    return Days(frozenset(named), weekdays, frozenset(years), published_on)


def apart(one: Days, other: Days) -> int | None:
    """Days between the two publications, or from a day that one names to the publication of the other; None if neither can be told."""
    if one.published_on and other.published_on:
        return abs((one.published_on - other.published_on).days)
    dated, undated = (one, other) if one.published_on else (other, one)
    if dated.published_on is None or not undated.named:
        return None
    gaps = []
    for month, day in undated.named:
        for year in undated.years or {dated.published_on.year}:
            try:
                gaps.append(abs(dated.published_on - date(year, month, day)))
            except ValueError:
                continue
    return min(gaps, default=timedelta(days=0)).days if gaps else None
