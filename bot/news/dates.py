"""Date phrases of an entry, each resolved to a day, a run of days, a month or a moment, with what happens then.

    words of time -> moments -> phrases -> sentence, tense, kind -> meaning
    (date_words)     (date_groups)         (date_context, date_kinds)   (date_resolve)

Weeks run Monday to Sunday, a strike's first day is Day 1, times are Los Angeles time unless the text says otherwise.
A phrase whose day cannot be known is given without a date: a wrong date costs more than a missing one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from bot.models.news import DateKind, DatePhrase
from bot.news.date_calendar import LONDON, LOS_ANGELES, Span, Tense, on, safe_date, shift
from bot.news.date_context import Prose, is_given_up, is_negated, is_overtaken, prose
from bot.news.date_frame import Frame, Reading
from bot.news.date_groups import Link, Phrase, Point, phrases, points
from bot.news.date_kinds import kind_of
from bot.news.date_resolve import read
from bot.news.date_senses import Count, Month
from bot.news.date_tense import tense_around
from bot.news.date_words import plain, time_words

# Letters first, so that the regular expression engine skips ahead; what stands before a word is asked once it is found.
_BRITISH = re.compile(
    r"(?:bectu|pact(?<!\wpact)|west end(?<!\wwest end)|uk(?<!\wuk)|britain|british|london|wggb|equity(?<!\wequity))\b"
)
_BRITISH_IN_CAPITALS = frozenset({"pact", "equity"})  # otherwise words like any other
# The performers' union of New York, and other things that are called so.
_OTHER_EQUITY = re.compile(
    r"(?:actors.?|private|pay|gender|racial|diversity,|inclusion,) equity\b|\bequity(?: (?:association|league|and )|-league)|\bbroadway\b"
)
_SET_IN_YEAR = re.compile(r"\W*(?:and |but )?(?:back in|in|during the|during) ((?:19|20)\d\d)(?![\d-]|,\d)")
_STRIKE_OF_YEAR = re.compile(
    r"\b(?:the|in|of) ((?:19|20)\d\d)(?:-\d\d)? (?:[\w'-]+ ){0,2}strike\b|\bstrike (?:of|in) ((?:19|20)\d\d)\b"
)
_STRIKE_KINDS = frozenset({DateKind.STRIKE_START, DateKind.STRIKE_END})
_AHEAD_KINDS = frozenset({DateKind.DEADLINE, DateKind.EXPIRY})
_NO_LONGER = "the text says that this date no longer holds"
# What names more days than this is a calendar, not news.
_MOST_PHRASES, _MOST_WORDS = 64, 400


def find_dates(title: str, text: str, published: datetime | None, *, day_only: bool = True) -> tuple[DatePhrase, ...]:
    """The date phrases of an entry in order, those of the title first; the same date of the same kind is given once.

    `published` is aware, or None if unknown: then only dates with a year resolve. `day_only` tells that it stands for a
    bare date, which may be a day ahead of an evening in California. Never raises on any text.
    """
    lows = [plain(part) for part in (title, text)]
    both = f"{lows[0]} {lows[1]}"
    zone = _home(both, f"{title} {text}")
    today = _today(published, zone, day_only=day_only)
    found: dict[tuple[str | None, DateKind | str], DatePhrase] = {}
    for part, low in zip((title, text), lows, strict=True):
        for phrase in _in_part(part, low, both, today, zone, day_only=day_only):
            key = (phrase.resolves_to, phrase.kind if phrase.resolves_to else phrase.text)
            found.setdefault(key, phrase)
            if len(found) >= _MOST_PHRASES:
                return tuple(found.values())
    return tuple(found.values())


def _home(low: str, text: str) -> str:
    """The zone of the dispute's home: London when the text is about a British one."""
    for match in _BRITISH.finditer(low):
        name = match.group()
        if name not in _BRITISH_IN_CAPITALS:
            return LONDON
        if text[match.start()].isupper() and not (name == "equity" and _OTHER_EQUITY.search(low)):
            return LONDON
    return LOS_ANGELES


def _today(published: datetime | None, zone: str, *, day_only: bool) -> date | None:
    if published is None or not 1902 <= published.year <= 2198:
        return None
    return published.date() if day_only else published.astimezone(ZoneInfo(zone)).date()


