"""Dates written out, with a year and without."""

from __future__ import annotations

import pytest

from tests.news.date_reading import resolved

WRITTEN: list[tuple[str | None, str, list[str | None]]] = [
    ("2026-04-02", "Bargaining opens on April 27", ["2026-04-27"]),
    ("2026-04-02", "The deal was signed Jan. 9", ["2026-01-09"]),
    ("2026-01-10", "The old contract was ratified on Dec. 5", ["2025-12-05"]),
    ("2025-12-20", "Talks will open on January 12", ["2026-01-12"]),
    ("2026-04-02", "Members walked out on 3 March", ["2026-03-03"]),
    ("2026-04-02", "Members walk out on the 7th of April", ["2026-04-07"]),
    ("2026-04-02", "The agreement runs to June 30, 2029", ["2029-06-30"]),
    ("2026-04-02", "signed on 30 June 2023 in London", ["2023-06-30"]),
    ("2026-04-02", "The panel sits on Wednesday, April 8", ["2026-04-08"]),
    ("2026-04-02", "They settled on Tuesday (March 31)", ["2026-03-31"]),
    ("2026-04-02", "They settled yesterday, April 1", ["2026-04-01"]),
    ("2026-04-02", "Dated 2026-03-30, the notice names three sites", ["2026-03-30"]),
    ("2026-04-02", "The notice of 3/30/2026 names three sites", ["2026-03-30"]),
    ("2026-04-02", "The count took place on Sept. 25th, 2024", ["2024-09-25"]),
    ("2026-04-02", "JUNE 30 IS THE NEW DEADLINE", ["2026-06-30"]),
    ("2026-04-02", "Guild may 5 times reject an offer", []),
    ("2026-04-02", "They march 3 miles to the gate", []),
    ("2026-04-02", "Feb. 30 is no day", [None]),
    (None, "Talks begin on May 4, 2026", ["2026-05-04"]),
    (None, "Talks begin on May 4", [None]),
    (None, "Talks begin on Monday", [None]),
    (None, "Talks begin today", [None]),
    ("2025-04-02", "The writers went on strike on May 2", ["2023-05-02"]),
    ("2026-04-02", "Performers have not forgotten the strike that began on July 14", ["2023-07-14"]),
    ("2026-04-02", "In 2008, the strike ended on Feb. 12", ["2008-02-12"]),
    ("2026-04-02", "The deal covers 30 members and 12 shows in 4 cities", []),
    ("2026-04-02", "A raise of 3.5 percent, then 4 percent, then 3 percent", []),
    ("2026-04-02", "Wages rise on July 1, 160,000 members gain", ["2026-07-01"]),
    ("2026-04-02", "Up to June 30 2,000 members can vote", ["2026-06-30"]),
    ("2026-11-20", "The current agreement lapses Feb. 28", ["2027-02-28"]),
    ("2026-11-20", "Sunday 22 November is picket day", ["2026-11-22"]),
    ("2026-11-20", "Negotiators met from Nov. 2, 2026, at the union's hall", ["2026-11-02"]),
]


@pytest.mark.parametrize(("published", "text", "expected"), WRITTEN)
def test_phrase_resolves(published: str | None, text: str, expected: list[str | None]) -> None:
    assert resolved(text, published) == expected
