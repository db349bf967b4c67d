"""A statement as an entry of the archive: whose it is, its issues, and the sentences that carry its side's position. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.models.news import Annotation, Entry, Item, Quote, Status, Tag
from bot.models.statements import Statement
from bot.news.quotes import sentences

REASON = "this server's moderators posted it as an official statement"


def item_of(statement: Statement, published: datetime, parties: str) -> Item:
    """What the rules of the news read. A side's own text need not name itself: `parties` are said first ("WGA and AMPTP")."""
    return Item(
        id=f"statement:{statement.id}",
        source=statement.who,
        url=statement.url,
        title=statement.title,
        text=f"{parties} are in contract negotiations.\n{statement.text}",
        published=published,
    )


def official(about: Annotation, statement: Statement, order: Sequence[str]) -> Annotation:
    """What the rules understood, as the statement of a side: always relevant, its label fixed, the moderator's issues before found ones.

    `order`: the ids of all issues. Of each issue one sentence is the side's position, as it stands in the statement.
    """
    said = f"{statement.title}\n{statement.text}".casefold()
    found = {}
    for tag in about.tags:
        if phrases := tuple(phrase for phrase in tag.phrases if phrase.casefold() in said):
            found[tag.issue] = replace(tag, phrases=phrases)
    chosen = statement.issues or tuple(found)
    tags = tuple(found.get(issue, Tag(issue, ())) for issue in order if issue in chosen)
    return replace(
        about,
        relevant=True,
        reason=REASON,
        tags=tags,
        status=Status.OFFICIAL,
        label=statement.side.label,
        attributed_to=(),
        unnamed_source=False,
        dates=tuple(date for date in about.dates if date.text.casefold() in said),
        quotes=_positions(about, statement, tags),
    )


def entry_of(statement: Statement, annotation: Annotation, *, published: datetime, seen: datetime) -> Entry:
    """The entry that it would be, for a preview; number 0."""
    return Entry(
        id=0,
        feed_id=0,
        outlet=None,
        source=statement.who,
        url=statement.url,
        title=statement.title,
        text=statement.text,
        published_at=published,
        seen_at=seen,
        story_id=statement.story_id,
        annotation=annotation,
        statement=True,
    )


def _positions(about: Annotation, statement: Statement, tags: Sequence[Tag]) -> tuple[Quote, ...]:
    """A side's own statement is its position: found quotes of this side, else the first sentence with the issue's words in it."""
    side, kept = statement.side.value, []
    whole = list(sentences(statement.title, statement.text))
    for tag in tags:
        mine = [quote for quote in about.quotes if quote.issue == tag.issue and quote.side == side]
        if mine:
            kept += mine
            continue
        words = [phrase.casefold() for phrase in tag.phrases]
        saying = next((each for each in whole if any(word in each.casefold() for word in words)), "")
        if sentence := saying or next(iter(whole), ""):
            kept.append(Quote(side, statement.who, tag.issue, "say", sentence))
    return tuple(kept)
