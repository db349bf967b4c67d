"""Bytes of a feed to entries: RSS, Atom, RDF through feedparser (imported nowhere else), JSON Feed by our reader. Pure.

Runs in a process of its own (`worker.py`): some inputs make any parser slow, and a process can be ended.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urljoin, urlsplit
from xml.sax import SAXException, SAXParseException

import feedparser
from feedparser.api import LooseFeedParser, StrictFeedParser

from bot.feeds import jsonfeed, text
from bot.models.feeds import ParsedFeed, Problem, RawEntry

MAX_ENTRIES = 300
_GUID_CHARS = 4096
_AUTHOR_CHARS = 256
_URL_CHARS = 4096
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # an "epoch" date is a missing date

_GIANT_TAG = re.compile(rb"<[A-Za-z][^<>]{20000}")  # 50,000 attributes cost feedparser 21 s
_REFERENCE = re.compile(rb"&#(?:([xX])(?=[0-9A-Fa-f]{1,16};)|(?=[0-9]{1,16};))([0-9A-Fa-f]{1,16});")
_ROOT = re.compile(rb"<(?:[A-Za-z0-9]{1,16}:)?(rss|feed|RDF)[\s>]")
_CLOSING_ROOT = re.compile(rb"</(?:[A-Za-z0-9]{1,16}:)?(?:rss|feed|RDF)\s*>")
_WEB_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_NOT_IN_LINKS = re.compile(r"[\s<>\"`{}|\\^]")
_BARE_DATE = re.compile(r"\s*(?:\d{4}-\d{2}-\d{2}|(?:[A-Za-z]{3},?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4})\s*")


class NotAFeed(Exception):
    """The body is no feed we can read; `problem` says what it seems to be, `detail` a few words for the log."""

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(f"{problem}: {detail}")
        self.problem, self.detail = problem, detail


def _guard_authors() -> None:
    """Keep feedparser's e-mail pattern away from long texts: it takes the square of their length (its issue 562)."""
    for kind in (StrictFeedParser, LooseFeedParser):
        original = kind._sync_author_detail  # noqa: SLF001 - the one place to hold it back

        def guarded(self: Any, key: str = "author", *, original: Any = original) -> None:
            context = self._get_context()
            author, details = context.get(key), context.get(f"{key}s")
            in_parts = bool(details and details[-1])  # Atom: nothing to take apart
            if not in_parts and isinstance(author, str) and (len(author) > _AUTHOR_CHARS or "@" not in author):
                return
            original(self, key)

        kind._sync_author_detail = guarded  # noqa: SLF001


_guard_authors()


def parse(body: bytes, content_type: str, url: str) -> ParsedFeed:
    """Parse a document served as `content_type` from the final address `url`; NotAFeed for anything that is no feed."""
    start = body[:2048].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start[:1] in {b"{", b"["}:
        return _parse_json(body, url)
    if _GIANT_TAG.search(body):
        raise NotAFeed(Problem.NOT_A_FEED, "a tag of more than 20,000 characters")
    found = _read(body, content_type)
    version = str(found.get("version") or "")
    entries: list[Any] = found["entries"]
    if not entries and not version:
        raise _no_feed(body, content_type)
    truncated = _ended_early(found.get("bozo_exception"), body)
    if truncated:
        entries = entries[:-1]  # half read, perhaps without its guid: it would be news twice
    feed = found["feed"]
    site_url = _absolute(str(feed.get("link") or ""), url)
    # In Atom relative links count from the document, elsewhere by custom from the site.
    base = url if version.startswith("atom") or not site_url else site_url
    is_rss = not version.startswith("atom")
    return ParsedFeed(
        title=_line(feed, "title", is_rss=is_rss),
        site_url=site_url,
        version=version,
        entries=_newest(_entry(entry, base, is_rss=is_rss) for entry in entries),
        ttl_seconds=_ttl(feed.get("ttl")),
        truncated=truncated,
    )


def _read(body: bytes, content_type: str) -> Any:
    headers = {"content-type": content_type} if content_type else {}

    def read(document: bytes) -> Any:
        return feedparser.parse(document, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)

    try:
        try:
            return read(body)
        except (ValueError, OverflowError):
            return read(_REFERENCE.sub(_possible, body))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - feedparser's issue 599 lists a dozen kinds, any is the document's fault
        raise NotAFeed(Problem.NOT_A_FEED, f"cannot be read: {type(error).__name__}") from None


def _possible(reference: re.Match[bytes]) -> bytes:
    """A character reference, or U+FFFD for one to no character: on those feedparser gives the whole document up."""
    number = int(reference.group(2), 16 if reference.group(1) else 10)
    return b"&#65533;" if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF else reference.group()


def _no_feed(body: bytes, content_type: str) -> NotAFeed:
    readable = body[:65536].replace(b"\0", b"")
    if _WEB_PAGE.search(readable) or ("html" in content_type.lower() and b"<" in readable):
        return NotAFeed(Problem.WEB_PAGE)
    root = _ROOT.search(readable)
    if root and not _CLOSING_ROOT.search(body.replace(b"\0", b"")):
        return NotAFeed(Problem.TRUNCATED, "the document ends early")
    return NotAFeed(Problem.NOT_A_FEED)


