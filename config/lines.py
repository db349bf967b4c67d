"""On which line of a TOML file something stands, by the name that messages give it. Text only: the TOML reader keeps no lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBERED = re.compile(r"(?P<table>[\w.]+) number (?P<number>\d+)")
_NAMED = re.compile(r"(?P<table>\w+) '(?P<key>[^']*)'")


def line_of(text: str, where: str) -> int | None:
    """The line (from 1) of a place such as "outlet 'variety', kind" or "issue number 2, rule number 1, terms", as far as it is found."""
    lines, at = text.splitlines(), None
    for step in where.split(", "):
        found = _step(lines, at or 0, step)
        if found is None:
            break
        at = found
    return None if at is None else at + 1


def _step(lines: Sequence[str], begin: int, step: str) -> int | None:
    """The index of the line that a step leads to, at or after `begin`."""
    if numbered := _NUMBERED.fullmatch(step):
        head = re.compile(rf"\s*\[\[(?:[\w.]+\.)?{re.escape(numbered['table'])}\]\]")
        places = [n for n, line in enumerate(lines) if n >= begin and head.match(line)]
        number = int(numbered["number"])
        return places[number - 1] if number <= len(places) else None
    if named := _NAMED.fullmatch(step):
        key = re.compile(rf"""\s*(?:id|key)\s*=\s*["']{re.escape(named["key"])}["']""")
        here = next((n for n, line in enumerate(lines) if key.match(line)), None)
        if here is None:
            return None
        head = re.compile(rf"\s*\[\[{named['table']}\]\]")
        return next((n for n in range(here, -1, -1) if head.match(lines[n])), here)
    table, _, name = step.rpartition(".")
    if table:
        begin = next((n for n, line in enumerate(lines) if re.match(rf"\s*\[+{re.escape(table)}\]", line)), begin)
    there = re.compile(rf"""\s*(?:["']?{re.escape(name)}["']?\s*=|\[+(?:[\w.]+\.)?{re.escape(name)}\])""")
    return next((n for n, line in enumerate(lines) if n >= begin and there.match(line)), None)
