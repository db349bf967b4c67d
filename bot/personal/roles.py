"""Roles that notify: whether a server lets its members take them, which role stands for what, and who took one."""

from __future__ import annotations

from dataclasses import replace

from bot.clock import Clock
from bot.errors import UserError
from bot.models.members import Followed
from bot.models.servers import AuditLine, Server
from bot.storage import audit, ping_roles, servers
from bot.storage.database import Connection, Database


class RoleService:
    """All methods may raise StorageBusy. Giving and taking a role in Discord is the cog's."""

    def __init__(self, *, db: Database, clock: Clock) -> None:
        self._db, self._clock = db, clock

    async def allow(self, guild_id: int, *, actor_id: int, on: bool) -> Server:
        """Let members take such roles, or not; roles that are there stay, but notify nobody. Raises UserError("not_set_up")."""
        async with self._db.transaction() as conn:
            server = replace(await _ready(conn, guild_id), follow_roles=on)
            await servers.save(conn, server)
            await audit.add(
                conn, AuditLine(self._clock.now(), guild_id, actor_id, "follow roles", "on" if on else "off")
            )
        return server

    async def role_of(self, guild_id: int, followed: Followed) -> int | None:
        """The role for it, None where none was made yet. Raises UserError: "not_set_up", "roles_off"."""
        async with self._db.reading() as conn:
            if not (await _ready(conn, guild_id)).follow_roles:
                raise UserError("roles_off")
            return await ping_roles.role_of(conn, guild_id, followed)

    async def made(self, guild_id: int, followed: Followed, role_id: int) -> None:
        """A role was made for it."""
        async with self._db.transaction() as conn:
            await ping_roles.keep(conn, guild_id, followed, role_id)

    async def gone(self, guild_id: int, role_id: int) -> None:
        """A role was deleted in Discord."""
        async with self._db.transaction() as conn:
            await ping_roles.gone(conn, guild_id, role_id)

    async def took(self, guild_id: int, member_id: int, followed: Followed) -> None:
        """The member was given the role."""
        async with self._db.transaction() as conn:
            await ping_roles.took(conn, guild_id, member_id, followed, self._clock.now())

    async def gave_back(self, guild_id: int, member_id: int, followed: Followed) -> None:
        """The role was taken off the member."""
        async with self._db.transaction() as conn:
            await ping_roles.gave_back(conn, guild_id, member_id, followed)

    async def held_by(self, member_id: int) -> list[tuple[int, Followed, int]]:
        """Server, subject and role of each that the member took, on every server."""
        async with self._db.reading() as conn:
            return await ping_roles.held_by(conn, member_id)


async def _ready(conn: Connection, guild_id: int) -> Server:
    server = await servers.get(conn, guild_id)
    if server is None or not server.ready:
        raise UserError("not_set_up")
    return server
