"""How well items are understood, on any labelled file: labels, relevance, status and attribution, for an open and a held part.

    make evaluate FILE=labelled.jsonl

A line: {"id", "source", "url", "title", "summary", "published", "labels", "relevant", "status", "attributed_to", "story"}. The held part is
every story whose SHA-1 is divisible by three: of it only figures are printed, so that rules are never written for it.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.models.news import Annotation, Item
from bot.news.annotate import annotate
from bot.news.lines import BadLine, parse_lines
from bot.news.outlets import OutletNames
from config.files import load_taxonomy

WORST = 15


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled item and what the rules made of it."""

    row: dict[str, Any]
    item: Item
    found: Annotation

    @property
    def missed(self) -> set[str]:
        """Labels that should have fired."""
        return set(self.row["labels"]) - set(self.found.issues)

    @property
    def extra(self) -> set[str]:
        """Labels that should not have fired."""
        return set(self.found.issues) - set(self.row["labels"])


def main(argv: Sequence[str]) -> int:
    """Evaluate one file and print both parts."""
    if len(argv) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    taxonomy = load_taxonomy()
    cases: list[Case] = []
    for line in Path(argv[0]).read_text(encoding="utf-8").splitlines():
        for item in parse_lines([line]):
            if isinstance(item, BadLine):
                print(f"skipped: {item.reason}", file=sys.stderr)
            else:
                cases.append(Case(json.loads(line), item, annotate(item, taxonomy)))
    held = [case for case in cases if _is_held(case.row)]
    opened = [case for case in cases if not _is_held(case.row)]
    for name, part in (("open part", opened), ("held part", held), ("both parts", cases)):
        if part:
            print(f"== {name}: {len(part)} items")
            _print_figures(part, taxonomy.issue_ids, taxonomy.names)
    print("== worst cases of the open part")
    for case in sorted(opened, key=lambda case: (-len(case.missed | case.extra), case.item.id))[:WORST]:
        if case.missed or case.extra:
            because = {tag.issue: tag.phrases for tag in case.found.tags if tag.issue in case.extra}
            print(
                f"{case.item.id}  missed {sorted(case.missed)}  extra {because}  gate: {case.found.reason}\n    {case.item.title[:120]}"
            )
    return 0


def _is_held(row: dict[str, Any]) -> bool:
    story = row.get("story") or row["id"]
    return int(hashlib.sha1(story.encode(), usedforsecurity=False).hexdigest(), 16) % 3 == 0


def _print_figures(cases: Sequence[Case], issues: Iterable[str], names: OutletNames) -> None:
    per_issue = {issue: _counts(_fired(cases, issue)) for issue in issues}
    total = sum(per_issue.values(), Counter())
    scores = [_f1(counts) for counts in per_issue.values()]
    print(f"labels: micro-F1 {_f1(total):.3f}, macro-F1 {sum(scores) / len(scores):.3f}")
    for issue, counts in per_issue.items():
        print(
            f"  {issue:<12} F1 {_f1(counts):.3f}  right {counts['tp']:>3}  extra {counts['fp']:>3}  missed {counts['fn']:>3}"
        )
    relevant = _counts((case.row["relevant"], case.found.relevant) for case in cases)
    print(
        f"relevance: recall {_ratio(relevant['tp'], relevant['fn']):.3f}, wrongly passed {relevant['fp']} of "
        f"{relevant['fp'] + relevant['tn']}"
    )
    judged = [case for case in cases if case.row["relevant"] and case.row.get("status")]
    if judged:
        print(
            f"status: {sum(case.found.status == case.row['status'] for case in judged) / len(judged):.3f} right of {len(judged)}"
        )
        named, false = _attribution(judged, names)
        print(f"attribution: {named['tp']} of {named['tp'] + named['fn']} outlets that the text names, {false} false")


def _fired(cases: Iterable[Case], issue: str) -> Iterable[tuple[bool, bool]]:
    """Per case: should the issue have fired, and did it."""
    return ((issue in case.row["labels"], issue in case.found.issues) for case in cases)


def _attribution(cases: Iterable[Case], names: OutletNames) -> tuple[Counter[str], int]:
    named: Counter[str] = Counter()
    false = 0
    for case in cases:
        text = f"{case.item.title}\n{case.item.text}"
        gold = {outlet.name if (outlet := names.find(name)) else name for name in case.row.get("attributed_to") or ()}
        own = names.find(case.item.source)
        gold.discard(own.name if own else case.item.source)
        said = set(case.found.attributed_to)
        seen = {
            name
            for name in gold
            if any(form in text for form, outlet in names.written.items() if outlet.name == name) or name in text
        }
        named.update(tp=len(seen & said), fn=len(seen - said))
        false += len(said - gold)
    return named, false


def _counts(pairs: Iterable[tuple[bool, bool]]) -> Counter[str]:
    return Counter(
        {(True, True): "tp", (False, True): "fp", (True, False): "fn", (False, False): "tn"}[bool(gold), bool(said)]
        for gold, said in pairs
    )


def _f1(counts: Counter[str]) -> float:
    wrong = counts["fp"] + counts["fn"]
    return 2 * counts["tp"] / (2 * counts["tp"] + wrong) if counts["tp"] else float(not wrong)


def _ratio(part: int, rest: int) -> float:
    return part / (part + rest) if part + rest else 1.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
