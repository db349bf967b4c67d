"""Issues of an item, each with the phrases that fired. Whether the item passes at all is decided in `relevance`."""

from __future__ import annotations

from bot.models.news import Tag
from bot.news.matcher import Reading
from bot.news.rules import places
from bot.news.taxonomy import Taxonomy

MOST_PHRASES = 4  # enough to explain a tag


def tag(reading: Reading, taxonomy: Taxonomy) -> tuple[Tag, ...]:
    """The tags in the order of the taxonomy; phrases are cut from the text, in the order they stand there."""
    tags: list[Tag] = []
    for issue in taxonomy.issues:
        spans = {span for rule in issue.rules for span in places(rule, reading)}
        if spans:
            widest = sorted(span for span in spans if not any(_inside(span, other) for other in spans))
            phrases = dict.fromkeys(reading.words.phrase(*span) for span in widest)
            tags.append(Tag(issue.id, tuple(phrases)[:MOST_PHRASES]))
    return tuple(tags)


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]
