"""Stories: which entries tell one event, and which stories a server sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.corrections.tags import corrected, with_tags
from bot.models.news import Entry, Story, Tag
from bot.storage import sight, tag_fixes
from bot.storage.database import Connection
from bot.storage.entries import entry_of, of_stories
from bot.storage.sight import Sight
from bot.storage.tables import entries, entry_tags, stories, term_tags

DEEPEST = 5_000  # entries that a list of the latest reaches back


async def open_story(conn: Connection, entry_id: int, now: datetime) -> int:
    """Begin a story with this entry as its lead; the story's id."""
    new = sa.insert(stories).returning(stories.c.id)
    row = {"opened_at": now, "last_at": now, "lead_entry_id": entry_id}
    story_id: int = (await conn.execute(new, row)).scalar_one()
    await conn.execute(sa.update(entries).where(entries.c.id == entry_id).values(story_id=story_id))
    return story_id


async def join(conn: Connection, story_id: int, entry_id: int, now: datetime) -> None:
    """Add the entry to the story, which was last told now."""
    await conn.execute(sa.update(entries).where(entries.c.id == entry_id).values(story_id=story_id))
    later = sa.update(stories).where(stories.c.id == story_id, stories.c.last_at < now)
    await conn.execute(later.values(last_at=now))


async def set_lead(conn: Connection, story_id: int, entry_id: int) -> None:
    """Choose the entry that is shown."""
    await conn.execute(sa.update(stories).where(stories.c.id == story_id).values(lead_entry_id=entry_id))


async def get(conn: Connection, story_id: int) -> Story | None:
    """One story with its entries, None if there is none."""
    return (await get_many(conn, [story_id])).get(story_id)


async def get_many(conn: Connection, story_ids: Iterable[int]) -> dict[int, Story]:
    """Stories with their entries, by id."""
    wanted = list(story_ids)
    rows = (await conn.execute(sa.select(stories).where(stories.c.id.in_(wanted)))).all()
    return _with_entries(rows, await of_stories(conn, wanted))


async def recent(conn: Connection, since: datetime) -> list[Story]:
    """Stories last told since then, with their entries, in the order they were opened."""
    rows = (await conn.execute(sa.select(stories).where(stories.c.last_at >= since).order_by(stories.c.id))).all()
    ids = sa.select(stories.c.id).where(stories.c.last_at >= since)
    query = sa.select(entries).where(entries.c.story_id.in_(ids)).order_by(entries.c.at, entries.c.id)
    tellings: dict[int, list[Entry]] = {}
    for row in await conn.execute(query):
        tellings.setdefault(row.story_id, []).append(entry_of(row))
    return list(_with_entries(rows, tellings).values())


async def latest(
    conn: Connection,
    guild_id: int,
    *,
    issue: str | None,
    outlet: str | None,
    as_of: datetime,
    offset: int,
    limit: int,
) -> list[Story]:
    """What a server sees, newest first: stories of the feeds it follows, with those feeds' entries seen up to `as_of` only.

    `issue`, `outlet`: at least one such entry has the tag and is the outlet's. The same `as_of` keeps pages in place. Of the
    newest `DEEPEST` such entries only, so that an answer never depends on the size of the archive.
    """
    seen = _newest(await sight.of(conn, guild_id), issue=issue, outlet=outlet, as_of=as_of)
    newest = sa.func.max(seen.c.at).label("newest")
    page = (
        sa.select(seen.c.story_id, newest)
        .group_by(seen.c.story_id)
        .order_by(newest.desc(), seen.c.story_id.desc())
        .offset(offset)
        .limit(limit)
    )
    return await seen_of(conn, guild_id, (await conn.execute(page)).scalars(), as_of=as_of)


async def count_latest(
    conn: Connection, guild_id: int, *, issue: str | None, outlet: str | None, as_of: datetime
) -> int:
    """How many stories `latest` has in all."""
    seen = _newest(await sight.of(conn, guild_id), issue=issue, outlet=outlet, as_of=as_of)
    return (await conn.execute(sa.select(sa.func.count(seen.c.story_id.distinct())))).scalar_one()


