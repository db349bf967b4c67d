"""Alternatives as regular expressions that the engine searches fast. What the words mean is not decided here.

An expression that begins with letters lets the engine pass over all others; one that begins by asking what stands before does not. So
the alternatives are put together by their first letter, and what may not stand before it is asked once it is found.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping

_PIECE = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|.", re.DOTALL)


def any_of(expression: str, *, not_after: str = r"\w") -> str:
    """The alternatives of an expression, the earlier first, none right after a character of the set `not_after`.

    Each must begin with a plain letter or digit. Raises ValueError for another beginning.
    """
    return _by_letter([("", each) for each in _alternatives(expression)], not_after, "(?:")[0]


def where_begins(expression: str, *, not_after: str = r"\w") -> str:
    """The first letter of what an alternative would match, and no more: each place is found, also inside another. As `any_of` else."""
    return _by_letter([("", each) for each in _alternatives(expression)], not_after, "(?=")[0]


def any_named(expressions: Mapping[str, str]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """One expression of whole words for several, which may hold no groups of their own; the name of a match is `names[match.lastindex]`."""
    pairs = [(name, each) for name, expression in expressions.items() for each in _alternatives(expression)]
    text, names = _by_letter(pairs, r"\w", "(")
    return re.compile(rf"{text}\b"), ("", *names)


def _by_letter(pairs: list[tuple[str, str]], not_after: str, opening: str) -> tuple[str, list[str]]:
    """The alternatives by letter, those of one name together in a group, and the names in the order of these groups."""
    by_letter: dict[str, list[tuple[str, str]]] = {}
    for name, each in pairs:
        if not re.match(r"[a-z0-9](?![?*{])", each):
            raise ValueError(f"{each!r} does not begin with a letter or digit")
        by_letter.setdefault(each[0], []).append((name, each[1:]))
    names: list[str] = []
    letters: list[str] = []
    for letter, rest in by_letter.items():
        groups: list[str] = []
        for name, run in itertools.groupby(rest, key=lambda pair: pair[0]):
            names.append(name)
            groups.append(f"{opening}{'|'.join(each for _, each in run)})")
        letters.append(f"{letter}(?<![{not_after}]{letter})(?:{'|'.join(groups)})")
    return f"(?:{'|'.join(letters)})", names


def _alternatives(expression: str) -> list[str]:
    """What stands between the bars that are in no bracket; a group that begins one is written out: "(?:is|are) up" are two."""
    found, depth = [""], 0
    for piece in _PIECE.findall(expression):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += piece
    return list(itertools.chain.from_iterable(map(_written_out, found)))


def _written_out(alternative: str) -> list[str]:
    if not alternative.startswith("(?:"):
        return [alternative]
    depth, length = 0, 0
    for piece in _PIECE.findall(alternative):
        depth, length = depth + (piece == "(") - (piece == ")"), length + len(piece)
        if depth == 0:
            break
    inner, rest = _alternatives(alternative[3 : length - 1]), alternative[length:]
    if rest[:1] == "?":
        inner, rest = [*inner, ""], rest[1:]
    return [one for each in inner for one in _written_out(each + rest)]
