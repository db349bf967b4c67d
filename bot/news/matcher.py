"""The phrase index: one tree of word stems for every phrase of a taxonomy, and one pass over a text that finds them all.

How phrases are written and compiled is `phrases`' business.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.news.words import SENTENCE_END, Words

Span = tuple[int, int]  # word indexes, the end excluded

END = ""  # the key under which a node of the tree keeps the leaves of the phrases that end there
LOOKALIKE = "@lookalike"


class PhraseError(ValueError):
    """A phrase that cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Symbols that follow one another, each at most `gaps[k]` words after the one before (`gaps[0]` is unused)."""

    symbols: tuple[str, ...]
    gaps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """A compiled list of phrases: one symbol for all plain ones, and the patterns by a symbol without which they cannot match.

    `joint` is found wherever one of those symbols is: if it is not found, no pattern need be tried.
    """

    symbol: str
    joint: str
    patterns: dict[str, tuple[Pattern, ...]]


EMPTY = Phrases("", "", {})


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """The end of a phrase in the tree: the symbols it stands for, and what those of its words must look like that may not stand anyhow."""

    symbols: tuple[str, ...]
    joints: frozenset[str]  # of the lists with patterns that cannot match without one of the symbols
    looks: tuple[Look, ...]

    def fits(self, raw: Sequence[str], start: int) -> bool:
        """Whether the words from `start` on look as this phrase asks."""
        for look in self.looks:
            word = raw[start + look.place]
            exact = look.exact
            if exact is not None and word != exact and not _is_form(word, exact):
                return False
            if look.prefix or look.further:
                letters = word.replace(".", "") if "." in word else word
                if look.prefix and not letters[: look.prefix].isupper():
                    return False
                if look.further and not all(letters[k : k + 1].isupper() for k in look.further):
                    return False
        return True


def _is_form(word: str, exact: str) -> bool:
    """Whether a word is the only form asked for; case, the shape of the apostrophe and a possessive 's are forgiven."""
    low = word.casefold().replace("’", "'")
    return low == exact or low.removesuffix("'s") == exact


@dataclass(frozen=True, slots=True)
class Look:
    """How one word must stand in the text."""

    place: int  # which word of the phrase, from 0
    prefix: int  # so many letters at its beginning must be capitals
    further: tuple[int, ...]  # and those at these places
    exact: str | None  # the only form that matches, case apart


@dataclass(frozen=True, slots=True)
class Index:
    """The compiled tree. Its size does not change how long a reading takes: a text's words decide which branches are walked."""

    root: dict[str, Any]

    def read(self, words: Words) -> Reading:
        """Find every phrase in one pass; phrases inside a look-alike are dropped."""
        found = self._walk(words)
        masks = [span for leaf, spans in found.items() if LOOKALIKE in leaf.symbols for span in spans]
        covered = _covered_by(masks)
        places: dict[str, list[list[Span]]] = {}
        joints: list[frozenset[str]] = []
        for leaf, spans in found.items():
            seen = [span for span in spans if _shows(span, masks, covered)] if masks else spans
            if seen:
                joints.append(leaf.joints)
                for symbol in leaf.symbols:
                    if symbol in places:
                        places[symbol].append(seen)
                    else:
                        places[symbol] = [seen]
        return Reading(words, places, frozenset().union(*joints))

    def _walk(self, words: Words) -> dict[Leaf, list[Span]]:
        stems, raw, root = words.stems, words.raw, self.root
        found: dict[Leaf, list[Span]] = {}
        following = [*stems[1:], SENTENCE_END]
        branches = zip(map(root.get, stems), following, strict=True)
        # Most words begin some phrase, but few are followed by its second word: those are passed over at once.
        for start in [k for k, (node, after) in enumerate(branches) if node and (after in node or END in node)]:
            node, end = root[stems[start]], start + 1
            while node is not None:
                for leaf in node.get(END, ()):
                    if not leaf.looks or leaf.fits(raw, start):
                        if leaf in found:
                            found[leaf].append((start, end))
                        else:
                            found[leaf] = [(start, end)]
                node, end = node.get(following[end - 1]), end + 1
        return found


def visible(spans: Iterable[Span], masks: Sequence[Span]) -> list[Span]:
    """The spans that no look-alike hides. It hides what it overlaps, except a phrase that takes it in whole and is longer."""
    covered = _covered_by(masks)
    return [span for span in spans if _shows(span, masks, covered)]


def _covered_by(masks: Sequence[Span]) -> set[int]:
    """The words that stand in a look-alike."""
    return {word for start, end in masks for word in range(start, end)}


def _shows(span: Span, masks: Sequence[Span], covered: set[int]) -> bool:
    start, end = span
    # Both ends outside every look-alike: apart from all, or longer than those it takes in.
    if start not in covered and end - 1 not in covered:
        return True
    return not any(
        mask[0] < end and start < mask[1] and not (start <= mask[0] and mask[1] <= end and span != mask)
        for mask in masks
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """What one pass found: for every symbol the places of each way to write it. Patterns are joined from them when asked for."""

    words: Words
    hits: dict[str, list[list[Span]]]
    joints: frozenset[str]  # the lists of which a pattern may match

    def find(self, phrases: Phrases) -> list[Span]:
        """The places of a list of phrases, plain ones first."""
        hits = self.hits
        found = self._places(phrases.symbol) if phrases.symbol in hits else _NOWHERE
        if phrases.joint in self.joints:
            for key in filter(hits.__contains__, phrases.patterns):
                for pattern in phrases.patterns[key]:
                    joined = self._join(pattern)
                    if joined:
                        found = [*found, *joined]
        return found

    def has(self, phrases: Phrases) -> bool:
        """Whether any of the phrases stands anywhere."""
        hits = self.hits
        if phrases.symbol in hits:
            return True
        return phrases.joint in self.joints and any(
            any(map(self._join, phrases.patterns[key])) for key in filter(hits.__contains__, phrases.patterns)
        )

    def _places(self, symbol: str) -> list[Span]:
        """The places of a symbol that was found, in order."""
        ways = self.hits[symbol]
        if len(ways) > 1:
            ways[:] = [sorted(itertools.chain.from_iterable(ways))]
        return ways[0]

    def _join(self, pattern: Pattern) -> list[Span]:
        """The places of a pattern, built up from its last symbol: before each place found so far must stand the symbol before it."""
        symbols, gaps = pattern.symbols, pattern.gaps
        if not all(map(self.hits.__contains__, symbols)):
            return _NOWHERE
        joined = self._places(symbols[-1])
        for k in range(len(symbols) - 2, -1, -1):
            gap = gaps[k + 1]
            joined = [
                (start, end)
                for start, stop in self._places(symbols[k])
                if (end := _end_of_next(stop, gap, joined, self.words.sentences))
            ]
        return joined


def _end_of_next(stop: int, gap: int, following: Sequence[Span], sentences: Sequence[int]) -> int:
    """Where the first of the spans ends that follow word `stop` within `gap` words and its sentence; 0 if none does."""
    for start, end in following:
        if start >= stop:
            return end if start <= stop + gap and sentences[start] == sentences[stop - 1] else 0
    return 0


_NOWHERE: list[Span] = []
