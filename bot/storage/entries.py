"""Entries, the keys by which a feed's entries are known again, and their tags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.feeds.identity import link_number
from bot.models.news import Annotation, Entry
from bot.storage import search
from bot.storage.annotations import from_json, to_json
from bot.storage.database import Connection, insert
from bot.storage.tables import entries, entry_tags, seen_keys


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What is stored of an entry seen for the first time. `keys`: all its identities, the strongest first."""

    keys: tuple[str, ...]
    outlet: str | None
    source: str
    url: str
    title: str
    text: str
    published_at: datetime | None
    seen_at: datetime
    content_hash: str
    announced: bool
    annotation: Annotation

    @property
    def at(self) -> datetime:
        """See Entry.at."""
        return min(self.published_at, self.seen_at) if self.published_at else self.seen_at


async def known(conn: Connection, feed_id: int, keys: Sequence[str]) -> dict[str, int | None]:
    """Those of the keys that the feed has shown, with the entry each belongs to; None where the entry is no longer kept."""
    if not keys:
        return {}
    query = sa.select(seen_keys.c.key, seen_keys.c.entry_id).where(
        seen_keys.c.feed_id == feed_id, seen_keys.c.key.in_(keys)
    )
    return dict((await conn.execute(query)).all())


async def add(conn: Connection, feed_id: int, new: NewEntry) -> int | None:
    """Store an entry with its keys and tags: its id, or None if the database knows its first key already."""
    return (await add_many(conn, feed_id, [new]))[0]


async def add_many(conn: Connection, feed_id: int, new: Sequence[NewEntry]) -> list[int | None]:
    """Store entries with their keys, tags and words in few statements: the ids in the order given, None for those that are not new.

    An entry is new when its first key is, also among the keys of entries no longer kept. A later key that belongs to another
    entry stays with that one.
    """
    firsts: dict[str, NewEntry] = {}
    for entry in new:
        firsts.setdefault(entry.keys[0], entry)
    seen = await known(conn, feed_id, list(firsts))
    rows = [_row(feed_id, entry) for key, entry in firsts.items() if key not in seen]
    if not rows:
        return [None] * len(new)
    dialect = conn.dialect.name
    stored = await conn.execute(
        insert(entries, dialect)
        .on_conflict_do_nothing(index_elements=["feed_id", "key"])
        .returning(entries.c.key, entries.c.id),
        rows,
    )
    ids: dict[str, int] = dict(stored.all())
    # Kept for longer than its keys were remembered, and back in the feed: not new, but to be known again.
    back = [row["key"] for row in rows if row["key"] not in ids]
    keys = [
        {"feed_id": feed_id, "key": key, "last_seen_at": firsts[first].seen_at, "entry_id": entry_id}
        for first, entry_id in (ids | await _kept(conn, feed_id, back)).items()
        for key in firsts[first].keys
    ]
    await conn.execute(insert(seen_keys, dialect).on_conflict_do_nothing(), keys)
    await _add_tags(conn, [(entry_id, firsts[key].at, firsts[key].annotation) for key, entry_id in ids.items()])
    await search.keep(
        conn,
        [(ids[key], one.title, one.text) for key, one in firsts.items() if key in ids and one.annotation.relevant],
    )
    return [ids.pop(entry.keys[0], None) for entry in new]  # popped: a repeat within the batch is not new either


async def touch_keys(conn: Connection, feed_id: int, keys: Sequence[str], now: datetime) -> None:
    """Note that the keys are still in the feed."""
    if keys:
        seen = sa.update(seen_keys).where(seen_keys.c.feed_id == feed_id, seen_keys.c.key.in_(keys))
        await conn.execute(seen.values(last_seen_at=now))


async def learn_keys(conn: Connection, feed_id: int, keys: Sequence[tuple[str, int | None]], now: datetime) -> None:
    """Further keys of entries that are known already, each with its entry; a key that is known stays as it is."""
    if keys:
        rows = [{"feed_id": feed_id, "key": key, "entry_id": entry_id, "last_seen_at": now} for key, entry_id in keys]
        await conn.execute(insert(seen_keys, conn.dialect.name).on_conflict_do_nothing(), rows)


async def forget_old_keys(conn: Connection, before: datetime) -> int:
    """Drop keys that left their feed before then; how many there were."""
    return (await conn.execute(sa.delete(seen_keys).where(seen_keys.c.last_seen_at < before))).rowcount


