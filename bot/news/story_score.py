"""How sure it is that two items tell one story: parties, moves, days and figures decide, shared words help.

Evidence is a plain sum; above zero is the same story. Every weight is named here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from bot.news.story_days import Days, apart
from bot.news.story_moves import Move
from bot.news.story_parties import Parties
from bot.news.story_words import SPANS


@dataclass(frozen=True, slots=True)
class StoryFeatures:
    """What one item brings to the question which story it tells; made by `bot.news.stories.features`."""

    parties: Parties
    headline: tuple[Move, ...]  # moves in the title, weightiest first
    body: tuple[Move, ...]
    days: Days
    amounts: frozenset[str]  # sums of money in the title
    figures: frozenset[str]  # of title and text, amounts among them
    words: dict[str, float]  # weight by stem
    norm: float  # length of `words` as a vector
    terms: frozenset[str]  # lengths of contracts
    issues: frozenset[str]
    sources: frozenset[str]  # outlets it cites
    undated: bool  # the feed gave no date: windows do not apply

    @property
    def move(self) -> Move | None:
        """The item's own move: the weightiest of its title, else of its text."""
        return next(iter(self.headline or self.body), None)


# Steps that a union takes once in years: the same step by the same union is the same story, if days and figures do not say otherwise.
STEPS = frozenset(
    {
        Move.SIGN_LAW,
        Move.AUTHORIZE,
        Move.SEEK_AUTHORITY,
        Move.RATIFY,
        Move.SETTLE,
        Move.STRIKE_END,
        Move.STRIKE_START,
        Move.PASS_LAW,
        Move.BOARD_VOTE,
        Move.DETAILS,
        Move.PROPOSE_LAW,
        Move.WIN_UNION,
    }
)
# Moves that a named day makes as certain as a step; with others the day is often that of what came before.
_CALENDAR = frozenset({Move.BEGIN_TALKS, Move.RESUME, Move.EXTEND, Move.RALLY, Move.EXPIRE})
# A deal that ends a strike is another than one that averts it.
_DEALS = frozenset({Move.SETTLE, Move.RATIFY})
# Steps that one event may be told as.
_TOGETHER = (
    frozenset({Move.SETTLE, Move.STRIKE_END}),
    frozenset({Move.STRIKE_START, Move.BREAK_OFF}),
)
# What happened, and what a side does about it afterwards: a meeting and a remark on it, an offer and its publication.
_AFTERWARDS = (
    frozenset({Move.MEET, Move.REMARK}),
    frozenset({Move.OFFER, Move.PUBLISH}),
)
# Fields of work that have contracts and laws of their own.
_OWN = frozenset(
    {
        "games",
        "commercials",
        "law",
        "court",
        "music",
        "effects",
        "audio",
        "influencers",
        "network",
        "dubbing",
        "animation",
    }
)

NEVER = -100.0
THRESHOLD = -1.9  # what has to be outweighed
SHORT = 2.0  # added to the length of every word vector
W_WORDS = 7.0  # times the cosine
W_ISSUES = 1.0  # times the share of common issues, less a half
W_SOURCE = 0.3  # both cite one outlet
# Parties.
W_COMPANY = 0.6  # both titles name one employer
W_OTHER_LEAD = -1.0  # one union is the subject here and mentioned there; half of it where none is named
W_OWN = -3.0  # a field with contracts of its own is named by one only
W_OTHER_CONTRACT = -2.5  # two titles about two contracts of one union
# Moves.
W_STEP = 1.6  # the same step, or the same move of the calendar on the same named day
W_MOVE = 0.7
W_TOGETHER = 1.2  # two moves that are told of one event, and both told by one of the items
W_ASIDE = 0.3
W_OTHER_STEP = -1.6
W_OTHER_MOVE = -0.6
W_AFTERWARDS = -2.4  # a thing, and what a side does about it afterwards
W_OTHER_PEACE = -1.5  # two deals, one of which ends a strike
# Days.
W_DAY = 0.7  # a day named by both
W_SOON = 0.5  # published within two days, or on a day that the other names
W_OTHER_DAY = -0.4
W_OTHER_WEEKDAY = -0.5
W_OTHER_YEAR = -3.0
# Figures.
W_FIGURE = 0.9  # each of two at most
W_DURATION = 0.4
W_OTHER_AMOUNT = -1.5  # two titles about two sums of money
W_OTHER_TERM = -2.5  # contracts of different length


