"""Announcements of a server's moderators: drafted, previewed, confirmed, cancelled; what is confirmed is exactly what is sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.announcements.localtime import instant, wall_of
from bot.announcements.when import wall_meant
from bot.clock import Clock
from bot.delivery import notices
from bot.delivery.ids import new_id
from bot.errors import UserError
from bot.models.desk import Announcement, AnnouncementState
from bot.models.posts import AnnouncementMissed, AnnouncementPost, Delivery
from bot.models.servers import AuditLine
from bot.storage import announcements, audit, deliveries, servers
from bot.storage.database import Connection, Database

LONGEST = 1_800  # characters: the message has a first line of its own, and says so when it is late
LATEST = timedelta(hours=6)  # after a downtime; later than that moderators hear of it instead
MOST_AHEAD = timedelta(days=366)
DRAFTS_KEPT = timedelta(days=2)
BEGINNING = 120


class AnnouncementService:
    """All methods may raise StorageBusy."""

    def __init__(self, *, db: Database, clock: Clock, wake: Callable[[], None]) -> None:
        self._db, self._clock, self._wake = db, clock, wake

    async def draft(self, guild_id: int, *, actor_id: int, channel_id: int, text: str, when: str) -> Announcement:
        """Keep what was typed, for a preview; nothing is scheduled yet. Times are those of the server's zone.

        Raises UserError: not_set_up, announce_empty, announce_long, announce_unclear, announce_past, announce_far.
        """
        text = text.strip()
        if not text:
            raise UserError("announce_empty")
        if len(text) > LONGEST:
            raise UserError("announce_long", length=len(text), longest=LONGEST)
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await servers.get(conn, guild_id)
            if server is None or not server.ready:
                raise UserError("not_set_up")
            wall = wall_meant(when, wall_of(now, server.zone))
            if wall is None:
                raise UserError("announce_unclear", typed=when)
            due_at = instant(wall, server.zone)
            if due_at <= now:
                raise UserError("announce_past")
            if due_at - now > MOST_AHEAD:
                raise UserError("announce_far")
            draft = Announcement(0, guild_id, channel_id, text, wall, server.zone, due_at, actor_id)
            number = await announcements.add(conn, draft, now)
            await announcements.forget_drafts(conn, now - DRAFTS_KEPT)
        return Announcement(number, guild_id, channel_id, text, wall, server.zone, due_at, actor_id)

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
        """Throw a draft away; harmless when it is gone already. Raises UserError("announce_unknown"), "announce_scheduled"."""
        async with self._db.transaction() as conn:
            known = await self._known(conn, guild_id, announcement_id)
            if known.state is AnnouncementState.SCHEDULED:
                raise UserError("announce_scheduled")
            await announcements.withdraw(conn, known.id, AnnouncementState.DRAFT)

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
            if not await deliveries.cancel(conn, [known.delivery_id]):
                raise UserError("announce_done")
            await announcements.withdraw(conn, known.id, AnnouncementState.SCHEDULED)
            await audit.add(conn, AuditLine(now, guild_id, actor_id, "announce cancel", str(known.id)))
        return known

    async def _known(self, conn: Connection, guild_id: int, announcement_id: int) -> Announcement:
        found = await announcements.get(conn, guild_id, announcement_id)
        if found is None:
            raise UserError("announce_unknown")
        return found


class Expiry:
    """Gives up what came too late, and tells moderators of announcements among it."""

    def __init__(self, *, db: Database, clock: Clock, wake: Callable[[], None]) -> None:
        self._db, self._clock, self._wake = db, clock, wake

    async def tick(self) -> None:
        """Look once. May raise StorageBusy, and then has changed nothing."""
        now = self._clock.now()
        async with self._db.reading() as conn:
            if not await deliveries.any_expired(conn, now):
                return
        async with self._db.transaction() as conn:
            late = await deliveries.expire(conn, now)
            for delivery in late:
                if not isinstance(delivery.post, AnnouncementPost):
                    continue  # a reminder whose date has begun is of no use to anybody
                await announcements.missed(conn, delivery.post.announcement_id)
                server = await servers.get(conn, delivery.guild_id)
                notice = AnnouncementMissed(
                    announcement_id=delivery.post.announcement_id,
                    channel_id=delivery.channel_id,
                    planned_at=delivery.due_at,
                    text=delivery.post.text[:BEGINNING],
                )
                key = f"announcement-missed:{delivery.post.announcement_id}"
                await notices.to_moderators(conn, [server] if server else [], notice, key=key, now=now)
        if late:
            self._wake()
