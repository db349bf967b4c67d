"""Sentences that state what a side offers, asks, rejects, agrees to or says, quoted as they stand. Issues are told by the caller."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from bot.models.news import Quote
from bot.news.date_context import prose
from bot.news.date_words import plain
from bot.news.patterns import any_of

_JOINING: Final = r"\w-"
_UNIONS: Final = (
    r"wga(?: (?:west|east)|w|e)?|writers'? guild(?: of (?:america|great britain))?(?: (?:west|east))?|sag-aftra|screen actors guild|"
    r"dga|directors guild(?: of america)?|iatse|teamsters|animation guild|actors' equity(?: association)?|equity|bectu|wggb|afm|"
    r"american federation of musicians|actra|the (?:guild|union)|its (?:guild|union)|actors' union|writers' union|performers' union|"
    r"performers union|crew union|screenwriters|writers|actors|performers|musicians|animators|stagehands|crew members|"
    r"hollywood crews|union members"
)
_EMPLOYERS = (
    r"amptp|alliance of motion picture and television producers|the alliance(?! of)|studios' alliance|producers' alliance|studios|"
    r"streamers|producers|companies|employers|pact|netflix|disney|amazon|warner bros\.? discovery|paramount|sony(?: pictures)?|"
    r"nbcuniversal|broadway league"
)
_BODY = re.compile(rf"(?P<name>{any_of(f'{_UNIONS}|{_EMPLOYERS}', not_after=_JOINING)})(?P<owner>'s?)?(?![{_JOINING}])")
_UNION = re.compile(_UNIONS)
# Names that are also common words count with a capital only.
_NAMES: Final = frozenset({"equity", "pact", "amazon", "paramount", "sony"})
# Not a body but a trade: what "writers say" is no side's word.
_TRADES: Final = re.compile(
    r"(?:striking )?(?:(?:screen)?writers|actors|performers)|musicians|animators|stagehands|crew members"
)

# Before a body: then it is spoken to or about, and does not speak itself.
_NOT_SPEAKING = re.compile(
    r"\b(?:with|to|from|against|by|of|for|between|at|on|among|over|into|about|versus|vs\.?|and|or|&|than|like|when|if|whether|unless|that|"
    r"which|what|terms|told|helps|urged|gave|offered|asked)(?: the| its| its own| their| major| striking| hollywood| film| game)* $"
)
_BY_THEM = re.compile(
    r"\b(?:(?:is|are|was|were|been|being)(?: \w+ly)? (?P<done>refused|accepted|approved|proposed|offered|demanded|sought|requested|"
    r"tabled|rejected)|(?P<move>rejected)) by (?:the )?$"
)
_PARTY_TOO = re.compile(r"\W+(?:and|or|&|,)\W")

# Between a body and its verb: an aside, a spokesperson, auxiliaries. What only may be, or is denied, is no position.
_ROLE = (
    r"(?: (?!\w+e[sd]\b)[\w'-]+){0,3}? (?:presidents?|chairs?|chair(?:man|woman)|negotiators?|leaders?|leadership|directors?|"
    r"committee|boards?|spokes\w+|secretary|members?|membership|team|heads?|chiefs?|officials?|counsel|executives?|council)"
)
_ASIDE = r"(?:,? \([^()]{1,30}\))?(?:, (?:which|who|representing|the)\b[^,.;]{1,90},)?"
_AUXILIARY = (
    r"(?: (?:has|have|had|is|are|was|were|also|again|now|then|will|would|been|still|"
    r"firmly|flatly|formally|publicly|repeatedly|overwhelmingly|unanimously|today|"
    r"tonight|yesterday|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day))*"
)
_A_PROPOSAL = (
    r"(?:made|makes|make|sent|sends|send|submitted|submits|presented|presents|delivered|delivers) (?:an? |its |their )?(?:[\w-]+ ){0,2}?"
    r"(?:counter-?)?(?:offer|proposal)|puts? (?:an? |its |their )?(?:[\w-]+ ){0,3}?on the table"
)
_MOVES: Final[dict[str, str]] = {
    "reject": r"reject(?:s|ed|ing)?|refus(?:e|es|ed|ing)|rebuff(?:s|ed)?|oppos(?:e|es|ed|ing)|(?:turn(?:s|ed|ing)?|vot(?:e|es|ed)) down|"
    r"rul(?:e|es|ed|ing) out|balk(?:s|ed)? at|object(?:s|ed)? to|"
    r"decline(?:s|d)? to (?!comment)\w+|did not agree|does not agree|won't accept|will not accept|(?:not|won't) budge on",
    "offer": rf"{_A_PROPOSAL}|offer(?:s|ed|ing)?|propos(?:e|es|ed|ing)|put(?:s)? forward|tabl(?:e|es|ed)|"
    r"increas(?:e|es|ed) (?:its|their) offer|signal(?:s|ed|led) that (?:it|they) would",
    "ask": r"ask(?:s|ed|ing)? (?:the )?(?:studios|producers|companies|streamers|amptp|employers|networks)|counter(?:s|ed)? with|"
    r"press(?:es|ed|ing)? for|(?:hold|holds|holding|held) out for|"
    r"demand(?:s|ed|ing)?|ask(?:s|ed|ing)? for|want(?:s|ed|ing)?|seek(?:s|ing)?|sought|call(?:s|ed|ing)? for|push(?:es|ed|ing)? for|"
    r"insist(?:s|ed|ing)?(?: on| that)|request(?:s|ed|ing)?|fight(?:s|ing)? for",
    "agree": r"agree(?:s|d|ing)?(?: to| on| that)|accept(?:s|ed|ing)?|approv(?:e|es|ed|ing)|ratif(?:y|ies|ied|ying)|conced(?:e|es|ed|ing)|"
    r"vot(?:e|es|ed) to (?:ratify|approve|accept)|endors(?:e|es|ed|ing)|"
    r"(?:dropped|drops|gave up|gives up|withdrew|withdraws) (?:its|their) (?:demand|ask|proposal|claim)s?",
    "say": r"sa(?:y|ys|id)|argu(?:e|es|ed|ing)|warn(?:s|ed|ing)?|maintain(?:s|ed|ing)?|claim(?:s|ed|ing)?|contend(?:s|ed)?|insist(?:s|ed)?|"
    r"accus(?:e|es|ed|ing)|stat(?:es|ed)|"
    r"(?:call|calls|called) (?:the|its|their) (?:[\w']+ ){0,2}?(?:offer|proposal|package|terms|plan|demand)",
}
_VERB = "|".join(f"(?P<{move}>{forms})" for move, forms in _MOVES.items())
_SPEAKS = re.compile(rf"{_ASIDE}{_AUXILIARY} (?:{_VERB})\b")
_ROLE_SPEAKS = re.compile(rf"{_ROLE}{_ASIDE}(?: (?!to\b|that\b|who\b|of\b)[\w.'-]+){{0,3}}?{_AUXILIARY} (?:{_VERB})\b")
# A noun where a verb was looked for ("the WGA demands include …"), a question to somebody, and asides that state nothing.
_A_NOUN = re.compile(
    r" (?:are|were|is|was|include[sd]?|remain|from|made|on the table|over|that (?:are|were|would))\b|'"
)
_NO_POSITION = re.compile(
    r"\b(?:comment|hop(?:es|ed)|may|might|could|reportedly|rumou?r\w*|if|whether|expected to|likely|"
    r"ask(?:s|ed) (?:members|writers|its))\b"
)
_NO_TERMS = re.compile(
    r" (?:to )?(?:an? |the |its |their )?(?:\w+ ){0,2}?(?:strikes?\b(?!-)|walkout|members?\b|volunteers?|solidarity|boycott|pickets?)"
)
_PLAIN_FORMS: Final = frozenset(
    {"offer", "propose", "table", "demand", "request", "want", "seek", "refuse", "reject", "oppose", "accept"}
)
_PASSIVE: Final = {
    "rejected": "reject", "refused": "reject", "accepted": "agree", "approved": "agree", "proposed": "offer",
    "offered": "offer", "tabled": "offer", "demanded": "ask", "sought": "ask", "requested": "ask",
}  # fmt: skip

# "The talks" and "the strike" are no demand: a mere remark counts only when it is about something bargained.
_TOPICS: Final = frozenset({"bargaining", "strike"})
_SHORTEST, _LONGEST, _MOST = 24, 420, 12


def find_quotes(title: str, text: str, issues_of: Callable[[str], Sequence[str]]) -> tuple[Quote, ...]:
    """The sentences of title and text that state one side's position, one quote for each issue of the sentence.

    `issues_of` gives the ids of the issues a sentence is about. Questions, guesses, denials of comment and sentences of
    both sides together are left out, as is a last sentence that the feed has cut off.
    """
    found: dict[tuple[str, str, str], Quote] = {}
    for sentence, low in (*_sentences(title, is_title=True), *_sentences(text, is_title=False)):
        issues = issues_of(sentence)
        position = _position(sentence, low) if issues else None
        if position is None:
            continue
        side, who, move = position
        for issue in issues:
            if (move == "say" and issue in _TOPICS) or (issue == "strike" and len(issues) > 1):
                continue  # the strike is then only the occasion of what is offered or agreed
            found.setdefault((side, issue, sentence), Quote(side, who, issue, move, sentence))
        if len(found) >= _MOST:
            break
    return tuple(found.values())[:_MOST]


def sentences(title: str, text: str) -> tuple[str, ...]:
    """The whole sentences of a text, then its title: what can be quoted as it stands."""
    found = (*_sentences(text, is_title=False), *_sentences(title, is_title=True))
    return tuple(sentence for sentence, _ in found)


def _sentences(text: str, *, is_title: bool) -> Iterator[tuple[str, str]]:
    """Whole sentences that are neither too short nor too long, each as it stands and in plain form."""
    whole_low, start = plain(text), 0
    for end in (*prose(whole_low, text).ends, len(text)):
        part = text[start:end]
        sentence = part.strip()
        first = start + len(part) - len(part.lstrip())
        start = end
        whole = is_title or sentence.endswith((".", "!", '"', "”", "’", "'", ")"))
        cut = sentence.endswith(("…", "...", "[…]", "[...]"))
        if whole and not cut and "?" not in sentence and _SHORTEST <= len(sentence) <= _LONGEST:
            yield sentence, whole_low[first : first + len(sentence)]


def _position(sentence: str, low: str) -> tuple[str, str, str] | None:
    """Side, body and move of a sentence; None when it states no single side's position. `low` is its plain form."""
    for body in _BODY.finditer(low):
        name = body.group("name")
        if name in _NAMES and not sentence[body.start()].isupper():
            continue
        move = _move_of(body, low)
        if move:
            side = "union" if _UNION.fullmatch(name) else "employer"
            return side, sentence[body.start() : body.start() + len(name)], move
    return None


def _move_of(body: re.Match[str], low: str) -> str:
    """What a body does in its sentence; empty when it does nothing there, or not alone."""
    start, end = body.span()
    before = low[max(0, start - 40) : start]
    done = _BY_THEM.search(before)
    if done is not None:
        return _PASSIVE[done.group("done") or done.group("move")]
    if _NOT_SPEAKING.search(before):
        return ""
    joined = _PARTY_TOO.match(low, end)
    if joined is not None and _BODY.match(low, joined.end()):
        return ""
    spoken = None if body.group("owner") else _SPEAKS.match(low, end)
    spoken = spoken or _ROLE_SPEAKS.match(low, end)
    if spoken is None or _NO_POSITION.search(low, start, min(len(low), spoken.end() + 14)):
        return ""
    move = spoken.lastgroup or ""
    verb = spoken.group(move)
    name = body.group("name")
    if _A_NOUN.match(low, spoken.end()) or (verb in _PLAIN_FORMS and not name.endswith("s")):
        return ""
    if move in {"agree", "ask"} and _NO_TERMS.match(low, spoken.end()):
        return ""
    if move == "say" and _TRADES.fullmatch(name):
        return ""
    return move
