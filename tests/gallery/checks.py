"""What holds for every message: within Discord's limits, text, pictures told in words, no raw address, nothing by emoji or colour alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.delivery.limits import COMPONENTS, CUSTOM_ID, units
from tests.gallery.shown import Shown

LABEL, ALT = 80, 1024
RAW_ADDRESS = re.compile(r"(?<!\]\(<)https?://\w")
UNFILLED = re.compile(r"(?<!\\){\w+}|(?<=[a-z,:] )None\b")


def problems(shown: Shown) -> Iterator[str]:
    """A sentence for each thing that is wrong."""
    yield from _text_problems(shown)
    yield from _button_problems(shown)
    if shown.components > COMPONENTS:
        yield f"{shown.components} components, {COMPONENTS} fit"
    if shown.coloured:
        yield "it has a colour, which not everybody sees"
    for picture in shown.pictures:
        if not _words(picture.alt):
            yield f"the picture {picture.name} is not told in words"
        if units(picture.alt) > ALT:
            yield f"the words for the picture {picture.name} are too long"


def _text_problems(shown: Shown) -> Iterator[str]:
    if not _words(shown.text):
        yield "it has no text"
    if units(shown.text) > shown.limit:
        yield f"{units(shown.text)} units of text, {shown.limit} fit"
    if RAW_ADDRESS.search(shown.text):
        yield "an address stands in it instead of a link with a name"
    if UNFILLED.search(shown.text):
        yield "a value is not filled in"
    if not shown.by_people:
        yield from (f"only signs in the line {line!r}" for line in shown.text.split("\n") if line and not _words(line))


def _button_problems(shown: Shown) -> Iterator[str]:
    labels = [label for label, _ in shown.buttons]
    for label, custom_id in shown.buttons:
        if not _words(label) or symbols(label):
            yield f"the button {label!r} is not named by words alone"
        if units(label) > LABEL or units(custom_id) > CUSTOM_ID:
            yield f"the button {label!r} is too long"
    if len(set(labels)) < len(labels):
        yield "two buttons have the same name"


def _words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def symbols(text: str) -> str:
    """The emoji and pictographs in it."""
    return "".join(character for character in text if unicodedata.category(character) == "So")
