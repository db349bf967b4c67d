"""The word of the archive that is nearest to one that no story has. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches

from bot.archive.terms import words_of

ALIKE = 0.75  # of difflib's ratio: a letter wrong, missing or swapped in a word of six
SHORTEST = 4


def nearest_word(typed: str, headlines: Iterable[str]) -> str:
    """As it stands in a headline, in lower case; "" where none is near. Of words equally near the most frequent."""
    wanted = words_of(typed)
    if len(wanted) != 1 or len(wanted[0]) < SHORTEST:
        return ""
    shown: dict[str, str] = {}
    count: Counter[str] = Counter()
    for headline in headlines:
        for piece in headline.split():
            words = words_of(piece)
            if len(words) == 1 and len(words[0]) >= SHORTEST:
                count[words[0]] += 1
                shown.setdefault(
                    words[0], "".join(c for c in piece.casefold() if c.isalnum() or c in "'’-").strip("'’-")
                )
    ordered = [word for word, _ in count.most_common() if word != wanted[0]]
    found = get_close_matches(wanted[0], ordered, n=1, cutoff=ALIKE)
    return shown[found[0]] if found else ""
