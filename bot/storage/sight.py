"""How one server sees the archive: the entries of the feeds it follows, each telling the story that its moderators say.

Whatever is read for a server goes through here, so that what they split, joined and took back holds everywhere. What tags they
took off is in `tag_fixes.py`; how a decision is written is in `decisions.py`.

    entry -> split off? its own story -> joined? the other story -> taken back? none
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.storage.database import Connection
from bot.storage.tables import (
    entries,
    entry_tags,
    server_feeds,
    story_joins,
    story_retractions,
    story_splits,
    term_tags,
)


@dataclass(frozen=True, slots=True)
class Sight:
    """One server's. `story_id`: the story that an entry tells there, null for none; usable where `joined` was."""

    guild_id: int
    story_id: sa.ColumnElement[int | None]
    decisions: tuple[tuple[sa.FromClause, sa.ColumnElement[bool]], ...] = ()  # tables to be looked into, and by what
    tags: sa.FromClause = entry_tags  # columns entry_id, issue, at; with those of the server's own terms

    def joined(self, source: sa.FromClause) -> sa.FromClause:
        """`source`, which has the entries in it, with what decides about them."""
        for table, on in self.decisions:
            source = source.outerjoin(table, on)
        return source

    def select(
        self, *columns: sa.ColumnElement[Any] | sa.FromClause, source: sa.FromClause = entries
    ) -> sa.Select[Any]:
        """What the server sees of `source`: relevant entries of its feeds that tell a story there."""
        return self.select_all(*columns, source=source).where(entries.c.relevant)

    def select_all(
        self, *columns: sa.ColumnElement[Any] | sa.FromClause, source: sa.FromClause = entries
    ) -> sa.Select[Any]:
        """The same with entries that an edit made irrelevant since their story was opened."""
        followed = sa.select(server_feeds.c.feed_id).where(server_feeds.c.guild_id == self.guild_id)
        query = sa.select(*columns).select_from(self.joined(source))
        return query.where(entries.c.feed_id.in_(followed), self.story_id.is_not(None))


async def of(conn: Connection, guild_id: int) -> Sight:
    """The server's sight of the archive. A server that has decided nothing is not made to look into decisions."""
    tables = (story_splits, story_joins, story_retractions, term_tags)
    any_of = [sa.exists().where(table.c.guild_id == guild_id) for table in tables]
    split, joined, retracted, termed = tuple((await conn.execute(sa.select(*any_of))).one())
    story: sa.ColumnElement[int | None] = entries.c.story_id
    decisions: list[tuple[sa.FromClause, sa.ColumnElement[bool]]] = []
    if split:
        mine = sa.and_(story_splits.c.guild_id == guild_id, story_splits.c.entry_id == entries.c.id)
        decisions.append((story_splits, mine))
        story = sa.func.coalesce(story_splits.c.story_id, story)
    if joined:
        decisions.append((story_joins, sa.and_(story_joins.c.guild_id == guild_id, story_joins.c.story_id == story)))
        story = sa.func.coalesce(story_joins.c.into_id, story)
    if retracted:
        taken = story_retractions
        decisions.append((taken, sa.and_(taken.c.guild_id == guild_id, taken.c.story_id == story)))
        story = sa.case((taken.c.story_id.is_(None), story))
    return Sight(guild_id, story, tuple(decisions), _with_terms(guild_id) if termed else entry_tags)


def _with_terms(guild_id: int) -> sa.FromClause:
    by_rules = sa.select(entry_tags.c.entry_id, entry_tags.c.issue, entry_tags.c.at)
    by_terms = sa.select(term_tags.c.entry_id, term_tags.c.issue, term_tags.c.at)
    return sa.union_all(by_rules, by_terms.where(term_tags.c.guild_id == guild_id)).subquery("tags")


async def telling(conn: Connection, seeing: Sight, story_ids: Collection[int]) -> sa.ColumnElement[bool]:
    """Whether an entry tells one of these stories in the server, as a condition that indexes serve."""
    found = seeing.story_id.in_(story_ids)
    if not seeing.decisions:
        return found
    mine = story_joins.c.guild_id == seeing.guild_id
    sources = sa.select(story_joins.c.story_id).where(mine, story_joins.c.into_id.in_(story_ids))
    base = [*story_ids, *(await conn.execute(sources)).scalars()]
    mine = story_splits.c.guild_id == seeing.guild_id
    apart = sa.select(story_splits.c.entry_id).where(mine, story_splits.c.story_id.in_(base))
    ids = list((await conn.execute(apart)).scalars())
    return sa.and_(found, sa.or_(entries.c.story_id.in_(base), entries.c.id.in_(ids)))


async def told_by(conn: Connection, sight: Sight, story_id: int) -> dict[int, bool]:
    """The stories that a story's entries tell in the server; True for the one that further entries of it will tell."""
    split = story_splits.alias()  # `sight` may look into the table by itself
    apart = sa.exists().where(split.c.guild_id == sight.guild_id, split.c.entry_id == entries.c.id)
    query = sight.select_all(sight.story_id.label("told"), apart.label("apart")).where(entries.c.story_id == story_id)
    found: dict[int, bool] = {}
    for row in await conn.execute(query):
        found[row.told] = found.get(row.told, False) or not row.apart
    return found


async def story_of_entry(conn: Connection, sight: Sight, entry_id: int) -> int | None:
    """The story that the entry tells in the server, None where it tells none."""
    query = sight.select_all(sight.story_id).where(entries.c.id == entry_id)
    found: int | None = (await conn.execute(query)).scalar()
    return found


async def deciding(conn: Connection, guild_ids: Collection[int], story_ids: Collection[int]) -> set[int]:
    """Which of the servers have decided anything about these stories or their entries, or tagged them by terms of their own."""
    theirs = sa.select(entries.c.id).where(entries.c.story_id.in_(story_ids))
    found: set[int] = set()
    for table, about in (
        (story_splits, story_splits.c.entry_id.in_(theirs)),
        (story_joins, sa.or_(story_joins.c.story_id.in_(story_ids), story_joins.c.into_id.in_(story_ids))),
        (story_retractions, story_retractions.c.story_id.in_(story_ids)),
        (term_tags, term_tags.c.entry_id.in_(theirs)),
    ):
        query = sa.select(table.c.guild_id).where(about, table.c.guild_id.in_(guild_ids)).distinct()
        found.update((await conn.execute(query)).scalars())
    return found
