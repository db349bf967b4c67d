"""Servers' own terms, the tags that they put on reports, and what of the last days a new one would have tagged."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.models.news import Tag
from bot.storage.database import Connection, insert
from bot.storage.sight import Sight
from bot.storage.tables import entries, server_feeds, server_terms, term_tags

Terms = Mapping[str, tuple[str, ...]]  # by issue, in the order in which they were added


@dataclass(frozen=True, slots=True)
class Read:
    """A report as far as terms read it."""

    entry_id: int
    title: str
    text: str


async def of_server(conn: Connection, guild_id: int) -> Terms:
    """A server's terms."""
    return (await _by_server(conn, server_terms.c.guild_id == guild_id)).get(guild_id, {})


async def of_followers(conn: Connection, feed_id: int) -> dict[int, Terms]:
    """The terms of the servers that follow a feed; servers without any are left out."""
    following = sa.select(server_feeds.c.guild_id).where(server_feeds.c.feed_id == feed_id)
    return await _by_server(conn, server_terms.c.guild_id.in_(following))


async def add(conn: Connection, guild_id: int, issue: str, term: str, now: datetime) -> None:
    """Keep a term. The server's row must exist."""
    row = {"guild_id": guild_id, "issue": issue, "term": term, "at": now}
    await conn.execute(insert(server_terms, conn.dialect.name).on_conflict_do_nothing(), row)


async def remove(conn: Connection, guild_id: int, issue: str, term: str) -> bool:
    """Forget a term; False where there was none. The tags that it put on stay."""
    mine = sa.delete(server_terms).where(server_terms.c.guild_id == guild_id, server_terms.c.issue == issue)
    return (await conn.execute(mine.where(server_terms.c.term == term))).rowcount == 1


async def tag(conn: Connection, entry_id: int, at: datetime, found: Mapping[int, Sequence[Tag]]) -> None:
    """Put tags on a report, by server, in place of those that it had."""
    await conn.execute(sa.delete(term_tags).where(term_tags.c.entry_id == entry_id))
    rows = [
        {"guild_id": guild_id, "entry_id": entry_id, "issue": each.issue, "phrases": list(each.phrases), "at": at}
        for guild_id, tags in found.items()
        for each in tags
    ]
    if rows:
        await conn.execute(sa.insert(term_tags), rows)


async def to_read(conn: Connection, seeing: Sight, since: datetime) -> list[Read]:
    """The reports that a server sees since then, the newest first."""
    query = seeing.select(entries.c.id, entries.c.title, entries.c.text).where(entries.c.at >= since)
    rows = await conn.execute(query.order_by(entries.c.at.desc(), entries.c.id.desc()))
    return [Read(row.id, row.title, row.text) for row in rows]


async def tagged(conn: Connection, seeing: Sight, entry_ids: Collection[int], issue: str) -> set[int]:
    """Which of the reports have the issue already."""
    tags = seeing.tags
    query = sa.select(tags.c.entry_id).where(tags.c.entry_id.in_(entry_ids), tags.c.issue == issue)
    return set((await conn.execute(query)).scalars())


async def _by_server(conn: Connection, condition: sa.ColumnElement[bool]) -> dict[int, Terms]:
    query = sa.select(server_terms).where(condition).order_by(server_terms.c.at, server_terms.c.term)
    found: dict[int, dict[str, tuple[str, ...]]] = {}
    for row in await conn.execute(query):
        mine = found.setdefault(row.guild_id, {})
        mine[row.issue] = (*mine.get(row.issue, ()), row.term)
    return dict(found)
