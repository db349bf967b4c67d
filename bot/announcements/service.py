"""Announcements of a server's moderators: drafted, previewed, confirmed, cancelled; what is confirmed is exactly what is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.announcements.localtime import instant
from bot.announcements.when import wall_meant
from bot.clock import Clock
from bot.delivery.ids import new_id
from bot.delivery.limits import units
from bot.errors import UserError
from bot.models.desk import Announcement, AnnouncementState
from bot.models.posts import AnnouncementPost, Delivery
from bot.models.servers import AuditLine
from bot.storage import announcements, audit, deliveries, servers
from bot.storage.database import Connection, Database

LONGEST = 1_800  # as Discord counts: the message has a first line of its own, and says so when it is late
LATEST = timedelta(hours=6)  # after a downtime; later than that moderators hear of it instead
MOST_AHEAD = timedelta(days=366)
DRAFTS_KEPT = timedelta(days=2)


class AnnouncementService:
    """All methods may raise StorageBusy."""

    def __init__(self, *, db: Database, clock: Clock, wake: Callable[[], None]) -> None:
        self._db, self._clock, self._wake = db, clock, wake

    async def open(self) -> None:
        """Derive the instants again: the zone data may be newer than the process that wrote them. Raises StorageBusy."""
        async with self._db.transaction() as conn:
            for known in await announcements.waiting(conn):
                due_at = instant(known.wall, known.zone)
                if due_at != known.due_at and known.delivery_id is not None:
                    await announcements.redate(conn, known.id, due_at)
                    await deliveries.redate(conn, known.delivery_id, due_at=due_at, expires_at=due_at + LATEST)

    async def draft(
        self, guild_id: int, *, actor_id: int, channel_id: int, text: str, when: str, instead_of: int | None = None
    ) -> Announcement:
        """Keep what was typed, for a preview; nothing is scheduled yet. Times are those of the server's zone.

        `instead_of`: an earlier draft, which is thrown away.
        Raises UserError: not_set_up, announce_empty, announce_long, announce_unclear, announce_past, announce_far, and
        announce_scheduled where the earlier draft is confirmed meanwhile.
        """
        text = text.strip()
        if not text:
            raise UserError("announce_empty")
        if units(text) > LONGEST:
            raise UserError("announce_long", length=units(text), longest=LONGEST)
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await servers.get(conn, guild_id)
            if server is None or not server.ready:
                raise UserError("not_set_up")
            wall = wall_meant(when, now, server.zone)
            if wall is None:
                raise UserError("announce_unclear", typed=when)
            due_at = instant(wall, server.zone)
            if due_at <= now:
                raise UserError("announce_past")
            if due_at - now > MOST_AHEAD:
                raise UserError("announce_far")
            if instead_of is not None:
                await self._discard(conn, guild_id, instead_of)
            draft = Announcement(0, guild_id, channel_id, text, wall, server.zone, due_at, actor_id)
            draft = replace(draft, id=await announcements.add(conn, draft, now))
            await announcements.forget_drafts(conn, now - DRAFTS_KEPT)
        return draft

    async def get(self, guild_id: int, announcement_id: int) -> Announcement:
        """One announcement. Raises UserError("announce_unknown")."""
        async with self._db.reading() as conn:
            return await self._known(conn, guild_id, announcement_id)

    async def confirm(self, guild_id: int, announcement_id: int, *, actor_id: int) -> Announcement:
        """Schedule a draft; a second press finds it scheduled and changes nothing.

        Raises UserError: announce_unknown, announce_done (sent, cancelled or discarded), announce_past.
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            known = await self._known(conn, guild_id, announcement_id)
            if known.state is AnnouncementState.SCHEDULED and not known.sent:
                return known
            if known.state is not AnnouncementState.DRAFT:
                raise UserError("announce_done")
            if known.due_at <= now:
                raise UserError("announce_past")
            delivery = Delivery(
                id=new_id(),
                guild_id=guild_id,
                channel_id=known.channel_id,
                post=AnnouncementPost(known.id, known.text),
                due_at=known.due_at,
                expires_at=known.due_at + LATEST,
                silent=False,
                key=f"announcement:{known.id}",
            )
            await deliveries.add(conn, delivery, now)
            await announcements.schedule(conn, known.id, delivery.id)
            detail = f"{known.id} for {known.wall:%Y-%m-%d %H:%M} {known.zone}"
            await audit.add(conn, AuditLine(now, guild_id, actor_id, "announce schedule", detail))
            scheduled = await self._known(conn, guild_id, announcement_id)
        self._wake()
        return scheduled

    async def discard(self, guild_id: int, announcement_id: int) -> None:
        """Throw a draft away; harmless when it is gone already. Raises UserError("announce_scheduled")."""
        async with self._db.transaction() as conn:
            await self._discard(conn, guild_id, announcement_id)

    async def scheduled(self, guild_id: int) -> list[Announcement]:
        """What waits to be sent, the earliest first."""
        async with self._db.reading() as conn:
            return await announcements.scheduled(conn, guild_id)

    async def cancel(self, guild_id: int, announcement_id: int, *, actor_id: int) -> Announcement:
        """Withdraw what was scheduled. Raises UserError("announce_unknown") and "announce_done" once it is sent or on its way."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            known = await self._known(conn, guild_id, announcement_id)
            if known.state is not AnnouncementState.SCHEDULED or known.delivery_id is None:
                raise UserError("announce_done")
            if not await deliveries.withdraw(conn, known.delivery_id, now):
                raise UserError("announce_done")
            await announcements.withdraw(conn, known.id, AnnouncementState.SCHEDULED)
            await audit.add(conn, AuditLine(now, guild_id, actor_id, "announce cancel", str(known.id)))
        return known

    async def _discard(self, conn: Connection, guild_id: int, announcement_id: int) -> None:
        known = await announcements.get(conn, guild_id, announcement_id)
        if known is not None and known.state is AnnouncementState.SCHEDULED:
            raise UserError("announce_scheduled")
        if known is not None:
            await announcements.withdraw(conn, known.id, AnnouncementState.DRAFT)

    async def _known(self, conn: Connection, guild_id: int, announcement_id: int) -> Announcement:
        found = await announcements.get(conn, guild_id, announcement_id)
        if found is None:
            raise UserError("announce_unknown")
        return found
