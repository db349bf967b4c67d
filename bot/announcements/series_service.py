"""One date of a series left out, and taken in again; a role that is gone. What a series is, `series.py` knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from bot.announcements.localtime import instant
from bot.announcements.publishing import move, post_of
from bot.announcements.recurrence import falls_on
from bot.announcements.series import following, rule_of
from bot.clock import Clock
from bot.delivery.notices import SUBJECT, to_moderators
from bot.errors import UserError
from bot.models.announcements import Announcement, AnnouncementRole, AnnouncementState, Repeat, Version
from bot.models.servers import AuditLine
from bot.storage import announcement_posts, announcements, audit, deliveries, servers
from bot.storage.database import Connection, Database


class SeriesService:
    """All methods may raise StorageBusy."""

    def __init__(self, *, db: Database, clock: Clock, wake: Callable[[], None]) -> None:
        self._db, self._clock, self._wake = db, clock, wake

    async def skip(
        self, guild_id: int, announcement_id: int, *, actor_id: int, day: date | None = None
    ) -> tuple[Announcement, date]:
        """Leave out the next date, or `day` where that is the next; skipped already, nothing changes. The series and the date.

        Raises UserError: announce_unknown, announce_no_series, announce_last (the last one: cancel it instead), announce_gone.
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            known, repeat = await self._series(conn, guild_id, announcement_id)
            skipped = day or known.wall.date()
            if skipped in repeat.skipped:
                return known, skipped
            if skipped != known.wall.date():
                raise UserError("announce_gone")
            found = following(repeat, known.wall, known.zone)
            if found is None:
                raise UserError("announce_last")
            known = replace(known, repeat=replace(repeat, skipped=(*repeat.skipped, skipped)))
            known = await self._moved(conn, known, found.day, found.at)
            await self._note(conn, known, "skipped", actor_id, now, f"{known.id} {skipped}")
        self._wake()
        return known, skipped

    async def restore(self, guild_id: int, announcement_id: int, *, actor_id: int, day: date) -> Announcement:
        """Take a skipped date in again, if it is still ahead; taken in already, nothing changes.

        Raises UserError: announce_unknown, announce_no_series, announce_past, announce_gone.
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            known, repeat = await self._series(conn, guild_id, announcement_id)
            at = instant(datetime.combine(day, known.wall.time()), known.zone)
            if day not in repeat.skipped or not falls_on(rule_of(repeat, known.wall), day):
                return known
            if at <= now:
                raise UserError("announce_past")
            left = tuple(each for each in repeat.skipped if each != day)
            known = replace(known, repeat=replace(repeat, skipped=left))
            if day < known.wall.date():
                known = await self._moved(conn, known, day, at)
            else:
                await announcements.save(conn, known)
            await self._note(conn, known, "restored", actor_id, now, f"{known.id} {day}")
        self._wake()
        return known

    async def roles_present(self, guild_id: int, present: set[int]) -> int:
        """The server's roles, after the bot was away: those that are missing were deleted meanwhile; how many announcements that meets."""
        async with self._db.reading() as conn:
            wanted = await announcements.roles_wanted(conn, guild_id)
        return sum([await self.role_gone(guild_id, role_id) for role_id in sorted(wanted - present)])

    async def role_gone(self, guild_id: int, role_id: int) -> int:
        """A role was deleted: what is scheduled notifies nobody instead, and moderators are told; how many announcements."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            found = await announcements.mentioning(conn, guild_id, role_id)
            for known in found:
                without = replace(known, manner=replace(known.manner, role_id=None))
                await announcements.save(conn, without)
                if known.state is AnnouncementState.SCHEDULED and known.delivery_id is not None:
                    await deliveries.replace_post(conn, known.delivery_id, post_of(without))
                notice = AnnouncementRole(known.id, known.channel_id, known.due_at, known.text[:SUBJECT])
                server = await servers.get(conn, guild_id)
                key = f"announcement-role:{known.id}:{role_id}"
                await to_moderators(conn, [server] if server is not None else [], notice, key=key, now=now)
        if found:
            self._wake()
        return len(found)

    async def _series(self, conn: Connection, guild_id: int, announcement_id: int) -> tuple[Announcement, Repeat]:
        known = await announcements.get(conn, guild_id, announcement_id)
        if known is None:
            raise UserError("announce_unknown")
        if known.repeat is None or known.state is not AnnouncementState.SCHEDULED or known.turn_at is None:
            raise UserError("announce_no_series")
        return known, known.repeat

    async def _moved(self, conn: Connection, known: Announcement, day: date, at: datetime) -> Announcement:
        known = replace(known, wall=datetime.combine(day, known.wall.time()), due_at=at, turn_at=at)
        await move(conn, known)
        await announcements.save(conn, known)
        return known

    async def _note(
        self, conn: Connection, known: Announcement, what: str, actor_id: int, now: datetime, detail: str
    ) -> None:
        version = Version(now, actor_id, what, known.text, known.due_at)
        await announcement_posts.note(conn, known.guild_id, known.id, version)
        action = "announce skip" if what == "skipped" else "announce restore"
        await audit.add(conn, AuditLine(now, known.guild_id, actor_id, action, detail))
