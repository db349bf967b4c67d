"""How long it takes to match an entry against 10,000 open stories, beside a plain scan of the same stories by TF-IDF likeness.

Run with `python -m benchmarks.stories`. The stories are made up of parts; all are open at once, which is far more than a month brings.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from math import log, sqrt
from statistics import median, quantiles

from benchmarks.aims import aimed
from bot.news.stories import StoryFeatures, StoryIndex, features

STORIES = 10_000
PROBES = 400
SCANS = 40  # the plain scan is too slow for more
_START = datetime(2024, 3, 1, tzinfo=UTC)
_UNIONS = (
    "WGA",
    "SAG-AFTRA",
    "DGA",
    "IATSE",
    "Teamsters Local 399",
    "the Animation Guild",
    "Equity",
    "Bectu",
    "ACTRA",
    "AFM",
    "video game performers",
)
_MOVES = (
    "members ratify the {n}-year contract with 9{n}.{k}% in favour",
    "reaches a tentative deal with the studios",
    "goes on strike against {name}",
    "resumes talks with the AMPTP on {day}",
    "rejects the offer that {name} made on {day}",
    "rallies outside {name} with {k}00 members",
    "demands better terms on {topic} from {name}",
    "extends its contract until {day}",
    "asks members to authorize a strike over {topic}",
    "publishes guidelines on {topic} for {name}",
    "files a charge against {name} over {topic}",
    "walks off the set of {name}",
)
_TOPICS = (
    "digital replicas",
    "writers' rooms",
    "streaming residuals",
    "health contributions",
    "turnaround hours",
    "viewing figures",
    "self-taped auditions",
)
_MONTHS = ("March", "April", "May", "June")


def headlines(count: int, seed: int) -> list[tuple[str, str]]:
    """That many titles with a text, the same for the same seed."""
    pick = random.Random(seed)
    letters = "bcdfghklmnprstvw"
    names = [
        "".join(pick.choice(letters) + pick.choice("aeiou") for _ in range(3)).title() + " Pictures" for _ in range(600)
    ]
    made = []
    for _ in range(count):
        values = {
            "n": pick.randint(2, 5),
            "k": pick.randint(1, 9),
            "name": pick.choice(names),
            "topic": pick.choice(_TOPICS),
            "day": f"{pick.choice(_MONTHS)} {pick.randint(1, 28)}",
        }
        first, second = pick.sample(_MOVES, 2)
        title = f"{pick.choice(_UNIONS)} {first.format(**values)}"
        note = f"a note about {pick.choice(_TOPICS)} and {pick.choice(names)}"
        text = f"The union {second.format(**values)}, a spokesperson said near {pick.choice(names)} in {note}."
        made.append((title, text))
    return made


class PlainScan:
    """The yardstick: cosine of TF-IDF vectors with every story, one after the other."""

    def __init__(self, texts: list[str]) -> None:
        bags = [Counter(re.findall(r"\w+", text.lower())) for text in texts]
        seen = Counter(word for bag in bags for word in bag)
        self._weight = {word: log(len(texts) / count) + 1 for word, count in seen.items()}
        self._vectors = [self._vector(bag) for bag in bags]

    def _vector(self, bag: Counter[str]) -> dict[str, float]:
        vector = {word: count * self._weight.get(word, 1.0) for word, count in bag.items()}
        norm = sqrt(sum(value * value for value in vector.values())) or 1.0
        return {word: value / norm for word, value in vector.items()}

    def best(self, text: str) -> int:
        """The nearest story."""
        probe = self._vector(Counter(re.findall(r"\w+", text.lower())))
        likeness = [sum(value * vector.get(word, 0.0) for word, value in probe.items()) for vector in self._vectors]
        return max(range(len(likeness)), key=likeness.__getitem__)


def _timed(items: list[StoryFeatures], index: StoryIndex, at: datetime) -> list[float]:
    spent = []
    for item in items:
        start = time.process_time()
        index.match(item, at)
        spent.append((time.process_time() - start) * 1000)
    return spent


def main() -> None:
    """Print milliseconds of processor time an item and the ratio to the plain scan."""
    told = headlines(STORIES, seed=1)
    probes = headlines(PROBES, seed=2)
    index = StoryIndex()
    for number, (title, text) in enumerate(told):
        at = _START + timedelta(seconds=number * 20)
        index.add(number, features(title, text, at), at)
    at = _START + timedelta(seconds=STORIES * 20)
    start = time.process_time()
    items = [features(title, text, at) for title, text in probes]
    reading = (time.process_time() - start) * 1000 / PROBES
    spent = _timed(items, index, at)
    scan = PlainScan([f"{title} {text}" for title, text in told])
    start = time.process_time()
    for title, text in probes[:SCANS]:
        scan.best(f"{title} {text}")
    plain = (time.process_time() - start) * 1000 / SCANS
    print(
        f"stories: {len(index)} open, match median {aimed(median(spent), 1, 'ms')}, p99 {quantiles(spent, n=100)[98]:.2f} ms, "
        f"features {reading:.2f} ms, plain TF-IDF scan {plain:.1f} ms: ratio {median(spent) / plain:.3f}"
    )


if __name__ == "__main__":
    main()
