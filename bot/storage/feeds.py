"""Feeds, the hosts that asked us to wait, and who follows what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.models.feeds import Feed, FeedState, Problem, Validators
from bot.storage.database import Connection, insert
from bot.storage.tables import entries, feeds, hosts, paused_feeds, server_feeds


def _at_once(_url: str) -> timedelta:
    return timedelta(0)


async def ensure(
    conn: Connection,
    wanted: Iterable[tuple[str, str, str | None]],
    now: datetime,
    spread: Callable[[str], timedelta] = _at_once,
) -> None:
    """Know the feeds (url, title, outlet) that are on by default; a new one is first checked at `now + spread(url)`."""
    rows = [
        {"url": url, "title": title, "outlet": outlet, "next_check_at": now + spread(url)}
        for url, title, outlet in wanted
    ]
    if rows:
        new = insert(feeds, conn.dialect.name)
        await conn.execute(new.on_conflict_do_update(index_elements=["url"], set_={"listed": True}), rows)


async def add(
    conn: Connection, url: str, *, title: str, outlet: str | None, private: bool, next_check_at: datetime
) -> Feed:
    """Know a feed that a moderator gave, by its address; the one that is known already, which stays private once it is."""
    values = {"url": url, "title": title, "outlet": outlet, "private": private, "next_check_at": next_check_at}
    new = insert(feeds, conn.dialect.name).values(listed=False, **values)
    secret = {"private": sa.or_(feeds.c.private, sa.literal(private))}
    stored = await conn.execute(new.on_conflict_do_update(index_elements=["url"], set_=secret).returning(*feeds.c))
    return feed_of(stored.one())


async def due(conn: Connection, now: datetime, limit: int) -> list[Feed]:
    """Active feeds whose check is due, the longest waiting first."""
    query = sa.select(feeds).where(feeds.c.next_check_at <= now, feeds.c.state == FeedState.ACTIVE.value)
    return await _all(conn, query.order_by(feeds.c.next_check_at, feeds.c.id).limit(limit))


async def save(conn: Connection, feed: Feed) -> None:
    """Write all of the feed's row."""
    await conn.execute(sa.update(feeds).where(feeds.c.id == feed.id).values(_chosen(feed) | _polled(feed)))


async def save_polls(conn: Connection, polled: Sequence[Feed]) -> None:
    """Write what polls found out, and nothing that a person may have changed meanwhile: neither address nor state."""
    if polled:
        await conn.execute(
            sa.update(feeds).where(feeds.c.id == sa.bindparam("b_id")),
            [_polled(feed) | {"b_id": feed.id} for feed in polled],
        )


async def stop(conn: Connection, feed_id: int) -> None:
    """Poll the feed no more: its server said that it is gone."""
    gone = sa.update(feeds).where(feeds.c.id == feed_id, feeds.c.state == FeedState.ACTIVE.value)
    await conn.execute(gone.values(state=FeedState.GONE.value))


async def drop_secret(conn: Connection, feed_ids: Iterable[int]) -> None:
    """Delete those of the feeds whose address is a secret and that nobody follows or has paused, with their entries."""
    taken = sa.or_(*(sa.exists().where(table.c.feed_id == feeds.c.id) for table in (server_feeds, paused_feeds)))
    await conn.execute(sa.delete(feeds).where(feeds.c.id.in_(list(feed_ids)), feeds.c.private, ~taken))


async def move(conn: Connection, feed_id: int, url: str) -> None:
    """Poll the feed at another address from now on."""
    await conn.execute(sa.update(feeds).where(feeds.c.id == feed_id).values(url=url))


async def all_feeds(conn: Connection) -> list[Feed]:
    """Every feed, by id."""
    return await _all(conn, sa.select(feeds).order_by(feeds.c.id))


async def listed(conn: Connection) -> list[int]:
    """Ids of the feeds that are on by default."""
    return list((await conn.execute(sa.select(feeds.c.id).where(feeds.c.listed).order_by(feeds.c.id))).scalars())


async def of_server(conn: Connection, guild_id: int) -> list[Feed]:
    """The feeds a server follows and has not paused, by title; not the one of its own statements."""
    query = sa.select(feeds).join(server_feeds, server_feeds.c.feed_id == feeds.c.id)
    query = query.where(server_feeds.c.guild_id == guild_id, feeds.c.guild_id.is_(None))
    return await _all(conn, query.order_by(feeds.c.title, feeds.c.id))


async def by_id(conn: Connection, feed_id: int) -> Feed | None:
    """One feed."""
    return next(iter(await _all(conn, sa.select(feeds).where(feeds.c.id == feed_id))), None)