async def change(
    conn: Connection,
    entry_id: int,
    title: str,
    text: str,
    content_hash: str,
    annotation: Annotation,
    changed_at: datetime | None = None,
) -> None:
    """An edited entry: the new text with what is understood of it now; its identity, times and story stay.

    `changed_at`: when the headline changed, None if only the text did; the headline until then is kept as the earlier one.
    """
    values: dict[str, Any] = {
        "title": title,
        "text": text,
        "content_hash": content_hash,
        "relevant": annotation.relevant,
        "annotation": to_json(annotation),
    }
    if changed_at is not None:
        values |= {"earlier_title": entries.c.title, "changed_at": changed_at}
    await conn.execute(sa.update(entries).where(entries.c.id == entry_id).values(values))
    await conn.execute(sa.delete(entry_tags).where(entry_tags.c.entry_id == entry_id))
    await search.forget(conn, entry_id)
    at = (await conn.execute(sa.select(entries.c.at).where(entries.c.id == entry_id))).scalar_one_or_none()
    if at is not None:
        await _add_tags(conn, [(entry_id, at, annotation)])
        await search.keep(conn, [(entry_id, title, text)] if annotation.relevant else [])


async def count_of_feed(conn: Connection, feed_id: int) -> tuple[int, int]:
    """How many entries of the feed are stored, and how many of them are about bargaining."""
    relevant = sa.func.sum(sa.case((entries.c.relevant, 1), else_=0))
    row = (await conn.execute(sa.select(sa.func.count(), relevant).where(entries.c.feed_id == feed_id))).one()
    return row[0], int(row[1] or 0)


async def relevant_of_feed(conn: Connection, feed_id: int, limit: int) -> list[Entry]:
    """The feed's last entries about bargaining, newest first."""
    query = sa.select(entries).where(entries.c.feed_id == feed_id, entries.c.relevant)
    rows = await conn.execute(query.order_by(entries.c.at.desc(), entries.c.id.desc()).limit(limit))
    return [entry_of(row) for row in rows]


async def set_story(conn: Connection, entry_id: int, story_id: int | None) -> None:
    """Say which story the entry tells."""
    await conn.execute(sa.update(entries).where(entries.c.id == entry_id).values(story_id=story_id))


async def by_id(conn: Connection, entry_id: int) -> Entry | None:
    """One entry."""
    return (await by_ids(conn, [entry_id])).get(entry_id)


async def by_ids(conn: Connection, entry_ids: Iterable[int]) -> dict[int, Entry]:
    """Entries by id; ids that are not there are left out."""
    rows = await conn.execute(sa.select(entries).where(entries.c.id.in_(list(entry_ids))))
    return {row.id: entry_of(row) for row in rows}


async def of_stories(conn: Connection, story_ids: Iterable[int]) -> dict[int, list[Entry]]:
    """The entries of each story, oldest first; stories without any are left out."""
    query = sa.select(entries).where(entries.c.story_id.in_(list(story_ids))).order_by(entries.c.at, entries.c.id)
    found: dict[int, list[Entry]] = {}
    for row in await conn.execute(query):
        found.setdefault(row.story_id, []).append(entry_of(row))
    return found


async def content_hash(conn: Connection, entry_id: int) -> str | None:
    """The hash of the entry's content as last stored."""
    return (await content_hashes(conn, [entry_id])).get(entry_id)


async def content_hashes(conn: Connection, entry_ids: Iterable[int]) -> dict[int, str]:
    """The hashes of many entries' contents, by id."""
    query = sa.select(entries.c.id, entries.c.content_hash).where(entries.c.id.in_(list(entry_ids)))
    return dict((await conn.execute(query)).all())


async def _kept(conn: Connection, feed_id: int, keys: Sequence[str]) -> dict[str, int]:
    if not keys:
        return {}
    query = sa.select(entries.c.key, entries.c.id).where(entries.c.feed_id == feed_id, entries.c.key.in_(keys))
    return dict((await conn.execute(query)).all())


async def _add_tags(conn: Connection, tagged: Iterable[tuple[int, datetime, Annotation]]) -> None:
    rows = [
        {"entry_id": entry_id, "issue": issue, "at": at}
        for entry_id, at, annotation in tagged
        for issue in dict.fromkeys(annotation.issues)
    ]
    if rows:
        await conn.execute(sa.insert(entry_tags), rows)


def _row(feed_id: int, new: NewEntry) -> dict[str, Any]:
    return {
        "feed_id": feed_id,
        "key": new.keys[0],
        "outlet": new.outlet,
        "source": new.source,
        "url": new.url,
        "link": link_number(new.url),
        "title": new.title,
        "text": new.text,
        "published_at": new.published_at,
        "seen_at": new.seen_at,
        "at": new.at,
        "content_hash": new.content_hash,
        "relevant": new.annotation.relevant,
        "announced": new.announced,
        "annotation": to_json(new.annotation),
    }


def entry_of(row: sa.Row[Any]) -> Entry:
    """A row of table `entries` as an Entry."""
    return Entry(
        id=row.id,
        feed_id=row.feed_id,
        outlet=row.outlet,
        source=row.source,
        url=row.url,
        title=row.title,
        text=row.text,
        published_at=row.published_at,
        seen_at=row.seen_at,
        story_id=row.story_id,
        annotation=from_json(row.annotation),
        announced=row.announced,
        earlier_title=row.earlier_title,
        changed_at=row.changed_at,
        statement=row.statement,
        retracted_at=row.retracted_at,
        late_at=row.late_at,
    )
