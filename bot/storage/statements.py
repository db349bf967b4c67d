"""Official statements of a server, and the feed of its own that their entries belong to: no other server follows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.models.feeds import FeedState
from bot.models.news import Annotation
from bot.models.statements import Side, Statement, StatementState
from bot.storage import search
from bot.storage.annotations import to_json
from bot.storage.database import Connection, insert
from bot.storage.tables import entries, entry_tags, feeds, server_feeds
from bot.storage.tables import statements as table


async def add(conn: Connection, statement: Statement, now: datetime) -> int:
    """Keep a draft; its id. `statement.id` is not used."""
    row = sa.insert(table).values(guild_id=statement.guild_id, created_at=now, **_values(statement))
    number: int = (await conn.execute(row.returning(table.c.id))).scalar_one()
    return number


async def save(conn: Connection, statement: Statement) -> None:
    """Write all of the statement's row."""
    await conn.execute(sa.update(table).where(table.c.id == statement.id).values(_values(statement)))


async def get(conn: Connection, guild_id: int, statement_id: int) -> Statement | None:
    """One statement of a server."""
    return await _first(conn, sa.select(table).where(table.c.guild_id == guild_id, table.c.id == statement_id))


async def of_delivery(conn: Connection, guild_id: int, delivery_id: str) -> Statement | None:
    """The newest statement that stands in this post."""
    found = sa.select(table).where(table.c.guild_id == guild_id, table.c.delivery_id == delivery_id)
    found = found.where(table.c.state == StatementState.POSTED.value)
    return await _first(conn, found.order_by(table.c.posted_at.desc(), table.c.id.desc()))


async def of_entry(conn: Connection, guild_id: int, entry_id: int) -> Statement | None:
    """The statement that stands and whose entry this is."""
    found = sa.select(table).where(table.c.guild_id == guild_id, table.c.entry_id == entry_id)
    found = found.where(table.c.state == StatementState.POSTED.value)
    return await _first(conn, found.order_by(table.c.id.desc()))


async def posted(conn: Connection, guild_id: int, limit: int = 25) -> list[Statement]:
    """A server's statements that stand, the newest first."""
    found = sa.select(table).where(table.c.guild_id == guild_id, table.c.state == StatementState.POSTED.value)
    rows = await conn.execute(found.order_by(table.c.posted_at.desc(), table.c.id.desc()).limit(limit))
    return [_statement(row) for row in rows]


async def forget_drafts(conn: Connection, before: datetime) -> None:
    """Delete drafts that nobody came back to."""
    idle = (StatementState.DRAFT.value, StatementState.DISCARDED.value)
    await conn.execute(sa.delete(table).where(table.c.state.in_(idle), table.c.created_at < before))


async def own_feed(conn: Connection, guild_id: int, now: datetime) -> int:
    """The id of the feed of the server's own statements, which it follows; it is never polled and never listed."""
    url = f"statements:{guild_id}"
    row = {"url": url, "guild_id": guild_id, "state": FeedState.OWN.value, "next_check_at": now, "listed": False}
    await conn.execute(insert(feeds, conn.dialect.name).values(row).on_conflict_do_nothing())
    feed_id: int = (await conn.execute(sa.select(feeds.c.id).where(feeds.c.url == url))).scalar_one()
    follow = {"guild_id": guild_id, "feed_id": feed_id}
    await conn.execute(insert(server_feeds, conn.dialect.name).on_conflict_do_nothing(), follow)
    return feed_id


async def mark_entry(conn: Connection, entry_id: int) -> None:
    """The entry is a statement."""
    await conn.execute(sa.update(entries).where(entries.c.id == entry_id).values(statement=True))


async def retract_entry(conn: Connection, entry_id: int, annotation: Annotation, now: datetime) -> None:
    """Take an entry out of lists, search and tags. It stays in its story, marked."""
    nothing = replace(annotation, relevant=False, tags=(), quotes=(), dates=())
    gone = {"relevant": False, "retracted_at": now, "annotation": to_json(nothing)}
    await conn.execute(sa.update(entries).where(entries.c.id == entry_id).values(gone))
    await conn.execute(sa.delete(entry_tags).where(entry_tags.c.entry_id == entry_id))
    await search.forget(conn, entry_id)


async def _first(conn: Connection, query: sa.Select[Any]) -> Statement | None:
    row = (await conn.execute(query.limit(1))).first()
    return _statement(row) if row is not None else None


def _values(statement: Statement) -> dict[str, Any]:
    return {
        "dispute": statement.dispute,
        "side": statement.side.value,
        "who": statement.who,
        "day": statement.day,
        "author_id": statement.author_id,
        "url": statement.url,
        "title": statement.title,
        "text": statement.text,
        "issues": list(statement.issues),
        "story_id": statement.story_id,
        "entry_id": statement.entry_id,
        "delivery_id": statement.delivery_id,
        "state": statement.state.value,
        "posted_at": statement.posted_at,
        "retracted_at": statement.retracted_at,
    }


def _statement(row: sa.Row[Any]) -> Statement:
    return Statement(
        id=row.id,
        guild_id=row.guild_id,
        dispute=row.dispute,
        side=Side(row.side),
        who=row.who,
        day=row.day,
        author_id=row.author_id,
        url=row.url,
        title=row.title,
        text=row.text,
        issues=tuple(row.issues),
        story_id=row.story_id,
        entry_id=row.entry_id,
        delivery_id=row.delivery_id,
        state=StatementState(row.state),
        posted_at=row.posted_at,
        retracted_at=row.retracted_at,
    )
