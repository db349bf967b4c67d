"""Moderators' decisions about stories: split, joined, taken back. Rows keyed by server; how they are applied is in `sight.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.storage.database import Connection, insert
from bot.storage.tables import entries, stories, story_joins, story_retractions, story_splits


@dataclass(frozen=True, slots=True)
class Standing:
    """What has become of a story in a server: the story it is told as, itself or another; when that was taken back."""

    story_id: int
    retracted_at: datetime | None = None


async def standing(conn: Connection, guild_id: int, story_id: int) -> Standing:
    """See Standing."""
    joined = sa.select(story_joins.c.into_id).where(
        story_joins.c.guild_id == guild_id, story_joins.c.story_id == story_id
    )
    told = (await conn.execute(joined)).scalar() or story_id
    taken = sa.select(story_retractions.c.at).where(
        story_retractions.c.guild_id == guild_id, story_retractions.c.story_id == told
    )
    return Standing(told, (await conn.execute(taken)).scalar())


async def own_story(conn: Connection, guild_id: int, entry_id: int) -> int | None:
    """The story that an entry belongs to before any is joined to another: the one it was split off to, or the archive's."""
    apart = sa.select(story_splits.c.story_id).where(
        story_splits.c.guild_id == guild_id, story_splits.c.entry_id == entry_id
    )
    if (found := (await conn.execute(apart)).scalar()) is not None:
        return int(found)
    of_archive: int | None = (
        await conn.execute(sa.select(entries.c.story_id).where(entries.c.id == entry_id))
    ).scalar()
    return of_archive


async def split(conn: Connection, guild_id: int, entry_id: int, now: datetime) -> int:
    """The entry tells a story of its own in the server from now on; that story's id."""
    at = (await conn.execute(sa.select(entries.c.at).where(entries.c.id == entry_id))).scalar_one()
    new = sa.insert(stories).returning(stories.c.id)
    story_id: int = (await conn.execute(new, {"opened_at": at, "last_at": at, "lead_entry_id": entry_id})).scalar_one()
    values = {"story_id": story_id, "at": now}
    row = insert(story_splits, conn.dialect.name).values(guild_id=guild_id, entry_id=entry_id, **values)
    await conn.execute(row.on_conflict_do_update(index_elements=["guild_id", "entry_id"], set_=values))
    return story_id


async def join(conn: Connection, guild_id: int, story_id: int, into_id: int, now: datetime) -> None:
    """The story, and those joined to it, are told as the other from now on."""
    mine = story_joins.c.guild_id == guild_id
    await conn.execute(sa.update(story_joins).where(mine, story_joins.c.into_id == story_id).values(into_id=into_id))
    row = {"guild_id": guild_id, "story_id": story_id, "into_id": into_id, "at": now}
    await conn.execute(sa.insert(story_joins), row)


async def part(conn: Connection, guild_id: int, story_id: int, into_id: int) -> bool:
    """The story is told by itself again; False where it was not joined to the other."""
    mine = sa.delete(story_joins).where(story_joins.c.guild_id == guild_id, story_joins.c.story_id == story_id)
    return (await conn.execute(mine.where(story_joins.c.into_id == into_id))).rowcount == 1


async def retract(conn: Connection, guild_id: int, story_id: int, now: datetime) -> None:
    """The story is told no longer in the server."""
    await conn.execute(sa.insert(story_retractions), {"guild_id": guild_id, "story_id": story_id, "at": now})


async def restore(conn: Connection, guild_id: int, story_id: int) -> bool:
    """The story is told again; False where it was not taken back."""
    taken = sa.delete(story_retractions).where(story_retractions.c.guild_id == guild_id)
    return (await conn.execute(taken.where(story_retractions.c.story_id == story_id))).rowcount == 1
