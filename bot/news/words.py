"""Text to words: tokens, sentences and a light stem that forgives inflection and spelling. What the words mean is not decided here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

SENTENCE_END = "\0"  # stands in `stems` where a sentence ends; no stem is equal to it

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:['’]\w+)*|[.!?…;:|]+(?=[\"”’')\]]*(?:\s|$))|\n")
_ABBREVIATION = re.compile(
    r"(?:mr|mrs|ms|dr|st|jr|sr|vs|inc|co|corp|bros|gov|sen|rep|no|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)", re.IGNORECASE
)
_SPECIAL = {"cheque": "check", "programme": "program", "women": "woman", "men": "man", "children": "child"}


@dataclass(frozen=True, slots=True)
class Words:
    """A text as words. `raw`, `stems`, `spans` and `sentences` run in parallel; spans are offsets into `text`."""

    text: str
    raw: tuple[str, ...]
    stems: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    sentences: tuple[int, ...]  # number of the sentence a word stands in
    title_end: int  # words before this index belong to the title

    def phrase(self, start: int, end: int) -> str:
        """The words from `start` to before `end`, exactly as they stand in the text."""
        return self.text[self.spans[start][0] : self.spans[end - 1][1]]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A word without case, possessive, plural, -ed, -ing, and with one spelling for -ise/-ize, -our/-or, -tre/-ter, -ence/-ense.

    The stem is only ever compared with another stem; it need not be a word ("agreed" and "agree" both give "agr").
    """
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
    raw: list[str] = []
    stems: list[str] = []
    spans: list[tuple[int, int]] = []
    sentences: list[int] = []
    sentence, title_end, border = 0, 0, len(title)
    for match in _TOKEN.finditer(joined):
        token = match.group()
        start = match.start()
        if start <= border:
            title_end = len(raw) + (start < border)
        first = token[0]
        if first in ".!?…;:|\n":
            if first == "." and raw and (len(raw[-1]) == 1 or _ABBREVIATION.fullmatch(raw[-1])):
                continue
            raw.append(token)
            stems.append(SENTENCE_END)
            sentences.append(sentence)
            sentence += 1
        else:
            raw.append(token)
            stems.append(stem(token))
            sentences.append(sentence)
        spans.append((start, match.end()))
    return Words(joined, tuple(raw), tuple(stems), tuple(spans), tuple(sentences), title_end)
