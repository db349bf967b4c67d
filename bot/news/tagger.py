"""Issues of an item, each with the phrases that fired. Whether the item passes at all is decided in `relevance`."""

from __future__ import annotations

from bot.models.news import Tag
from bot.news.matcher import Reading, Span, visible
from bot.news.rules import places, touched
from bot.news.taxonomy import Issue, Rule, Taxonomy

MOST_PHRASES = 4  # enough to explain a tag


def tag(reading: Reading, taxonomy: Taxonomy) -> tuple[Tag, ...]:
    """The tags in the order of the taxonomy; phrases are cut from the text, in the order they stand there.

    Rules that depend on other issues run after all that do not, so that the order of the file decides nothing.
    """
    spans: dict[str, set[Span]] = {}
    dependent: list[tuple[Issue, Rule]] = []

    def fire(issue: Issue, rule: Rule) -> None:
        found = places(rule, reading)
        masks = reading.find(issue.lookalikes) if found else []
        shown = visible(found, masks) if masks else found
        if shown:
            spans.setdefault(issue.id, set()).update(shown)

    for issue in taxonomy.issues:
        for rule in touched(issue.rules, reading):
            if rule.unless_tagged:
                dependent.append((issue, rule))
            else:
                fire(issue, rule)
    fired = set(spans)
    for issue, rule in dependent:
        if not (rule.unless_tagged & fired or (fired and "any" in rule.unless_tagged)):
            fire(issue, rule)
    return tuple(Tag(issue.id, _phrases(spans[issue.id], reading)) for issue in taxonomy.issues if issue.id in spans)


def _phrases(spans: set[Span], reading: Reading) -> tuple[str, ...]:
    phrases: dict[str, None] = {}
    furthest = 0  # a span that ends no further lies inside an earlier, wider one
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if end > furthest:
            furthest = end
            phrases[reading.words.phrase(start, end)] = None
            if len(phrases) == MOST_PHRASES:
                break
    return tuple(phrases)
