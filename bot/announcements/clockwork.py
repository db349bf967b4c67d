"""What the clock does to announcements: series go on, what nobody approved in time lapses, corrections are linked once they are sent."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.announcements.publishing import link_correction, turn
from bot.announcements.service import DRAFTS_KEPT, KIND
from bot.approvals.service import ApprovalService
from bot.clock import Clock
from bot.delivery.notices import SUBJECT, to_moderators
from bot.errors import StorageBusy
from bot.models.announcements import Announcement, AnnouncementMissed, AnnouncementState
from bot.storage import announcement_posts, announcements, pictures, servers
from bot.storage.database import Connection, Database

log = logging.getLogger(__name__)


class AnnouncementClockwork:
    """Ticked every second. What it finds is in the database, so that a restart changes nothing."""

    def __init__(self, *, db: Database, clock: Clock, approvals: ApprovalService, wake: Callable[[], None]) -> None:
        self._db, self._clock, self._approvals, self._wake = db, clock, approvals, wake

    async def tick(self) -> None:
        """Look once; a step that cannot write is left to the next tick."""
        now = self._clock.now()
        try:
            async with self._db.reading() as conn:
                due, unlinked = await announcements.anything_due(conn, now), await announcement_posts.any_unlinked(conn)
            if due or unlinked:
                await self._work(now)
                self._wake()
        except StorageBusy as e:
            log.warning("announcements wait: %s", e)

    async def tidy(self) -> None:
        """Delete pictures whose drafts were never confirmed. Raises StorageBusy."""
        async with self._db.transaction() as conn:
            await pictures.forget_unused(conn, self._clock.now() - 2 * DRAFTS_KEPT)

    async def _work(self, now: datetime) -> None:
        async with self._db.transaction() as conn:
            for known in await announcements.turning(conn, now):
                late = await turn(conn, known, now)
                if late:
                    await self._tell_missed(conn, known, late, now)
            for known in await announcements.lapsing(conn, now):
                await announcements.save(conn, replace(known, state=AnnouncementState.LAPSED))
                await self._approvals.lapse(conn, known.guild_id, KIND, known.id, now=now)
            for correction_id, corrected_id in await announcement_posts.unlinked(conn):
                await link_correction(conn, correction_id, corrected_id, now)

    async def _tell_missed(self, conn: Connection, known: Announcement, late: list[datetime], now: datetime) -> None:
        """Dates of a series that passed while nobody looked."""
        server = await servers.get(conn, known.guild_id)
        notice = AnnouncementMissed(
            announcement_id=known.id,
            channel_id=known.channel_id,
            planned_at=late[0],
            text=known.text[:SUBJECT],
            count=len(late),
            series=True,
        )
        key = f"announcement-missed:{known.id}:{late[0].isoformat()}"
        await to_moderators(conn, [server] if server is not None else [], notice, key=key, now=now)
