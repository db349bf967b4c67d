"""The hash that tells whether a body brings anything new: all of it but what changes without any news. Pure."""

from __future__ import annotations

import re

from bot.feeds.digest import hex_digest

_HEAD = 64 * 1024  # volatile elements stand at the top; a bound keeps hostile heads cheap
_FIRST_ITEM = re.compile(rb"<(?:[A-Za-z0-9]{1,16}:)?(?:item|entry)[\s>]")
# Every repeat is bounded or cannot cross a bracket: no input makes this more than linear.
_VOLATILE = re.compile(
    rb"<((?:[A-Za-z0-9]{1,16}:)?(?:lastBuildDate|pubDate|updated|date|generator|comments))(?:\s[^<>]{0,500})?>[^<>]{0,500}</\1\s{0,8}>"
)
_CLOSING_ROOT = re.compile(rb"</(?:[A-Za-z0-9]{1,16}:)?(?:rss|feed|RDF)\s{0,8}>")


def without_comments(text: bytes) -> bytes:
    """The text without its XML comments; an unclosed one stays."""
    kept, at = [], 0
    while (start := text.find(b"<!--", at)) >= 0 and (end := text.find(b"-->", start + 4)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    kept.append(text[at:])
    return b"".join(kept)


def body_hash(body: bytes) -> str:
    """128 bits in hex over the body, leaving out what is no news.

    That is: build dates, generator and comments before the first item, and whatever follows the root element.
    """
    first = _FIRST_ITEM.search(body)
    cut = min(first.start() if first else _HEAD, _HEAD)
    head = _VOLATILE.sub(b"", without_comments(body[:cut]))
    tail_from = max(len(body) - 1024, cut)
    closing = _CLOSING_ROOT.search(body, tail_from)  # caches like to add "generated in 0.3 s" after it
    return hex_digest(head, memoryview(body)[cut : closing.end() if closing else len(body)])
