"""How far this machine's clock is from Discord's: measured, and told once when it becomes wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.skew import Skew, is_right, measured, wrong_clock

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def date(ahead: float) -> str:
    """The header where this machine is so many seconds ahead of it."""
    return format_datetime(NOW - timedelta(seconds=ahead), usegmt=True)


@pytest.mark.parametrize(("ahead", "found"), [(0, 0.0), (45, 44.0), (-45, -43.0), (0.9, 0.0), (-2, 0.0)])
def test_what_the_answers_way_or_the_headers_whole_seconds_explain_is_not_counted(ahead: float, found: float) -> None:
    assert measured(date(ahead), begun=NOW, ended=NOW + timedelta(seconds=2)) == pytest.approx(found, abs=1)


@pytest.mark.parametrize("header", ["", "yesterday", "Tue, 24 Nov 2026 10:00:00"])
def test_a_missing_or_strange_header_says_nothing(header: str) -> None:
    assert measured(header, begun=NOW, ended=NOW) in (None, 0.0)


@pytest.mark.parametrize(
    ("seconds", "right"), [(None, True), (30.0, True), (-30.0, True), (30.1, False), (-31.0, False)]
)
def test_a_clock_is_right_within_thirty_seconds(seconds: float | None, right: bool) -> None:
    assert is_right(seconds) is right


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (45.0, "45 seconds ahead"),
        (-150.0, "2 minutes behind"),
        (7200.0, "2 hours ahead"),
        (-400_000.0, "4 days behind"),
    ],
)
def test_words_say_by_how_much_and_in_which_direction(seconds: float, words: str) -> None:
    assert f"This machine's clock is {words} of Discord's".replace("behind of", "behind") in wrong_clock(seconds)


def test_a_clock_that_becomes_wrong_is_told_once_each_time() -> None:
    said: list[str] = []
    skew = Skew(lambda: NOW, say=said.append)
    for ahead in (0, 60, 61, 0, -60):
        skew.observe(date(ahead), begun=NOW, ended=NOW)
    assert ["ahead" in words for words in said] == [True, False]
    assert skew.seconds is not None
    assert not is_right(skew.seconds)
