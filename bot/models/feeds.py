"""What a feed is, what a poll of it brings back, and how it is doing. Times are aware UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FeedState(StrEnum):
    """Whether a feed is polled: paused by a person, stopped because the server said 410 twice, or none: a server's own statements."""

    ACTIVE = "active"
    PAUSED = "paused"
    GONE = "gone"
    OWN = "own"


class Problem(StrEnum):
    """Why a poll failed; the words for people are in `bot/feeds/health.py`."""

    PAYWALL = "paywall"  # 402
    FORBIDDEN = "forbidden"  # 401, 403
    NOT_FOUND = "not_found"  # 404
    GONE = "gone"  # 410
    RATE_LIMITED = "rate_limited"  # 429
    UNAVAILABLE = "unavailable"  # 503
    SERVER_ERROR = "server_error"  # other 5xx
    HTTP_ERROR = "http_error"  # any other status that is no answer
    EMPTY = "empty"  # a success status with no body
    WEB_PAGE = "web_page"  # HTML where a feed should be
    NOT_A_FEED = "not_a_feed"
    JSON_FEED = "json_feed"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    DNS = "dns"
    CONNECTION = "connection"
    TLS = "tls"
    TRUNCATED = "truncated"
    UNSAFE_ADDRESS = "unsafe_address"  # the address guard refused it
    BAD_REDIRECT = "bad_redirect"  # too many, https to http, or not http(s)
    PARSER = "parser"  # the parser process was over its time or memory, or failed


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes the next GET conditional, byte for byte as the server sent it; stored only after a clean parse and commit."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed address and the memory of its polls; a row of table `feeds`."""

    id: int
    url: str
    title: str
    outlet: str | None  # key in outlets.toml, None for an address no outlet is known for
    state: FeedState
    validators: Validators
    next_check_at: datetime
    last_try_at: datetime | None = None
    last_ok_at: datetime | None = None
    last_new_at: datetime | None = None
    first_polled_at: datetime | None = None  # None: never parsed yet, so the next clean parse announces nothing
    failures: int = 0  # in a row
    failing_since: datetime | None = None
    problem: Problem | None = None
    problem_detail: str = ""
    noticed_at: datetime | None = None  # moderators were told of the present failure or silence
    move_target: str | None = None  # a permanent redirect being watched
    move_seen: int = 0
    move_since: datetime | None = None
    gone_since: datetime | None = None  # first 410 of the present run
    interval: int = 300  # seconds between polls as last decided
    listed: bool = True  # on by default: new servers follow it
    private: bool = False  # its address is a secret of those who gave it


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry as a feed gives it, cleaned of markup: plain text, absolute http(s) link."""

    guid: str  # "" where there is none
    link: str  # "" where there is none
    title: str
    text: str
    published: datetime | None
    updated: datetime | None = None
    author: str = ""
    published_day_only: bool = False  # `published` stands for a bare date: its time of day means nothing


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A parsed document: entries newest first as far as dates tell, else in document order."""

    title: str
    site_url: str
    version: str  # feedparser's name of the format: rss20, atom10, rss10, ...
    entries: tuple[RawEntry, ...]
    ttl_seconds: int | None = None
    truncated: bool = False  # the document ended early: the last entry was dropped, keep the old validators


@dataclass(frozen=True, slots=True)
class Fetched:
    """The outcome of one GET. `body` is None on 304 and on a problem."""

    status: int  # 0 where no answer came
    url: str  # the final address
    body: bytes | None = None
    content_type: str = ""
    validators: Validators = Validators()
    problem: Problem | None = None
    detail: str = ""  # for logs and health: never a secret
    retry_after: float | None = None  # seconds
    max_age: float | None = None  # seconds, from Cache-Control or Expires
    moved_permanently: bool = False  # every hop of the chain was 301 or 308
    elapsed: float = 0.0  # seconds
