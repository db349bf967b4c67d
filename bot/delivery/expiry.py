"""What came too late to be of use: it is given up, and moderators hear of their announcements among it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.bargaining import telling
from bot.clock import Clock
from bot.delivery import notices
from bot.models.announcements import AnnouncementMissed, AnnouncementPost
from bot.models.posts import Delivery
from bot.storage import announcements, deliveries, servers
from bot.storage.database import Connection, Database


async def too_late(conn: Connection, delivery: Delivery, now: datetime) -> None:
    """A delivery was given up because it is expired. A reminder whose date has begun is of no use to anybody: no notice."""
    await telling.never_sent(conn, delivery, now)
    post = delivery.post
    if not isinstance(post, AnnouncementPost):
        return
    known = await announcements.missed(conn, post.announcement_id, delivery.id)
    if known is None:
        return
    server = await servers.get(conn, delivery.guild_id)
    notice = AnnouncementMissed(
        announcement_id=post.announcement_id,
        channel_id=delivery.channel_id,
        planned_at=delivery.due_at,
        text=post.text[: notices.SUBJECT],
        series=known.repeat is not None,
    )
    key = f"announcement-missed:{post.announcement_id}:{delivery.due_at.isoformat()}"
    await notices.to_moderators(conn, [server] if server else [], notice, key=key, now=now)


class Expiry:
    """Gives up what expired before it was ever tried. The dispatcher does so with what was tried: that may have been posted."""

    def __init__(self, *, db: Database, clock: Clock, wake: Callable[[], None]) -> None:
        self._db, self._clock, self._wake = db, clock, wake

    async def tick(self) -> None:
        """Look once. May raise StorageBusy, and then has changed nothing."""
        now = self._clock.now()
        async with self._db.reading() as conn:
            if not await deliveries.any_expired(conn, now):
                return
        async with self._db.transaction() as conn:
            for delivery in await deliveries.expire(conn, now):
                await too_late(conn, delivery, now)
        self._wake()
