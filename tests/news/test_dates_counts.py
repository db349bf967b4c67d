"""Counts of days: ago, left, and the days of a strike."""

from __future__ import annotations

import pytest

from tests.news.date_reading import resolved

COUNTS: list[tuple[str | None, str, list[str | None]]] = [
    ("2023-06-01", "Writers mark day 31 of their strike", ["2023-06-01"]),
    ("2023-06-10", "On Day 40 of the writers' strike, rain did not stop the pickets", ["2023-06-10"]),
    ("2023-09-10", "The writers' walkout has now lasted 131 days", ["2023-09-09"]),
    ("2023-09-01", "On the 50th day of the actors strike, the crowd sang", ["2023-09-01"]),
    ("2023-09-01", "the 50-day-old performers' strike", ["2023-09-01"]),
    ("2024-09-05", "Game performers are on day 42 of their strike", ["2024-09-05"]),
    ("2023-09-01", "The 10-day strike of 1987 is recalled", []),
    ("2023-08-20", "The writers have been on strike for over 100 days", ["2023-08-10/.."]),
    ("2023-08-02", "The writers have been out for 93 days", ["2023-08-02"]),
    ("2023-08-02", "The strike hits a three-year contract and a two-month recess", []),
    ("2023-09-01", "The deal was announced 12 days ago", ["2023-08-20"]),
    ("2023-09-01", "two days ago the offer was made public", ["2023-08-30"]),
    ("2023-09-01", "Talks broke off more than two weeks ago", ["../2023-08-18"]),
    ("2023-09-01", "There are three days left before the pact lapses", ["2023-09-04"]),
    ("2023-09-01", "With just 10 days to go, no new session has been set", ["2023-09-11"]),
    ("2023-09-01", "nearly four months of picketing", []),
    ("2023-09-01", "The film shot for 40 days in Malta", []),
    ("2023-09-01", "A 90-day notice period applies", []),
    ("2023-09-01", "a few days ago", []),
    ("2023-09-01", "within five days of the vote", []),
    ("2023-09-01", "about two weeks ago", [None]),
    ("2023-11-10", "The strike ended after 118 days", ["2023-11-08"]),
    ("2024-11-10", "The strike ended after 118 days in 2023", []),
    ("2022-09-01", "Day 12 of the strike at the port", []),
    ("2026-02-27", "Guild staff picket on day 11 of the strike", ["2026-02-27"]),
    ("2023-08-12", "As the writers' strike passed its 100th day this week", ["2023-08-09", "2023-08-07/2023-08-13"]),
    ("2023-07-16", "day three of the actors' strike", ["2023-07-16"]),
    (None, "Day 40 of the writers' strike", [None]),
]


@pytest.mark.parametrize(("published", "text", "expected"), COUNTS)
def test_phrase_resolves(published: str | None, text: str, expected: list[str | None]) -> None:
    assert resolved(text, published) == expected
