"""Times of day: zones, midnight, noon, and a time that stands alone."""

from __future__ import annotations

import pytest

from tests.news.date_reading import resolved

TIMES: list[tuple[str | None, str, list[str | None]]] = [
    ("2026-06-30", "The contract runs out at midnight tonight", ["2026-06-30T23:59-07:00"]),
    ("2026-06-29", "The contract runs out at midnight on June 30", ["2026-06-30T23:59-07:00"]),
    ("2026-06-29", "The contract runs out Tuesday at midnight", ["2026-06-30T23:59-07:00"]),
    ("2026-07-01", "The pact expired at midnight", ["2026-06-30T23:59-07:00"]),
    ("2026-06-30", "Actors will go on strike at midnight", ["2026-07-01T00:00-07:00"]),
    ("2026-06-30", "The walkout begins at 12:01 a.m. PT on July 1", ["2026-07-01T00:01-07:00"]),
    ("2026-06-30", "The walkout begins at 12:01 a.m. Wednesday", ["2026-07-01T00:01-07:00"]),
    ("2026-01-05", "Polls close at 5 p.m. PT on Jan. 9", ["2026-01-09T17:00-08:00"]),
    ("2026-01-05", "Polls close Friday at 8 p.m. ET", ["2026-01-09T20:00-05:00"]),
    ("2026-01-05", "Polls close on January 9 at noon Eastern", ["2026-01-09T12:00-05:00"]),
    ("2026-01-05", "Polls close on January 9 at 9 p.m. PT/midnight ET", ["2026-01-09T21:00-08:00"]),
    ("2026-01-05", "Ballots are due by 10:30am on Thursday, January 8", ["2026-01-08T10:30-08:00"]),
    (
        "2026-01-05",
        "A webinar on Thursday, January 8, from 6 p.m. to 7:30 p.m. PT",
        ["2026-01-08T18:00-08:00/2026-01-08T19:30-08:00"],
    ),
    ("2026-01-05", "Equity members in London have until noon on 9 January", ["2026-01-09T12:00+00:00"]),
    ("2026-01-05", "The Equity ballot closes on 9 January at noon", ["2026-01-09T12:00+00:00"]),
    ("2026-01-05", "Actors' Equity voting closes on January 9 at noon PT", ["2026-01-09T12:00-08:00"]),
    ("2026-01-05", "A Broadway deal with Equity is due January 9 at noon PT", ["2026-01-09T12:00-08:00"]),
    ("2026-01-05", "The pact is signed in London at noon on 9 January", ["2026-01-09T12:00+00:00"]),
    ("2026-01-05", "The pact is signed at noon on January 9", ["2026-01-09T12:00-08:00"]),
    ("2026-06-05", "The Bectu ballot closes at 5pm on 12 June", ["2026-06-12T17:00+01:00"]),
    ("2026-06-05", "Doors open at 7 p.m. and close late", []),
    ("2026-06-05", "Shortly after midnight Friday the two sides shook hands", ["2026-06-05"]),
    ("2026-06-05", "Union sets a 5 p.m. deadline for studios to answer", ["2026-06-05T17:00-07:00"]),
    ("2026-06-05", "An agreement expiring at 11:59 p.m. PT on June 30, 2026", ["2026-06-30T23:59-07:00"]),
    ("2026-06-05", "The strike ended at 12:01 a.m. Pacific time on Thursday", ["2026-06-04T00:01-07:00"]),
    (
        "2026-06-05",
        "Voting opens at 9:00 a.m. PT on June 8 and closes at 5:00 p.m. PT on June 12",
        ["2026-06-08T09:00-07:00/2026-06-12T17:00-07:00"],
    ),
    ("2026-06-05", "The strike, from 00:01 on 8 June, will hit four sites", ["2026-06-08T00:01-07:00"]),
    ("2026-06-05", "A 10-to-4 vote and a score of 12:5", []),
    ("2026-06-05", "By noon today the gates were shut", ["2026-06-05T12:00-07:00"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), TIMES)
def test_phrase_resolves(published: str | None, text: str, expected: list[str | None]) -> None:
    assert resolved(text, published) == expected
