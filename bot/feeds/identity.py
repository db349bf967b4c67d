"""Which entries are the same entry: the keys a feed's entry is known by, and the hash that tells an edit. Pure.

Many publishers' guids change, are empty, or are one for all items. So the rule is: the guid if it is there and the
item's own in the document; else the link without tracking parameters; else title and text. Besides, link and title
together: an entry is new only if neither its guid nor its link under the same title was seen in this feed before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bot.feeds.digest import hex_digest
from bot.models.feeds import RawEntry

_TRACKING = re.compile(
    r"(?:utm_\w+|mtm_\w+|pk_\w+|at_\w+|ns_\w+|mc_[ce]id|fbclid|gclid|dclid|msclkid|yclid|igshid|cmpid|ftag|ocid|soc_src|smid|"
    r"traffic_source|sr_share|taid|guccounter)",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")


def _digest(*parts: str) -> str:
    return hex_digest(*(part.encode("utf-8", "surrogatepass") for part in parts))


@lru_cache(maxsize=4096)
def clean_link(link: str) -> str:
    """The link as an identity: no scheme, no tracking parameters, no fragment, host in lower case; "" stays ""."""
    if not link:
        return ""
    try:
        parts = urlsplit(link)
        query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
    except ValueError:
        return link
    kept = urlencode([(name, value) for name, value in query if not _TRACKING.fullmatch(name)])
    # "#!/story/7" and "#/story/7" are pages of their own on sites drawn by scripts.
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit(("", parts.netloc.lower(), parts.path.rstrip("/"), kept, fragment))


def link_number(link: str) -> int:
    """60 bits of a hash of the link as an identity (see `clean_link`), by which an index finds it."""
    return int(_digest(clean_link(link))[:15], 16)


def _plain(title: str) -> str:
    return _SPACE.sub(" ", title).strip().casefold()


def _guid_is_own(entry: RawEntry, siblings: Sequence[RawEntry]) -> bool:
    """Whether no other item bears this guid; the same item printed twice is not another."""
    here: str | None = None
    for other in siblings:
        if other.guid != entry.guid or other is entry:
            continue
        here = clean_link(entry.link) if here is None else here
        there = clean_link(other.link)
        if here != there or (not here and _plain(entry.title) != _plain(other.title)):
            return False
    return True


def _link_is_own(entry: RawEntry, siblings: Sequence[RawEntry]) -> bool:
    link = clean_link(entry.link)
    return all(
        other is entry or _plain(other.title) == _plain(entry.title) or clean_link(other.link) != link
        for other in siblings
    )


def keys_of(entry: RawEntry, siblings: Sequence[RawEntry]) -> tuple[str, ...]:
    """The entry's keys, its own identity first: "g:", "l:" or "t:" and 32 hex digits. `siblings`: the whole document.

    At least one key, never two alike. An entry that any of its keys is known of is not new.
    """
    keys: list[str] = []
    link = clean_link(entry.link)
    if entry.guid and _guid_is_own(entry, siblings):
        keys.append(f"g:{_digest(entry.guid)}")
    elif link and _link_is_own(entry, siblings):
        keys.append(f"l:{_digest(link)}")
    if link:
        keys.append(f"l:{_digest(link, _plain(entry.title))}")
    return tuple(keys) or (f"t:{_digest(entry.title, entry.text)}",)


def content_hash(entry: RawEntry) -> str:
    """32 hex digits over title and text: another hash under the same key is an edit. Dates alone make none."""
    return _digest(entry.title, entry.text)
