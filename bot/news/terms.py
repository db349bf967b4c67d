"""A server's own terms: which may be added, and what they tag in an item. Pure; written as in `config/issues.toml`.

They are compiled apart from the taxonomy, so that an item is read once for all servers and once more, briefly, for each that has terms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from bot.errors import UserError
from bot.models.news import Tag
from bot.news.annotate import READ_LIMIT, TITLE_LIMIT
from bot.news.matcher import PhraseError
from bot.news.tagger import tag
from bot.news.taxonomy import RuleSpec, Taxonomy, TaxonomySpec, compile_taxonomy
from bot.news.words import Words, read_words

LONGEST = 80
_GAPS = frozenset({"..", "..."})
_STOP = frozenset(
    [
        "a",
        "about",
        "after",
        "all",
        "also",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "may",
        "more",
        "most",
        "no",
        "nor",
        "not",
        "of",
        "on",
        "one",
        "or",
        "our",
        "out",
        "over",
        "said",
        "say",
        "says",
        "she",
        "so",
        "some",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "to",
        "under",
        "up",
        "us",
        "was",
        "we",
        "were",
        "what",
        "when",
        "which",
        "who",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
    ]
)
_PREFIX = 3  # letters by which a text is passed over that cannot have a term
_MARKS = str.maketrans("", "", ".'’-")  # what may stand inside a word


def checked_term(spec: TaxonomySpec, typed: str) -> str:
    """The term as it is kept, with single spaces. Raises UserError: term_long, term_short, term_common, term_unreadable."""
    term = " ".join(typed.replace("“", "").replace("”", "").replace('"', "").split())
    if len(term) > LONGEST:
        raise UserError("term_long", most=LONGEST)
    plain = [piece.removeprefix("=") for piece in term.split() if piece not in _GAPS and not piece.startswith("@")]
    letters = sum(letter.isalnum() for piece in plain for letter in piece)
    if letters < 2:
        raise UserError("term_short")
    if all(piece.casefold() in _STOP for piece in plain):
        raise UserError("term_common", term=term)
    try:
        compile_terms(spec, {spec.issues[0].id: [term]})
    except PhraseError as e:
        raise UserError("term_unreadable", term=term, reason=str(e)) from e
    return term


def compile_terms(spec: TaxonomySpec, terms: Mapping[str, Sequence[str]]) -> Taxonomy:
    """A taxonomy of these terms alone, by issue, with the look-alikes of the whole one. Raises PhraseError."""
    grouped = any("@" in term for each in terms.values() for term in each)
    issues = tuple(
        replace(issue, rules=(RuleSpec(terms=tuple(terms[issue.id])),)) for issue in spec.issues if terms.get(issue.id)
    )
    groups = spec.groups if grouped else {}
    return compile_taxonomy(
        TaxonomySpec(groups=groups, issues=issues, let_in=(), keep_out=(), cues={}, lookalikes=spec.lookalikes), ()
    )


def words_of(title: str, text: str) -> Words:
    """As much of an item as the rules read of it."""
    return read_words(title[:TITLE_LIMIT], text[:READ_LIMIT])


def tags_of(words: Words, terms: Taxonomy) -> tuple[Tag, ...]:
    """What the terms tag, each tag marked as a server's own."""
    return tuple(replace(found, by_server=True) for found in tag(terms.index.read(words), terms))


def beginning_of(term: str) -> str:
    """Letters that any text with the term has in it, once `folded`; "" where nothing can be said. It spares reading most texts."""
    words = [word for word in term.split() if word not in _GAPS and not word.startswith("@")]
    folded_words = ["".join(takewhile(str.isalnum, folded(word.removeprefix("=")))) for word in words]
    longest = max(folded_words, key=len, default="")
    return longest[:_PREFIX] if len(longest) > _PREFIX else ""


def folded(text: str) -> str:
    """A text as `beginning_of` is looked for in it."""
    return text.casefold().translate(_MARKS)
