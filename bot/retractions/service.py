"""Takes back a post that moderators caused, by its delivery: whatever stands behind it goes along. Stories have `/story retract`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.clock import Clock
from bot.delivery.edits import shown_by, take_back
from bot.delivery.notices import subject
from bot.disputes.service import DisputeService
from bot.errors import UserError
from bot.models.announcements import AnnouncementCorrection, AnnouncementPost
from bot.models.date_posts import DateCancelled, DateMoved, DateReminder
from bot.models.posts import Delivery, RetractedPost, StepPost, StoryPost
from bot.models.servers import AuditLine
from bot.statements.publication import Publication
from bot.storage import audit, deliveries, statements
from bot.storage.database import Connection, Database

AboutDate = DateReminder | DateMoved | DateCancelled
Retractable = StoryPost | StepPost | AnnouncementPost | AnnouncementCorrection | AboutDate


class RetractService:
    """Methods may raise StorageBusy."""

    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        publication: Publication,
        disputes: DisputeService,
        wake: Callable[[], None],
    ) -> None:
        self._db, self._clock, self._wake = db, clock, wake
        self._publication, self._disputes = publication, disputes

    async def look(self, guild_id: int, delivery_id: str) -> Retractable | None:
        """What would be taken back; None where it was already. Raises UserError: post_unknown, retract_not."""
        async with self._db.reading() as conn:
            return await self._retractable(conn, await self._known(conn, guild_id, delivery_id))

    async def retract(self, guild_id: int, delivery_id: str, *, actor_id: int) -> None:
        """The post says that it was taken back; what was taken back already stays as it is.

        Raises UserError: post_unknown, retract_not, step_unknown where later steps stand on this one.
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            delivery = await self._known(conn, guild_id, delivery_id)
            post = await self._retractable(conn, delivery)
            if post is not None:
                await self._retract(conn, delivery, post, actor_id, now)
        self._wake()

    async def _retract(
        self, conn: Connection, delivery: Delivery, post: Retractable, actor_id: int, now: datetime
    ) -> None:
        match post:
            case StoryPost():
                known = await statements.of_delivery(conn, delivery.guild_id, delivery.id)
                if known is None:
                    raise UserError("retract_not")
                await self._publication.retract(conn, known, actor_id=actor_id, now=now)
            case StepPost():
                step_id = await self._disputes.step_of(conn, delivery.guild_id, delivery.id)
                await self._disputes.undo_in(conn, delivery.guild_id, step_id, actor_id=actor_id, now=now)
            case AnnouncementPost() | AnnouncementCorrection() | DateReminder() | DateMoved() | DateCancelled():
                kind = _kind(post)
                await take_back(conn, delivery, RetractedPost(kind, now), now)
                line = AuditLine(now, delivery.guild_id, actor_id, f"{kind} retract", delivery.id)
                await audit.add(conn, replace(line, before=subject(post), delivery_id=delivery.id))

    async def _retractable(self, conn: Connection, delivery: Delivery) -> Retractable | None:
        post = await shown_by(conn, delivery)
        if isinstance(post, RetractedPost) or (isinstance(post, StepPost) and post.undone_at is not None):
            return None
        if isinstance(post, StoryPost) and not post.lead.statement:
            if post.retracted:
                return None
            raise UserError("retract_not")
        if not isinstance(post, Retractable):
            raise UserError("retract_not")
        return post

    async def _known(self, conn: Connection, guild_id: int, delivery_id: str) -> Delivery:
        delivery = await deliveries.get(conn, delivery_id)
        if delivery is None or delivery.guild_id != guild_id or delivery.target_id is not None:
            raise UserError("post_unknown")
        return delivery


def _kind(post: AnnouncementPost | AnnouncementCorrection | AboutDate) -> str:
    if isinstance(post, AnnouncementPost | AnnouncementCorrection):
        return "announcement"
    return "reminder" if isinstance(post, DateReminder) else "notice"
