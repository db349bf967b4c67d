"""The audit trail: what moderators did. Lines are added and read, never changed."""

from __future__ import annotations

from dataclasses import asdict, fields

import sqlalchemy as sa

from bot.models.servers import AuditLine
from bot.storage.database import Connection, values_of
from bot.storage.tables import audit

_COLUMNS = tuple(each.name for each in fields(AuditLine))


async def add(conn: Connection, line: AuditLine) -> None:
    """Add a line."""
    await conn.execute(sa.insert(audit).values(asdict(line)))


async def latest(conn: Connection, guild_id: int, limit: int) -> list[AuditLine]:
    """A server's last lines, newest first."""
    query = sa.select(*(audit.c[name] for name in _COLUMNS))
    query = query.where(audit.c.guild_id == guild_id).order_by(audit.c.at.desc(), audit.c.id.desc()).limit(limit)
    return [AuditLine(**values_of(row)) for row in await conn.execute(query)]
