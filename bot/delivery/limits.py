"""What fits: Discord's lengths, how much of a feed's text is shown, whether stories fit one message. No words are made here.

Lengths are UTF-16 code units, the strictest way in which any Discord client counts.
"""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from bot.models.posts import FoldPost, StoryPost, Telling

MESSAGE = 2_000  # content of a classic message
ANSWER = 4_000  # displayed text of a components-V2 message
COMPONENTS = 40  # of a components-V2 message, nested ones counted
CUSTOM_ID = 100
THREAD = 100  # a thread's name

HEADLINE = 200  # of a feed's headline in a post of its own
FOLDED_HEADLINE = 160  # of a headline in a line of a fold
NAME = 60  # of an outlet, an owner, a feed
LINK = 400  # longer links are not shown
HOPS = 4  # outlets named after "citing"
OTHERS = 3  # outlets named after "also in" in a line of a fold

FOLD_HEADER = 60
LINE_WORDS = 160  # the fixed words and marks of a line of a fold, its time among them
JOINT = 6  # ", " or " and " or a mark between two names

_SPECIAL = frozenset(string.punctuation)
# A sign that could end a link's target, name a mention or hide another address is percent-encoded.
_LINK_SAFE = ":/?#!$&*+,;=%~-._"
_HOST = frozenset(string.ascii_lowercase + string.digits + "-._")


def units(text: str) -> int:
    """The length as Discord may count it."""
    return len(text) + sum(character > "\uffff" for character in text)


def blank(text: str) -> bool:
    """Whether nothing of it can be seen: spaces, controls and signs without width."""
    return all(unicodedata.category(character)[0] in "CZ" for character in text)


def shown_link(url: str) -> str | None:
    """The address as it can stand in a masked link, or None: not http(s), no host, a user name in it, or too long."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (UnicodeError, ValueError):
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not set(host) <= _HOST or "." not in host:
        return None
    rest = parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    rest = "".join(c for c in rest if c >= " " and not "\ud800" <= c <= "\udfff")
    shown = f"{parts.scheme}://{host}{port}{quote(rest, safe=_LINK_SAFE)}"
    return shown if len(shown) <= LINK else None


def fold_fits(fold: FoldPost) -> bool:
    """Whether each story of the fold is sure to have its whole line in one message; a fold of one story always fits."""
    return FOLD_HEADER + sum(line_bound(story) for story in fold.stories) <= MESSAGE


def line_bound(story: StoryPost) -> int:
    """A length that the story's line in a fold never exceeds, whatever its escaping needs."""
    lead = story.lead
    names = [lead.outlet, *lead.attributed_to[:HOPS], *_others(story.also)]
    headline = _text_bound(lead.title, FOLDED_HEADLINE)
    return LINE_WORDS + headline + len(shown_link(lead.url) or "") + sum(_text_bound(n, NAME) + JOINT for n in names)


def _others(also: Sequence[Telling]) -> list[str]:
    return [telling.outlet for telling in also[:OTHERS]]


def _text_bound(text: str, most: int) -> int:
    special = sum(character in _SPECIAL for character in text)
    return min(units(text), most) + min(special, most)
