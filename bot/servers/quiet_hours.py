"""A server's quiet hours as its moderators choose them; what they mean for a moment is in `bot/delivery/quiet.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time

from bot.clock import Clock
from bot.delivery.quiet import quiet_until
from bot.errors import UserError
from bot.models.servers import AuditLine, Server
from bot.servers.differences import differences
from bot.storage import audit, deliveries, servers
from bot.storage.database import Connection, Database


class QuietHours:
    """Changes a server's quiet hours, and with them the time of the stories that wait. Methods may raise StorageBusy."""

    def __init__(self, *, db: Database, clock: Clock, wake: Callable[[], None]) -> None:
        self._db, self._clock, self._wake = db, clock, wake

    async def choose(self, guild_id: int, *, actor_id: int, begins: time, ends: time) -> Server:
        """Local times; over midnight where the end is earlier. Raises UserError("not_set_up"), UserError("quiet_same")."""
        if begins == ends:
            raise UserError("quiet_same")
        return await self._change(guild_id, actor_id, begins, ends)

    async def drop(self, guild_id: int, *, actor_id: int) -> Server:
        """No quiet hours: what waited is posted now. Raises UserError("not_set_up")."""
        return await self._change(guild_id, actor_id, None, None)

    async def _change(self, guild_id: int, actor_id: int, begins: time | None, ends: time | None) -> Server:
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await servers.get(conn, guild_id)
            if server is None or not server.ready:
                raise UserError("not_set_up")
            before, server = server, replace(server, quiet_from=begins, quiet_to=ends)
            await servers.save(conn, server)
            await hold_anew(conn, server, now=now)
            detail = f"{begins:%H:%M} to {ends:%H:%M}" if begins and ends else "off"
            await audit.add(conn, AuditLine(now, guild_id, actor_id, "quiet", detail, *differences(before, server)))
        self._wake()
        return server


async def hold_anew(conn: Connection, server: Server, *, now: datetime) -> None:
    """Give the stories that wait for the end of quiet hours the end that is right now: the hours or the zone changed."""
    await deliveries.redate_news(conn, server.guild_id, after=now, due_at=quiet_until(server, now) or now)
