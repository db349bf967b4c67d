"""What happens on a date: its kind, read from the nearest telling words around a phrase."""

from __future__ import annotations

import re
from typing import Final

from bot.models.news import DateKind
from bot.news.date_context import Prose
from bot.news.patterns import any_named

_CUES: Final[dict[str, str]] = {
    "town_hall": r"town[ -]halls?|webinar|membership meetings?|informational (?:meetings?|sessions?|webinar)|member meetings?|q&a",
    "rally": r"rall(?:y|ies|ied|ying)|march(?:ed|es)? (?:on|to|through|down)|demonstrat\w+",
    "expiry": r"expir\w+|lapse[sd]?|ran out|runs? out|(?:is|are) up|term of the",
    "extension": r"extend(?:s|ed|ing)?|extension",
    "deadline": r"deadlines?|no (?:deal|agreement)|ultimatum|cut-?off|no later than|countdown",
    "vote": r"vot(?:e|es|ed|ing)|ballots?|polls|ratif\w+|authori[sz]ation|authori[sz]ed?|referendum",
    "picket": r"picket\w*",
    "strike": r"strik(?:e|es|ing|ers)(?! an? (?:\w+ )?(?:deal|agreement|balance))|struck(?! an?\b)|"
    r"walk(?:ed|s|ing)? ?-?(?:out|off)|work stoppage|down tools|industrial action",
    "session": r"talks?|negotiat\w+|bargain\w*|met|meet(?:s|ing|ings)?|sessions?|table|sat down|sit down|reconven\w+|"
    r"offered|reached|respon[sd]\w*|recess\w*|mediat\w+",
    "terms": r"deals?|agreements?|contracts?|pacts?|offers?|proposals?|counter\w*",
}
_CUE, _CUE_NAMES = any_named(_CUES)

# Votes, and strikes as a mere description ("the strike authorization vote", "to end the strike"), are told apart by what stands near.
_VOTE_OPENS = re.compile(
    r"\b(?:open|opens|opened|opening|begin|begins|began|beginning|start|starts|started|starting|launch\w*)\b"
)
_VOTE_CLOSES = re.compile(
    r"\b(?:through|until|till|clos\w+|end|ends|ended|ending|conclu\w+|ratif\w+|approv\w+|count\w*|result\w*|due|voted|deadline|by)\b"
)
_OF_TALKS = re.compile(r" (?:of )?(?:the |their |its )?(?:\w+ )?(?:talks|negotiations|bargaining|session)")
_BOARD = re.compile(r"\b(?:board|committee|council)\b")
_STRIKE_STARTS = re.compile(
    r"\b(?:begin|begins|began|beginning|begun|start|starts|started|starting|commenc\w+|went on|go on|goes on|going on|"
    r"gone on|declar\w+|launch\w*|initiat\w+|call(?:s|ed|ing)?(?: for)? an?|announc\w+ (?:an?|its|their)|"
    r"walk(?:s|ed|ing)?[ -](?:out|off)|struck|since|"
    r"took effect|move forward|effective|on strike|date)\b"
)
_TO_STRIKE = re.compile(r"\b(?:will|to|would|could|may|might|can) (?:go on )?$")
_STRIKE_ENDS = re.compile(
    r"\b(?:over|end|ends|ended|ending|suspen\w+|lift\w*|call(?:s|ed|ing)? off|halt\w*|"
    r"conclud\w+|back to work|come to an? (?:close|end)|return(?:ed)? to work)\b"
)
_LEANING: Final[dict[str, int]] = {"session": 8, "strike": 14, "picket": 4, "terms": 70}
_REACH = 90
_REACH_OF_OPENING = 130
_DIRECT: Final[dict[str, DateKind]] = {
    "town_hall": DateKind.TOWN_HALL,
    "rally": DateKind.RALLY,
    "expiry": DateKind.EXPIRY,
    "deadline": DateKind.DEADLINE,
    "picket": DateKind.PICKET,
    "session": DateKind.SESSION,
    "terms": DateKind.SESSION,
}


# A date that opens a sentence or a clause belongs to what follows: "Talks failed, and as of Monday the crews are out".
_OPENING = re.compile(
    r"(?:^|[.!?,;:—–(]\W*)(?:and |but |then |while |as )?(?:as of |on |at |by |from |starting |the )*$"
)


def kind_of(prose: Prose, start: int, end: int, *, run: bool = False) -> DateKind:
    """The kind of the date phrase at `start:end` by the nearest telling words of its sentence; OTHER when none tells.

    `run` tells that the phrase names a first and a last day.
    """
    low, (opening, closing) = prose.low, prose.sentence(start)
    opens = _OPENING.search(low, max(opening, start - 30), start) is not None or start == opening
    left, right = max(opening, start - _REACH), min(closing, end + (_REACH_OF_OPENING if opens else _REACH // 2))
    left = max(left, low.rfind(";", left, start) + 1)
    best, nearest = 1000, None
    for cue in _CUE.finditer(low, left, right):
        if cue.start() < end and cue.end() > start:
            continue
        # What follows a date more often belongs to the next thought than what precedes it, unless the date opens the sentence.
        away = start - cue.end() if cue.end() <= start else (cue.start() - end) * (1 if opens else 2)
        away += _LEANING.get(_CUE_NAMES[cue.lastindex or 0], 0)
        if away < best:
            best, nearest = away, cue
    if nearest is None:
        return DateKind.OTHER
    name = _CUE_NAMES[nearest.lastindex or 0]
    if name in _DIRECT:
        return _DIRECT[name]
    if name == "extension":
        return DateKind.SESSION if _OF_TALKS.match(low, nearest.end()) else DateKind.EXPIRY
    if name == "vote":
        return _vote(low, left, max(end, nearest.end()), right, run=run)
    return _strike(low, nearest, left, right, start)


def _vote(low: str, left: int, end: int, right: int, *, run: bool) -> DateKind:
    if _BOARD.search(low, left, end):
        return DateKind.OTHER
    if run:
        return DateKind.VOTE_OPEN
    if _VOTE_CLOSES.search(low, left, end):
        return DateKind.VOTE_CLOSE
    if _VOTE_OPENS.search(low, left, end):
        return DateKind.VOTE_OPEN
    return DateKind.VOTE_CLOSE if _VOTE_CLOSES.search(low, end, right) else DateKind.OTHER


def _strike(low: str, cue: re.Match[str], left: int, right: int, start: int) -> DateKind:
    near = max(left, start - 14)  # "began May 2 and ended Sept. 27": the verb right before the date decides
    if _STRIKE_ENDS.search(low, near, start):
        return DateKind.STRIKE_END
    if _STRIKE_STARTS.search(low, near, start):
        return DateKind.STRIKE_START
    if _TO_STRIKE.search(low, left, cue.start()):
        return DateKind.STRIKE_START
    starts, ends = _away(_STRIKE_STARTS, low, cue, left, right), _away(_STRIKE_ENDS, low, cue, left, right)
    if starts is None:
        return DateKind.OTHER if ends is None else DateKind.STRIKE_END
    return DateKind.STRIKE_START if ends is None or starts <= ends else DateKind.STRIKE_END


def _away(words: re.Pattern[str], low: str, cue: re.Match[str], left: int, right: int) -> int | None:
    """How far the nearest of some words stands from a cue, in characters; None if none is there."""
    gaps = [
        max(cue.start() - word.end(), word.start() - cue.end(), 0) for word in words.finditer(low, left, right + 20)
    ]
    return min(gaps, default=None)