def cosine(one: StoryFeatures, other: StoryFeatures) -> float:
    """Likeness of their words, 0 to 1."""
    few, many = (one.words, other.words) if len(one.words) <= len(other.words) else (other.words, one.words)
    return sum(weight * many.get(word, 0.0) for word, weight in few.items()) / (one.norm * other.norm)


def _parties(one: Parties, other: Parties) -> float:
    for these, those in ((one.places, other.places), (one.bills, other.bills)):
        if these and those and not these & those:
            return NEVER  # another legislature's law, or another law
    score = W_OWN if (one.fields ^ other.fields) & _OWN else 0.0
    if one.companies & other.companies:
        score += W_COMPANY
    if one.contracts and other.contracts and not one.contracts & other.contracts:
        score += W_OTHER_CONTRACT
    if not one.lead or not other.lead:
        return score + W_OTHER_LEAD / 2
    if one.lead == other.lead:
        return score
    return score + W_OTHER_LEAD if one.lead in other.unions or other.lead in one.unions else NEVER


def _moves(one: StoryFeatures, other: StoryFeatures) -> float:
    a, b = one.move, other.move
    if a is None or b is None:
        return 0.0
    if a is b:
        dated = a in _CALENDAR and one.days.named & other.days.named
        return W_STEP if a in STEPS or dated else W_MOVE
    tells_b, tells_a = b in one.headline + one.body, a in other.headline + other.body
    if frozenset({a, b}) in _AFTERWARDS and not (tells_a and tells_b):
        return W_AFTERWARDS
    seen_both = tells_a or tells_b
    if frozenset({a, b}) in _TOGETHER:
        return W_TOGETHER if seen_both else W_ASIDE
    if a in STEPS and b in STEPS:
        return W_OTHER_STEP
    return W_ASIDE if seen_both else W_OTHER_MOVE


def _days(one: StoryFeatures, other: StoryFeatures) -> float:
    a, b = one.days, other.days
    gap = apart(a, b)
    if not (a.published_on and b.published_on) and a.years and b.years and not a.years & b.years:
        return W_OTHER_YEAR
    weekdays = W_OTHER_WEEKDAY if a.weekdays and b.weekdays and not a.weekdays & b.weekdays else 0.0
    if a.named & b.named:
        return W_DAY
    if gap is None:
        return weekdays + (W_OTHER_DAY if a.named and b.named else 0.0)
    return weekdays + (W_SOON if gap <= 2 else 0.0)


def _figures(one: StoryFeatures, other: StoryFeatures) -> float:
    if one.terms and other.terms and not one.terms & other.terms:
        return W_OTHER_TERM
    if one.amounts and other.amounts and not one.amounts & other.figures and not other.amounts & one.figures:
        return W_OTHER_AMOUNT
    shared = one.figures & other.figures
    spans = sum(figure.endswith(SPANS) for figure in shared)
    return W_FIGURE * min(2, len(shared) - spans) + W_DURATION * min(1, spans)


def evidence(one: StoryFeatures, other: StoryFeatures) -> float:
    """Evidence that both tell one story; above 0 they do. Symmetric. Time between the tellings is the index's business."""
    who = _parties(one.parties, other.parties)
    if who == NEVER:
        return NEVER
    score = (
        THRESHOLD + who + _moves(one, other) + _days(one, other) + _figures(one, other) + W_WORDS * cosine(one, other)
    )
    if one.issues and other.issues:
        score += W_ISSUES * (len(one.issues & other.issues) / len(one.issues | other.issues) - 0.5)
        if one.move is other.move and one.move in _DEALS and ("strike" in one.issues) is not ("strike" in other.issues):
            score += W_OTHER_PEACE
    return score + (W_SOURCE if one.sources & other.sources else 0.0)


def length(words: dict[str, float]) -> float:
    """The norm of a word vector, never short: a few words in common prove little."""
    return sqrt(SHORT * SHORT + sum(weight * weight for weight in words.values()))
