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


HEDGES = "more than;just over;well over;over;about;around;roughly;nearly;almost;less than;some;at least;up to"
BEFORE_A_WEEKDAY = (
    "this past;this coming;this upcoming;the past;the coming;last;next;this;past;coming;the following;following;the previous;previous;"
    "a recent;every;each;most"
)
BEFORE_A_STRETCH = (
    "later this;earlier this;late this;early this;early next;late next;late last;early last;this past;this coming;the coming;last;next;"
    "this;over the;through the;throughout the;into the;during the;the"
)
MONTHS = "january february march april may june july august september october november december jan feb sept dec"
BEGINNINGS = [
    *(f"{hedge} 90 days ago" for hedge in HEDGES.split(";")),
    *(
        f"{number} days ago"
        for number in ["one", "two", "nine", "eleven", "nineteen", "twenty", "thirty-two", "ninety", "3", "100"]
    ),
    *(f"{number} day" for number in ["1st", "2nd", "third", "tenth", "eleventh", "twentieth", "hundredth"]),
    *("one hundred days ago", "a hundred days ago", "a week ago", "an full year ago", "a short month ago"),
    *(f"{before} monday" for before in BEFORE_A_WEEKDAY.split(";")),
    *(f"{day}day" for day in ["mon", "tues", "wednes", "thurs", "fri", "satur", "sun", "[mon"]),
    *(f"{before} week" for before in BEFORE_A_STRETCH.split(";")),
    *(f"{month} 3" for month in MONTHS.split()),
    *(f"3 {month}" for month in MONTHS.split()),
    *(
        f"{part} june"
        for part in [
            "early",
            "mid",
            "late",
            "middle of",
            "end of",
            "beginning of",
            "start of",
            "later in",
            "earlier in",
        ]
    ),
    *(
        f"{just} 10 p.m. pt"
        for just in ["just after", "shortly before", "right after", "soon after", "past", "before", "after"]
    ),
    *("midnight", "noon", "midday", "12 noon", "10:30", "2026-11-02", "8/14/26", "day 100", "day number nine"),
    *("the day before yesterday", "the day after tomorrow", "today", "tonight", "tomorrow", "yesterday", "last night"),
    *("this morning", "this afternoon", "this evening"),
]


@pytest.mark.parametrize("low", BEGINNINGS)
def test_every_beginning_of_a_word_of_time_is_looked_for(low: str) -> None:
    text = f"they met {low} in the city"
    found = WORD.match(text, len("they met "))
    assert found is not None
    assert [match.span() for match in matches(text)][:1] == [found.span()]


def test_a_group_that_begins_an_alternative_is_written_out() -> None:
    pattern = re.compile(any_of(r"(?:re)?published (?:in|by)|(?:is|(?:wa|wer)e?s?) up") + r"\b")
    texts = ("published in", "republished by", "is up", "was up", "weres up", "up", "unpublished in")
    assert [bool(pattern.match(text)) for text in texts] == [True, True, True, True, True, False, False]
