"""Where a date phrase stands: its sentence, its quotation, and words that deny it or give it up. Tense and dates are not read here."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_SENTENCE_END = re.compile(r"[.!?…](?<![ap]\.m\.)(?<!\b[A-Z]\.)[\"'”’)\]]{0,4}\s+(?=[\"“‘(\[]?[A-Z])")
_QUOTE = re.compile(r"[\"“”]")

_NEGATION = re.compile(
    r"\b(?:no|not|never|won't|wouldn't|isn't|aren't|cancel\w*|call(?:s|ed|ing)? off|without)\b"
    r"(?![^,;:]*\b(?:until|till|before|later than|by)\b)"
)
_GIVEN_UP = re.compile(r"\b(?:instead of|rather than|no longer)(?: on| the)* $")
_ORIGINAL = re.compile(r"\b(?:originally|initially|previously|at first)\b[^.;]{0,60}$")
_PLANNED = re.compile(r"\b(?:set|scheduled|due|slated|planned|expected|expire|expiring|end|run|running|start|begin)\b")
_BUT_MOVED = re.compile(
    r"[^.;]{0,30}?(?:\bbut\b[^.;]{0,40}|, (?:has|have|was|were) (?:since )?(?:been )?)"
    r"\b(?:extended|postponed|delayed|moved|cancell?ed|pushed|put off|called off|scrapped)\b"
)
_CALLED_OFF = re.compile(
    r" (?:has|have|had|was|were|is|are)(?: since| now| also| abruptly| suddenly)?(?: been)?"
    r" (?:cancell?ed|called off|scrapped|postponed|put off|shelved|axed)\b"
)


@dataclass(frozen=True, slots=True)
class Prose:
    """A text with the places of its sentences and quotation marks, worked out once."""

    low: str
    ends: tuple[int, ...]
    marks: tuple[int, ...]

    def sentence(self, at: int) -> tuple[int, int]:
        """Start and end of the sentence around a place."""
        index = bisect_right(self.ends, at)
        start = self.ends[index - 1] if index else 0
        return start, self.ends[index] if index < len(self.ends) else len(self.low)

    def quote(self, at: int) -> tuple[int, int] | None:
        """Start and end of the quotation around a place; one that is not closed runs to the end."""
        index = bisect_right(self.marks, at)
        if index % 2 == 0:
            return None
        return self.marks[index - 1], self.marks[index] if index < len(self.marks) else len(self.low)


@lru_cache(maxsize=4)  # asked for an item's dates and again for its quotes
def prose(low: str, text: str) -> Prose:
    """The places of a text; `low` is `plain(text)`."""
    ends = tuple(match.end() for match in _SENTENCE_END.finditer(text))
    # Most texts quote nobody: three looks cost less than one search.
    quoted = '"' in low or "“" in low or "”" in low
    return Prose(low, ends, tuple(match.start() for match in _QUOTE.finditer(low)) if quoted else ())


def is_negated(prose: Prose, start: int) -> bool:
    """True when the clause before a phrase says that something is not so: "there will be no talks this week"."""
    opening, _ = prose.sentence(start)
    clause = prose.low[max(opening, start - 70) : start]
    clause = clause[max(clause.rfind(","), clause.rfind(";"), clause.rfind(":")) + 1 :]
    return _NEGATION.search(clause) is not None


def is_given_up(prose: Prose, start: int, *, more_follow: bool) -> bool:
    """True when the words before a phrase say that its date is void; `more_follow` tells that the sentence names another."""
    opening, _ = prose.sentence(start)
    before = prose.low[max(opening, start - 80) : start]
    if _GIVEN_UP.search(before):
        return True
    original = _ORIGINAL.search(before)
    return more_follow and original is not None and _PLANNED.search(original.group()) is not None


def is_overtaken(prose: Prose, start: int, end: int) -> bool:
    """True when the words around a phrase say that the plan was changed: "was set to expire on July 31, but was extended",
    "the session on Wednesday was called off".
    """
    opening, closing = prose.sentence(start)
    if _CALLED_OFF.match(prose.low, end, closing):
        return True
    moved = _BUT_MOVED.match(prose.low, end, closing)
    return moved is not None and _PLANNED.search(prose.low, max(opening, start - 60), start) is not None
