"""The phrase index: one tree of word stems for every phrase of a taxonomy, and one pass over a text that finds them all.

How phrases are written and compiled is `phrases`' business.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.news.words import SENTENCE_END, Remembered, Words

Span = tuple[int, int]  # word indexes, the end excluded

LOOKALIKE = "@lookalike"


class PhraseError(ValueError):
    """A phrase that cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Symbols that follow one another, each at most `gaps[k]` words after the one before (`gaps[0]` is unused)."""

    symbols: tuple[str, ...]
    gaps: tuple[int, ...]
    needed: frozenset[str]  # the symbols in no order: all must be there


@dataclass(frozen=True, slots=True)
class Phrases:
    """A compiled list of phrases: one symbol for all plain ones, and the patterns by a symbol without which they cannot match.

    `joint` is found wherever one of those symbols is: if it is not found, no pattern need be tried.
    """

    symbol: str
    joint: str
    patterns: dict[str, tuple[Pattern, ...]]


EMPTY = Phrases("", "", {})


@dataclass(frozen=True, slots=True)
class Look:
    """How one word must stand in the text."""

    place: int  # which word of the phrase, from 0
    prefix: int  # so many letters at its beginning must be capitals
    further: tuple[int, ...]  # and those at these places
    exact: str | None  # the only form that matches, case apart

    def fits(self, word: str) -> bool:
        """Whether a word stands so; a form's case, the shape of its apostrophe and a possessive 's are forgiven."""
        if self.exact is not None:
            low = word.casefold().replace("’", "'")
            if self.exact not in (low, low.removesuffix("'s")):
                return False
        letters = word.replace(".", "")
        return (not self.prefix or letters[: self.prefix].isupper()) and all(
            letters[k : k + 1].isupper() for k in self.further
        )


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """The end of a phrase in the tree: the symbols it stands for, and what those of its words must look like that may not stand anyhow."""

    symbols: frozenset[str]
    joints: frozenset[str]  # of the lists with patterns that cannot match without one of the symbols
    looks: tuple[tuple[int, Remembered[bool]], ...]  # which word of the phrase, from 0, and whether a word fits there


Node = tuple[tuple[Leaf, ...], dict[str, "Node"]]  # the phrases that end here, and where they go on, by the next stem


@dataclass(frozen=True, slots=True)
class Index:
    """The compiled tree. Its size does not change how long a reading takes: a text's words decide which branches are walked."""

    root: dict[str, Node]

    def read(self, words: Words) -> Reading:
        """Find every phrase in one pass; phrases inside a look-alike are dropped."""
        found = self._walk(words)
        masks = [span for leaf, spans in found.items() if LOOKALIKE in leaf.symbols for span in spans]
        if masks:
            covered = _covered_by(masks)
            shown = ((leaf, [span for span in spans if _shows(span, masks, covered)]) for leaf, spans in found.items())
            found = {leaf: spans for leaf, spans in shown if spans}
        hits = frozenset[str]().union(*[leaf.symbols for leaf in found])
        joints = frozenset[str]().union(*[leaf.joints for leaf in found])
        return Reading(words, found, hits, joints, {})

    def _walk(self, words: Words) -> dict[Leaf, list[Span]]:
        stems, raw, root = words.stems, words.raw, self.root
        found: dict[Leaf, list[Span]] = defaultdict(list)
        following = [*stems[1:], SENTENCE_END]
        branches = zip(map(root.get, stems), following, strict=True)
        # Most words begin some phrase, but few are followed by its second word: those are passed over at once.
        for start in [k for k, (one, after) in enumerate(branches) if one and (one[0] or after in one[1])]:
            node: Node | None = root[stems[start]]
            end = start + 1
            while node is not None:
                leaves, further = node
                for leaf in leaves:
                    for place, fitting in leaf.looks:
                        if not fitting[raw[start + place]]:
                            break
                    else:
                        found[leaf].append((start, end))
                node, end = further.get(following[end - 1]), end + 1
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
    """What one pass found. Few symbols are ever asked for: their places are gathered, and patterns joined from them, when they are."""

    words: Words
    found: dict[Leaf, list[Span]]
    hits: frozenset[str]  # the symbols found
    joints: frozenset[str]  # the lists of which a pattern may match
    _gathered: dict[str, list[Span]]  # the places of the symbols asked for so far

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
        places = self._gathered.get(symbol)
        if places is None:
            ways = [spans for leaf, spans in self.found.items() if symbol in leaf.symbols]
            places = ways[0] if len(ways) == 1 else sorted(itertools.chain.from_iterable(ways))
            self._gathered[symbol] = places
        return places

    def _join(self, pattern: Pattern) -> list[Span]:
        """The places of a pattern, built up from its last symbol: before each place found so far must stand the symbol before it."""
        symbols, gaps = pattern.symbols, pattern.gaps
        if not pattern.needed <= self.hits:
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
