"""A text's plain twin: what a notification shows and a screen reader says of Discord's Markdown. Nothing is built here."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

from cogs.ui.markup import PLAIN

NameOf = Callable[[str, int], str]  # "role", "channel" or "person", and its number -> its name

_LINK = re.compile(r"\[([^\]\n]+)\]\(<?[^)\s>]+>?(?:\s+\"[^\"\n]*\")?\)")
_TIME = re.compile(r"<t:(-?\d{1,12})(?::[a-zA-Z])?>")
_NAMED = re.compile(r"<(@&|@!?|#)(\d{1,20})>")
_EMOJI = re.compile(r"<a?:(\w+):\d{1,20}>")
_LINE = re.compile(r"^(?:#{1,3} |-# |>>> |> )", re.MULTILINE)
_FENCE = re.compile(r"```(?:[\w+-]*\n)?(.*?)```", re.DOTALL)
_PAIRS = re.compile(r"(\*\*\*|\*\*|__|~~|\|\||`+)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<!\w)([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?!\w)")
# An escaped mark is a sign like any other: it waits in the private use area until the marks are gone.
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SHIELDED = re.compile("[\ue021-\ue07e]")
_SHIELD = 0xE000
_KINDS = {"@&": "role", "#": "channel", "@": "person", "@!": "person"}


def plain_twin(text: str, name_of: NameOf) -> str:
    """The text without marks, with names instead of numbers and moments in words."""
    text = _ESCAPED.sub(lambda found: chr(_SHIELD + ord(found[1])), text)
    text = _FENCE.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _TIME.sub(lambda found: _moment(int(found[1])), text)
    text = _NAMED.sub(lambda found: name_of(_KINDS[found[1]], int(found[2])), text)
    text = _LINE.sub("", _EMOJI.sub(r":\1:", text))
    before = ""
    while before != text:
        before, text = text, _EMPHASIS.sub(r"\2", _PAIRS.sub(r"\2", text))
    return _SHIELDED.sub(lambda found: chr(ord(found[0]) - _SHIELD), text)


def _moment(seconds: int) -> str:
    try:
        return PLAIN.time(datetime.fromtimestamp(seconds, UTC))
    except (OverflowError, ValueError, OSError):
        return str(seconds)
