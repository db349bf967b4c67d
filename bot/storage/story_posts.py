"""How servers were told of stories: by which delivery, and what was changed since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.storage.database import Connection, insert, values_of
from bot.storage.tables import deliveries, story_posts


@dataclass(frozen=True, slots=True)
class StoryPosted:
    """A row of table `story_posts`. `folded`: the delivery is a fold of several stories."""

    guild_id: int
    story_id: int
    delivery_id: str
    folded: bool = False
    headline_edits: int = 0
    last_edit_at: datetime | None = None


async def of_story(conn: Connection, story_id: int) -> list[StoryPosted]:
    """In which servers a story was posted, by guild id."""
    return await _all(
        conn, sa.select(story_posts).where(story_posts.c.story_id == story_id).order_by(story_posts.c.guild_id)
    )


async def get(conn: Connection, guild_id: int, story_id: int) -> StoryPosted | None:
    """How one server was told of a story, None if it was not."""
    found = sa.select(story_posts).where(story_posts.c.guild_id == guild_id, story_posts.c.story_id == story_id)
    return next(iter(await _all(conn, found)), None)


async def of_stories(conn: Connection, story_ids: Iterable[int]) -> dict[tuple[int, int], StoryPosted]:
    """How servers were told of stories, by guild id and story id; those that were not told are left out."""
    found = await _all(conn, sa.select(story_posts).where(story_posts.c.story_id.in_(list(story_ids))))
    return {(posted.guild_id, posted.story_id): posted for posted in found}


async def add(conn: Connection, guild_id: int, story_id: int, delivery_id: str, *, folded: bool) -> bool:
    """Note by which delivery a server is told of a story; False, and nothing is changed, when it was told already."""
    new = insert(story_posts, conn.dialect.name).on_conflict_do_nothing().returning(story_posts.c.story_id)
    row = {"guild_id": guild_id, "story_id": story_id, "delivery_id": delivery_id, "folded": folded}
    return (await conn.execute(new, row)).first() is not None


async def edited(conn: Connection, guild_id: int, story_id: int, *, headline: bool, at: datetime) -> None:
    """The post is edited at that time; `headline`: because the headline changed."""
    change = sa.update(story_posts).where(story_posts.c.guild_id == guild_id, story_posts.c.story_id == story_id)
    await conn.execute(change.values(last_edit_at=at, headline_edits=story_posts.c.headline_edits + int(headline)))


async def stories_of_delivery(conn: Connection, delivery_id: str) -> list[int]:
    """The stories that a delivery tells, or that the message it edits tells, in the order they were opened."""
    root = sa.select(sa.func.coalesce(deliveries.c.target_id, deliveries.c.id)).where(deliveries.c.id == delivery_id)
    query = sa.select(story_posts.c.story_id).where(story_posts.c.delivery_id == root.scalar_subquery())
    return list((await conn.execute(query.order_by(story_posts.c.story_id))).scalars())


async def forget(conn: Connection, guild_id: int, story_ids: Sequence[int]) -> None:
    """The server was not told of these after all: their deliveries were withdrawn."""
    gone = sa.delete(story_posts).where(story_posts.c.guild_id == guild_id, story_posts.c.story_id.in_(story_ids))
    await conn.execute(gone)


async def _all(conn: Connection, query: sa.Select[Any]) -> list[StoryPosted]:
    return [StoryPosted(**values_of(row)) for row in await conn.execute(query)]