def _ended_early(error: object, body: bytes) -> bool:
    """A SAXParseException and no closing root: the rest did not arrive. (`bozo` alone says little.)"""
    if not isinstance(error, (SAXParseException, SAXException)):
        return False
    readable = body.replace(b"\0", b"") if b"\0" in body[:64] else body
    return bool(_ROOT.search(readable)) and not _CLOSING_ROOT.search(readable)


def _entry(entry: Any, base: str, *, is_rss: bool) -> RawEntry:
    published, day_only = _moment(entry, "published")
    updated, updated_day_only = _moment(entry, "updated")
    created, created_day_only = _moment(entry, "created")
    first = published or updated or created
    link = str(entry.get("feedburner_origlink") or entry.get("link") or "")
    if link == entry.get("id") and "/" not in link:
        link = ""  # a guid that forgot to say it is no link
    body = _body_text(entry, is_rss=is_rss)
    return RawEntry(
        guid=text.visible(str(entry.get("id") or "")[:_GUID_CHARS]),
        link=_absolute(link or _first_alternate(entry), base),
        title=_line(entry, "title", is_rss=is_rss) or text.opening(body),
        text=body,
        published=first,
        updated=updated,
        author=text.line(str(entry.get("author") or ""), markup=True, limit=_AUTHOR_CHARS),
        published_day_only=day_only if published else updated_day_only if updated else created_day_only,
    )


def _first_alternate(entry: Any) -> str:
    for link in entry.get("links") or ():
        if link.get("rel") == "alternate" and link.get("href"):
            return str(link["href"])
    return ""


def _line(fields: Any, name: str, *, is_rss: bool) -> str:
    kind = str((fields.get(f"{name}_detail") or {}).get("type") or "")
    value = str(fields.get(name) or "")
    return text.line(value, markup=is_rss or kind != "text/plain")


def _body_text(entry: Any, *, is_rss: bool) -> str:
    """The longer of content and summary: some feeds put a line into one and the article into the other."""
    parts = [(str(part.get("value") or ""), str(part.get("type") or "")) for part in (entry.get("content") or ())[:4]]
    summary = str(entry.get("summary") or "")
    if all(summary != value for value, _ in parts):
        parts.append((summary, str((entry.get("summary_detail") or {}).get("type") or "")))
    texts = [
        text.plain(value) if is_rss or kind != "text/plain" else text.visible(value[: text.TEXT_CHARS])
        for value, kind in parts
        if value
    ]
    return max(texts, key=len, default="")


def _moment(entry: Any, name: str) -> tuple[datetime | None, bool]:
    # dict.get, because feedparser's own lookup answers "updated" with "published" and a warning
    parsed = dict.get(entry, f"{name}_parsed")
    if not isinstance(parsed, tuple):  # a struct_time
        return None, False
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=calendar.timegm(parsed))
    except (ValueError, OverflowError):
        return None, False
    day_only = bool(_BARE_DATE.fullmatch(str(dict.get(entry, name) or "")[:64]))
    return (moment, day_only) if moment >= _EARLIEST else (None, False)


def _absolute(link: str, base: str) -> str:
    """An http(s) address, "" for anything else."""
    link = _NOT_IN_LINKS.sub(lambda match: quote(match.group()), text.visible(link).replace("\n", ""))
    if not link:
        return ""
    try:
        joined = urljoin(base, link)
        parts = urlsplit(joined)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and len(joined) <= _URL_CHARS
    except ValueError:
        return ""
    return joined if usable else ""


def _ttl(value: object) -> int | None:
    minutes = str(value or "").strip()
    return int(minutes) * 60 if minutes.isascii() and minutes.isdigit() and len(minutes) < 7 and int(minutes) else None


def _newest(entries: Iterable[RawEntry]) -> tuple[RawEntry, ...]:
    """At most 300, newest first; an entry without a date keeps its place after the one before it."""
    dated: list[tuple[datetime, RawEntry]] = []
    last = datetime.max.replace(tzinfo=UTC)
    for entry in entries:
        last = entry.published or last
        if entry.title:  # with neither title nor text there is nothing to tell
            dated.append((last, entry))
    dated.sort(key=lambda pair: pair[0], reverse=True)  # stable, so ties stay in document order
    return tuple(entry for _, entry in dated[:MAX_ENTRIES])


def _parse_json(body: bytes, url: str) -> ParsedFeed:
    try:
        document = jsonfeed.read(body)
    except ValueError as error:
        raise NotAFeed(Problem.JSON_FEED, type(error).__name__) from None
    site_url = _absolute(document.site_url, url)
    return ParsedFeed(
        title=text.line(document.title, markup=False),
        site_url=site_url,
        version="json1",
        entries=_newest(_json_entry(item, url) for item in document.items),
    )


def _json_entry(item: jsonfeed.JsonItem, url: str) -> RawEntry:
    body = text.plain(item.content) if item.is_markup else text.visible(item.content[: text.TEXT_CHARS])
    return RawEntry(
        guid=text.visible(item.guid[:_GUID_CHARS]),
        link=_absolute(item.link, url),
        title=text.line(item.title, markup=False) or text.opening(body),
        text=body,
        published=item.published or item.updated,
        updated=item.updated,
        author=text.line(item.author, markup=False, limit=_AUTHOR_CHARS),
    )
