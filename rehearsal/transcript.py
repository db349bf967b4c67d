"""The transcript of a rehearsal, as text of 80 columns and as a page: what people saw, then the report."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from itertools import groupby

from rehearsal.chronicle.book import HOME
from rehearsal.message_text import Line, in_words, read
from rehearsal.report import Report
from rehearsal.scenes import Scene, news_of
from rehearsal.summary import summary

WIDTH = 80
TITLE = "A rehearsal of Picketwire: August 2023"
NOTE = (
    "The trade outlets are invented and all wording is ours; the events are documented, and the page of each report "
    "of one names its source. Times are those of Los Angeles."
)
STYLE = """
body{font:17px/1.55 system-ui,sans-serif;max-width:46em;margin:2em auto;padding:0 1em;color:#1c1c1c;background:#fff}
h1{font-size:1.6em}h2{margin-top:2.2em;font-size:1.2em}article{margin:1.1em 0;padding:.1em 1em;border-left:3px solid #bbb}
article.private{border-left-style:dashed}header{color:#555;font-size:.88em}p,ul{margin:.35em 0}.h{font-weight:600}
details{font-size:.92em;color:#444}pre{font-size:.85em;overflow-x:auto}a{color:#0645ad}
"""


def day_of(moment: datetime) -> str:
    """Such as "Thursday 10 August 2023"."""
    local = moment.astimezone(HOME)
    return f"{local:%A} {local.day} {local:%B %Y}"


def hour_of(moment: datetime) -> str:
    """Such as "17:05"."""
    return f"{moment.astimezone(HOME):%H:%M}"


def as_text(shown: Sequence[Scene], report: Report) -> str:
    """The transcript in 80 columns, except for addresses."""
    lines = [TITLE, "=" * len(TITLE), "", *textwrap.wrap(NOTE, WIDTH)]
    for day, of_day in groupby(shown, key=lambda scene: day_of(scene.now)):
        lines += ["", "", day, "-" * len(day)]
        for scene in of_day:
            lines += ["", *_scene_text(scene)]
    return "\n".join([*lines, "", "", summary(report), ""])


def _scene_text(scene: Scene) -> Iterable[str]:
    yield f"{hour_of(scene.now)}  {scene.place}"
    if scene.asked:
        yield from _indented(f"asked: {scene.asked.what}", "       ")
    yield from _indented(scene.text, "       ")
    before = scene.text
    for at, text in scene.edits:
        yield f"       edited {day_of(at)}, {hour_of(at)}:"
        yield from _indented("\n".join(news_of(before, text)), "         ")
        before = text


def _indented(content: str, indent: str) -> Iterable[str]:
    headings = [line.heading for line in read(content)]
    for number, (line, heading) in enumerate(zip(in_words(content, addresses=True).split("\n"), headings, strict=True)):
        if heading and number:
            yield ""
        hanging = indent + ("  " if line.startswith("- ") else "")
        yield from textwrap.wrap(
            line,
            WIDTH,
            initial_indent=indent,
            subsequent_indent=hanging,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]


def as_page(shown: Sequence[Scene], report: Report) -> str:
    """The transcript as one HTML document without scripts or other files."""
    parts = [f"<h1>{TITLE}</h1><p>{NOTE}</p>"]
    for day, of_day in groupby(shown, key=lambda scene: day_of(scene.now)):
        parts += [f"<h2>{day}</h2>", *(_scene_html(scene) for scene in of_day)]
    parts.append(f"<h2>Report</h2><pre>{escape(summary(report))}</pre>")
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head><body>\n'
        + "\n".join(parts)
        + "\n</body></html>\n"
    )


def _scene_html(scene: Scene) -> str:
    kind = "private" if scene.asked else "channel"
    asked = f"<p>Asked: {escape(scene.asked.what)}</p>" if scene.asked else ""
    edits = ""
    if scene.edits:
        earlier = [(scene.now, scene.text), *scene.edits][:-1]
        versions = "".join(f"<p>{day_of(at)}, {hour_of(at)}</p>{_lines_html(text)}" for at, text in earlier)
        times = "once" if len(scene.edits) == 1 else f"{len(scene.edits)} times"
        last = scene.edits[-1][0]
        edits = (
            f"<details><summary>Edited {times}, last on {day_of(last)}, {hour_of(last)}. Earlier texts</summary>"
            f"{versions}</details>"
        )
    return (
        f'<article class="{kind}"><header>{hour_of(scene.now)} {escape(scene.place)}</header>{asked}'
        f"{_lines_html(scene.last)}{edits}</article>"
    )


def _lines_html(content: str) -> str:
    parts = []
    for is_item, lines in groupby(read(content), key=lambda line: line.item):
        if is_item:
            parts.append("<ul>" + "".join(f"<li>{_line_html(line)}</li>" for line in lines) + "</ul>")
        else:
            parts += [
                f'<p class="{"h" if line.heading else "t"}">{_line_html(line)}</p>' for line in lines if line.plain
            ]
    return "".join(parts)


def _line_html(line: Line) -> str:
    return "".join(
        f'<a href="{escape(span.url)}">{escape(span.text)}</a>' if span.url else escape(span.text)
        for span in line.spans
    )
