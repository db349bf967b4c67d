"""Joins time words that name one moment ("Monday, October 9, until 1 p.m.") and moments that name a run ("from … to …"). No meaning yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from bot.news.date_senses import Clock, Count, Explicit, Month, Near, Stretch, Weekday, Word


@dataclass(frozen=True, slots=True)
class Point:
    """One moment as its words stand in the text. At least one part is set; `until` is the second time of "10 a.m. to 1 p.m."."""

    start: int
    end: int
    explicit: Explicit | None = None
    weekday: Weekday | None = None
    near: Near | None = None
    clock: Clock | None = None
    until: Clock | None = None
    clock_last: bool = False  # the clock time is the last of its words
    other: Stretch | Month | Count | None = None

    @property
    def has_day(self) -> bool:
        """True when it names a day, not a time or a longer stretch alone."""
        return self.explicit is not None or self.weekday is not None or self.near is not None


class Link(Enum):
    """How the two moments of a phrase belong together."""

    RUN = "run"  # from the one to the other
    PAIR = "pair"  # the one and the other
    MOVED = "moved"  # the other instead of the one


@dataclass(frozen=True, slots=True)
class Phrase:
    """One moment, or two that belong together."""

    first: Point
    second: Point | None = None
    link: Link = Link.RUN
    inner: tuple[Point, ...] = ()  # "Monday, Tuesday and Wednesday": the days between the first and the last

    @property
    def start(self) -> int:
        """Where the phrase begins in the text."""
        return self.first.start

    @property
    def end(self) -> int:
        """Where the phrase ends in the text."""
        return (self.second or self.first).end


_SAME = re.compile(r"(?:,? ?\(| ?/ ?|, |,| - | – | — | |, the | the |\] ?|\), |\) )(?:i\.e\. ?)?")
_TO_TIME = re.compile(
    r"[\s,(]*(?:\)?,? ?(?:at|by|until|till|from|starting at|beginning at|ending at|as of|just after|no later than|-|–|—|@)?) ?\(?"
)
_FROM_TIME = re.compile(r"\)?,? ?(?:on|of|this coming)? ?\(?")
_ALIKE = re.compile(r"\s?(?:/|\(|\)?,? ?\(|,|or)\s?")
_TIME_RUN = re.compile(r"\s?(?:-|–|—|to|until|and|till)\s?")
_RUN = re.compile(
    r"\)?,? ?(?:-|–|—|to|through|thru|until|till|and (?:running )?(?:to|through|until)|and (?:it )?runs? (?:to|through|until))"
    r" (?:on )?(?:the )?|\)?(?:-|–|—)|\)? (?:-|–|—) "
)
_AND = re.compile(r"\)?,? (?:and|&|or)(?: again| then| later)? (?:on |in )?|, (?:on )?")
_END_VERB = re.compile(
    r"[^.;:?!]{0,40}\b(?:conclud\w+|end|ends|ending|clos(?:e|es|ing)|runs?|running|finish\w*|wrap\w*|continu\w+|last\w*)"
    r"(?: up)?(?: on| to| through| until| till| by| at)*(?: the)? "
)
_BEGIN_VERB = re.compile(
    r"\b(?:start|begin|open|restart|resume|commence|run|kick off|launch)(?:s|ed|ing|ning)?(?: off)?(?: on| from| at)*(?: the)? $"
)
_BETWEEN = re.compile(r"\bbetween (?:the )?$")
_MOVE_VERB = re.compile(
    r"\b(?:mov|push|postpon|delay|reschedul|shift|chang|extend|extension|switch|brought|bring|put off|put back)\w*"
    r"[^.;:?!]{0,70}\bfrom (?:the )?(?:previous |original |planned )?$"
)
_MOVED_TO: Final = re.compile(r"\)?,? (?:out |back |forward |up )?(?:to|until|till|through) (?:on )?(?:the )?")

_WAS_MOVED_TO = re.compile(
    r"\)?,? (?:has been|have been|had been|was|were|is|are) (?:moved|pushed|put|postponed|delayed|rescheduled|shifted|brought)"
    r"(?: out| back| forward| off| up)? (?:to|until|till) (?:on )?(?:the )?"
)

_GLUE, _BRIDGE = 24, 70  # the most characters between the words of a moment, and between the moments of a phrase


def points(words: Iterable[Word], low: str) -> list[Point]:
    """The moments that the words of one text name, in order."""
    found: list[Point] = []
    for word in words:
        last = found[-1] if found else None
        joined = _joined(last, word, low[last.end : word.start]) if last and word.start - last.end <= _GLUE else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(_point(word))
    return found


def _point(word: Word) -> Point:
    sense = word.sense
    if isinstance(sense, Explicit):
        return Point(word.start, word.end, explicit=sense)
    if isinstance(sense, Weekday):
        return Point(word.start, word.end, weekday=sense)
    if isinstance(sense, Near):
        return Point(word.start, word.end, near=sense)
    if isinstance(sense, Clock):
        return Point(word.start, word.end, clock=sense, clock_last=True)
    return Point(word.start, word.end, other=sense)


def _joined(last: Point, word: Word, between: str) -> Point | None:
    """The moment extended by a word that belongs to it, or None when the word opens a moment of its own."""
    sense = word.sense
    if last.other is not None:
        return None
    if isinstance(sense, Clock):
        return _with_clock(last, sense, between, word.end)
    glue = _FROM_TIME if last.clock is not None and not last.has_day else _SAME
    if glue.fullmatch(between) is None:
        return None
    if isinstance(sense, Explicit) and last.explicit is None:
        return replace(last, explicit=sense, end=word.end, clock_last=False)
    if isinstance(sense, Weekday) and last.weekday is None and (last.clock is None or not last.has_day):
        return replace(last, weekday=sense, end=word.end, clock_last=False)
    if isinstance(sense, Near) and last.near is None and last.weekday is None and last.explicit is None:
        return replace(last, near=sense, end=word.end, clock_last=False)
    return None


def _with_clock(last: Point, clock: Clock, between: str, end: int) -> Point | None:
    if last.clock is None:
        return replace(last, clock=clock, clock_last=True, end=end) if _TO_TIME.fullmatch(between) else None
    if last.clock_last and last.until is None and _TIME_RUN.fullmatch(between):
        zone = last.clock.zone or clock.zone
        return replace(
            last, clock=replace(last.clock, zone=zone), until=replace(clock, zone=clock.zone or zone), end=end
        )
    # The same instant told for another coast: "8 p.m. PT/11 p.m. ET".
    return replace(last, end=end) if clock.zone and last.clock.zone and _ALIKE.fullmatch(between) else None


def phrases(moments: Sequence[Point], low: str) -> list[Phrase]:
    """Moments joined to runs, pairs and moves where the words between them say so."""
    found: list[Phrase] = []
    at = 0
    while at < len(moments):
        first = moments[at]
        second = moments[at + 1] if at + 1 < len(moments) else None
        link = _link(first, second, low) if second is not None and second.start - first.end <= _BRIDGE else None
        if link is None:
            found.append(Phrase(first))
            at += 1
        elif (
            link is Link.PAIR
            and at + 2 < len(moments)
            and second is not None
            and _link(second, moments[at + 2], low) is Link.PAIR
        ):
            found.append(Phrase(first, moments[at + 2], Link.PAIR, (second,)))
            at += 3
        else:
            found.append(Phrase(first, second, link))
            at += 2
    return found


def _link(first: Point, second: Point, low: str) -> Link | None:
    if not _alike(first, second):
        return None
    between, before = low[first.end : second.start], low[max(0, first.start - 110) : first.start]
    if _MOVED_TO.fullmatch(between) and _MOVE_VERB.search(before):
        return Link.MOVED
    if _WAS_MOVED_TO.fullmatch(between):
        return Link.MOVED
    if _RUN.fullmatch(between) or (between == " and " and _BETWEEN.search(before)):
        return Link.RUN
    if _AND.fullmatch(between) and first.clock is None and second.clock is None and not between.startswith(", on"):
        return Link.PAIR
    if _END_VERB.fullmatch(between) and _BEGIN_VERB.search(before):
        return Link.RUN
    return None


def _alike(first: Point, second: Point) -> bool:
    if isinstance(first.other, Month) and isinstance(second.other, Month):
        return True
    return first.has_day and second.has_day and first.other is None and second.other is None
