"""Which day a person means who writes of something that has happened: "today", "yesterday", "2 May", "fri", "2023-05-02". Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.announcements.when import day_meant

_YEAR = re.compile(r"\d{4}")
_WEEK = timedelta(days=7)
_WEEKDAY = re.compile(r"\s*(?:on\s+)?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\s*", re.IGNORECASE)


def day_past(typed: str, today: date) -> date | None:
    """The last such day up to today; None where it is not sure. A day that can only be ahead is given as it is, to be refused."""
    text = " ".join(typed.split())
    if text.casefold() == "yesterday":
        return today - timedelta(days=1)
    day = day_meant(text, today)
    if day is None or day <= today or _YEAR.search(text):
        return day
    if _WEEKDAY.fullmatch(text):
        return day - _WEEK
    if text.casefold() in ("tomorrow", "tmr", "tmrw"):
        return day
    return _year_before(day)


def _year_before(day: date) -> date | None:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return None
