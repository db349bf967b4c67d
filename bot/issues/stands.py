"""Which of the quotes on an issue are shown as where a side stands, and which of them contradict each other. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import combinations
from typing import Final

from bot.delivery.composer import OFFICIAL
from bot.models.stands import SIDES, Difference, Stand, Stands

Numbers = dict[str, dict[str, str]]  # what is counted -> a number -> the words in which it stands
A_SIDE = 3  # lines shown
CLOSE = timedelta(days=3)  # reports further apart may tell of two positions, one after the other
MOST_DIFFERENCES = 2
_COMPARED = 40  # quotes of a side

# A number with what it counts: "3.5%" and "3.5 percent" are the same.
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<dollar>\$)?(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?:\s?(?P<unit>%|[a-z]+))?", re.IGNORECASE
)
_WORDS: Final = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
_WORD = re.compile(rf"\b(?P<number>{'|'.join(_WORDS)})[ -](?P<unit>[a-z]+)", re.IGNORECASE)
_UNITS: Final = {
    "%": "%", "percent": "%", "per": "%", "pct": "%", "day": "day", "week": "week", "month": "month", "year": "year",
    "writer": "writer", "performer": "performer", "million": "million", "billion": "billion", "hour": "hour",
}  # fmt: skip
_OPPOSITE: Final = frozenset({("agree", "reject"), ("reject", "agree")})


def stands_of(pinned: Sequence[Stand], found: Iterable[Stand]) -> Stands:
    """The lines of each side, and the contradictions among what was found, which is given newest first."""
    found = list(found)
    differences = [
        each for side in SIDES for each in _differences([one for one in found if one.side == side][:_COMPARED])
    ]
    return Stands(tuple(lines_of(pinned, found)), tuple(differences[:MOST_DIFFERENCES]))


def lines_of(pinned: Sequence[Stand], found: Sequence[Stand]) -> list[Stand]:
    """At most three a side: those that moderators pinned, then the newest found, one of a story.

    Of one story the line of the side's own site is shown, else the one that was published first: it names who had it first.
    """
    lines: list[Stand] = []
    for side in SIDES:
        pins = sorted((each for each in pinned if each.side == side), key=_pinned_order, reverse=True)
        quotes = [each for each in found if each.side == side]
        said = {plain(each.text) for each in pins}
        newest = [each for each in _one_a_story(quotes) if plain(each.text) not in said]
        lines += [*pins, *newest][:A_SIDE]
    return lines


def _pinned_order(stand: Stand) -> tuple[str, int]:
    return (stand.day.isoformat() if stand.day else "", stand.pin_id or 0)


def _one_a_story(quotes: Iterable[Stand]) -> list[Stand]:
    """The best quote of each story, newest first; a sentence that several stories have counts once, where it was first."""
    best: dict[int, Stand] = {}
    for each in quotes:
        held = best.get(each.story_id)
        if held is None or _rank(each) < _rank(held):
            best[each.story_id] = each
    oldest: dict[str, Stand] = {}
    for each in sorted(best.values(), key=lambda one: one.telling.at):
        oldest.setdefault(plain(each.text), each)
    return sorted(oldest.values(), key=lambda each: (each.telling.at, each.story_id), reverse=True)


def _rank(stand: Stand) -> tuple[bool, bool, float, int, bool]:
    """Of one telling a sentence goes before the headline."""
    told = stand.telling
    return (
        told.label not in OFFICIAL,
        stand.move == "say",
        told.at.timestamp(),
        told.entry_id,
        stand.text == told.title,
    )


def _differences(quotes: Sequence[Stand]) -> list[Difference]:
    """Each pair of outlets once, the newest first."""
    found: list[Difference] = []
    numbers = {each.text: _numbers(each.text) for each in quotes}
    for one, other in combinations(quotes, 2):
        first, second = sorted((one, other), key=lambda each: (each.telling.at, each.telling.entry_id))
        near = second.telling.at - first.telling.at <= CLOSE
        if not near or first.telling.outlet == second.telling.outlet:
            continue
        if (first.move, second.move) in _OPPOSITE and first.story_id == second.story_id:
            said = (first.move, second.move)
            found.append(Difference(first.side, first.telling, said[0], second.telling, said[1], opposite=True))
        elif first.move == second.move and (apart := _apart(numbers[first.text], numbers[second.text])) is not None:
            found.append(Difference(first.side, first.telling, apart[0], second.telling, apart[1]))
    return found


def _apart(mine: Numbers, theirs: Numbers) -> tuple[str, str] | None:
    """The words of two sentences that count the same thing differently; None where either names it more than once or not at all."""
    for unit, counts in mine.items():
        others = theirs.get(unit, {})
        if len(counts) == len(others) == 1 and counts.keys() != others.keys():
            return next(iter(counts.values())), next(iter(others.values()))
    return None


def _numbers(text: str) -> Numbers:
    """By what is counted: each number and the words in which it stands."""
    found: dict[str, dict[str, str]] = {}
    for match in (*_NUMBER.finditer(text), *_WORD.finditer(text)):
        parts = match.groupdict()
        word = (parts["unit"] or "").casefold()
        unit = _UNITS.get(word) or _UNITS.get(word.removesuffix("s")) or ""
        if parts.get("dollar"):
            unit = f"${unit}"
        if not unit:
            continue
        number = _WORDS.get(parts["number"].casefold(), parts["number"].replace(",", ""))
        shown = f"{match[0]} cent" if word == "per" else match[0] if unit != "$" else f"${parts['number']}"
        found.setdefault(unit, {}).setdefault(number, shown)
    return found


def plain(text: str) -> str:
    """A sentence by its words alone, so that the same one is known again whatever marks stand in it."""
    return " ".join(re.findall(r"\w+", text.casefold()))
