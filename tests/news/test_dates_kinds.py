"""What happens on a date: the kind that the words around it tell."""

from __future__ import annotations

import pytest

from tests.news.date_reading import kinds, resolved

KINDS: list[tuple[str, list[str]]] = [
    ("The two sides meet again on Thursday", ["session"]),
    ("Studios made their first offer Monday", ["session"]),
    ("Negotiations with the crews resume on March 24", ["session"]),
    ("The contract expires on June 30", ["expiry"]),
    ("An extension keeps the contract alive through July 12", ["expiry"]),
    ("Ahead of the March 31 expiration, nerves are frayed", ["expiry"]),
    ("The union set Friday as its deadline", ["deadline"]),
    ("A Friday deadline looms", ["deadline"]),
    ("The strike began on March 3", ["strike_start"]),
    ("Crews walked out on Monday", ["strike_start"]),
    ("As of Monday, the performers are on strike", ["strike_start"]),
    ("The walkout was suspended on Tuesday", ["strike_end"]),
    ("The strike ended at 12:01 a.m. Tuesday", ["strike_end"]),
    ("Voting opens on March 20", ["vote_open"]),
    ("Ballots are due on March 27", ["vote_close"]),
    ("Members ratified the agreement on Tuesday", ["vote_close"]),
    ("The vote will run from March 20 to March 27", ["vote_open"]),
    ("The national board will vote on Friday", ["other"]),
    ("A rally at the studio gates is planned for Saturday", ["rally"]),
    ("Members will picket the premiere on Friday", ["picket"]),
    ("The guild holds a town hall on Sunday", ["town_hall"]),
    ("A webinar for members is set for March 22", ["town_hall"]),
    ("The day 40 count means little", []),
    ("Crews will strike as of Friday", ["strike_start"]),
    ("A walkout follows if there is no deal by 11:59 p.m. tonight", ["deadline"]),
    ("The board said yes; voting starts Friday", ["vote_open"]),
    ("The pact, which was due to end on March 15, has been extended to March 30", ["other", "expiry"]),
    ("the 2023 strike, which began May 2 and ended Sept. 27", ["strike_start", "strike_end"]),
    ("The sides struck a deal on Monday", ["session"]),
    ("The film opens on Friday", ["other"]),
    ("There will be no talks on Friday", ["other"]),
    ("The contract was to expire on March 15, but was extended", ["other"]),
]


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_words_around_a_date_tell_its_kind(text: str, expected: list[str]) -> None:
    assert kinds(text, "2026-03-18") == expected


def test_a_strike_day_is_of_no_kind() -> None:
    assert kinds("Day 40 of the writers' strike", "2023-06-10") == ["other"]


@pytest.mark.parametrize(
    "text",
    [
        "The session on Wednesday was called off",
        "A vote set for Dec. 3 has been postponed",
        "Talks planned for Friday were cancelled",
    ],
)
def test_what_was_called_off_is_no_event(text):
    assert kinds(text, "2026-11-24") == ["other"]


def test_day_on_which_something_was_called_off_is_a_day_of_its_own():
    assert resolved("On Wednesday, the session was called off", "2026-11-24") == ["2026-11-18"]
