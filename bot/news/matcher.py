"""The phrase index: every phrase of a taxonomy compiled into one tree of word stems, and one pass over a text that finds them all.

How a phrase is written (see the head of `config/issues.toml`): words match in any inflection; a capital letter must be a capital in the
text; `=word` matches only as written; a hyphen also matches a space or nothing; `@name` is any phrase of a group; `..` skips up to five
words, `...` any number, within one sentence.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.news.words import Words, stem

Span = tuple[int, int]  # word indexes, the end excluded

_GAPS = {"..": 5, "...": 10_000}
_LEAF = ""
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
    """A compiled list of phrases: one symbol for all plain ones, and the patterns by a symbol without which they cannot match."""

    symbol: str
    patterns: dict[str, tuple[Pattern, ...]]


EMPTY = Phrases("", {})


@dataclass(frozen=True, slots=True, eq=False)
class _Leaf:
    """The end of a phrase in the tree: the symbols it stands for, and what those of its words must look like that may not stand anyhow."""

    symbols: tuple[str, ...]
    looks: tuple[_Look, ...]

    def fits(self, raw: Sequence[str], start: int) -> bool:
        """Whether the words from `start` on look as this phrase asks."""
        for look in self.looks:
            word = raw[start + look.place]
            exact = look.exact
            if exact is not None and word != exact and word.casefold().replace("’", "'") != exact:
                return False
            if look.prefix or look.further:
                letters = word.replace(".", "") if "." in word else word
                if (look.prefix and not letters[: look.prefix].isupper()) or not all(
                    letters[k : k + 1].isupper() for k in look.further
                ):
                    return False
        return True


@dataclass(frozen=True, slots=True)
class _Look:
    """How one word must stand in the text."""

    place: int  # which word of the phrase, from 0
    prefix: int  # so many letters at its beginning must be capitals
    further: tuple[int, ...]  # and those at these places
    exact: str | None  # the only form that matches, case apart


@dataclass(slots=True)
class IndexBuilder:
    """Collects phrases, then builds the index. Groups must be added before phrases that name them."""

    _phrases: dict[tuple[str, ...], dict[str, None]] = field(default_factory=dict)
    _groups: dict[str, None] = field(default_factory=dict)
    _lists: int = 0

    def add_group(
        self, name: str, phrases: Iterable[str], *, within: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        """Let `@name` stand for any of these phrases. A phrase `@other` takes in a whole other group, given in `within`."""
        symbol = f"@{name}"
        self._groups[symbol] = None
        for phrase in _flat(phrases, within or {}, (name,)):
            self._add_plain(phrase, symbol)

    def add_lookalikes(self, phrases: Iterable[str]) -> None:
        """Phrases whose words must not count as anything shorter."""
        for phrase in phrases:
            self._add_plain(phrase, LOOKALIKE)

    def add(self, phrases: Sequence[str]) -> Phrases:
        """Compile a list of phrases. Raises PhraseError."""
        if not phrases:
            return EMPTY
        self._lists += 1
        symbol = f"#{self._lists}"
        patterns: list[Pattern] = []
        for phrase in phrases:
            pieces = phrase.split()
            if any(piece in _GAPS or piece.startswith("@") for piece in pieces):
                patterns.append(self._pattern(phrase, pieces))
            else:
                self._add_plain(phrase, symbol)
        by_key: dict[str, list[Pattern]] = {}
        for pattern in patterns:
            # A group is found in most texts, plain words in few: they decide sooner that nothing matches.
            key = next((each for each in pattern.symbols if not each.startswith("@")), pattern.symbols[0])
            by_key.setdefault(key, []).append(pattern)
        return Phrases(symbol, {key: tuple(group) for key, group in by_key.items()})

    def build(self) -> Index:
        """The finished index."""
        root: dict[str, Any] = {}
        for words, symbols in self._phrases.items():
            for spelled in _spellings(words):
                node = root
                for word in spelled:
                    node = node.setdefault(stem(word.removeprefix("=")), {})
                node.setdefault(_LEAF, []).append(_leaf(spelled, tuple(symbols)))
        return Index(root)

    def _add_plain(self, phrase: str, symbol: str) -> None:
        words = tuple(word for word in phrase.split() if word != "&")  # "&" is no word in a text either
        if not words or any(word in _GAPS or word.startswith("@") for word in words):
            raise PhraseError(f"{phrase!r} must be plain words here, without @ or ..")
        if not all(any(letter.isalnum() for letter in word) for word in words):
            raise PhraseError(f"{phrase!r} has a piece without letters or digits")
        self._phrases.setdefault(words, {})[symbol] = None

    def _pattern(self, phrase: str, pieces: list[str]) -> Pattern:
        symbols: list[str] = []
        gaps: list[int] = []
        gap, plain = 0, list[str]()

        def close() -> None:
            nonlocal gap
            if plain:
                words = " ".join(plain)
                self._add_plain(words, words)
                symbols.append(words)
                gaps.append(gap)
                plain.clear()
                gap = 0

        for piece in pieces:
            if piece in _GAPS:
                close()
                gap = _GAPS[piece]
            elif piece.startswith("@"):
                close()
                if piece not in self._groups:
                    raise PhraseError(f"{phrase!r} names the group {piece}, which does not exist")
                symbols.append(piece)
                gaps.append(gap)
                gap = 0
            else:
                plain.append(piece)
        close()
        if gap or not symbols or pieces[0] in _GAPS:
            raise PhraseError(f"{phrase!r} must not begin or end with ..")
        return Pattern(tuple(symbols), tuple(gaps))


def _flat(phrases: Iterable[str], within: Mapping[str, Sequence[str]], above: tuple[str, ...]) -> Iterable[str]:
    for phrase in phrases:
        if not phrase.startswith("@"):
            yield phrase
            continue
        name = phrase[1:]
        if name not in within:
            raise PhraseError(f"{phrase!r} names a group which does not exist")
        if name in above:
            raise PhraseError(f"{phrase!r} takes in itself")
        yield from _flat(within[name], within, (*above, name))


def _spellings(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """A hyphen also matches a space or nothing."""
    choices = [
        [(word,)] if "-" not in word.strip("-") else [tuple(word.split("-")), (word.replace("-", ""),)]
        for word in words
    ]
    for choice in itertools.product(*choices):
        yield tuple(itertools.chain.from_iterable(choice))


def _leaf(words: tuple[str, ...], symbols: tuple[str, ...]) -> _Leaf:
    looks: list[_Look] = []
    for place, word in enumerate(words):
        bare = word.removeprefix("=").replace(".", "")
        capitals = [k for k, letter in enumerate(bare) if letter.isupper()]
        prefix = sum(1 for k, capital in enumerate(capitals) if k == capital)
        exact = bare.casefold().replace("’", "'") if word.startswith("=") else None
        if capitals or exact:
            looks.append(_Look(place, prefix, tuple(capitals[prefix:]), exact))
    return _Leaf(symbols, tuple(looks))


@dataclass(frozen=True, slots=True)
class Index:
    """The compiled tree. Its size does not change how long a reading takes: a text's words decide which branches are walked."""

    root: dict[str, Any]

    def read(self, words: Words) -> Reading:
        """Find every phrase in one pass; phrases inside a look-alike are dropped."""
        found = self._walk(words)
        masks = [span for leaf, spans in found.items() if LOOKALIKE in leaf.symbols for span in spans]
        hits: dict[str, list[Span]] = {}
        for leaf, spans in found.items():
            seen = visible(spans, masks) if masks else spans
            if seen:
                for symbol in leaf.symbols:
                    hits[symbol] = sorted((*hits[symbol], *seen)) if symbol in hits else seen
        return Reading(words, hits)

    def _walk(self, words: Words) -> dict[_Leaf, list[Span]]:
        root, stems, raw = self.root, words.stems, words.raw
        found: dict[_Leaf, list[Span]] = {}
        last = len(stems)
        for start in [k for k, each in enumerate(stems) if each in root]:
            node, end = root[stems[start]], start + 1
            while True:
                if _LEAF in node:
                    for leaf in node[_LEAF]:
                        if not leaf.looks or leaf.fits(raw, start):
                            found.setdefault(leaf, []).append((start, end))
                if end == last or stems[end] not in node:
                    break
                node = node[stems[end]]
                end += 1
        return found


