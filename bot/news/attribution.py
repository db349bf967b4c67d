"""Who a text says it has its news from: outlets named as origin, every hop in order. Only what the text itself says counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.models.registry import Outlet
from bot.news.outlets import OutletNames
from bot.news.patterns import any_of
from bot.news.words import Words

_BEFORE_CUES = (
    r"according to|accordingly to|per|via|citing|cites?|cited by|quoting|quoted (?:by|in)|told|tells?|telling",
    r"(?:speaking|spoke|talking|talked|speaks?) (?:to|with)|interview (?:with|in|by|to|for)|interviewed by",
    r"statement to|(?:says?|said) to|(?:remarks?|comments?) to|confirmed to|revealed to|email to|message to|shared with",
    r"(?:re)?published (?:first )?(?:by|in|on|at)|appeared (?:first )?(?:in|on|at)|post(?:ed)? (?:on|at|by)|originally (?:in|on)",
    r"obtained by|(?:seen|reviewed|viewed) by|broken by|picked up by|scoop (?:by|from)|first (?:by|in)|courtesy of",
    r"report(?:s|ed|ing|edly)?(?:,? (?:first|earlier|initially|exclusively))? (?:by|from|in|at|on|via|of)",
    r"(?:analysis|story|article|piece|survey|tally|estimate|account|investigation|news|exclusive) (?:by|in|from)",
    r"(?:compiled|collected|told|told first) by|(?:laid out|set out|spelled out|detailed|outlined|described) in",
    r"(?:op-ed|essay|column|opinion piece|commentary) (?:by|in|for|from)|(?:news|word|report|story|figures?) (?:comes?|came) from",
    r"in a (?:new )?(?:story|piece|report) (?:for|in|by)|writing (?:for|in)|source:|credit:|h/t|from our partners at",
)
_DESCRIPTION = "trade|outlet|newspaper|paper|magazine|website|site|news agency|agency|business network|broadcaster"
_BEFORE = re.compile(
    rf"{any_of('|'.join(_BEFORE_CUES))} (?:the |a |an |its |their )?(?:(?:{_DESCRIPTION})s? )?(?:the )?$"
)
_ADVERB = (
    r"(?:,? (?:the|first|also|now|exclusively|earlier|previously|recently|initially|separately|originally|then|later|is|was|has|have|had"
    r"|which|who|further|today|yesterday|on [A-Z][a-z]+day))*,?"
)
_REPORTING = (
    r"reports?|reported|reporting|learn(?:s|ed|t)|hears?|heard|understands|reveals?|revealed|was told|were told|been told|is told"
    r"|noted|notes|wrote|writes|broke (?:the|that|this|news|word)|broken|obtained|calculated|puts? it|relayed|scooped|had it first"
    r"|details|detailed|cited|cites|got hold of|with the news"
)
_OWN_WORK = r"report|reporting|story|article|account|exclusive|sources|reporters?|scoop|analysis|piece|coverage|interview|tally|timeline"
_REPORTER = r"[A-Z][a-z]+ [A-Z][a-z]+,? (?:reports|reported|writes|wrote)"
_AFTER = re.compile(
    rf"{_ADVERB} (?:{_REPORTING}|citing|quoting|to report)\b"
    rf"|['’]s? (?:own )?(?:{_OWN_WORK}|{_REPORTER})\b|,? (?:report|exclusive|interview|story)\b(?! to)"
)
_AFTER_SPEAKING = re.compile(rf"{_ADVERB} (?:says|said|confirms|confirmed|found|estimates|estimated|claims|claimed)\b")
_NOT_SUBJECT = frozenset(
    {"People", "Time", "TIME", "Fortune", "Vice", "Patch"}
)  # words that begin sentences of other meaning
_JOINED = re.compile(r"(?:,|,? from|,? and|,? &|,? as well as|/| or|,? and also)\s(?:the )?", re.IGNORECASE)
_TITLE_TAIL = re.compile(r"\s[-–—|]\s(?:the )?$", re.IGNORECASE)
_NEAR = 90


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    name: str
    outlet: Outlet


def find_attribution(words: Words, names: OutletNames, own: Outlet | None) -> tuple[str, ...]:
    """Registry names of the outlets the text names as its origin, in order; the item's own outlet and a side's own site never are."""
    mentions = _mentions(words, names)
    if not mentions:
        return ()
    text = words.text
    border = text.find("\n")
    sure = [_is_origin(mention, text, border) for mention in mentions]
    for forward in (True, False):
        order = range(1, len(mentions)) if forward else range(len(mentions) - 2, -1, -1)
        for k in order:
            other = k - 1 if forward else k + 1
            left, right = (mentions[other], mentions[k]) if forward else (mentions[k], mentions[other])
            if sure[other] and not sure[k] and _JOINED.fullmatch(text, left.end, right.start):
                sure[k] = True
    found = dict.fromkeys(mention.outlet.name for mention, yes in zip(mentions, sure, strict=True) if yes)
    if own is not None:
        found.pop(own.name, None)
    return tuple(found)


def _mentions(words: Words, names: OutletNames) -> list[_Mention]:
    mentions: list[_Mention] = []
    raw, table, taken = words.raw, names.by_first_word, 0
    if table.keys().isdisjoint(raw):
        return mentions  # most texts name no outlet
    for k in [k for k, word in enumerate(raw) if word in table]:
        if k < taken:
            continue
        following = _bare(raw[k + 1]) if k + 1 < len(raw) else ""
        for tail, name, outlet in table[raw[k]]:
            end = k + 1 + len(tail)
            if tail and (tail[0] != following or tuple(map(_bare, raw[k + 1 : end])) != tail):
                continue
            if not outlet.kind.startswith("official_"):
                stop = words.span(end - 1)[1] - (len(raw[end - 1]) - len(_bare(raw[end - 1])))
                mentions.append(_Mention(words.span(k)[0], stop, name, outlet))
                taken = end
                break
    return mentions


def _bare(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word


def _is_origin(mention: _Mention, text: str, border: int) -> bool:
    before = text[max(0, mention.start - _NEAR) : mention.start]
    after = text[mention.end : mention.end + _NEAR]
    if (before[-1:], after[:1]) in {("(", ")"), ("[", "]")}:
        return True  # a dateline, "(AP)", or a note in brackets
    if _BEFORE.search(before.lower()):
        return True
    if mention.start < border and mention.end >= border - 1 and _TITLE_TAIL.search(before):
        return True
    if mention.name in _NOT_SUBJECT:
        return False
    if _AFTER.match(after):
        return True
    return not mention.outlet.bargaining_party and _AFTER_SPEAKING.match(after) is not None
