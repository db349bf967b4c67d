"""Expressions put together by first letter find what the same alternatives, simply joined, find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.news.date_words import NEVER_AFTER, WORD, matches
from bot.news.patterns import any_named, any_of

WORDS = r"talks?|table|strik(?:e|es)(?! an?)|struck|no (?:deal|agreement)|sat down|deals?|a|walk[ |-]out"
TEXTS = st.lists(
    st.sampled_from(
        ["talks", "stalk", "table", "strike", "strikes a", "struck", "no deal", "sat down", "deal", "walk-out"]
    )
    | st.text(alphabet="adeklnst -|", max_size=6)
).map(" ".join)


@given(TEXTS)
def test_alternatives_by_letter_match_where_they_match_one_after_the_other(text: str) -> None:
    plain = [found.span() for found in re.finditer(rf"(?<!\w)(?:{WORDS})\b", text)]
    assert [found.span() for found in re.finditer(any_of(WORDS) + r"\b", text)] == plain


@given(TEXTS)
def test_named_alternatives_tell_whose_the_match_is_and_the_earlier_name_wins(text: str) -> None:
    by_name = {"talks": r"talks?|table", "strike": r"strik(?:e|es)|struck|t", "both": r"talk|deals?|strike a"}
    pattern, names = any_named(by_name)
    plain = re.compile(r"\b(?:" + "|".join(f"(?P<{name}>{part})" for name, part in by_name.items()) + r")\b")
    told = [(found.span(), names[found.lastindex or 0]) for found in pattern.finditer(text)]
    assert told == [(found.span(), found.lastgroup) for found in plain.finditer(text)]


def test_what_may_not_stand_before_can_be_said() -> None:
    assert re.search(any_of("union", not_after=r"\w-"), "the non-union crew") is None
    assert re.search(any_of("union", not_after=r"\w-"), "the union crew") is not None


@pytest.mark.parametrize("wrong", [r"\w+", "t?alk", "Talks", "", "talks||table"])
def test_an_alternative_without_a_plain_first_letter_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="does not begin with a letter"):
        any_of(wrong)


TIME_WORDS = """
a an the this last next past over about one three twenty-one third 3rd 12 3 2026-11-02 8/14 10:30 10 p.m. pt monday [monday] weekend
week month days day-old ago until may 4 mar early mid late end of today tonight day after tomorrow recent friday $5 x3 hundredth
hundred full straight noon just before -
"""
TIMES = st.lists(st.sampled_from(TIME_WORDS.split())).map(" ".join)


@given(TIMES)
def test_words_of_time_are_found_where_they_would_be_if_every_place_were_tried(low: str) -> None:
    everywhere = re.compile(rf"(?<![{NEVER_AFTER}])(?:{WORD.pattern})")
    assert [found.span() for found in matches(low)] == [found.span() for found in everywhere.finditer(low)]


def test_a_group_that_begins_an_alternative_is_written_out() -> None:
    pattern = re.compile(any_of(r"(?:re)?published (?:in|by)|(?:is|(?:wa|wer)e?s?) up") + r"\b")
    texts = ("published in", "republished by", "is up", "was up", "weres up", "up", "unpublished in")
    assert [bool(pattern.match(text)) for text in texts] == [True, True, True, True, True, False, False]
