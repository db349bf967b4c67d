"""Words: what is one word, and what a typed query asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.archive.terms import LONGEST_WORD, MOST_TERMS, terms_of, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Writers' Guild", "writer guild"),
        ("the guild’s", "THE GUILDS"),
        ("A.I.", "ai"),
        ("U.S.A", "usa"),
        ("movies", "Movie"),
        ("companies", "company"),
        ("boxes witnesses losses", "box witness loss"),
        ("Beyoncé", "BEYONCE"),
        ("don't", "don’t"),
        ("ﬁnal ½", "final 1⁄2"),
    ],
)
def test_ways_to_write_the_same_word_are_one(one: str, other: str) -> None:
    assert words_of(one) == words_of(other)


@pytest.mark.parametrize(
    ("one", "other"), [("news", "new"), ("gas", "ga"), ("bus", "bu"), ("loss", "los"), ("e.g.", "e")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert words_of(one) != words_of(other)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("mini rooms", [("mini",), ("room",)]),
        ('"mini rooms" AI', [("mini", "room"), ("ai",)]),
        ("“mini rooms", [("mini", "room")]),
        ("SAG-AFTRA talks", [("sag", "aftra"), ("talk",)]),
        ("talks on the offer", [("talk",), ("offer",)]),
        ("on the", [("on",), ("the",)]),
        ('"on the table"', [("on", "the", "table")]),
        ("talks Talk TALKS", [("talk",)]),
        ("?! … – “”", []),
        ("", []),
    ],
)
def test_a_query_is_words_and_phrases(typed: str, terms: list[tuple[str, ...]]) -> None:
    assert [term.words for term in terms_of(typed)] == terms


def test_a_term_remembers_how_it_was_typed() -> None:
    assert [term.typed for term in terms_of('SAG-AFTRA, "Mini rooms"!')] == ["SAG-AFTRA", "Mini rooms"]


@given(st.text(max_size=300))
def test_any_text_gives_words_that_need_no_care(text: str) -> None:
    words = words_of(text)
    assert all(word and word.replace("_", "").isalnum() and len(word) <= LONGEST_WORD + 1 for word in words)
    assert words == words_of(text)
    assert len(terms_of(text)) <= MOST_TERMS


@given(st.text(max_size=100))
def test_a_text_has_the_words_that_it_is_asked_for(text: str) -> None:
    words = words_of(f"before {text} after")
    for term in terms_of(text):
        if '"' not in text and len(term.words) == 1 and "." not in text:
            assert term.words[0] in words


def test_of_an_endless_text_only_the_first_words_are_read() -> None:
    assert len(words_of("word " * 1_000_000)) <= 2_000
