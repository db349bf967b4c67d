"""From markup to plain text, in linear time whatever the input: tags, entities, invisible controls. Pure."""

from __future__ import annotations

import html
import re

TITLE_CHARS = 1024
TEXT_CHARS = 64 * 1024
_RAW_CHARS = 4 * TEXT_CHARS  # markup beyond this is not looked at

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9:]{0,31})[^<>]*>|<[!?][^<>]*>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote br caption dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li "
        "main nav ol p pre section table td th tr ul",
    )
)
_SILENT = ("script", "style", "template", "noscript", "svg", "iframe")  # what is inside is not text for people
_SILENT_OPENING = re.compile(rf"<({'|'.join(_SILENT)})(?=[\s/>])", re.IGNORECASE)
_SILENT_CLOSING = {name: re.compile(rf"</{name}(?:\s[^<>]*)?>", re.IGNORECASE) for name in _SILENT}
# Controls but tab and newlines, bidi controls, zero-width space, BOM, soft hyphen, lone surrogates, non-characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\s*[\n\x85\u2028\u2029]\s*")
# What WordPress adds to each summary; it names an outlet that nobody reported from.
_SIGNATURE = re.compile(r"\s*The post .{1,300} (?:appeared first on|first appeared on) .{1,120}$", re.DOTALL)


def _without_comments(text: str) -> str:
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("-->", start + 4)
        if end < 0:
            return "".join(kept)
        at = end + 3
    kept.append(text[at:])
    return "".join(kept)


def _without_silent(text: str) -> str:
    kept, at, endless = [], 0, set()
    for opening in _SILENT_OPENING.finditer(text):
        name = opening.group(1).lower()
        if opening.start() < at or name in endless:
            continue
        closing = _SILENT_CLOSING[name].search(text, opening.end())
        if closing is None:
            endless.add(name)  # never looked for again, or many openings would cost their square
            continue
        kept.append(text[at : opening.start()])
        at = closing.end()
    kept.append(text[at:])
    return "".join(kept)


def unescape(text: str) -> str:
    """Replace character references that end in a semicolon; "AT&T" and "&notes" stay as they are."""
    return _ENTITY.sub(lambda match: html.unescape(match.group()), text)


def visible(text: str) -> str:
    """Without characters that show nothing or reorder what is shown; spaces and line breaks stay single."""
    return _BREAKS.sub("\n", _SPACES.sub(" ", _UNSEEN.sub("", text))).strip()


def plain(markup: str, limit: int = TEXT_CHARS) -> str:
    """HTML to text, a line a block, at most `limit` characters."""
    text = markup[:_RAW_CHARS]
    if "<" in text:
        text = _without_silent(_without_comments(text))
        text = _TAG.sub(lambda match: "\n" if (match.group(1) or "").lower() in _BLOCKS else "", text)
    text = visible(unescape(text))
    if "The post " in text[-600:]:
        head, tail = text[:-600], text[-600:]
        text = head + _SIGNATURE.sub("", tail)
    return text[:limit].rstrip()


def line(text: str, *, markup: bool, limit: int = TITLE_CHARS) -> str:
    """A title: one line of text, at most `limit` characters. `markup`: tags in it are tags, not characters."""
    cut = text[: 16 * limit]
    return (plain(cut, limit) if markup else visible(cut)).replace("\n", " ")[:limit].rstrip()


def opening(text: str, limit: int = 120) -> str:
    """The beginning of a text, to stand for the title it lacks: its first line, cut at a word with an ellipsis."""
    first = text.partition("\n")[0]
    if len(first) <= limit:
        return first
    return first[:limit].rpartition(" ")[0].rstrip(" ,;:") + "…" if " " in first[:limit] else first[:limit] + "…"
