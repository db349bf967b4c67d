"""The trail as a CSV file for a spreadsheet. Pure.

A cell that a spreadsheet would run as a formula is written with an apostrophe before it, which shows it as text.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable

from bot.models.trail import TrailLine

COLUMNS = ("time (UTC)", "moderator", "action", "what", "before", "after", "post")
_FORMULA = frozenset("=+-@＝＋－＠")  # as the first sign that can be seen
_BREAKS = ("\t", "\r", "\n")


def cell(text: str) -> str:
    """The text as it can stand in a spreadsheet: never a formula, without a null character."""
    text = text.replace("\0", "")
    seen = next((sign for sign in text if unicodedata.category(sign)[0] not in "CZ"), "")
    return f"'{text}" if seen in _FORMULA or text.startswith(_BREAKS) else text


def csv_of(lines: Iterable[TrailLine]) -> bytes:
    """The lines in the order given, with a first row of names; UTF-8 with the mark that spreadsheets look for."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in lines:
        line = each.line
        told = (line.action, line.detail, line.before, line.after, each.link)
        # A number of Discord's is too long for a spreadsheet's numbers: as text it keeps its last digits.
        who = f"id {line.actor_id}" if line.actor_id else "a former moderator"
        writer.writerow([f"{line.at:%Y-%m-%d %H:%M:%S}", who, *map(cell, told)])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")
