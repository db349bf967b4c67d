"""Stories by day or week and issue, and the days of strikes and talks beside them. Pure: what is counted is read by the service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.disputes.ladder import standing
from bot.models.disputes import Step, StepRecord, Track
from bot.models.services import IssueName
from bot.models.trends import Series, Span, Trend

MOST_DAILY = 31  # more days are shown by week
MOST_SERIES = 5
LEAST_STORIES = 3  # fewer make no picture
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_OVER = {
    Track.STRIKE: ("strike", (Step.ON_STRIKE,)),
    Track.TALKS: ("talks", (Step.IN_SESSION,)),
}


def starts_of(first: date, last: date, *, weekly: bool) -> tuple[date, ...]:
    """The first day of each bar; weeks begin on Monday, the first one perhaps before `first`."""
    at, step = (first - timedelta(days=first.weekday()), _WEEK) if weekly else (first, _DAY)
    found = []
    while at <= last:
        found.append(at)
        at += step
    return tuple(found)


def series_of(
    told: Iterable[tuple[str, datetime]],
    issues: Sequence[IssueName],
    starts: Sequence[date],
    zone: str,
    *,
    weekly: bool,
) -> tuple[Series, ...]:
    """`told`: an issue and the moment of a story's first report on it. Those with most stories first, at most five, none without any."""
    length, home = 7 if weekly else 1, ZoneInfo(zone)
    counted: Counter[tuple[str, int]] = Counter()
    for issue, at in told:
        place = (at.astimezone(home).date() - starts[0]).days // length
        counted[issue, min(max(place, 0), len(starts) - 1)] += 1
    every = [Series(each, tuple(counted[each.id, place] for place in range(len(starts)))) for each in issues]
    return tuple(sorted((each for each in every if each.total), key=lambda each: -each.total)[:MOST_SERIES])


def drawable(trend: Trend) -> bool:
    """Whether there is enough for a picture."""
    return trend.stories >= LEAST_STORIES and trend.days > 1


def spans_of(guild: str, records: Iterable[StepRecord], first: date, last: date) -> list[Span]:
    """A dispute's days on strike and in session from `first` to `last`.

    The day on which a strike is suspended or ended is no longer counted, the day on which a session ends still is.
    """
    found: list[Span] = []
    kept = list(records)
    for track, (kind, steps) in _OVER.items():
        ladder = standing(kept, track)
        for position, record in enumerate(ladder):
            if record.step not in steps:
                continue
            following = ladder[position + 1] if position + 1 < len(ladder) else None
            end = last if following is None else following.day
            if following is not None and track is Track.STRIKE:
                end -= _DAY
            span = Span(guild, kind, max(record.day, first), min(end, last))
            if span.first <= span.last:
                found.append(span)
    return found
