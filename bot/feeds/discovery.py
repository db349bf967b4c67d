"""Which feeds a web page offers: what its `<link rel="alternate">` name, else the places where feeds usually are. Pure."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

_HEAD_BYTES = 512 * 1024
_TAG = re.compile(r"<(link|base|a)\s([^<>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([A-Za-z][A-Za-z0-9_-]{0,40})\s{0,8}=\s{0,8}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/xml",
    "text/xml",
)
_PATHS = ("/feed/", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml")
_LINKED = re.compile(r"/(?:feed|rss|atom|rdf)(?:/|$)|\.(?:rss|atom|rdf)$|(?:feed|rss|atom|index)\.xml$", re.IGNORECASE)


def find_feeds(html: bytes, url: str) -> list[str]:
    """Addresses of feeds for the page `html` at `url`, the likeliest first, at most 10; all http(s), none doubled.

    Feeds of comments come last. Where the page names none, well-known places are given to be tried.
    """
    base, named, linked = url, [], []
    for tag, inner in _TAG.findall(html[:_HEAD_BYTES].decode("utf-8", "replace")):
        fields = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(inner)}
        href = fields.get("href", "").strip()
        if not href:
            continue
        match tag.lower():
            case "base":
                base = _joined(url, href) or base
            case "link" if "alternate" in fields.get("rel", "").lower().split() and _is_feed(fields.get("type", "")):
                named.append((href, fields.get("title", "")))
            case "a" if _LINKED.search(href.partition("?")[0]):
                linked.append(href)
    named.sort(key=lambda pair: "comment" in f"{pair[0]} {pair[1]}".lower())
    found = [_joined(base, href) for href, _ in named] or [_joined(base, href) for href in linked]
    if not any(found):
        found = [_joined(url, path) for path in _PATHS]
    return list(dict.fromkeys(address for address in found if address and address != url))[:10]


def _is_feed(kind: str) -> bool:
    return kind.partition(";")[0].strip().lower() in _TYPES


def _joined(base: str, href: str) -> str:
    try:
        joined = urljoin(base, href)
        return joined if urlsplit(joined).scheme in {"http", "https"} and urlsplit(joined).hostname else ""
    except ValueError:
        return ""
