"""How a feed is doing, in words: a line for `/sources`, a sentence for moderators. Pure; plain, never alarming."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.feeds.addresses import host_shown
from bot.feeds.schedule import FeedEvent
from bot.models.feeds import Feed, FeedState, Problem
from bot.models.posts import FeedNotice

SILENT_AFTER = timedelta(days=7)  # shown in `/sources`; moderators are told later, see schedule.QUIET

PROBLEM_WORDS = {
    Problem.PAYWALL: "402: this outlet asks automated readers to pay; I do not work around it",
    Problem.FORBIDDEN: "403: this outlet does not admit automated readers; I do not work around it",
    Problem.NOT_FOUND: "404: no feed at this address",
    Problem.GONE: "410: the outlet says this feed is gone",
    Problem.RATE_LIMITED: "429: the outlet asks me to wait",
    Problem.UNAVAILABLE: "503: the outlet is not available for the moment",
    Problem.SERVER_ERROR: "the outlet's server has a fault",
    Problem.HTTP_ERROR: "an answer I cannot use",
    Problem.EMPTY: "an answer with an empty body",
    Problem.WEB_PAGE: "a web page, not a feed",
    Problem.NOT_A_FEED: "something that is not a feed",
    Problem.JSON_FEED: "JSON, but not a JSON Feed",
    Problem.TOO_LARGE: "larger than 4 MiB, so not read",
    Problem.TOO_SLOW: "no full answer within 20 seconds",
    Problem.DNS: "the name of the host cannot be found",
    Problem.CONNECTION: "no connection to the host",
    Problem.TLS: "the host's certificate is not valid",
    Problem.TRUNCATED: "the answer ends early",
    Problem.UNSAFE_ADDRESS: "an address that is not public, so not read",
    Problem.BAD_REDIRECT: "a redirect I do not follow",
    Problem.PARSER: "too costly to read, so not read",
}


def problem_words(problem: Problem, detail: str = "") -> str:
    """What is wrong; `detail` is what the fetcher noted, such as "HTTP 502" or "HTTP 202"."""
    code = detail.removeprefix("HTTP ").split(" ", 1)[0].rstrip(":")
    number = code if code.isdigit() else ""
    if problem is Problem.EMPTY and number:
        return f"{number} with an empty body"
    if problem is Problem.FORBIDDEN and number == "401":
        return "401: this outlet asks for a login; I do not work around it"
    words = PROBLEM_WORDS[problem]
    if problem in {Problem.SERVER_ERROR, Problem.HTTP_ERROR} and number:
        return f"{number}: {words}"
    return words


def span(length: timedelta) -> str:
    """A length of time in its largest unit, rounded down: "12 minutes", "1 hour", "9 days"."""
    minutes = max(int(length.total_seconds()) // 60, 0)
    if minutes < 1:
        return "less than a minute"
    for unit, size in (("day", 1440), ("hour", 60), ("minute", 1)):
        if minutes >= size:
            count = minutes // size
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    raise AssertionError(minutes)


def named(feed: Feed) -> dict[str, object]:
    """What a line of the log calls a feed by: never its address, which may be a secret, and no text from it."""
    return {"id": feed.id, "outlet": feed.outlet, "host": host_shown(feed.url)}


def is_well(feed: Feed, now: datetime) -> bool:
    """Whether the feed is polled, answers, and has brought something in the last seven days."""
    if feed.state is not FeedState.ACTIVE or feed.problem is not None or feed.last_ok_at is None:
        return False
    return feed.last_new_at is None or now - feed.last_new_at < SILENT_AFTER


def words(feed: Feed, now: datetime) -> str:
    """The feed's line in `/sources`."""
    if feed.state is FeedState.PAUSED:
        return "paused by a moderator"
    if feed.state is FeedState.GONE:
        return f"{PROBLEM_WORDS[Problem.GONE]}; no longer read"
    if feed.problem is not None:
        since = f", for {span(now - feed.failing_since)}" if feed.failing_since else ""
        return f"{problem_words(feed.problem, feed.problem_detail)}{since}"
    if feed.last_ok_at is None:
        return "not read yet"
    if feed.last_new_at is not None and now - feed.last_new_at >= SILENT_AFTER:
        return f"silent for {span(now - feed.last_new_at)}"
    return f"working, {span(now - feed.last_ok_at)} ago"


def notice_of(feed: Feed, event: FeedEvent, now: datetime) -> FeedNotice:
    """What moderators are told; `feed` as it is after the poll that led to it."""
    name = feed.title or urlsplit(feed.url).hostname or "a feed"  # never the address: it may be private
    since, sentence = _told(feed, event, now)
    return FeedNotice(feed=name, what=event.value, since=since, words=sentence)


def _told(feed: Feed, event: FeedEvent, now: datetime) -> tuple[datetime, str]:
    if event is FeedEvent.FAILING and feed.problem is not None:
        since = feed.failing_since or now
        what = problem_words(feed.problem, feed.problem_detail)
        return since, f"This feed has failed for {span(now - since)}: {what}. I go on trying."
    if event is FeedEvent.SILENT:
        since = feed.last_new_at or feed.first_polled_at or now
        return since, f"This feed answers, but has brought nothing new for {span(now - since)}."
    if event is FeedEvent.GONE:
        return feed.gone_since or now, "The outlet has said twice that this feed is gone (410). It is no longer read."
    if event is FeedEvent.MOVED:
        return now, "This feed has moved for good. I read it at its new address now."
    return now, "This feed works again."
