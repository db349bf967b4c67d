"""Text to words: tokens, sentences and a light stem that forgives inflection and spelling. What the words mean is not decided here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
SENTENCE_END = "\0"  # stands in `stems` where a sentence ends; no word has this stem
NOTHING = "\1"  # stands in `stems` for the point of an abbreviation

_TOKEN = re.compile(r"(\w\w++(?:['’]\w++)*+|(?:[^\W\d_]\.){2,}|\w(?:['’]\w++)*+|[.!?…;:|]+(?=[\"”’')\]]*(?:\s|$))|\n)")
_ABBREVIATIONS = frozenset((
    "mr", "mrs", "ms", "dr", "st", "jr", "sr", "vs", "inc", "co", "corp", "bros", "gov", "sen", "rep", "no", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
))  # fmt: skip
_MARKS = frozenset(".!?…;:|\n")
_SPECIAL = {"cheque": "check", "programme": "program", "women": "woman", "men": "man", "children": "child"}


@dataclass(frozen=True, slots=True)
class Words:
    """A text as words and sentence ends. `raw`, `stems` and `sentences` run in parallel.

    `parts` is the text in pieces: what stands before the first word, that word, what stands before the second, and so on to the end.
    """

    text: str  # title, line break, text
    raw: list[str]
    stems: list[str]
    sentences: list[int]  # number of the sentence a word stands in
    title_end: int  # words before this index belong to the title
    parts: list[str]

    def span(self, word: int) -> tuple[int, int]:
        """Where a word begins and ends in `text`."""
        start = sum(map(len, self.parts[: 2 * word + 1]))
        return start, start + len(self.raw[word])

    def phrase(self, start: int, end: int) -> str:
        """The words from `start` to before `end`, exactly as they stand in the text."""
        return "".join(self.parts[2 * start + 1 : 2 * end])


def stem(word: str) -> str:
    """A word without case, possessive, plural, -ed, -ing, and with one spelling for -ise/-ize, -our/-or, -tre/-ter, -ence/-ense.

    The stem is only ever compared with another stem; it need not be a word ("agreed" and "agree" both give "agr").
    """
    if word[0] in _MARKS:
        return SENTENCE_END
    word = word.casefold().replace("’", "'").removesuffix("'s").replace("'", "").replace(".", "")
    word = _SPECIAL.get(word, word)
    if len(word) < 4 or not word.isalpha():
        return word
    word = _without_ending(word)
    if len(word) > 5:
        word = _american(word)
    word = word.rstrip("e") if len(word) > 3 else word
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word


class Remembered(dict[str, T]):
    """What `find` gives for a word, asked once. A plain table is read faster than a cache with an order; a full one begins anew."""

    def __init__(self, find: Callable[[str], T], most: int) -> None:
        super().__init__()
        self.find, self.most = find, most

    def __missing__(self, word: str) -> T:
        if len(self) >= self.most:
            self.clear()
        self[word] = found = self.find(word)
        return found


_stem_of = Remembered(stem, 65_536).__getitem__


def _without_ending(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "ches", "shes", "xes", "zzes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending, least in (("ied", 3), ("ed", 3), ("ing", 3)):
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: -len(ending)] + ("y" if ending == "ied" else "")
    return word


def _american(word: str) -> str:
    if word.endswith(("ise", "is")):
        return word[: word.rindex("is")] + "iz"
    if "isation" in word:
        return word.replace("isation", "ization")
    if "our" in word[2:]:
        return word[:2] + word[2:].replace("our", "or")
    if word.endswith("tre"):
        return word[:-2] + "er"
    if word.endswith("ence"):
        return word[:-2] + "se"
    return word


def read_words(title: str, text: str) -> Words:
    """Split a title and a text into words; the title is a sentence of its own (or several)."""
    joined = f"{title}\n{text}"
    parts = _TOKEN.split(joined)
    raw = parts[1::2]
    stems = list(map(_stem_of, raw))
    sentences: list[int] = []
    number, k = 0, -1
    for _ in range(stems.count(SENTENCE_END)):
        k = stems.index(SENTENCE_END, k + 1)
        if raw[k] == "." and k and (len(raw[k - 1]) == 1 or raw[k - 1].lower() in _ABBREVIATIONS):
            stems[k] = NOTHING
        else:
            sentences += [number] * (k + 1 - len(sentences))
            number += 1
    sentences += [number] * (len(raw) - len(sentences))
    title_end = raw.index("\n") if "\n" not in title else len(_TOKEN.findall(title))
    return Words(joined, raw, stems, sentences, title_end, parts)
