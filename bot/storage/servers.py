"""Servers and their choices."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.models.approvals import Policy
from bot.models.servers import Server
from bot.storage.database import Connection, insert, values_of
from bot.storage.tables import metadata, servers


async def get(conn: Connection, guild_id: int) -> Server | None:
    """One server, None if it was never seen."""
    return next(iter(await _all(conn, sa.select(servers).where(servers.c.guild_id == guild_id))), None)


async def save(conn: Connection, server: Server) -> None:
    """Write all of the server's row, new or not."""
    values = asdict(server)
    new = insert(servers, conn.dialect.name).values(values)
    await conn.execute(new.on_conflict_do_update(index_elements=["guild_id"], set_=values))


async def ready(conn: Connection) -> list[Server]:
    """Servers in which stories can be posted (Server.ready), paused ones too."""
    both = servers.c.news_channel_id.is_not(None) & servers.c.mod_channel_id.is_not(None)
    return await _all(conn, sa.select(servers).where(both, servers.c.left_at.is_(None)))


async def all_servers(conn: Connection) -> list[Server]:
    """Every server ever seen, also those the bot has left."""
    return await _all(conn, sa.select(servers))


async def left_before(conn: Connection, moment: datetime) -> list[int]:
    """Guild ids of the servers that the bot left before then."""
    query = sa.select(servers.c.guild_id).where(servers.c.left_at < moment).order_by(servers.c.guild_id)
    return list((await conn.execute(query)).scalars())


async def forget(conn: Connection, guild_id: int) -> None:
    """Delete everything that is kept of a server, in every table: a table of a server's rows has a column `guild_id`."""
    for table in reversed(metadata.sorted_tables):
        if "guild_id" in table.c:
            await conn.execute(sa.delete(table).where(table.c.guild_id == guild_id))


async def _all(conn: Connection, query: sa.Select[Any]) -> list[Server]:
    return [_server(values_of(row)) for row in await conn.execute(query.order_by(servers.c.guild_id))]


def _server(values: dict[str, Any]) -> Server:
    return Server(**values | {"approval": Policy(values["approval"])})