async def seen_of(conn: Connection, guild_id: int, story_ids: Iterable[int], *, as_of: datetime) -> list[Story]:
    """The stories in the order given, as a server sees and tags them; those of which it sees no entry are left out."""
    ids = list(story_ids)
    seen = await as_told(conn, await sight.of(conn, guild_id), ids, entries.c.seen_at <= as_of)
    off = await tag_fixes.of_stories(conn, guild_id, ids)
    return [corrected(story, off) for story in seen.values()]


async def as_told(
    conn: Connection,
    seeing: Sight,
    story_ids: Iterable[int],
    *conditions: sa.ColumnElement[bool],
    all_of_them: bool = False,
) -> dict[int, Story]:
    """The stories in the order given, of the entries that tell them in a server, with every tag that the rules found.

    `all_of_them`: also by entries that an edit made irrelevant.
    """
    ids = list(story_ids)
    rows = {row.id: row for row in await conn.execute(sa.select(stories).where(stories.c.id.in_(ids)))}
    query = (seeing.select_all if all_of_them else seeing.select)(entries, seeing.story_id.label("told"))
    query = query.where(await sight.telling(conn, seeing, ids), *conditions).order_by(entries.c.at, entries.c.id)
    tellings: dict[int, list[Entry]] = {}
    for row in await conn.execute(query):
        tellings.setdefault(row.told, []).append(entry_of(row))
    if seeing.tags is not entry_tags:
        own = await own_tags(conn, seeing.guild_id, [entry.id for told in tellings.values() for entry in told])
        tellings = {
            story_id: [with_tags(entry, own.get(entry.id, ())) for entry in told] for story_id, told in tellings.items()
        }
    return _with_entries([rows[story_id] for story_id in ids if story_id in rows], tellings)


async def own_tags(conn: Connection, guild_id: int, entry_ids: Iterable[int]) -> dict[int, tuple[Tag, ...]]:
    """The tags that a server's own terms put on these entries, by entry; entries without any are left out."""
    query = sa.select(term_tags).where(term_tags.c.guild_id == guild_id, term_tags.c.entry_id.in_(list(entry_ids)))
    found: dict[int, tuple[Tag, ...]] = {}
    for row in await conn.execute(query.order_by(term_tags.c.issue)):
        tag = Tag(row.issue, tuple(row.phrases), by_server=True)
        found[row.entry_id] = (*found.get(row.entry_id, ()), tag)
    return found


def _newest(seeing: Sight, *, issue: str | None, outlet: str | None, as_of: datetime) -> sa.Subquery:
    source: sa.FromClause = entries
    tags = seeing.tags
    at: sa.ColumnElement[Any] = entries.c.at
    if issue is not None:
        source = entries.join(tags, tags.c.entry_id == entries.c.id)
        at = tags.c.at
    query = seeing.select(seeing.story_id.label("story_id"), entries.c.at, source=source)
    query = query.where(entries.c.seen_at <= as_of)
    if issue is not None:
        query = query.where(tags.c.issue == issue)
        query = query.where(~tag_fixes.is_off(seeing.guild_id, seeing.story_id, tags.c.issue))
    if outlet is not None:
        query = query.where(entries.c.outlet == outlet)
    return query.order_by(at.desc()).limit(DEEPEST).subquery()


def _with_entries(rows: Sequence[sa.Row[Any]], tellings: Mapping[int, list[Entry]]) -> dict[int, Story]:
    found = {}
    for row in rows:
        told = tellings.get(row.id)
        if told:  # a story whose entries are all gone is not shown
            lead = next((entry for entry in told if entry.id == row.lead_entry_id), told[0])
            found[row.id] = Story(row.id, row.opened_at, row.last_at, lead, tuple(told))
    return found
