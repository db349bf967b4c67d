"""The words for how a feed is doing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.feeds.health import PROBLEM_WORDS, is_well, notice_of, problem_words, span, words
from bot.feeds.schedule import FeedEvent
from bot.models.feeds import FeedState, Problem
from tests.feeds.test_schedule import FEED, NOW

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"last_ok_at": NOW - 12 * MINUTE}, "working, 12 minutes ago"),
        ({"last_ok_at": None}, "not read yet"),
        ({"last_new_at": NOW - 9 * DAY}, "silent for 9 days"),
        ({"state": FeedState.PAUSED}, "paused by a moderator"),
        ({"state": FeedState.GONE}, "410: the outlet says this feed is gone; no longer read"),
        (
            {"problem": Problem.PAYWALL, "problem_detail": "HTTP 402", "failing_since": NOW - 3 * HOUR},
            "402: this outlet asks automated readers to pay; I do not work around it, for 3 hours",
        ),
        ({"problem": Problem.EMPTY, "problem_detail": "HTTP 202"}, "202 with an empty body"),
        ({"problem": Problem.WEB_PAGE}, "a web page, not a feed"),
        ({"problem": Problem.SERVER_ERROR, "problem_detail": "HTTP 502"}, "502: the outlet's server has a fault"),
        (
            {"problem": Problem.FORBIDDEN, "problem_detail": "HTTP 401"},
            "401: this outlet asks for a login; I do not work around it",
        ),
    ],
)
def test_a_feeds_line(changes, expected):
    assert words(replace(FEED, **changes), NOW) == expected


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_has_plain_words(problem):
    assert problem_words(problem) == PROBLEM_WORDS[problem]
    assert not set("!<>{}") & set(problem_words(problem))


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (timedelta(seconds=30), "less than a minute"),
        (-MINUTE, "less than a minute"),
        (MINUTE, "1 minute"),
        (59 * MINUTE, "59 minutes"),
        (90 * MINUTE, "1 hour"),
        (47 * HOUR, "1 day"),
        (9 * DAY, "9 days"),
    ],
)
def test_spans_are_rounded_down(length, expected):
    assert span(length) == expected


def test_a_feed_is_well_only_while_it_answers_and_brings_news():
    assert is_well(FEED, NOW)
    assert not is_well(replace(FEED, problem=Problem.DNS), NOW)
    assert not is_well(replace(FEED, last_new_at=NOW - 8 * DAY), NOW)


def test_a_notice_tells_the_reason_and_the_time():
    failing = replace(FEED, problem=Problem.PAYWALL, failing_since=NOW - 25 * HOUR)
    notice = notice_of(failing, FeedEvent.FAILING, NOW)
    assert (notice.feed, notice.what, notice.since) == ("A", "failing", NOW - 25 * HOUR)
    assert "1 day: 402: this outlet asks automated readers to pay" in notice.words


def test_a_notice_never_shows_a_feeds_address():
    private = replace(FEED, title="", url="https://a.test/feed?key=abc123")
    for event in FeedEvent:
        assert "abc123" not in str(notice_of(private, event, NOW))