def visible(spans: Iterable[Span], masks: Sequence[Span]) -> list[Span]:
    """The spans that no look-alike hides. It hides what it overlaps, except a phrase that takes it in whole and is longer."""
    covered = {word for start, end in masks for word in range(start, end)}
    kept: list[Span] = []
    for start, end in spans:
        # Both ends outside every look-alike: apart from all, or longer than those it takes in.
        if (start not in covered and end - 1 not in covered) or not any(
            mask[0] < end and start < mask[1] and not (start <= mask[0] and mask[1] <= end and (start, end) != mask)
            for mask in masks
        ):
            kept.append((start, end))
    return kept


@dataclass(frozen=True, slots=True)
class Reading:
    """What one pass found: the places of every symbol. Patterns are joined from them when asked for."""

    words: Words
    hits: dict[str, list[Span]]

    def find(self, phrases: Phrases) -> list[Span]:
        """The places of a list of phrases, plain ones first."""
        hits = self.hits
        found = hits.get(phrases.symbol, _NOWHERE)
        if phrases.patterns and not phrases.patterns.keys().isdisjoint(hits.keys()):
            for key, patterns in phrases.patterns.items():
                if key in hits:
                    for pattern in patterns:
                        joined = self._join(pattern)
                        if joined:
                            found = [*found, *joined]
        return found

    def has(self, phrases: Phrases) -> bool:
        """Whether any of the phrases stands anywhere."""
        hits = self.hits
        if phrases.symbol in hits:
            return True
        if not phrases.patterns or phrases.patterns.keys().isdisjoint(hits.keys()):
            return False
        return any(key in hits and any(map(self._join, patterns)) for key, patterns in phrases.patterns.items())

    def _join(self, pattern: Pattern) -> list[Span]:
        hits = self.hits
        for symbol in pattern.symbols:
            if symbol not in hits:
                return _NOWHERE
        last = len(pattern.symbols)

        def reach(end: int, k: int) -> int:
            """Where the rest of the pattern ends when its first `k` symbols end before word `end`; 0 if it does not follow."""
            if k == last:
                return end
            sentence, furthest = self.words.sentences[end - 1], end + pattern.gaps[k]
            for start, stop in hits[pattern.symbols[k]]:
                if end <= start <= furthest and self.words.sentences[start] == sentence:
                    reached = reach(stop, k + 1)
                    if reached:
                        return reached
            return 0

        return [(start, end) for start, stop in hits[pattern.symbols[0]] if (end := reach(stop, 1))]


_NOWHERE: list[Span] = []
