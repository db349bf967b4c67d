"""Writes build/gallery/index.html and gallery.txt: `make gallery`. Ends with 1 where a message is not fit to be read."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.commands.book import play
from tests.gallery import cases, page
from tests.gallery.checks import problems
from tests.gallery.shown import Shown

FOLDER = Path(__file__).resolve().parents[2] / "build" / "gallery"


async def _sections() -> dict[str, Sequence[Shown]]:
    return {
        "Posts and direct messages": cases.posts(),
        "Answers to the documented commands": cases.answers(await play()),
        "Answers in their longest and emptiest forms": cases.extremes(),
        "Sentences that refuse": cases.sentences(),
    }


def main() -> int:
    """Write both files."""
    sections = asyncio.run(_sections())
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "index.html").write_text(page.html(sections), encoding="utf-8")
    (FOLDER / "gallery.txt").write_text(page.text(sections), encoding="utf-8")
    print(f"{sum(map(len, sections.values()))} messages: {FOLDER / 'index.html'}")
    wrong = [f"{shown.name}: {found}" for every in sections.values() for shown in every for found in problems(shown)]
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
