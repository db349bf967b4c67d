"""Servers' routes and mutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.models.routing import Mute, Place, Route, Rules
from bot.models.servers import Server
from bot.storage import tag_fixes
from bot.storage.database import Connection, insert
from bot.storage.tables import mutes, routes


async def rules_for(conn: Connection, servers: Sequence[Server]) -> dict[int, Rules]:
    """Each server's rules, by guild id."""
    ids = [server.guild_id for server in servers]
    found_routes: dict[int, list[Route]] = {}
    for row in await conn.execute(sa.select(routes).where(routes.c.guild_id.in_(ids)).order_by(routes.c.id)):
        found_routes.setdefault(row.guild_id, []).append(_route(row))
    found_mutes: dict[int, list[Mute]] = {}
    wanted = sa.select(mutes).where(mutes.c.guild_id.in_(ids)).order_by(mutes.c.kind, mutes.c.value)
    for row in await conn.execute(wanted):
        found_mutes.setdefault(row.guild_id, []).append(Mute(row.kind, row.value))
    off = await tag_fixes.of_servers(conn, ids)
    return {
        server.guild_id: Rules(
            routes=tuple(found_routes.get(server.guild_id, ())),
            mutes=tuple(found_mutes.get(server.guild_id, ())),
            hide_paywalled=server.hide_paywalled,
            tags_off=off.get(server.guild_id, frozenset()),
        )
        for server in servers
    }


async def set_route(conn: Connection, guild_id: int, kind: str, subject: str, place: Place) -> None:
    """Send stories about the subject there; a route that exists keeps its turn."""
    values = {"channel_id": place.channel_id, "forum": place.forum, "gone_at": None}
    new = insert(routes, conn.dialect.name).values(guild_id=guild_id, kind=kind, subject=subject, **values)
    await conn.execute(new.on_conflict_do_update(index_elements=["guild_id", "kind", "subject"], set_=values))


async def move_route(conn: Connection, guild_id: int, route_id: int, place: Place) -> bool:
    """Give the route another place; False where the server has no such route."""
    mine = sa.update(routes).where(routes.c.id == route_id, routes.c.guild_id == guild_id)
    values = {"channel_id": place.channel_id, "forum": place.forum, "gone_at": None}
    return (await conn.execute(mine.values(values))).rowcount == 1


async def drop_route(conn: Connection, guild_id: int, kind: str, subject: str) -> bool:
    """Let the subject's stories go to the news channel again; False where there was no route."""
    mine = sa.delete(routes).where(routes.c.guild_id == guild_id, routes.c.kind == kind, routes.c.subject == subject)
    return (await conn.execute(mine)).rowcount == 1


async def lose_place(conn: Connection, guild_id: int, channel_id: int, now: datetime) -> list[Route]:
    """The channel was deleted: its routes are passed over from now on. Those that were in use until then."""
    mine = routes.c.guild_id == guild_id, routes.c.channel_id == channel_id, routes.c.gone_at.is_(None)
    lost = [_route(row) for row in await conn.execute(sa.select(routes).where(*mine).order_by(routes.c.id))]
    if lost:
        await conn.execute(sa.update(routes).where(*mine).values(gone_at=now))
    return lost


async def add_mute(conn: Connection, guild_id: int, mute: Mute) -> bool:
    """Mute it; False where it was muted already."""
    new = insert(mutes, conn.dialect.name).values(guild_id=guild_id, kind=mute.kind, value=mute.value)
    return (await conn.execute(new.on_conflict_do_nothing().returning(mutes.c.value))).first() is not None


async def drop_mutes(conn: Connection, guild_id: int, unmuted: Iterable[Mute]) -> int:
    """Mute them no longer; how many were."""
    count = 0
    for mute in unmuted:
        mine = sa.delete(mutes).where(mutes.c.guild_id == guild_id, mutes.c.kind == mute.kind)
        count += (await conn.execute(mine.where(mutes.c.value == mute.value))).rowcount
    return count


def _route(row: sa.Row[Any]) -> Route:
    return Route(row.id, row.kind, row.subject, Place(row.channel_id, row.forum), row.gone_at)
