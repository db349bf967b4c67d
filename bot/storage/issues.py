"""What a server sees of the stories about an issue. Counts are of stories, not of copies."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from bot.models.news import Entry, Label, Story
from bot.models.summaries import IssueCounts
from bot.storage import sight, tag_fixes
from bot.storage.database import Connection
from bot.storage.entries import entry_of
from bot.storage.stories import seen_of
from bot.storage.tables import entries


class FirstTold(NamedTuple):
    """A story about an issue and its first report."""

    issue: str
    story_id: int
    at: datetime


_OFFICIAL = (Label.OFFICIAL_UNION.value, Label.OFFICIAL_EMPLOYER.value)


async def counts(
    conn: Connection, guild_id: int, issues: Collection[str], *, since: datetime, as_of: datetime
) -> dict[str, IssueCounts]:
    """For each of the issues, what was published on it after `since` and seen by `as_of`; those without any are left out."""
    told = (await _told(conn, guild_id, issues, since=since, as_of=as_of)).subquery()
    query = sa.select(
        told.c.issue,
        sa.func.count(told.c.story_id.distinct()).label("stories"),
        sa.func.count(told.c.outlet.distinct()).label("outlets"),
        sa.func.count(sa.case((told.c.label.in_(_OFFICIAL), told.c.story_id)).distinct()).label("official"),
    ).group_by(told.c.issue)
    return {row.issue: IssueCounts(row.stories, row.outlets, row.official) for row in await conn.execute(query)}


async def page(
    conn: Connection, guild_id: int, issue: str, *, since: datetime, as_of: datetime, offset: int, limit: int
) -> list[Story]:
    """The stories about the issue of which something tagged with it was published after `since`, newest first."""
    told = (await _told(conn, guild_id, [issue], since=since, as_of=as_of)).subquery()
    newest = sa.func.max(told.c.at)
    query = sa.select(told.c.story_id).group_by(told.c.story_id).order_by(newest.desc(), told.c.story_id.desc())
    ids = (await conn.execute(query.offset(offset).limit(limit))).scalars()
    return await seen_of(conn, guild_id, ids, as_of=as_of)


async def first_told(
    conn: Connection, guild_id: int, issues: Collection[str], *, since: datetime, as_of: datetime
) -> list[FirstTold]:
    """For each of the issues, the stories published on it after `since` and seen by `as_of`, and when each was first."""
    told = (await _told(conn, guild_id, issues, since=since, as_of=as_of)).subquery()
    query = sa.select(told.c.issue, told.c.story_id, sa.func.min(told.c.at).label("at"))
    query = query.where(told.c.at <= as_of).group_by(told.c.issue, told.c.story_id)
    return [FirstTold(row.issue, row.story_id, row.at) for row in await conn.execute(query)]


async def last(conn: Connection, guild_id: int, issue: str, *, as_of: datetime) -> tuple[int, datetime] | None:
    """The story about the issue that was told last, and when; None if there never was one."""
    told = await _told(conn, guild_id, [issue], since=None, as_of=as_of)
    query = told.order_by(told.selected_columns.at.desc()).limit(1)
    row = (await conn.execute(query)).first()
    return None if row is None else (row.story_id, row.at)


async def newest(
    conn: Connection, guild_id: int, issue: str, *, since: datetime, as_of: datetime, most: int
) -> list[tuple[Entry, int]]:
    """The newest `most` entries about the issue that a server sees, each with the story that it tells there."""
    told = (await _told(conn, guild_id, [issue], since=since, as_of=as_of)).subquery()
    first = sa.select(told.c.entry_id, told.c.story_id).order_by(told.c.at.desc(), told.c.entry_id.desc()).limit(most)
    ids = {row.entry_id: row.story_id for row in await conn.execute(first)}
    rows = await conn.execute(sa.select(entries).where(entries.c.id.in_(list(ids))))
    found = sorted((entry_of(row) for row in rows), key=lambda entry: (entry.at, entry.id), reverse=True)
    return [(entry, ids[entry.id]) for entry in found]


async def _told(
    conn: Connection, guild_id: int, issues: Collection[str], *, since: datetime | None, as_of: datetime
) -> sa.Select[tuple[str, datetime, int, int, str, str]]:
    """The entries about these issues, tagged since then, that a server sees, each once an issue and by whom it was tagged."""
    seeing = await sight.of(conn, guild_id)
    tags = seeing.tags
    query = seeing.select(
        tags.c.issue,
        tags.c.at,
        tags.c.entry_id,
        seeing.story_id.label("story_id"),
        sa.func.coalesce(entries.c.outlet, entries.c.source).label("outlet"),
        entries.c.annotation["label"].as_string().label("label"),
        source=tags.join(entries, entries.c.id == tags.c.entry_id),
    )
    query = query.where(entries.c.seen_at <= as_of, tags.c.issue.in_(issues))
    if since is not None:
        query = query.where(tags.c.at > since)
    return query.where(~tag_fixes.is_off(guild_id, seeing.story_id, tags.c.issue))
