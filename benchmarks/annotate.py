"""How fast items are annotated, and what ten times the terms cost. Prints items a second and ratios to plain yardsticks of the same run.

python -m benchmarks.annotate [FILE.jsonl]
"""

from __future__ import annotations

import json
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.aims import aimed
from bot.models.news import Item
from bot.news.annotate import annotate
from bot.news.taxonomy import RuleSpec, Taxonomy, compile_taxonomy
from bot.news.words import read_words
from config.files import load_taxonomy

ROUNDS = 5
ITEMS = 2_000
TEXT_LENGTH = 400
REGRESSION = Path(__file__).parent.parent / "tests" / "news" / "regression.jsonl"


def main(argv: Sequence[str]) -> None:
    """Measure and print."""
    items = _items(Path(argv[0]) if argv else REGRESSION)
    taxonomy = load_taxonomy()
    whole = _median(lambda: [annotate(item, taxonomy) for item in items])
    words = re.compile(r"\w+")
    yardstick = _median(lambda: [words.findall(f"{item.title}\n{item.text}".casefold()) for item in items])
    print(f"annotate, items a second: {aimed(len(items) / whole, 5_000, least=True)}")
    print(f"annotate: {whole / yardstick:.1f} times splitting the same texts into words")
    texts = [read_words(item.title, item.text) for item in items]
    plain = _median(lambda: [taxonomy.index.read(text) for text in texts])
    more = _with_ten_times_the_terms(taxonomy)
    ratio = _median(lambda: [more.index.read(text) for text in texts]) / plain
    whole_ratio = _median(lambda: [annotate(item, more) for item in items]) / whole
    print(
        f"ten times the terms: the whole takes {aimed(whole_ratio, 1.5, 'times')}, the pass over the text {ratio:.2f} times"
    )


def _items(path: Path) -> list[Item]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    items = []
    for k in range(ITEMS):
        row = rows[k % len(rows)]
        text = row.get("summary") or row["title"]
        text = (f"{text} " * (TEXT_LENGTH // len(text) + 1))[
            :TEXT_LENGTH
        ]  # its own words again: a look-alike stays one
        items.append(
            Item(str(k), row.get("source") or "", "", row["title"], text, datetime(2026, 11, 2, 18, tzinfo=UTC))
        )
    return items


def _with_ten_times_the_terms(taxonomy: Taxonomy) -> Taxonomy:
    """Nine invented terms for each written one, of the words of the written ones."""
    dice = random.Random(7)
    issues = taxonomy.spec.issues
    vocabulary = sorted(
        {
            word
            for issue in issues
            for rule in issue.rules
            for term in rule.terms
            for word in term.split()
            if not word.startswith(("@", ".", "="))
        }
    )
    grown = []
    for issue in issues:
        written = sum(len(rule.terms) for rule in issue.rules)
        invented = tuple(" ".join(dice.choices(vocabulary, k=dice.randint(2, 4))) for _ in range(9 * written))
        grown.append(replace(issue, rules=(*issue.rules, RuleSpec(terms=invented))))
    return compile_taxonomy(replace(taxonomy.spec, issues=tuple(grown)), taxonomy.outlets)


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


if __name__ == "__main__":
    main(sys.argv[1:])
