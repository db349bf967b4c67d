"""A message's text as people read it: headings, list lines, named links and times in words. No colours, no layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from rehearsal.chronicle.book import HOME

_PIECE = re.compile(
    r"(?P<link>(?<!\\)\[(?P<name>(?:\\.|[^\]\\])*)\]\(<?(?P<url>[^)>\s]+)>?\))"
    r"|(?P<time><t:(?P<unix>-?\d+)(?::(?P<style>[tTdDfFR]))?>)"
    r"|(?P<bare>https?://[^\s<>()]+)"
)
_ESCAPE = re.compile(r"\\(?=[^a-zA-Z0-9\s])")
_MARKS = re.compile(r"(?<!\\)\*\*|(?<!\\)`")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u2060"))


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; `url` where it is a link's name."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a heading of level 1 to 3 (0: none), or an item of a list, or plain."""

    spans: tuple[Span, ...]
    heading: int = 0
    item: bool = False

    @property
    def plain(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


def name_channels(content: str, names: Mapping[str, str]) -> str:
    """The message with each mention of a channel, by its id, as the channel's name."""
    return re.sub(r"<#(\d+)>", lambda found: names.get(found[1], found[0]), content)


def read(content: str) -> list[Line]:
    """The lines of a message."""
    return [_line(raw) for raw in content.split("\n")]


def in_words(content: str, *, addresses: bool = False) -> str:
    """The message as plain text; with `addresses`, each link's address stands after its name."""
    return "\n".join(_words(line, addresses=addresses) for line in read(content))


def _words(line: Line, *, addresses: bool) -> str:
    text = "".join(f"{s.text} <{s.url}>" if addresses and s.url and s.url != s.text else s.text for s in line.spans)
    return f"- {text}" if line.item else text


def _line(raw: str) -> Line:
    heading = re.match(r"(#{1,3}) +", raw)
    if heading:
        return Line(tuple(_spans(raw[heading.end() :])), heading=len(heading[1]))
    small = re.match(r"(?:-# |> )", raw)
    if small:
        return Line(tuple(_spans(raw[small.end() :])))
    if raw.startswith(("- ", "* ")):
        return Line(tuple(_spans(raw[2:])), item=True)
    return Line(tuple(_spans(raw)))


def _spans(raw: str) -> Iterator[Span]:
    end = 0
    for piece in _PIECE.finditer(raw):
        if piece.start() > end:
            yield Span(_clean(raw[end : piece.start()]))
        if piece["link"]:
            yield Span(_clean(piece["name"]), piece["url"])
        elif piece["time"]:
            yield Span(clock_words(datetime.fromtimestamp(int(piece["unix"]), UTC), piece["style"] or "f"))
        else:
            yield Span(piece["bare"], piece["bare"])
        end = piece.end()
    if end < len(raw) or not raw:
        yield Span(_clean(raw[end:]))


def _clean(raw: str) -> str:
    return _ESCAPE.sub("", _MARKS.sub("", raw)).translate(_INVISIBLE)


def clock_words(at: datetime, style: str = "f") -> str:
    """A timestamp as a reader in Los Angeles sees it; relative ones are shown as the moment itself."""
    local = at.astimezone(HOME)
    day, hour = f"{local.day} {local:%b %Y}", f"{local:%H:%M} {local:%Z}"
    return {"t": hour, "T": hour, "d": day, "D": day, "F": f"{local:%A} {day}, {hour}"}.get(style, f"{day}, {hour}")
