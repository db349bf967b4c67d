"""When a feed is asked next, and what its polls add up to: pure rules over `Feed`; time and chance are arguments.

Each outcome gives the feed as it is to be saved and the events moderators hear of. Nothing stops silently: a failing
feed is asked again for ever, at most about a day apart, until its server says 410 twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from itertools import pairwise
from statistics import median
from typing import Any

from bot.models.feeds import Feed, FeedState, Fetched, ParsedFeed, Problem

BASE = 300.0  # seconds between polls of a busy feed
SLOWEST = 3600.0  # and of a quiet one
FLOOR = timedelta(seconds=60)  # never sooner after the last try, also after a restart
JITTER = 0.1
DAY = timedelta(hours=24)
QUIET = timedelta(days=14)  # without news: polled at the slowest pace, and moderators are told once
SOFT_CAP = timedelta(hours=6)  # 5xx, timeouts, DNS: likely to mend
HARD_CAP = DAY  # gates and missing pages: unlikely to
GONE_RECHECK = timedelta(hours=6)
MOVE_POLLS = 3

_HARD = frozenset({Problem.PAYWALL, Problem.FORBIDDEN, Problem.NOT_FOUND})
_ASKED_TO_WAIT = frozenset({Problem.RATE_LIMITED, Problem.UNAVAILABLE})


class FeedEvent(StrEnum):
    """What moderators hear of, once each."""

    FAILING = "failing"  # for 24 hours
    SILENT = "silent"  # answers, but brought nothing new for 14 days
    GONE = "gone"  # 410 twice: no longer polled
    MOVED = "moved"  # the address was replaced by the one it redirects to
    RECOVERED = "recovered"


Outcome = tuple[Feed, tuple[FeedEvent, ...]]


def share(text: str) -> float:
    """A fixed number in [0, 1) for a text, to spread first polls: the same on every machine and after every restart."""
    return int.from_bytes(blake2b(text.encode(), digest_size=6).digest(), "big") / 2**48


def adaptive_interval(times: Sequence[datetime], *, now: datetime) -> float:
    """A quarter of the median gap of the last 10 items, in seconds; the slowest pace when nothing came for 14 days."""
    newest = sorted((min(time, now) for time in times), reverse=True)[:10]
    if newest and now - newest[0] >= QUIET:
        return SLOWEST
    gaps = [(later - earlier).total_seconds() for later, earlier in pairwise(newest)]
    return median(gaps) / 4 if gaps else BASE


def _bounded(interval: float, fetched: Fetched, ttl: float | None) -> float:
    """What the feed's pace says, slowed down to what the server asks for, within 5 to 60 minutes."""
    return min(max(BASE, interval, fetched.max_age or 0.0, ttl or 0.0), SLOWEST)


def _after(now: datetime, seconds: float, chance: float) -> datetime:
    """So long from now, with 10 % jitter either way (`chance` in [0, 1)), never within a minute of this try."""
    return now + max(timedelta(seconds=seconds * (1 + JITTER * (2 * chance - 1))), FLOOR)


def _answered(
    feed: Feed,
    fetched: Fetched,
    now: datetime,
    *,
    interval: float,
    ttl: float | None,
    chance: float,
    pace: int | None = None,
    **more: Any,
) -> Feed:
    """The feed after a document or a 304, `more` fields changed with it: one copy, for this runs at every poll."""
    wait = _bounded(interval, fetched, ttl)
    fields: dict[str, Any] = {
        "next_check_at": _after(now, wait, chance),
        "interval": round(wait) if pace is None else pace,
        "last_try_at": now,
        "last_ok_at": now,
        "failures": 0,
        "problem": None,
        "problem_detail": "",
        "gone_since": None,
        **more,
    }
    return replace(feed, **fields)


def _judged(before: Feed, after: Feed, now: datetime) -> Outcome:
    """Recovery and silence, told once each. `noticed_at` says that moderators know of the present trouble."""
    news = after.last_new_at != before.last_new_at
    knew_failure = bool(before.noticed_at and before.failing_since and before.noticed_at >= before.failing_since)
    knew_silence = bool(before.noticed_at and not knew_failure)
    if after.failing_since is not None:
        after = replace(after, failing_since=None)
    if knew_failure or (knew_silence and news):
        return replace(after, noticed_at=None), (FeedEvent.RECOVERED,)
    # Silence counts from when we began to listen: a feed that was quiet before has not gone quiet.
    since = max(after.last_new_at or now, after.first_polled_at or now)
    if after.noticed_at is None and after.last_new_at is not None and now - since >= QUIET:
        return replace(after, noticed_at=now), (FeedEvent.SILENT,)
    return after, ()


def unchanged(feed: Feed, fetched: Fetched, *, now: datetime, chance: float) -> Outcome:
    """The server said 304, or the body is the one known already."""
    silent = feed.last_new_at is not None and now - feed.last_new_at >= QUIET
    pace = SLOWEST if silent else float(feed.interval)
    same_body = fetched.body is not None and fetched.validators.body_hash is not None
    after = _answered(
        feed,
        fetched,
        now,
        interval=pace,
        ttl=None,
        chance=chance,
        validators=fetched.validators if same_body else feed.validators,
        pace=round(pace),  # the server's max-age slows the present wait only; the pace of the last parse stays
    )
    return _judged(feed, after, now)


