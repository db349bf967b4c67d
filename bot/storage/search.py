"""Full text: the words of relevant entries, and which of them a query finds. The same on both engines, whose indexes differ.

The words come from `bot.archive.terms`: SQLite's FTS5 and PostgreSQL's tsvector only keep and find them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY

from bot.archive.terms import Term, words_of
from bot.storage import sight, tag_fixes
from bot.storage.database import Connection
from bot.storage.sight import Sight
from bot.storage.tables import WORDS_INDEX, entries, entry_words

_index = sa.table(WORDS_INDEX, sa.column("rowid"))


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that has all terms; `in_title`: its headline alone has them."""

    entry_id: int
    story_id: int
    at: datetime
    in_title: bool


async def keep(conn: Connection, texts: Iterable[tuple[int, str, str]]) -> None:
    """Let entries be found: id, title and text of each."""
    rows = [{"entry_id": entry_id, "title": words_of(title), "body": words_of(text)} for entry_id, title, text in texts]
    if rows:
        await conn.execute(sa.insert(entry_words), rows)


async def forget(conn: Connection, entry_id: int) -> None:
    """Let an entry no longer be found; a deleted one is not, by itself."""
    await conn.execute(sa.delete(entry_words).where(entry_words.c.entry_id == entry_id))


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What entries must also be: tagged with the issue, of the outlet, under the label, published from `since` to before `until`."""

    issue: str = ""
    outlet: str = ""
    label: str = ""
    since: datetime | None = None
    until: datetime | None = None


EVERYTHING = Narrowed()


async def find(
    conn: Connection,
    guild_id: int,
    terms: Sequence[Term],
    *,
    as_of: datetime,
    most: int,
    narrowed: Narrowed = EVERYTHING,
) -> list[Hit]:
    """Entries that a server sees and that were seen up to `as_of`, with all terms in title and text together, the last stored first.

    Those with all terms in the title come first. At most `most` of each.
    """
    seeing = await sight.of(conn, guild_id)
    also = [entries.c.seen_at <= as_of, *_conditions(seeing, narrowed)]
    titles = await _entries(conn, seeing, terms, also, most, title=True)
    both = await _entries(conn, seeing, terms, also, most, title=False)
    in_title = {row.id for row in titles}
    return [
        *(Hit(row.id, row.story_id, row.at, in_title=True) for row in titles),
        *(Hit(row.id, row.story_id, row.at, in_title=False) for row in both if row.id not in in_title),
    ]


async def headlines(conn: Connection, guild_id: int, *, as_of: datetime, most: int) -> list[str]:
    """Of the newest entries that a server sees."""
    seeing = await sight.of(conn, guild_id)
    query = seeing.select(entries.c.title).where(entries.c.seen_at <= as_of).order_by(entries.c.at.desc()).limit(most)
    return list((await conn.execute(query)).scalars())


def _conditions(seeing: Sight, narrowed: Narrowed) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if narrowed.issue:
        tags, issue = seeing.tags, sa.literal(narrowed.issue)
        found.append(sa.exists().where(tags.c.entry_id == entries.c.id, tags.c.issue == issue))
        found.append(~tag_fixes.is_off(seeing.guild_id, seeing.story_id, issue))
    if narrowed.outlet:
        found.append(entries.c.outlet == narrowed.outlet)
    if narrowed.label:
        found.append(entries.c.annotation["label"].as_string() == narrowed.label)
    if narrowed.since is not None:
        found.append(entries.c.at >= narrowed.since)
    if narrowed.until is not None:
        found.append(entries.c.at < narrowed.until)
    return found


async def _entries(
    conn: Connection,
    seeing: Sight,
    terms: Sequence[Term],
    also: Sequence[sa.ColumnElement[bool]],
    most: int,
    *,
    title: bool,
) -> Sequence[Any]:
    columns = (entries.c.id, seeing.story_id.label("story_id"), entries.c.at)
    if conn.dialect.name == "postgresql":
        source = entries.join(entry_words, entry_words.c.entry_id == entries.c.id)
        query = seeing.select(*columns, source=source).where(*(_postgres(term, title=title) for term in terms))
        query = query.order_by(entry_words.c.entry_id.desc())
    else:
        # The index gives its entries in this order by itself, so that reading ends with the last one wanted.
        query = seeing.select(*columns, source=_index.join(entries, entries.c.id == _index.c.rowid))
        query = query.where(sa.literal_column(WORDS_INDEX).op("MATCH")(_sqlite(terms, title=title)))
        query = query.order_by(_index.c.rowid.desc())
    found: Sequence[Any] = (await conn.execute(query.where(*also).limit(most))).all()
    return found


def _sqlite(terms: Sequence[Term], *, title: bool) -> str:
    """FTS5's language: https://www.sqlite.org/fts5.html#full_text_query_syntax."""
    wanted = " AND ".join(f'"{" ".join(term.words)}"' for term in terms)
    return f"title : ({wanted})" if title else wanted


def _postgres(term: Term, *, title: bool) -> sa.ColumnElement[bool]:
    """A phrase is its words one after the other; it does not reach from the title into the text, as on SQLite."""
    phrase = sa.cast(" <-> ".join(f"'{word}'" for word in term.words), TSQUERY)
    in_title = entry_words.c.title.op("@@", return_type=sa.Boolean())(phrase)
    return in_title if title else sa.or_(in_title, entry_words.c.body.op("@@", return_type=sa.Boolean())(phrase))
