"""Whether a phrase speaks of the past or the future, by the verb it hangs on. Short lists of verbs, no grammar."""

from __future__ import annotations

import re

from bot.news.date_calendar import Tense
from bot.news.date_context import Prose


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FUTURE = _words(
    "will shall would could can must should may might due scheduled slated expected poised upcoming plans plan planning "
    "planned hopes hope aims aim wants likely looms looming tentatively they'll we'll it'll won't intends intend gears ahead "
    "tomorrow later"
)
# Verbs that a report in the present tense uses for what is to come ("talks resume Monday") ...
_PRESENT = _words(
    "resume resumes reconvene reconvenes meet meets return returns begin begins start starts restart restarts expire "
    "expires continue continues opens close closes face faces nears commence commences rally picket runs lapse lapses "
    "votes goes takes sets convene convenes head heads"
)
# ... and those that headlines use for what has been.
_TELLING = _words(
    "rejects reaches approves ratifies agrees announces says tells accuses blasts slams unveils offers wins reveals ends "
    "walks declares extends confirms publishes suspends breaks"
)
_PAST = _words(
    "said told met began went sent held gave came took made was were had did left struck ran saw broke fell sat spoke wrote "
    "won lost led became grew found got rose brought put kept hit shut has have been didn't wasn't weren't couldn't earlier"
)
_BASE = _words(
    "meet resume return begin start restart reconvene continue hold vote expire end close open rally picket strike go talk "
    "bargain present announce negotiate discuss sit be take give run kick convene conclude reopen join come get decide "
    "finish wrap speak brief gather march launch last commence deliver respond face"
)
_PLANNED = _words("due set scheduled slated expected supposed")
_DONE_TO = _words("failed refused voted declined managed opted chose helped began unable threatened")
_NOT_VERBS = _words(
    "need united so-called unnamed indeed feed speed embed limited hundred unionized unionised interested"
)
_ARTICLES = _words("the a an its their his her our this that")
_LEAD_IN = _words("on at in by of the late early this a just from for around as about last next past starting until")
_OPENERS = _words(', and but then while — – : ; ( " “ with')
_DEADLINE = _words("by until till before through")
_SINCE = _words("since after following")

_TOKEN = re.compile(r"[a-z][a-z'-]*|[,;:()—–\"“”]")
_LASTED = re.compile(r"\b(?:lasted|ran|went|continued|stretched|dragged|talked|met|negotiated|worked)\b[^.;:,]{0,30}$")
_BY_THE_END_OF = re.compile(r"\b(?:by|before|until|till) (?:the )?(?:end|close|start) of (?:business |play )?(?:on )?$")
_DEADLINE_AFTER = re.compile(r"(?:'s)? (?:\w+ )?(?:deadline|expiration|expiry)\b")
_MISSED = re.compile(r"\b(?:miss\w*|pass\w*|blew|after|since|met|beat|past|expired|following)\b[^.;]{0,30}$")
_REACH_BACK, _REACH_AHEAD = 140, 110


def tense_around(prose: Prose, start: int, end: int) -> Tense:
    """Past or future of the verb that a phrase at `start:end` hangs on; NONE when no verb tells."""
    low, (opening, closing) = prose.low, prose.sentence(start)
    opening = max(opening, start - _REACH_BACK)
    if _DEADLINE_AFTER.match(low, end):
        return Tense.PAST if _MISSED.search(low, max(opening, start - 40), start) else Tense.FUTURE
    if _BY_THE_END_OF.search(low, max(opening, start - 40), start):
        return Tense.FUTURE
    before = _TOKEN.findall(low, opening, start)
    lead: list[str] = []
    while before and before[-1] in _LEAD_IN:
        lead.append(before.pop())
    tense = _preposition(before, lead, low[max(opening, start - 80) : start])
    if tense is not Tense.NONE:
        return tense
    after = _TOKEN.findall(low, end, min(closing, end + _REACH_AHEAD))
    if _was_planned(before):
        return Tense.NONE
    tense = _backward(before)
    if not before or before[-1] in _OPENERS:
        ahead = _forward(after)
        tense = ahead if ahead is not Tense.NONE else tense
    elif tense is Tense.NONE:
        tense = _forward(after)
    if tense is Tense.NONE and any(word.endswith("ing") for word in before[-4:]):
        return Tense.FUTURE
    return tense


def _preposition(before: list[str], lead: list[str], text: str) -> Tense:
    """What the preposition right before a phrase tells: "until", "for", "ahead of" and the like, "since", "after"."""
    last = before[-1] if before else ""
    near = last if last in _DEADLINE or last in _SINCE else (lead[-1] if lead else "")
    if near in _SINCE:
        return Tense.PAST
    if near == "by":  # "rejected by the guild" names who, "by Monday" when
        return Tense.NONE if last.endswith("ed") else Tense.FUTURE
    if near in _DEADLINE:
        return Tense.PAST if _LASTED.search(text) else Tense.FUTURE
    ahead_of = last == "to" or near == "for" or (last == "ahead" and "of" in lead)
    return Tense.FUTURE if ahead_of else Tense.NONE


def _was_planned(before: list[str]) -> bool:
    """ "was due to end on Friday": a plan told in the past, which leaves open whether its day has come."""
    last = len(before) - 1
    for index in range(last, max(last - 6, 0), -1):
        if before[index] in _PLANNED:
            return before[index - 1] in {"was", "were"} or before[index - 2 : index] == ["had", "been"]
    return False


def _backward(words: list[str]) -> Tense:
    for index in range(len(words) - 1, -1, -1):
        if words[index] == ";":
            break
        found = _verb(words, index)
        if found is not Tense.NONE:
            return found
    return Tense.NONE


def _forward(words: list[str]) -> Tense:
    for index, word in enumerate(words[:14]):
        if word == ";":
            break
        found = Tense.NONE if word == "to" else _verb(words, index)
        if found is not Tense.NONE:
            return found
    return Tense.NONE


def _verb(words: list[str], index: int) -> Tense:
    """The tense that one word gives, seen with its neighbours."""
    word = words[index]
    previous = words[index - 1] if index else ""
    following = words[index + 1] if index + 1 < len(words) else ""
    if word == "to":
        if previous in {"is", "are"}:
            return Tense.FUTURE
        if following not in _BASE:
            return Tense.NONE
        return Tense.PAST if _DONE_TO.intersection(words[max(0, index - 3) : index]) else Tense.FUTURE
    is_future = (
        word in _FUTURE
        or (word == "set" and following in {"to", "for"})
        or (word in _PRESENT and previous not in _ARTICLES)
        or (word in {"is", "are"} and following.endswith("ing"))
    )
    if is_future:
        return Tense.FUTURE
    is_past = (word in _TELLING and previous not in _ARTICLES) or _is_past(word, previous)
    return Tense.PAST if is_past else Tense.NONE


def _is_past(word: str, previous: str) -> bool:
    if word in _PAST:
        return previous not in {"be", "being"} and not (word == "been" and previous in {"have", "has"})
    if not word.endswith("ed") or len(word) < 5 or word in _NOT_VERBS:
        return False
    return previous not in {"be", "being"} and previous not in _ARTICLES