def read(
    feed: Feed, fetched: Fetched, parsed: ParsedFeed, *, times: Sequence[datetime], now: datetime, chance: float
) -> Outcome:
    """A document was parsed. `times`: of its newest items, or of those stored where it names none.

    The validators are taken over only from a whole document; until then the next poll asks for everything again.
    """
    whole = not parsed.truncated and fetched.validators.body_hash is not None
    interval = adaptive_interval(times, now=now)
    after = _answered(feed, fetched, now, interval=interval, ttl=parsed.ttl_seconds, chance=chance)
    dated = [min(entry.published, now) for entry in parsed.entries if entry.published]
    newest = max(dated) if dated else (now if parsed.entries else None)
    if newest is not None and (after.last_new_at is None or newest > after.last_new_at):
        after = replace(after, last_new_at=newest)
    after = replace(
        after, title=feed.title or parsed.title, validators=fetched.validators if whole else feed.validators
    )
    if not parsed.truncated:
        return _judged(feed, replace(after, first_polled_at=feed.first_polled_at or now), now)
    # What arrived is taken, but the rest would look new at the next poll: the first sight is not over until a whole
    # document came, or a day has shown that none will.
    since = feed.failing_since or now
    first_polled_at = feed.first_polled_at or (now if now - since >= DAY else None)
    after = replace(after, problem=Problem.TRUNCATED, failing_since=since, first_polled_at=first_polled_at)
    return _noticed(after, now)


def failed(feed: Feed, fetched: Fetched, *, now: datetime, chance: float) -> Outcome:
    """The poll brought no document: `fetched.problem` says why. Asked again after twice the wait each time."""
    problem = fetched.problem or Problem.CONNECTION
    failures = feed.failures + 1
    after = replace(
        feed,
        last_try_at=now,
        failures=failures,
        failing_since=feed.failing_since or now,
        problem=problem,
        problem_detail=fetched.detail[:200],
    )
    if problem is Problem.GONE:
        return _gone(feed, after, now)
    after = replace(after, gone_since=None)
    cap = HARD_CAP if problem in _HARD else SOFT_CAP
    wait = min(feed.interval * 2.0 ** min(failures, 12), cap.total_seconds())
    if problem in _ASKED_TO_WAIT and fetched.retry_after is not None:
        asked = max(min(timedelta(seconds=fetched.retry_after), DAY), FLOOR)
        # Never sooner than asked, so the jitter only ever adds.
        return _noticed(replace(after, next_check_at=now + asked * (1 + JITTER * chance)), now)
    return _noticed(replace(after, next_check_at=_after(now, wait, chance)), now)


def _noticed(after: Feed, now: datetime) -> Outcome:
    since = after.failing_since or now
    knows = after.noticed_at is not None and after.noticed_at >= since
    if not knows and now - since >= DAY:
        return replace(after, noticed_at=now), (FeedEvent.FAILING,)
    if not knows and now < since + DAY < after.next_check_at and after.problem not in _ASKED_TO_WAIT:
        # Long waits must not put off the notice: try once more when the day is full.
        after = replace(after, next_check_at=max(since + DAY, now + FLOOR))
    return after, ()


def _gone(before: Feed, after: Feed, now: datetime) -> Outcome:
    """410: stopped when it was said twice within 24 hours; a single one may be a mishap."""
    if before.gone_since is not None and now - before.gone_since <= DAY:
        return replace(after, state=FeedState.GONE, noticed_at=now), (FeedEvent.GONE,)
    return replace(after, gone_since=now, next_check_at=now + GONE_RECHECK), ()


def moved(feed: Feed, target: str, *, proven: bool, now: datetime) -> Outcome:
    """Count a poll that was redirected for good to `target`. `proven`: what is there is this feed, an item is known.

    The address is replaced after 3 such polls over 24 hours: CDNs and maintenance pages answer 301 too.
    """
    if not proven:
        return settled_here(feed), ()
    if feed.move_target != target or feed.move_since is None:
        return replace(feed, move_target=target, move_seen=1, move_since=now), ()
    feed = replace(feed, move_seen=feed.move_seen + 1)
    if feed.move_seen < MOVE_POLLS or now - (feed.move_since or now) < DAY:
        return feed, ()
    # Validators belong to an address; those of the new one were just received, and stay.
    return replace(settled_here(feed), url=target), (FeedEvent.MOVED,)


def settled_here(feed: Feed) -> Feed:
    """Forget a move that was being watched: the address answers by itself again."""
    if feed.move_target is None:
        return feed
    return replace(feed, move_target=None, move_seen=0, move_since=None)


def held(feed: Feed, until: datetime, *, chance: float) -> Feed:
    """The feed's host asked for quiet until then: asked within five minutes after it."""
    return replace(feed, next_check_at=until + timedelta(seconds=BASE * chance))


def hold_until(fetched: Fetched, now: datetime) -> datetime | None:
    """Until when the host is left alone: Retry-After of a 429 or 503, a day at most."""
    if fetched.problem not in _ASKED_TO_WAIT or fetched.retry_after is None or fetched.retry_after <= 0:
        return None
    return now + min(timedelta(seconds=fetched.retry_after), DAY)
