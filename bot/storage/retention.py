"""What is deleted of the archive when it is old: entries, then stories that have none left. A batch at a time, so that nobody waits."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from bot.storage.database import Connection
from bot.storage.tables import deliveries, entries, stories, story_posts, story_splits


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
