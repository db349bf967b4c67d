"""What is deleted when it is old: entries, stories that have none left, deliveries that nothing refers to.

A batch at a time, so that nobody waits.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.models.posts import DeliveryState
from bot.storage.database import Connection
from bot.storage.tables import deliveries, entries, metadata, stories, story_posts, story_splits

_FINISHED = (DeliveryState.SENT.value, DeliveryState.FAILED.value, DeliveryState.CANCELLED.value)


async def delete_entries(conn: Connection, *, before: datetime, posted_since: datetime, limit: int) -> int:
    """Delete up to `limit` entries older than `before`; how many.

    Not those of a story that is still told, nor of one that some server was told since `posted_since`.
    """
    told = sa.select(stories.c.id).where(stories.c.last_at >= before)
    posted = (
        sa.select(story_posts.c.story_id)
        .join(deliveries, deliveries.c.id == story_posts.c.delivery_id)
        .where(sa.func.coalesce(deliveries.c.sent_at, deliveries.c.created_at) >= posted_since)
    )
    free = sa.or_(
        entries.c.story_id.is_(None), sa.and_(entries.c.story_id.not_in(told), entries.c.story_id.not_in(posted))
    )
    ids: list[int] = []
    for relevant in (False, True):  # each by the index on (relevant, at)
        old = sa.select(entries.c.id).where(entries.c.relevant.is_(relevant), entries.c.at < before, free)
        ids += (await conn.execute(old.order_by(entries.c.at).limit(limit - len(ids)))).scalars()
    if ids:
        await conn.execute(sa.delete(entries).where(entries.c.id.in_(ids)))
    return len(ids)


async def delete_stories(conn: Connection, *, before: datetime, limit: int) -> int:
    """Delete up to `limit` stories last told before then of which no entry is left, and how servers were told of them; how many."""
    left = sa.exists().where(entries.c.story_id == stories.c.id)
    apart = sa.exists().where(story_splits.c.story_id == stories.c.id)  # goes with the entry that was split off
    empty = (
        sa.select(stories.c.id)
        .where(stories.c.last_at < before, ~left, ~apart)
        .order_by(stories.c.last_at)
        .limit(limit)
    )
    ids = list((await conn.execute(empty)).scalars())
    if ids:
        await conn.execute(sa.delete(story_posts).where(story_posts.c.story_id.in_(ids)))
        await conn.execute(sa.delete(stories).where(stories.c.id.in_(ids)))
    return len(ids)


async def delete_deliveries(conn: Connection, *, before: datetime, limit: int) -> int:
    """Delete up to `limit` finished deliveries made before then that no row refers to, edits before what they edit; how many."""
    free = [
        ~sa.exists().where(table.alias().c[key.parent.name] == deliveries.c.id)
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.column is deliveries.c.id
    ]
    old = sa.select(deliveries.c.id).where(deliveries.c.created_at < before, deliveries.c.state.in_(_FINISHED), *free)
    ids = list((await conn.execute(old.order_by(deliveries.c.number).limit(limit))).scalars())
    if ids:
        await conn.execute(sa.delete(deliveries).where(deliveries.c.id.in_(ids)))
    return len(ids)
