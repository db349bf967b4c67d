"""Entries as a whole: title and text together, stamps with a time, British disputes, and texts of any kind."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.news.dates import find_dates
from tests.news.date_reading import day

PHRASES = (
    "today tonight Monday Friday's last next this week weekend month June 3 30 30th to and from the strike day 100 days ago left "
    "more than midnight noon PT p.m. 5 11:59 until will met on at by May 2026 2,000 24th October early mid- moved originally "
    "instead of not İ"
)
WORDS = [*PHRASES.split(), "–", "(", ")", '"', "“", "”", ",", ".", ";", "\x00", "🙂", "\u202e"]


def test_title_comes_before_text() -> None:
    found = find_dates("Talks to resume Thursday", "They broke off on Monday.", day("2026-03-18"))
    assert [phrase.resolves_to for phrase in found] == ["2026-03-19", "2026-03-16"]


def test_the_same_date_of_the_same_kind_is_given_once() -> None:
    found = find_dates("Talks to resume Thursday", "Talks will resume on Thursday, both sides said.", day("2026-03-18"))
    assert [phrase.text for phrase in found] == ["Thursday"]


def test_a_stamp_with_a_time_is_read_in_los_angeles() -> None:
    published = datetime(2026, 3, 18, 3, 30, tzinfo=UTC)  # the evening of the 17th in California
    found = find_dates("", "The guild turned the offer down today", published, day_only=False)
    assert [phrase.resolves_to for phrase in found] == ["2026-03-17"]


def test_a_stamp_with_a_time_needs_no_guess_about_tonight() -> None:
    published = datetime(2026, 3, 18, 5, 0, tzinfo=UTC)
    found = find_dates("", "The guild met the studios tonight", published, day_only=False)
    assert [phrase.resolves_to for phrase in found] == ["2026-03-17"]


def test_a_stamp_of_a_british_story_is_read_in_london() -> None:
    published = datetime(2026, 3, 18, 3, 30, tzinfo=UTC)
    found = find_dates("Equity ballots members across Britain", "The ballot closes today", published, day_only=False)
    assert [phrase.resolves_to for phrase in found] == ["2026-03-18"]


def test_a_pact_is_not_the_british_body() -> None:
    found = find_dates("", "The pact runs out at 5 p.m. on March 20", day("2026-03-18"))
    assert [phrase.resolves_to for phrase in found] == ["2026-03-20T17:00-07:00"]


def test_phrase_is_given_exactly_as_it_stands() -> None:
    title = "Polls close at 5 p.m. PT on Tuesday (March 24), the guild says"
    assert [phrase.text for phrase in find_dates(title, "", day("2026-03-18"))] == ["5 p.m. PT on Tuesday (March 24"]


def test_every_phrase_has_a_reason() -> None:
    found = find_dates("", "Since Monday and until March 24, or later this week; day 4 of talks", day("2026-03-18"))
    assert found
    assert all(phrase.reason for phrase in found)


def test_text_without_words_of_time_gives_nothing() -> None:
    assert find_dates("Guild and studios far apart", "Neither side would say what comes now.", day("2026-03-18")) == ()


def test_a_calendar_of_dates_is_cut_off() -> None:
    text = ". ".join(f"Item on {month} {number}" for month in ("June", "July", "May") for number in range(1, 30))
    assert len(find_dates("", text, day("2026-03-18"))) == 64


@given(st.text(), st.text(), st.datetimes(timezones=st.just(UTC)) | st.none(), st.booleans())
def test_any_text_is_read_without_error(title: str, text: str, published: datetime | None, day_only: bool) -> None:
    for phrase in find_dates(title, text, published, day_only=day_only):
        assert phrase.text in title or phrase.text in text


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.dates(), st.booleans(), st.booleans())
def test_any_words_of_time_are_read_alike_each_time(words: list[str], published, day_only: bool, spaced: bool) -> None:
    text = (" " if spaced else "").join(words)
    stamp = datetime(published.year, published.month, published.day, 12, tzinfo=UTC)
    found = find_dates(text, text, stamp, day_only=day_only)
    assert found == find_dates(text, text, stamp, day_only=day_only)
    for phrase in found:
        assert phrase.text in text
        assert phrase.resolves_to != ""
        for end in (phrase.resolves_to or "..").split("/"):
            assert end == ".." or len(end) == 7 or datetime.fromisoformat(end)


def test_a_megabyte_of_anything_is_read_in_linear_time() -> None:
    choice = random.Random(7)
    texts = [
        " ".join(choice.choices(WORDS, k=250_000)),
        "1" * 1_000_000,
        "a" * 1_000_000,
        '"' * 1_000_000,
        "." * 500_000 + " " * 500_000,
        "more than " * 100_000,
        "this past " * 100_000,
        "June 3, " * 125_000,
        "5 p.m. to " * 100_000,
        "in the the on by of at " * 45_000,
    ]
    for text in texts:
        began = time.process_time()
        find_dates(text, "", day("2026-03-18"))
        assert time.process_time() - began < 5, text[:30]
