"""Lists of feeds as OPML, read and written. Pure. What is read comes from strangers: no document type, no entities, within limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from xml.parsers import expat

LARGEST = 1024 * 1024  # bytes
MOST_FEEDS = 200
DEEPEST = 50
MOST_ELEMENTS = 20_000


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed as a list names it."""

    url: str
    title: str


class BadOpml(ValueError):
    """Not taken. `reason`: too_large, too_many, not_opml or empty."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Reading:
    """Collects the feeds while expat reads; stops at the first thing that is not wanted."""

    def __init__(self) -> None:
        self.feeds: dict[str, Outline] = {}
        self._depth = self._elements = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > DEEPEST or self._elements > MOST_ELEMENTS:
            raise BadOpml("too_many")
        if self._elements == 1 and name.lower() != "opml":
            raise BadOpml("not_opml")
        given = {key.lower(): value.strip() for key, value in attributes.items()}
        url = given.get("xmlurl", "")
        if name.lower() == "outline" and url:
            self.feeds.setdefault(url, Outline(url, given.get("title") or given.get("text") or ""))
            if len(self.feeds) > MOST_FEEDS:
                raise BadOpml("too_many")

    def end(self, _name: str) -> None:
        self._depth -= 1

    def refuse(self, *_: object) -> NoReturn:
        raise BadOpml("not_opml")


def read(data: bytes) -> list[Outline]:
    """The feeds of a list, each address once, in order. Raises BadOpml."""
    if len(data) > LARGEST:
        raise BadOpml("too_large")
    reading, parser = _Reading(), expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = reading.start, reading.end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.ExternalEntityRefHandler = reading.refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own
    except (expat.ExpatError, LookupError, ValueError) as error:
        if isinstance(error, BadOpml):
            raise
        raise BadOpml("not_opml") from None
    if not reading.feeds:
        raise BadOpml("empty")
    return list(reading.feeds.values())


def write(title: str, feeds: Iterable[Outline]) -> bytes:
    """The list as a file, UTF-8."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = _clean(title)
    body = SubElement(root, "body")
    for feed in feeds:
        name = _clean(feed.title) or feed.url
        SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=_clean(feed.url))
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
