"""The gallery as a page and as plain text. Both hold the same messages in the same order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from bot.delivery.limits import units
from rehearsal.message_text import Line, in_words, read
from tests.gallery.shown import Shown

Sections = Mapping[str, Sequence[Shown]]
STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.45 system-ui, sans-serif; max-width: 40rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
article { border: 1px solid; border-radius: 8px; padding: .25rem 1rem 1rem; margin: 1rem 0; }
h4, p, ul { margin: .25rem 0; }
.facts { opacity: .8; font-size: .875rem; }
"""
HEAD = f"""<!doctype html>
<html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width">
<title>Every message of Picketwire</title><style>{STYLE}</style>
<h1>Every message of Picketwire</h1>"""


def html(sections: Sections) -> str:
    """A page by itself, with nothing to load."""
    parts = [HEAD]
    for title, every in sections.items():
        parts.append(f"<h2>{escape(title)}</h2>")
        parts += [_article(shown) for shown in every]
    return "\n".join(parts) + "\n</html>\n"


def text(sections: Sections) -> str:
    """The text twin."""
    parts = ["Every message of Picketwire"]
    for title, every in sections.items():
        parts.append(f"{title}\n{'=' * len(title)}")
        for shown in every:
            lines = [f"[{shown.name}]", in_words(shown.text, addresses=True), *_facts(shown)]
            parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _article(shown: Shown) -> str:
    facts = "".join(f"<p class=facts>{escape(fact)}</p>" for fact in _facts(shown))
    return f"<article><h3>{escape(shown.name)}</h3>{_body(read(shown.text))}{facts}</article>"


def _facts(shown: Shown) -> list[str]:
    facts = [f"Buttons: {', '.join(label for label, _ in shown.buttons)}"] if shown.buttons else []
    facts += [f"Picture {picture.name}: {picture.alt}" for picture in shown.pictures]
    return [*facts, f"{units(shown.text)} of {shown.limit} units"]


def _body(lines: Sequence[Line]) -> str:
    written, listing = [], False
    for line in lines:
        if line.item != listing:
            written.append("<ul>" if line.item else "</ul>")
            listing = line.item
        spans = "".join(
            f'<a href="{escape(span.url)}">{escape(span.text)}</a>' if span.url else escape(span.text)
            for span in line.spans
        )
        tag = "li" if line.item else "h4" if line.heading else "p"
        written.append(f"<{tag}>{spans}</{tag}>")
    return "".join([*written, "</ul>" if listing else ""])