def _in_part(part: str, low: str, both: str, today: date | None, zone: str, *, day_only: bool) -> Iterator[DatePhrase]:
    moments = points(islice(time_words(low, part), _MOST_WORDS), low)
    if not moments:
        return
    place = prose(low, part)
    joined = phrases(moments, low)
    outside = Frame(today, zone, both, evening_before=day_only and zone == LOS_ANGELES)
    for phrase in joined:
        fellows = _fellows(phrase, joined, place)
        if phrase.first.clock is not None and not phrase.first.has_day and fellows:
            continue  # the time belongs to the day that the sentence names elsewhere
        frame = _frame(phrase, place, outside)
        frame = _in_quote(phrase, joined, place, frame)
        more_follow = any(fellow.start > phrase.start for fellow in fellows)
        given_up = is_given_up(place, phrase.start, more_follow=more_follow)
        void = _why_void(phrase, place)
        for start, end, reading in _readings(phrase, frame):
            if not reading.phrase:
                continue
            gone = given_up and start == phrase.start
            counted = isinstance(phrase.first.other, Count) and phrase.first.other.tail in {"", "old", "long"}
            yield DatePhrase(
                text=_quoted(part, start, end),
                resolves_to=None if reading.span is None or gone else str(reading.span),
                kind=DateKind.OTHER if void or counted else frame.kind,
                reason=_NO_LONGER if gone else (void or reading.reason),
            )


def _why_void(phrase: Phrase, place: Prose) -> str:
    """Why nothing happens on a date though the text names it; empty when something does."""
    if is_negated(place, phrase.start):
        return "the text says that it does not take place"
    return _NO_LONGER if is_overtaken(place, phrase.start, phrase.end) else ""


def _quoted(part: str, start: int, end: int) -> str:
    """The words of a phrase exactly as they stand, without the marks that only join them."""
    words = part[start:end].strip(" ,()[]")
    return words[:-1] if words.endswith(".") and words[-4:].lower() not in {"p.m.", "a.m."} else words


def _fellows(phrase: Phrase, joined: Sequence[Phrase], place: Prose) -> list[Phrase]:
    """The other phrases of the same sentence that name days."""
    opening, closing = place.sentence(phrase.start)
    return [
        other for other in joined if other is not phrase and opening <= other.start < closing and other.first.has_day
    ]


def _frame(phrase: Phrase, place: Prose, frame: Frame) -> Frame:
    """The frame filled with what stands around one phrase."""
    start, end = phrase.start, phrase.end
    opening, closing = place.sentence(start)
    tense = tense_around(place, start, end)
    kind = kind_of(place, start, end, run=phrase.second is not None and phrase.link is Link.RUN)
    year = _SET_IN_YEAR.match(place.low, opening, start)
    if year is None and kind in _STRIKE_KINDS:
        year = _STRIKE_OF_YEAR.search(place.low, max(opening, start - 120), start)
    return Frame(
        frame.today,
        frame.zone,
        frame.low,
        tense=tense,
        kind=kind,
        before=place.low[max(opening, start - 80) : start],
        after=place.low[end : min(closing, end + 80)],
        sentence=place.low[max(opening, start - 200) : min(closing, end + 200)],
        evening_before=frame.evening_before,
        past_year=int(year.group(year.lastindex or 0)) if year and tense is not Tense.FUTURE else None,
    )


def _in_quote(phrase: Phrase, joined: Sequence[Phrase], place: Prose, frame: Frame) -> Frame:
    """Words inside quotation marks count from the day of the quoted statement, where the text names it.

    Where it does not, "today" in a quotation has no day of its own; a weekday is still the one near publication.
    """
    quote = place.quote(phrase.start)
    if quote is None or frame.today is None or phrase.first.explicit is not None:
        return frame
    opening, closing = quote
    told = [
        (opening - other.end if other.end <= opening else other.start - closing, other)
        for other in joined
        if other.first.has_day and (opening - 140 < other.end <= opening or closing <= other.start < closing + 100)
    ]
    for _, other in sorted(told, key=lambda pair: pair[0]):
        outer = _frame(other, place, frame)
        day = read(other.first, outer).span
        if day is not None and day.day is not None and day.day <= frame.today and outer.kind not in _AHEAD_KINDS:
            return replace(frame, today=day.day, evening_before=False)
    return replace(frame, today=None) if phrase.first.near is not None else frame


