"""Texts and typed queries as words, so that the full-text indexes of both engines find the same. Pure: `bot/storage/search.py` asks them.

A word is a run of letters and digits without case, accents, apostrophes and plural: "Writers'", "writer" and "WRITERS" are one word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MOST_WORDS = 2_000  # of one text; PostgreSQL keeps no more than 256 places of one word
LONGEST_WORD = 40
MOST_TERMS = 12
_SIGNS_A_WORD = 12  # of a text no more is read than its words can need

_APOSTROPHE = re.compile(r"(?<=\w)['’‘ʼ`´](?=\w)")
_POSSESSIVE = re.compile(r"(?<=\w)['’‘ʼ`´]s\b")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")  # A.I., U.S., S.A.G
_WORD = re.compile(r"[^\W_]+")
_PHRASE = re.compile(r'["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)')
# Words that say nothing by themselves: left out of a query, unless it has no other or they stand in a phrase.
_EMPTY = frozenset(
    (
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "that",
        "the",
        "to",
        "was",
        "will",
    )
)


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand next to each other in this order, mostly one; `typed` is what they were made of."""

    words: tuple[str, ...]
    typed: str


def words_of(text: str, most: int = MOST_WORDS) -> tuple[str, ...]:
    """The first words of a text, in order."""
    parted = unicodedata.normalize("NFKD", text[: most * _SIGNS_A_WORD])
    plain = "".join(c for c in parted if c < "\x80" or not unicodedata.category(c).startswith("M"))
    plain = _APOSTROPHE.sub("", _POSSESSIVE.sub("", plain.casefold()))
    plain = _INITIALS.sub(lambda found: found[0].replace(".", ""), plain)
    found: list[str] = []
    for match in _WORD.finditer(plain):
        found.append(_singular(match[0][:LONGEST_WORD]))
        if len(found) == most:
            break
    return tuple(found)


def terms_of(typed: str) -> tuple[Term, ...]:
    """What a person wants to find: each word, and what stands in quotation marks as it stands; marks alone are nothing.

    A word with a mark inside, such as SAG-AFTRA, is a phrase of its parts. The first `MOST_TERMS` count, each once.
    """
    pieces: list[tuple[str, bool]] = []
    end = 0
    for quoted in _PHRASE.finditer(typed):
        pieces += [(word, False) for word in typed[end : quoted.start()].split()]
        pieces.append((quoted[1].strip(), True))
        end = quoted.end()
    pieces += [(word, False) for word in typed[end:].split()]
    found: dict[tuple[str, ...], Term] = {}
    empty: dict[tuple[str, ...], Term] = {}
    for piece, quoted_one in pieces:
        words = words_of(piece)
        if words:
            into = found if quoted_one or not set(words) <= _EMPTY else empty
            into.setdefault(words, Term(words, piece.strip(".,;:!?()[]")))
    return tuple((found or empty).values())[:MOST_TERMS]


def _singular(word: str) -> str:
    """Without its plural. Rules of Harman's S-stemmer (1991), with -ie and -y as one ending so that "movie" meets "movies"."""
    if len(word) <= 3 or word == "news":
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("ie") and len(word) > 4:
        return word[:-2] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
