"""What passes between the bot and the parser process: length-prefixed messages, parsed feeds as JSON. Standard library and models only."""

from __future__ import annotations

import json
import struct
from datetime import UTC, datetime
from typing import Any

from bot.models.feeds import ParsedFeed, RawEntry

PREFIX = struct.Struct(">I")
ANSWER_BYTES = 48 * 1024 * 1024  # more than 300 entries of the largest text; a larger answer is a fault


def pack_question(body: bytes, content_type: str, url: str) -> bytes:
    """Two messages: what was served and from where, then the body as it came."""
    about = json.dumps([content_type, url]).encode()
    return b"".join((PREFIX.pack(len(about)), about, PREFIX.pack(len(body)), body))


def read_about(message: bytes) -> tuple[str, str]:
    """Content type and address."""
    content_type, url = json.loads(message)
    return str(content_type), str(url)


def pack_answer(answer: dict[str, Any]) -> bytes:
    """One message."""
    message = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return PREFIX.pack(len(message)) + message


def feed_to_plain(feed: ParsedFeed) -> dict[str, Any]:
    """A parsed feed as JSON can hold it; times as seconds since 1970."""
    return {
        "feed": [feed.title, feed.site_url, feed.version, feed.ttl_seconds, feed.truncated],
        "entries": [
            [
                e.guid,
                e.link,
                e.title,
                e.text,
                _seconds(e.published),
                _seconds(e.updated),
                e.author,
                e.published_day_only,
            ]
            for e in feed.entries
        ],
    }


def feed_from_plain(answer: dict[str, Any]) -> ParsedFeed:
    """The inverse of `feed_to_plain`."""
    title, site_url, version, ttl, truncated = answer["feed"]
    return ParsedFeed(
        title=title,
        site_url=site_url,
        version=version,
        entries=tuple(
            RawEntry(
                guid=guid,
                link=link,
                title=entry_title,
                text=text,
                published=_moment(published),
                updated=_moment(updated),
                author=author,
                published_day_only=day_only,
            )
            for guid, link, entry_title, text, published, updated, author, day_only in answer["entries"]
        ),
        ttl_seconds=ttl,
        truncated=truncated,
    )


def _seconds(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