def _readings(phrase: Phrase, frame: Frame) -> Iterator[tuple[int, int, Reading]]:
    """Each moment or run of a phrase with its place and meaning."""
    first, second = phrase.first, phrase.second
    if second is None:
        yield first.start, first.end, read(first, frame)
        return
    if phrase.link is Link.MOVED:
        yield first.start, first.end, Reading(None, _NO_LONGER)
        yield second.start, second.end, read(second, replace(frame, tense=Tense.FUTURE))
        return
    first, second = _with_week_of(second, _with_year_of(first, second)), _with_week_of(first, second)
    one, other = read(first, frame), read(second, frame)
    both_weekdays = first.weekday is not None and second.weekday is not None
    if both_weekdays and not first.explicit and second.explicit and other.span and other.span.last:
        # "Thursday and Friday, March 26 and 27": the written date holds for both.
        one = read(first, replace(frame, today=other.span.last.day, tense=Tense.PAST))
    elif both_weekdays and frame.tense is Tense.FUTURE and one.span and other.span:
        other = _after(one.span, other, frame)
    if one.span is None or other.span is None:
        yield phrase.start, phrase.end, Reading(None, one.reason or other.reason, phrase=one.phrase or other.phrase)
        return
    run = _run(one.span, other.span, second)
    if run is not None and (phrase.link is Link.RUN or _gap(run) == len(phrase.inner) + 1):
        yield phrase.start, phrase.end, Reading(run, "from the one to the other")
    elif phrase.link is Link.PAIR and not phrase.inner:
        yield first.start, first.end, one
        yield second.start, second.end, other
    else:
        yield phrase.start, phrase.end, Reading(None, "the days named do not make a run")


def _after(first: Span, second: Reading, frame: Frame) -> Reading:
    """The second weekday after the first: on a Thursday, "Tuesday and Thursday" to come end a week later."""
    one, other = first.day, second.span.day if second.span else None
    if one is None or other is None or other != frame.today or other >= one:
        return second
    return replace(second, span=on(shift(other, 7)))


def _with_year_of(first: Point, second: Point) -> Point:
    """ "June 3 to July 5, 2024", "May and July 2023": the year named at the end holds for both."""
    months = first.other, second.other
    if isinstance(months[0], Month) and isinstance(months[1], Month):
        if months[0].year is not None or months[1].year is None:
            return first
        year = months[1].year - (months[0].month > months[1].month)
        return replace(first, other=replace(months[0], year=year))
    one, other = first.explicit, second.explicit
    if one is None or other is None or one.year is not None or other.year is None:
        return first
    same_year = (one.month, one.day) <= (other.month, other.day)
    return replace(first, explicit=replace(one, year=other.year if same_year else other.year - 1))


def _with_week_of(first: Point, second: Point) -> Point:
    """The second point in the week named at the first: "next Monday and Tuesday", "Monday and Tuesday of last week"."""
    one, other = first.weekday, second.weekday
    if one is None or other is None or other.before or other.after or second.explicit is not None:
        return second
    return replace(
        second, weekday=replace(other, before=one.before if one.before in {"last", "next"} else "", after=one.after)
    )


def _run(one: Span, other: Span, second: Point) -> Span | None:
    """The span from the one to the other; the later end is carried past the earlier where its words leave that open."""
    first, last = one.first, other.last
    if first is None or last is None:
        return None
    if last.day < first.day:
        if second.weekday is not None and second.explicit is None:
            last = replace(last, day=shift(last.day, 7))
        elif second.explicit is not None and second.explicit.year is None:
            later = safe_date(last.day.year + 1, last.day.month, last.day.day)
            last = replace(last, day=later) if later else last
    return Span(first, last) if first.day <= last.day else None


def _gap(run: Span) -> int:
    return (run.last.day - run.first.day).days if run.first and run.last else 0
