"""Expressions put together by first letter find what the same alternatives, simply joined, find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize("wrong", ["(?:is|are) up", r"\w+", "t?alk", "Talks", "", "talks||table"])
def test_an_alternative_without_a_plain_first_letter_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="does not begin with a letter"):
        any_of(wrong)
