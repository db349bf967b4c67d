"""Tags that servers' moderators took off stories."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from bot.corrections.tags import Fix
from bot.storage.database import Connection, insert
from bot.storage.tables import tag_fixes


async def of_servers(conn: Connection, guild_ids: Iterable[int]) -> dict[int, frozenset[Fix]]:
    """All that each server took off, by guild id; servers that took nothing off are left out."""
    found: dict[int, set[Fix]] = {}
    for row in await conn.execute(sa.select(tag_fixes).where(tag_fixes.c.guild_id.in_(list(guild_ids)))):
        found.setdefault(row.guild_id, set()).add((row.story_id, row.issue))
    return {guild_id: frozenset(fixes) for guild_id, fixes in found.items()}


async def of_stories(conn: Connection, guild_id: int, story_ids: Iterable[int]) -> frozenset[Fix]:
    """What a server took off these stories."""
    query = sa.select(tag_fixes.c.story_id, tag_fixes.c.issue).where(tag_fixes.c.guild_id == guild_id)
    rows = await conn.execute(query.where(tag_fixes.c.story_id.in_(list(story_ids))))
    return frozenset((row.story_id, row.issue) for row in rows)


async def add(conn: Connection, guild_id: int, fix: Fix, now: datetime) -> bool:
    """Take the tag off; False where it is off already. The server's row must exist."""
    story_id, issue = fix
    new = insert(tag_fixes, conn.dialect.name).values(guild_id=guild_id, story_id=story_id, issue=issue, at=now)
    return (await conn.execute(new.on_conflict_do_nothing().returning(tag_fixes.c.issue))).first() is not None


async def drop(conn: Connection, guild_id: int, fix: Fix) -> bool:
    """Put the tag back; False where it was not off."""
    story_id, issue = fix
    gone = sa.delete(tag_fixes).where(tag_fixes.c.guild_id == guild_id, tag_fixes.c.story_id == story_id)
    return (await conn.execute(gone.where(tag_fixes.c.issue == issue))).rowcount == 1


def is_off(
    guild_id: int, story_id: sa.ColumnElement[int | None], issue: sa.ColumnElement[str]
) -> sa.ColumnElement[bool]:
    """Whether the server took the issue off the story, as a condition of a query."""
    mine = (tag_fixes.c.guild_id == guild_id, tag_fixes.c.story_id == story_id, tag_fixes.c.issue == issue)
    return sa.exists().where(*mine)
