"""Phrases as people write them, compiled into the index that `matcher` reads with.

How a phrase is written (see the head of `config/issues.toml`): words match in any inflection; a capital letter must be a capital in the
text; `=word` matches only as written; a hyphen also matches a space or nothing; `@name` is any phrase of a group; `..` skips up to five
words, `...` any number, within one sentence. A word beside others also stands for the words that mean the same.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.news.matcher import EMPTY, LOOKALIKE, Index, Leaf, Look, Node, Pattern, PhraseError, Phrases
from bot.news.words import Remembered, stem

_GAPS = {"..": 5, "...": 10_000}
_MOST_FORMS = 1_024  # of one word of a phrase: few are met, and those again and again


@dataclass(slots=True)
class _Grown:
    """A node of the tree while phrases are added: by their looks the symbols of those that end here, and where they go on."""

    ends: dict[tuple[Look, ...], dict[str, None]] = field(default_factory=dict)
    branches: dict[str, _Grown] = field(default_factory=dict)


@dataclass(slots=True)
class IndexBuilder:
    """Collects phrases, then builds the index. Groups must be added before phrases that name them.

    `same`: for a word as it is written in phrases, the words that mean the same when it stands beside others or in a pattern.
    """

    same: Mapping[str, Sequence[str]] = field(default_factory=dict)
    _phrases: dict[tuple[str, ...], dict[str, None]] = field(default_factory=dict)
    _groups: dict[str, None] = field(default_factory=dict)
    _joints: dict[str, dict[str, None]] = field(default_factory=dict)
    _joined: list[tuple[Phrases, list[Pattern]]] = field(default_factory=list)
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
        symbol, joint = f"#{self._lists}", f"#{self._lists}.."
        patterns: list[Pattern] = []
        for phrase in phrases:
            pieces = phrase.split()
            if any(piece in _GAPS or piece.startswith("@") for piece in pieces):
                patterns.append(self._pattern(phrase, pieces))
            else:
                self._add_plain(phrase, symbol)
        compiled = Phrases(symbol, joint, {})
        self._joined.append((compiled, patterns))
        return compiled

    def build(self) -> Index:
        """The finished index. The phrases compiled before are whole only after this."""
        self._file_patterns()
        root = _Grown()
        for words, symbols in self._phrases.items():
            self._grow(root, words, symbols)
            # A word alone keeps its own meaning; in a pattern it has others beside it.
            beside = symbols if len(words) > 1 else [symbol for symbol in symbols if symbol == words[0]]
            if beside:
                for others in _meaning_the_same(words, self.same):
                    self._grow(root, others, beside)
        return Index(_close(root, self._joints)[1])

    def _file_patterns(self) -> None:
        """File each pattern under the symbol that decides soonest that it does not match.

        A group is found in most texts, and so are the words that many patterns share.
        """
        uses = Counter(symbol for _, patterns in self._joined for pattern in patterns for symbol in pattern.symbols)
        for compiled, patterns in self._joined:
            by_key: dict[str, list[Pattern]] = {}
            for pattern in patterns:
                key = min(pattern.symbols, key=lambda symbol: (symbol.startswith("@"), uses[symbol]))
                by_key.setdefault(key, []).append(pattern)
                self._joints.setdefault(key, {})[compiled.joint] = None
            compiled.patterns.update((key, tuple(group)) for key, group in by_key.items())
        self._joined.clear()

    def _grow(self, root: _Grown, words: tuple[str, ...], symbols: Iterable[str]) -> None:
        for spelled in _spellings(words):
            node = root
            for word in spelled:
                node = node.branches.setdefault(stem(word.removeprefix("=")), _Grown())
            node.ends.setdefault(_looks(spelled), {}).update(dict.fromkeys(symbols))

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
        return Pattern(tuple(symbols), tuple(gaps), frozenset(symbols))


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


def _meaning_the_same(words: tuple[str, ...], same: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, ...]]:
    """The phrase in other words, itself left out."""
    choices = [
        [
            (word,),
            *(tuple(word[: word.startswith("=")] + piece for piece in other.split()) for other in _others(word, same)),
        ]
        for word in words
    ]
    for choice in itertools.islice(itertools.product(*choices), 1, None):
        yield tuple(itertools.chain.from_iterable(choice))


def _others(word: str, same: Mapping[str, Sequence[str]]) -> Sequence[str]:
    return same.get(word.removeprefix("="), ())


def _close(grown: _Grown, joints: Mapping[str, Iterable[str]]) -> Node:
    """What was collected at each end of a phrase as leaves: one for all phrases of the same stems and looks."""
    leaves = tuple(
        Leaf(
            frozenset(symbols),
            frozenset(joint for symbol in symbols for joint in joints.get(symbol, ())),
            tuple((look.place, Remembered(look.fits, _MOST_FORMS)) for look in looks),
        )
        for looks, symbols in grown.ends.items()
    )
    return leaves, {word: _close(branch, joints) for word, branch in grown.branches.items()}


def _looks(words: tuple[str, ...]) -> tuple[Look, ...]:
    looks: list[Look] = []
    for place, word in enumerate(words):
        bare = word.removeprefix("=").replace(".", "")
        capitals = [k for k, letter in enumerate(bare) if letter.isupper()]
        prefix = sum(1 for k, capital in enumerate(capitals) if k == capital)
        exact = bare.casefold().replace("’", "'") if word.startswith("=") else None
        if capitals or exact:
            looks.append(Look(place, prefix, tuple(capitals[prefix:]), exact))
    return tuple(looks)
