"""Which phrases of the news are worth asking a moderator about, and what a suggestion becomes as a date. Pure.

One day after today, or a moment still to come, of a kind that is known, in an item about one dispute. Ranges, months, days that
are past and phrases that are not sure are left alone: a wrong suggestion costs a moderator's trust.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from bot.announcements.localtime import wall_of
from bot.bargaining.typed import MOST_AHEAD
from bot.models.desk import BargainingDate
from bot.models.news import DateKind, DatePhrase
from bot.models.suggestions import Candidate, Evidence, Rival, Suggestion, SuggestionCard

CLOSE = timedelta(days=21)  # days for the same thing that lie so near each other are told beside each other
_WEEKDAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:]+[+-]\d{2}:\d{2}")


def candidates(phrases: Iterable[DatePhrase], zone: str, now: datetime) -> list[Candidate]:
    """Those of an item's phrases that name one day ahead at the dispute's home, each day and kind once."""
    today, found = wall_of(now, zone).date(), dict[tuple[str, date], Candidate]()
    every = list(phrases)
    for phrase in every:
        moment = phrase.resolves_to or ""
        if phrase.kind is DateKind.OTHER or _told_better(phrase, every) or (wall := _wall(moment, zone)) is None:
            continue
        timed = wall if _MOMENT.fullmatch(moment) else None
        ahead = wall.date() > today if timed is None else timed > wall_of(now, zone)
        if ahead and wall.date() <= today + MOST_AHEAD:
            one = Candidate(phrase.kind.value, wall.date(), timed, phrase.text, moment, phrase.reason)
            before = found.setdefault((one.kind, one.day), one)
            if before.wall is None and timed is not None:
                found[one.kind, one.day] = one
    return list(found.values())


def time_of(evidence: Sequence[Evidence], zone: str) -> datetime | None:
    """The wall time that the first report with one names; None for a whole day."""
    return next((_wall(one.moment, zone) for one in evidence if _MOMENT.fullmatch(one.moment)), None)


def rivals(
    suggestion: Suggestion, others: Iterable[Suggestion], entered: Iterable[BargainingDate]
) -> tuple[Rival, ...]:
    """Other days near it that are known for the same thing, in order."""
    found = [
        Rival(other.day.isoformat())
        for other in others
        if other.id != suggestion.id and _same_thing(suggestion, other.dispute, other.kind, other.day)
    ]
    found += [
        Rival(known.starts.date().isoformat(), known.id)
        for known in entered
        if _same_thing(suggestion, known.dispute, known.kind, known.starts.date())
    ]
    return tuple(sorted(found, key=lambda rival: (rival.day, rival.date_id)))


def card(suggestion: Suggestion, name: str, known: tuple[Rival, ...]) -> SuggestionCard:
    """What moderators are shown."""
    return SuggestionCard(
        suggestion_id=suggestion.id,
        name=name,
        kind=suggestion.kind,
        day=suggestion.day.isoformat(),
        evidence=suggestion.evidence,
        rivals=known,
        state=suggestion.state.value,
        date_id=suggestion.date_id or 0,
    )


def _told_better(phrase: DatePhrase, every: Iterable[DatePhrase]) -> bool:
    """A bare "Tuesday" where the same item says which: "Tuesday, Aug. 22"."""
    word = phrase.text.casefold().removeprefix("on ")
    if word not in _WEEKDAYS:
        return False
    return any(other is not phrase and other.kind is phrase.kind and word in other.text.casefold() for other in every)


def _same_thing(suggestion: Suggestion, dispute: str, kind: str, day: date) -> bool:
    near = abs(day - suggestion.day) <= CLOSE
    return near and day != suggestion.day and (dispute, kind) == (suggestion.dispute, suggestion.kind)


def _wall(moment: str, zone: str) -> datetime | None:
    if _DAY.fullmatch(moment):
        return datetime.fromisoformat(moment)
    return wall_of(datetime.fromisoformat(moment), zone) if _MOMENT.fullmatch(moment) else None