async def by_url(conn: Connection, url: str) -> Feed | None:
    """One feed by its address, letter for letter."""
    return next(iter(await _all(conn, sa.select(feeds).where(feeds.c.url == url))), None)


async def held_hosts(conn: Connection, now: datetime) -> dict[str, datetime]:
    """Hosts that asked us to wait, and until when; those whose time has come are left out."""
    rows = await conn.execute(sa.select(hosts.c.host, hosts.c.not_before).where(hosts.c.not_before > now))
    return dict(rows.all())


async def hold_host(conn: Connection, host: str, until: datetime) -> None:
    """Ask nothing of the host before then; the last word counts."""
    new = insert(hosts, conn.dialect.name).values(host=host, not_before=until)
    await conn.execute(new.on_conflict_do_update(index_elements=["host"], set_={"not_before": until}))


async def recent_gaps(conn: Connection, feed_id: int, n: int = 10) -> list[datetime]:
    """Times of the feed's last n entries, newest first."""
    query = sa.select(entries.c.at).where(entries.c.feed_id == feed_id).order_by(entries.c.at.desc()).limit(n)
    return list((await conn.execute(query)).scalars())


async def followers(conn: Connection, feed_id: int) -> list[int]:
    """Guild ids of the servers that follow the feed."""
    query = (
        sa.select(server_feeds.c.guild_id).where(server_feeds.c.feed_id == feed_id).order_by(server_feeds.c.guild_id)
    )
    return list((await conn.execute(query)).scalars())


async def followed_by(conn: Connection, guild_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """The feeds that each of the servers follows; servers that follow none are left out."""
    query = sa.select(server_feeds).where(server_feeds.c.guild_id.in_(list(guild_ids)))
    found: dict[int, set[int]] = {}
    for row in await conn.execute(query):
        found.setdefault(row.guild_id, set()).add(row.feed_id)
    return {guild_id: frozenset(feed_ids) for guild_id, feed_ids in found.items()}


async def follow(conn: Connection, guild_id: int, feed_ids: Iterable[int]) -> None:
    """Let a server follow feeds, besides those it follows; the server's row must exist."""
    rows = [{"guild_id": guild_id, "feed_id": feed_id} for feed_id in feed_ids]
    if rows:
        await conn.execute(insert(server_feeds, conn.dialect.name).on_conflict_do_nothing(), rows)


async def _all(conn: Connection, query: sa.Select[Any]) -> list[Feed]:
    return [feed_of(row) for row in await conn.execute(query)]


def feed_of(row: sa.Row[Any]) -> Feed:
    """A row of table `feeds` as a Feed."""
    return Feed(
        id=row.id,
        url=row.url,
        title=row.title,
        outlet=row.outlet,
        state=FeedState(row.state),
        validators=Validators(row.etag, row.last_modified, row.body_hash),
        next_check_at=row.next_check_at,
        last_try_at=row.last_try_at,
        last_ok_at=row.last_ok_at,
        last_new_at=row.last_new_at,
        first_polled_at=row.first_polled_at,
        failures=row.failures,
        failing_since=row.failing_since,
        problem=Problem(row.problem) if row.problem else None,
        problem_detail=row.problem_detail,
        noticed_at=row.noticed_at,
        move_target=row.move_target,
        move_seen=row.move_seen,
        move_since=row.move_since,
        gone_since=row.gone_since,
        interval=row.interval,
        listed=row.listed,
        private=row.private,
    )


def _chosen(feed: Feed) -> dict[str, Any]:
    return {
        "url": feed.url,
        "outlet": feed.outlet,
        "state": feed.state.value,
        "listed": feed.listed,
        "private": feed.private,
    }


def _polled(feed: Feed) -> dict[str, Any]:
    return {
        "title": feed.title,
        "etag": feed.validators.etag,
        "last_modified": feed.validators.last_modified,
        "body_hash": feed.validators.body_hash,
        "next_check_at": feed.next_check_at,
        "last_try_at": feed.last_try_at,
        "last_ok_at": feed.last_ok_at,
        "last_new_at": feed.last_new_at,
        "first_polled_at": feed.first_polled_at,
        "failures": feed.failures,
        "failing_since": feed.failing_since,
        "problem": feed.problem.value if feed.problem else None,
        "problem_detail": feed.problem_detail,
        "noticed_at": feed.noticed_at,
        "move_target": feed.move_target,
        "move_seen": feed.move_seen,
        "move_since": feed.move_since,
        "gone_since": feed.gone_since,
        "interval": feed.interval,
    }
