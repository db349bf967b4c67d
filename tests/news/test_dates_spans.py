"""Runs of days, weeks, weekends and months."""

from __future__ import annotations

import pytest

from tests.news.date_reading import resolved

SPANS: list[tuple[str | None, str, list[str | None]]] = [
    ("2026-04-02", "Talks run from April 6 to April 17", ["2026-04-06/2026-04-17"]),
    ("2026-04-02", "Talks run April 6-17", ["2026-04-06/2026-04-17"]),
    ("2026-04-02", "between April 6 and April 10 the lots will be quiet", ["2026-04-06/2026-04-10"]),
    ("2026-04-02", "6 to 10 April", ["2026-04-06/2026-04-10"]),
    ("2026-04-02", "members vote between 6 and 20 April", ["2026-04-06/2026-04-20"]),
    ("2026-04-02", "members vote between April 6 and 20", ["2026-04-06/2026-04-20"]),
    ("2026-04-02", "The ballot opens Tuesday and runs through April 28", ["2026-04-07/2026-04-28"]),
    ("2026-04-02", "Friday and Saturday, April 10 and 11", ["2026-04-10/2026-04-11"]),
    ("2026-04-02", "Sessions are set for Monday through Thursday", ["2026-04-06/2026-04-09"]),
    ("2026-04-02", "Sessions are set for Monday and Tuesday", ["2026-04-06/2026-04-07"]),
    ("2026-04-02", "Sessions are set for Tuesday and Thursday", ["2026-04-07", "2026-04-09"]),
    ("2026-04-02", "Sessions are set for Monday, Tuesday and Wednesday", ["2026-04-06/2026-04-08"]),
    ("2026-04-02", "sessions on April 8 and April 9", ["2026-04-08/2026-04-09"]),
    ("2026-04-02", "sessions on April 8 and April 20", ["2026-04-08", "2026-04-20"]),
    ("2026-04-02", "The vote opens April 8 and closes April 20", ["2026-04-08/2026-04-20"]),
    ("2026-04-02", "from May 2, 2026 to May 1, 2029", ["2026-05-02/2029-05-01"]),
    ("2026-04-02", "from Dec. 28 to Jan. 4, 2027", ["2026-12-28/2027-01-04"]),
    ("2026-04-02", "Talks continue next week", ["2026-04-06/2026-04-12"]),
    ("2026-04-02", "Talks broke down last week", ["2026-03-23/2026-03-29"]),
    ("2026-04-02", "Talks go on this week", ["2026-03-30/2026-04-05"]),
    ("2026-04-02", "for the week of April 13", ["2026-04-13/2026-04-19"]),
    ("2026-04-02", "They will talk through the weekend", ["2026-04-04/2026-04-05"]),
    ("2026-04-06", "They talked over the weekend", ["2026-04-04/2026-04-05"]),
    ("2026-04-06", "They met last weekend", ["2026-04-04/2026-04-05"]),
    ("2026-04-02", "the weekend of April 11", ["2026-04-11/2026-04-12"]),
    ("2026-04-02", "Next month the crews vote", ["2026-05"]),
    ("2026-04-02", "Last month the crews voted", ["2026-03"]),
    ("2026-04-02", "The pact expires in June", ["2026-06"]),
    ("2026-04-02", "The pact took effect in November", ["2025-11"]),
    ("2026-04-02", "The pact expires in May 2027", ["2027-05"]),
    ("2026-04-02", "in early May they will meet", ["2026-05-01/2026-05-10"]),
    ("2026-04-02", "by late June they hope to be done", ["2026-06-21/2026-06-30"]),
    ("2026-04-02", "since mid-March nothing has moved", ["2026-03-11/2026-03-20"]),
    ("2026-04-02", "they hope to be done by early next month", ["2026-05-01/2026-05-10"]),
    ("2026-04-02", "they stopped late last month", ["2026-03-21/2026-03-31"]),
    ("2026-04-02", "a contract that expires at the end of June", ["2026-06-30"]),
    ("2026-04-02", "in the coming weeks", []),
    ("2026-04-02", "later this week", [None]),
    ("2026-04-02", "The parties will meet April 13 for three days", ["2026-04-13/2026-04-15"]),
    ("2026-04-02", "five days of talks beginning Monday", ["2026-04-06/2026-04-10"]),
    ("2026-04-02", "The week-long break", []),
    ("2026-04-02", "a two-week extension", []),
    ("2026-04-02", "Five-day weeks for crews", []),
]


@pytest.mark.parametrize(("published", "text", "expected"), SPANS)
def test_phrase_resolves(published: str | None, text: str, expected: list[str | None]) -> None:
    assert resolved(text, published) == expected
