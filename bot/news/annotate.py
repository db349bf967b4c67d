"""One item's way through the rules: words, gate, issues, manner, attribution, dates, quotes. Stories are matched elsewhere.

Item -> read_words -> Index.read -> gate -> tag -> find_attribution -> find_status, find_label -> Annotation
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.models.news import Annotation, Item, Tag
from bot.models.registry import Outlet
from bot.news.attribution import find_attribution
from bot.news.date_words import may_hold_dates
from bot.news.dates import find_dates
from bot.news.manner import find_label, find_status
from bot.news.quotes import find_quotes
from bot.news.relevance import NO_ISSUE, gate
from bot.news.tagger import tag
from bot.news.taxonomy import Taxonomy
from bot.news.words import read_words

READ_LIMIT = 4_000  # characters of a text that are read: an item's subject stands at its beginning
TITLE_LIMIT = 1_000


def annotate(item: Item, taxonomy: Taxonomy) -> Annotation:
    """Everything the rules understand of one item. Never raises, whatever the text; the same for the same input."""
    title, text = item.title[:TITLE_LIMIT], item.text[:READ_LIMIT]
    own = outlet_of(item, taxonomy)
    words = read_words(title, text)
    reading = taxonomy.index.read(words)
    relevant, reason = gate(reading, taxonomy)
    tags = tag(reading, taxonomy) if relevant else ()
    if relevant and not tags:
        relevant, reason = False, NO_ISSUE
    attributed = find_attribution(words, taxonomy.names, own)
    unnamed = reading.has(taxonomy.unnamed)
    status = find_status(item, reading, taxonomy, own, attributed=bool(attributed) or unnamed)
    return Annotation(
        relevant=relevant,
        reason=reason,
        tags=tags,
        status=status,
        label=find_label(status, own),
        attributed_to=attributed,
        unnamed_source=unnamed,
        dates=find_dates(title, text, item.published, day_only=item.published_day_only)
        if may_hold_dates(words)
        else (),
        quotes=find_quotes(title, text, partial(_issues_named, tags)) if relevant else (),
    )


def outlet_of(item: Item, taxonomy: Taxonomy) -> Outlet | None:
    """The registry's outlet that published the item: by key, by address, by source name."""
    names = taxonomy.names
    if item.outlet is not None and item.outlet in names.by_key:
        return names.by_key[item.outlet]
    return names.at(item.url) or names.find(item.source)


def _issues_named(tags: Sequence[Tag], sentence: str) -> list[str]:
    """The issues of which a phrase that fired stands in the sentence."""
    return [found.issue for found in tags if any(map(sentence.__contains__, found.phrases))]
