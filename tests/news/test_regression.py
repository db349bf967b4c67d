"""The regression set: headlines in our own words, look-alikes included, each with the issues it must get and no others."""

import json
from pathlib import Path

import pytest

from bot.models.news import Item
from bot.news.annotate import annotate

LINES = [
    json.loads(line) for line in Path(__file__).with_name("regression.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["title"][:60])
def test_line_gets_its_issues_and_no_others(line, taxonomy):
    found = annotate(Item("1", "", "", line["title"], line["summary"], None), taxonomy)
    assert sorted(found.issues) == line["labels"]
    assert found.relevant is bool(line["labels"])


def test_the_set_is_large_and_half_of_it_look_alikes():
    assert len(LINES) >= 300
    assert sum(not line["labels"] for line in LINES) >= 150
    assert len({line["title"] for line in LINES}) == len(LINES)
