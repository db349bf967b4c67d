"""When feeds are asked again and what moderators hear, as tables and properties."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds import schedule
from bot.feeds.schedule import FeedEvent
from bot.models.feeds import Feed, FeedState, Fetched, ParsedFeed, Problem, RawEntry, Validators

NOW = datetime(2023, 8, 11, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FEED = Feed(
    id=1,
    url="https://a.test/feed",
    title="A",
    outlet=None,
    state=FeedState.ACTIVE,
    validators=Validators("old", "old", "old"),
    next_check_at=NOW,
    last_try_at=NOW - 5 * MINUTE,
    last_ok_at=NOW - 5 * MINUTE,
    last_new_at=NOW - HOUR,
    first_polled_at=NOW - 30 * DAY,
)
OK = Fetched(status=200, url=FEED.url, body=b"x", validators=Validators("new", "new", "new"))
NOT_MODIFIED = Fetched(status=304, url=FEED.url, validators=FEED.validators)


def entry(published: datetime | None) -> RawEntry:
    return RawEntry(guid="", link="", title="t", text="", published=published)


def parsed(*published: datetime | None, truncated: bool = False, ttl: int | None = None) -> ParsedFeed:
    entries = tuple(entry(p) for p in published)
    return ParsedFeed(title="T", site_url="", version="rss20", entries=entries, truncated=truncated, ttl_seconds=ttl)


def read(feed: Feed = FEED, document: ParsedFeed | None = None, now: datetime = NOW, **changes: object):
    document = document or parsed(now - HOUR, now - 2 * HOUR)
    times = [e.published for e in document.entries if e.published]
    fetched = replace(OK, **changes)
    return schedule.read(feed, fetched, document, times=times, now=now, chance=0.5)


def fail(problem: Problem, feed: Feed = FEED, now: datetime = NOW, **changes: object):
    return schedule.failed(feed, Fetched(0, feed.url, problem=problem, **changes), now=now, chance=0.5)


@pytest.mark.parametrize(
    ("gap", "minutes"),
    [(MINUTE, 5), (10 * MINUTE, 5), (40 * MINUTE, 10), (2 * HOUR, 30), (4 * HOUR, 60), (DAY, 60)],
)
def test_the_pace_is_a_quarter_of_the_median_gap_within_5_and_60_minutes(gap, minutes):
    after, _ = read(document=parsed(*(NOW - gap * n for n in range(12))))
    assert after.next_check_at - NOW == minutes * MINUTE


def test_only_the_newest_ten_items_set_the_pace():
    times = [NOW - 2 * HOUR * n for n in range(10)] + [NOW - 30 * DAY - MINUTE * n for n in range(50)]
    assert schedule.adaptive_interval(times, now=NOW) == 1800


def test_a_feed_without_news_for_14_days_is_asked_hourly():
    assert schedule.adaptive_interval([NOW - 14 * DAY, NOW - 14 * DAY - MINUTE], now=NOW) == 3600


def test_future_dates_do_not_upset_the_pace():
    assert schedule.adaptive_interval([NOW + 400 * DAY, NOW - HOUR], now=NOW) == 900


@pytest.mark.parametrize(
    ("max_age", "ttl", "minutes"), [(600, None, 10), (None, 1200, 20), (86400, None, 60), (60, 60, 5), (600, 1800, 30)]
)
def test_the_servers_max_age_and_ttl_slow_polling_up_to_an_hour(max_age, ttl, minutes):
    after, _ = read(document=parsed(NOW - MINUTE, NOW - 2 * MINUTE, ttl=ttl), max_age=max_age)
    assert after.next_check_at - NOW == minutes * MINUTE


def test_a_304_keeps_the_pace_and_the_validators():
    after, events = schedule.unchanged(replace(FEED, interval=1800), NOT_MODIFIED, now=NOW, chance=0.5)
    assert (after.next_check_at - NOW, after.validators, events) == (30 * MINUTE, FEED.validators, ())


def test_the_same_body_brings_its_new_validators():
    after, _ = schedule.unchanged(FEED, OK, now=NOW, chance=0.5)
    assert after.validators == OK.validators


@given(st.floats(0, 0.999), st.integers(1, 12), st.sampled_from(Problem), st.floats(0, 1e7))
def test_no_outcome_is_asked_again_within_a_minute(chance, failures, problem, seconds):
    feed = replace(FEED, failures=failures)
    fetched = Fetched(0, feed.url, problem=problem, retry_after=seconds)
    for after, _ in (
        schedule.failed(feed, fetched, now=NOW, chance=chance),
        schedule.unchanged(feed, NOT_MODIFIED, now=NOW, chance=chance),
    ):
        assert after.next_check_at >= NOW + MINUTE
        assert after.next_check_at <= NOW + 1.11 * DAY


@given(st.floats(0, 0.999))
def test_jitter_is_ten_percent_either_way(chance):
    after, _ = schedule.unchanged(FEED, NOT_MODIFIED, now=NOW, chance=chance)
    assert 270 <= (after.next_check_at - NOW).total_seconds() <= 330


def test_each_address_has_a_fixed_share_and_shares_are_spread():
    shares = [schedule.share(f"https://a.test/{n}") for n in range(100)]
    assert shares == [schedule.share(f"https://a.test/{n}") for n in range(100)]
    assert 0 <= min(shares) < 0.1
    assert 0.9 < max(shares) < 1


@pytest.mark.parametrize(
    ("problem", "cap"),
    [
        (Problem.SERVER_ERROR, 6),
        (Problem.TOO_SLOW, 6),
        (Problem.DNS, 6),
        (Problem.NOT_FOUND, 24),
        (Problem.PAYWALL, 24),
    ],
)
def test_waits_double_up_to_their_cap(problem, cap):
    feed, waits = replace(FEED, noticed_at=NOW + 99 * DAY), []
    for _ in range(14):
        feed, _ = fail(problem, feed)
        waits.append((feed.next_check_at - NOW) / MINUTE)
    assert waits[:4] == [10, 20, 40, 80]
    assert waits[-1] == cap * 60


@pytest.mark.parametrize(("asked", "waited"), [(600, 600), (7200, 7200), (10**6, 86400), (0, 60), (5, 60)])
@pytest.mark.parametrize("problem", [Problem.RATE_LIMITED, Problem.UNAVAILABLE])
def test_retry_after_is_kept_up_to_a_day(problem, asked, waited):
    after, _ = schedule.failed(FEED, Fetched(429, FEED.url, problem=problem, retry_after=asked), now=NOW, chance=0.0)
    assert (after.next_check_at - NOW).total_seconds() == waited


def test_retry_after_holds_the_host():
    limited = Fetched(429, FEED.url, problem=Problem.RATE_LIMITED, retry_after=900)
    assert schedule.hold_until(limited, NOW) == NOW + 15 * MINUTE
    assert schedule.hold_until(replace(limited, problem=Problem.NOT_FOUND), NOW) is None
    assert schedule.hold_until(replace(limited, retry_after=None), NOW) is None


def test_moderators_hear_of_a_failure_once_after_24_hours_and_once_of_the_recovery():
    feed, now, heard = FEED, NOW, []
    while now < NOW + 4 * DAY:
        feed, events = fail(Problem.NOT_FOUND, feed, now)
        heard += [(event, now - NOW) for event in events]
        now = feed.next_check_at
    assert heard == [(FeedEvent.FAILING, DAY)]
    feed, events = read(feed, now=now)
    assert events == (FeedEvent.RECOVERED,)
    assert (feed.problem, feed.failing_since, feed.failures, feed.noticed_at) == (None, None, 0, None)


def test_a_short_failure_is_told_to_nobody():
    feed, events = fail(Problem.SERVER_ERROR)
    assert not events
    assert read(feed, now=NOW + HOUR)[1] == ()


def test_a_second_failure_is_told_again():
    feed = replace(FEED, noticed_at=NOW - 9 * DAY, failing_since=NOW - DAY)
    assert fail(Problem.DNS, feed)[1] == (FeedEvent.FAILING,)


def test_a_feed_that_goes_quiet_is_told_once_and_once_when_news_come():
    feed, heard = replace(FEED, last_new_at=NOW - 13 * DAY), []
    for hours in range(0, 24 * 5, 6):
        feed, events = schedule.unchanged(feed, NOT_MODIFIED, now=NOW + hours * HOUR, chance=0.5)
        heard += events
    assert heard == [FeedEvent.SILENT]
    later = NOW + 6 * DAY
    assert read(feed, parsed(later - HOUR), now=later)[1] == (FeedEvent.RECOVERED,)


def test_a_feed_that_was_quiet_before_it_was_added_is_not_told():
    fresh = replace(FEED, first_polled_at=None, last_new_at=None)
    assert read(fresh, parsed(NOW - 90 * DAY))[1] == ()


def test_two_410_within_a_day_stop_the_feed_and_say_so():
    once, events = fail(Problem.GONE)
    assert (once.state, events) == (FeedState.ACTIVE, ())
    twice, events = fail(Problem.GONE, once, once.next_check_at)
    assert (twice.state, events) == (FeedState.GONE, (FeedEvent.GONE,))


def test_two_410_further_apart_do_not_stop_it():
    once, _ = fail(Problem.GONE)
    assert fail(Problem.GONE, once, NOW + 25 * HOUR)[0].state is FeedState.ACTIVE


def test_an_answer_between_two_410_starts_the_count_anew():
    once, _ = fail(Problem.GONE)
    well, _ = read(once, now=NOW + HOUR)
    assert fail(Problem.GONE, well, NOW + 2 * HOUR)[0].state is FeedState.ACTIVE


def test_validators_are_taken_from_a_whole_document_only():
    assert read()[0].validators == OK.validators
    assert read(document=parsed(NOW, truncated=True))[0].validators == FEED.validators
    assert read(validators=Validators())[0].validators == FEED.validators


def test_a_cut_document_leaves_the_first_sight_open_for_a_day():
    fresh = replace(FEED, first_polled_at=None)
    cut, _ = read(fresh, parsed(NOW, truncated=True))
    assert (cut.first_polled_at, cut.problem) == (None, Problem.TRUNCATED)
    assert read(cut, now=NOW + HOUR)[0].first_polled_at == NOW + HOUR
    assert read(cut, parsed(NOW, truncated=True), now=NOW + DAY)[0].first_polled_at == NOW + DAY


def test_the_last_news_are_dated_by_the_items_and_never_in_the_future():
    assert read(document=parsed(NOW - 2 * MINUTE))[0].last_new_at == NOW - 2 * MINUTE
    assert read(document=parsed(NOW + 9 * DAY))[0].last_new_at == NOW
    assert read(document=parsed(None))[0].last_new_at == NOW


def polls(*times: timedelta, target: str = "https://b.test/feed"):
    feed, events = FEED, ()
    for time in times:
        feed, events = schedule.moved(feed, target, proven=True, now=NOW + time)
    return feed, events


def test_a_move_is_believed_after_three_polls_over_24_hours():
    feed, events = polls(0 * HOUR, 5 * HOUR, DAY)
    assert (feed.url, feed.move_target, events) == ("https://b.test/feed", None, (FeedEvent.MOVED,))


@pytest.mark.parametrize("times", [(0 * HOUR, DAY), (0 * HOUR, HOUR, 2 * HOUR, 23 * HOUR)])
def test_a_move_seen_too_seldom_or_too_shortly_is_not_believed(times):
    assert polls(*times)[0].url == FEED.url


def test_an_unproven_target_forgets_the_move():
    feed, _ = polls(0 * HOUR, 12 * HOUR)
    assert schedule.moved(feed, "https://b.test/feed", proven=False, now=NOW + DAY)[0].move_seen == 0


def test_another_target_starts_the_count_anew():
    feed, _ = polls(0 * HOUR, 12 * HOUR)
    other, events = schedule.moved(feed, "https://c.test/feed", proven=True, now=NOW + 2 * DAY)
    assert (other.url, other.move_seen, events) == (FEED.url, 1, ())
