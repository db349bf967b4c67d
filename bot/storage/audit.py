"""The audit trail: what moderators did. Lines are added, read, and deleted once they are old; only to forget a person is one changed."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import datetime

import sqlalchemy as sa

from bot.models.servers import AuditLine
from bot.models.trail import TrailQuery
from bot.storage.database import Connection, values_of
from bot.storage.tables import audit
from bot.trail.kinds import KINDS, SETTINGS

_COLUMNS = tuple(each.name for each in fields(AuditLine))
_LINE = sa.select(*(audit.c[name] for name in _COLUMNS))


async def add(conn: Connection, line: AuditLine) -> None:
    """Add a line."""
    await conn.execute(sa.insert(audit).values(asdict(line)))


async def latest(conn: Connection, guild_id: int, limit: int) -> list[AuditLine]:
    """A server's last lines, newest first."""
    query = _LINE.where(audit.c.guild_id == guild_id).order_by(audit.c.at.desc(), audit.c.id.desc()).limit(limit)
    return [AuditLine(**values_of(row)) for row in await conn.execute(query)]


async def found(
    conn: Connection, guild_id: int, query: TrailQuery, *, since: datetime, until: datetime, offset: int, limit: int
) -> list[AuditLine]:
    """A server's lines after `since` and up to `until` that fit the query, newest first."""
    wanted = _LINE.where(*_fitting(guild_id, query, since, until))
    wanted = wanted.order_by(audit.c.at.desc(), audit.c.id.desc()).offset(offset).limit(limit)
    return [AuditLine(**values_of(row)) for row in await conn.execute(wanted)]


async def count(conn: Connection, guild_id: int, query: TrailQuery, *, since: datetime, until: datetime) -> int:
    """How many lines `found` has in all."""
    wanted = sa.select(sa.func.count()).select_from(audit).where(*_fitting(guild_id, query, since, until))
    return (await conn.execute(wanted)).scalar_one()


async def delete(conn: Connection, *, before: datetime, limit: int) -> int:
    """Delete up to `limit` lines older than that; how many."""
    old = sa.select(audit.c.id).where(audit.c.at < before).order_by(audit.c.at).limit(limit)
    ids = list((await conn.execute(old)).scalars())
    if ids:
        await conn.execute(sa.delete(audit).where(audit.c.id.in_(ids)))
    return len(ids)


def _fitting(guild_id: int, query: TrailQuery, since: datetime, until: datetime) -> list[sa.ColumnElement[bool]]:
    wanted = [audit.c.guild_id == guild_id, audit.c.at > since, audit.c.at <= until]
    if query.actor_id is not None:
        wanted.append(audit.c.actor_id == query.actor_id)
    if query.kind == SETTINGS:
        wanted.append(sa.not_(_begins([word for words in KINDS.values() for word in words])))
    elif query.kind:
        wanted.append(_begins(KINDS[query.kind]))
    return wanted


def _begins(words: tuple[str, ...] | list[str]) -> sa.ColumnElement[bool]:
    return sa.or_(*(sa.or_(audit.c.action == word, audit.c.action.startswith(f"{word} ")) for word in words))
