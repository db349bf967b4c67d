"""One compiled rule over one reading: where its terms stand with all conditions met. Which rules there are, the taxonomy says."""

from __future__ import annotations

from collections.abc import Iterable

from bot.news.matcher import EMPTY, Phrases, Reading, Span
from bot.news.taxonomy import Rule

REACH_BEFORE, REACH_AFTER = 4, 2  # words before and after a term in which `not_after` and `not_before` look


def touched(rules: Iterable[Rule], reading: Reading) -> list[Rule]:
    """The rules that may hold, because a term of theirs was read: few of them, so that the others cost no further call."""
    hits, joints = reading.hits, reading.joints
    return [rule for rule in rules if rule.symbol in hits or rule.joint in joints]


def places(rule: Rule, reading: Reading) -> list[Span]:
    """Where the rule holds; empty if it does not."""
    found = reading.find(rule.terms)
    if rule.where != "any":
        border = reading.words.title_end
        found = [span for span in found if (span[0] < border) == (rule.where == "title")]
    if not found or not _item_allows(rule, reading):
        return []
    if rule.near is not EMPTY:
        found = _in_sentences_of(found, rule.near, reading, wanted=True)
    if found and rule.unless is not EMPTY:
        found = _in_sentences_of(found, rule.unless, reading, wanted=False)
    if found and rule.not_after is not EMPTY:
        found = _without_neighbours(found, rule.not_after, reading, before=True)
    if found and rule.not_before is not EMPTY:
        found = _without_neighbours(found, rule.not_before, reading, before=False)
    return found


def _item_allows(rule: Rule, reading: Reading) -> bool:
    return (
        (rule.needs is EMPTY or reading.has(rule.needs))
        and (rule.also is EMPTY or reading.has(rule.also))
        and (rule.without is EMPTY or not reading.has(rule.without))
    )


def _in_sentences_of(found: list[Span], others: Phrases, reading: Reading, *, wanted: bool) -> list[Span]:
    sentences = reading.words.sentences
    places_of_others = reading.find(others)
    kept: list[Span] = []
    for span in found:
        sentence = sentences[span[0]]
        beside = any(
            sentences[other[0]] == sentence and (other[1] <= span[0] or span[1] <= other[0] or other != span)
            for other in places_of_others
        )
        if beside is wanted:
            kept.append(span)
    return kept


def _without_neighbours(found: list[Span], others: Phrases, reading: Reading, *, before: bool) -> list[Span]:
    sentences = reading.words.sentences
    places_of_others = reading.find(others)
    if not places_of_others:
        return found
    return [
        span
        for span in found
        if not any(
            sentences[other[0]] == sentences[span[0]]
            and (
                span[0] - REACH_BEFORE < other[1] <= span[0] if before else span[1] <= other[0] < span[1] + REACH_AFTER
            )
            for other in places_of_others
        )
    ]
