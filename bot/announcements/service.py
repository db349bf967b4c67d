"""Announcements of a server's moderators: drafted, previewed, confirmed, approved where the server wants it, changed, cancelled.

form -> draft -> the author's yes -> scheduled, or a change of what is scheduled or posted
                                  -> proposed: a second moderator first (`bot/approvals/`)
What is confirmed stays as it is until a change of it is confirmed, and approved where that is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.announcements import publishing
from bot.announcements.drafting import check_manner, repeat_chosen, to_minute, written
from bot.announcements.localtime import instant, wall_of
from bot.announcements.publishing import LATEST, publish
from bot.announcements.urgency import check_urgent
from bot.approvals.service import ApprovalService
from bot.clock import Clock
from bot.errors import UserError
from bot.models.announcements import OPEN, Announcement, AnnouncementState, Change, Manner, Repeat, Version
from bot.models.schedules import Cadence
from bot.models.servers import AuditLine, Server
from bot.storage import announcement_posts, announcements, audit, deliveries, servers
from bot.storage.database import Connection, Database

KIND = "announcement"  # of approvals
DRAFTS_KEPT = timedelta(days=2)
MOST_URGENT = 20
_DONE = (AnnouncementState.SCHEDULED, AnnouncementState.PROPOSED, AnnouncementState.APPLIED)


class AnnouncementService:
    """All methods may raise StorageBusy."""

    def __init__(self, *, db: Database, clock: Clock, approvals: ApprovalService, wake: Callable[[], None]) -> None:
        self._db, self._clock, self._approvals, self._wake = db, clock, approvals, wake

    async def open(self) -> None:
        """Derive the instants again: the zone data may be newer than the process that wrote them. Raises StorageBusy."""
        async with self._db.transaction() as conn:
            for known in await announcements.waiting(conn):
                due_at = instant(known.wall, known.zone)
                if due_at != known.due_at and known.delivery_id is not None and not known.sent:
                    turn_at = due_at if known.turn_at is not None else None
                    await announcements.save(conn, replace(known, due_at=due_at, turn_at=turn_at))
                    await deliveries.redate(conn, known.delivery_id, due_at=due_at, expires_at=due_at + LATEST)

    async def begin(
        self,
        guild_id: int,
        *,
        actor_id: int,
        channel_id: int,
        manner: Manner | None = None,
        cadence: Cadence | None = None,
        until: str | None = None,
        times: int | None = None,
    ) -> Announcement:
        """Keep the options chosen, for a form to come. Times are those of the server's zone.

        Raises UserError: not_set_up, and what `drafting.repeat_chosen` and `drafting.check_manner` raise.
        """
        now, manner = self._clock.now(), manner or Manner()
        async with self._db.transaction() as conn:
            server = await _ready(conn, guild_id)
            repeat = repeat_chosen(cadence, until=until, times=times, now=now, zone=server.zone)
            check_manner(manner, repeat)
            await announcements.forget_drafts(conn, now - DRAFTS_KEPT)
            return await announcements.add(conn, _form(server, channel_id, actor_id, manner, repeat, now), now)

    async def begin_change(
        self,
        guild_id: int,
        announcement_id: int,
        *,
        actor_id: int,
        manner: Manner | None = None,
        repeat: tuple[Cadence | None, str | None, int | None] | None = None,
    ) -> Announcement:
        """A form for a change of what is scheduled or waits for approval, filled with what is there; options given replace it.

        Raises UserError: announce_unknown, announce_done, and what `begin` raises.
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            known = await self._known(conn, guild_id, announcement_id)
            going = known.state is AnnouncementState.SCHEDULED and (not known.sent or known.turn_at is not None)
            if not going and known.state not in OPEN:
                raise UserError("announce_done")
            chosen = replace(known.repeat, times=None) if known.repeat is not None else None
            if repeat is not None:
                cadence, until, times = repeat
                chosen = repeat_chosen(cadence, until=until, times=times, now=now, zone=known.zone)
            manner = manner or known.manner
            check_manner(manner, chosen)
            form = replace(
                known,
                author_id=actor_id,
                state=AnnouncementState.FORM,
                manner=manner,
                repeat=chosen,
                change=Change(known.id),
                delivery_id=None,
                turn_at=None,
            )
            return await announcements.add(conn, form, now)

    async def begin_post_change(
        self, guild_id: int, delivery_id: str, *, actor_id: int, correction: bool
    ) -> Announcement:
        """A form for an edit, or a correction, of a post that is in its channel. Raises UserError: announce_unknown, announce_gone."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await _ready(conn, guild_id)
            delivery, post = await publishing.posted(conn, guild_id, delivery_id)
            manner = Manner(role_id=post.role_id, picture_id=post.picture_id, urgent=post.urgent, at_once=True)
            form = _form(server, delivery.channel_id, actor_id, manner, None, now)
            change = Change(post.announcement_id, delivery_id, correction)
            return await announcements.add(conn, replace(form, text=post.text, change=change), now)

    async def draft(
        self, guild_id: int, form_id: int, *, actor_id: int, text: str, when: str, instead_of: int | None = None
    ) -> Announcement:
        """Keep what was typed into a form, for a preview; nothing is scheduled yet.

        `instead_of`: an earlier draft, which is thrown away.
        Raises UserError: announce_unknown, what `drafting.written` raises, and announce_scheduled where the earlier draft is
        confirmed meanwhile.
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            form = await self._known(conn, guild_id, form_id)
            draft = written(replace(form, author_id=actor_id), text, when, now=now)
            if instead_of is not None:
                await self._discard(conn, guild_id, instead_of)
            if form.state is not AnnouncementState.FORM:
                return await announcements.add(conn, draft, now)
            await announcements.save(conn, draft)
            return draft

    async def get(self, guild_id: int, announcement_id: int) -> Announcement:
        """One announcement. Raises UserError("announce_unknown")."""
        async with self._db.reading() as conn:
            return await self._known(conn, guild_id, announcement_id)

    async def confirm(self, guild_id: int, announcement_id: int, *, actor_id: int) -> Announcement:
        """Do what the draft is for, or ask a second moderator first; a second press finds it done and changes nothing.

        Raises UserError: announce_unknown, announce_done (sent, cancelled or discarded), announce_past, announce_gone,
        announce_there, announce_urgent_cap.
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            known = await self._known(conn, guild_id, announcement_id)
            if known.state in _DONE and not known.sent:
                return known
            if known.state is not AnnouncementState.DRAFT:
                raise UserError("announce_done")
            known = await self._superseded(conn, known, now)
            await check_urgent(conn, await _ready(conn, guild_id), known, now)
            if await self._approvals.needed(conn, guild_id, mentions=known.manner.role_id is not None):
                done = await self._propose(conn, known, actor_id, now)
            else:
                done = await publish(conn, known, Version(now, actor_id, "", known.text))
                detail = f"announcement {done.id} for {done.wall:%Y-%m-%d %H:%M} {done.zone}"
                await audit.add(conn, AuditLine(now, guild_id, actor_id, _action(known), detail))
        self._wake()
        return done

    async def send_unapproved(self, guild_id: int, announcement_id: int, *, actor_id: int) -> Announcement:
        """In an emergency: send it now, without a second moderator; audited, and told in the moderators' channel.

        Raises UserError: announce_unknown, announce_done, announce_rush_series, announce_gone.
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            known = await self._known(conn, guild_id, announcement_id)
            if known.state is AnnouncementState.APPLIED or (
                known.state is AnnouncementState.SCHEDULED and known.manner.at_once
            ):
                return known
            if known.state is not AnnouncementState.DRAFT and known.state not in OPEN:
                raise UserError("announce_done")
            if known.repeat is not None:
                raise UserError("announce_rush_series")
            known = await self._superseded(conn, known, now)
            rushed = replace(known, manner=replace(known.manner, at_once=True), due_at=now)
            await announcements.save(conn, rushed)
            await self._approvals.bypass(conn, guild_id, KIND, known.id, actor_id=actor_id, now=now)
            done = await publish(conn, rushed, Version(now, actor_id, "unapproved", known.text))
            detail = f"announcement {done.id} without approval"
            await audit.add(conn, AuditLine(now, guild_id, actor_id, _action(known), detail))
        self._wake()
        return done

    async def discard(self, guild_id: int, announcement_id: int) -> None:
        """Throw a draft away; harmless when it is gone already. Raises UserError("announce_scheduled")."""
        async with self._db.transaction() as conn:
            await self._discard(conn, guild_id, announcement_id)

    async def scheduled(self, guild_id: int) -> list[Announcement]:
        """What waits to be sent, or for approval, the earliest first."""
        async with self._db.reading() as conn:
            return await announcements.scheduled(conn, guild_id)

    async def cancel(self, guild_id: int, announcement_id: int, *, actor_id: int) -> Announcement:
        """Withdraw what was scheduled, or asked for. Raises UserError("announce_unknown") and "announce_done" once it is sent
        or on its way.
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            known = await self._known(conn, guild_id, announcement_id)
            if known.state in OPEN:
                await self._approvals.withdraw(conn, guild_id, KIND, known.id, now=now)
            else:
                await self._take_back(conn, known, now)
            await announcements.save(conn, replace(known, state=AnnouncementState.CANCELLED, turn_at=None))
            for change in await announcements.changing(conn, known.id):
                await self._approvals.withdraw(conn, guild_id, KIND, change.id, now=now)
                await announcements.save(conn, replace(change, state=AnnouncementState.CANCELLED))
            await announcement_posts.note(conn, guild_id, known.id, Version(now, actor_id, "cancelled", known.text))
            await audit.add(conn, AuditLine(now, guild_id, actor_id, "announce cancel", f"announcement {known.id}"))
        self._wake()
        return known

    async def cap_urgent(self, guild_id: int, cap: int, *, actor_id: int) -> None:
        """How many announcements a day may ring in quiet hours. Raises UserError("not_set_up")."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await _ready(conn, guild_id)
            if server.urgent_cap != cap:
                await servers.save(conn, replace(server, urgent_cap=cap))
                before = str(server.urgent_cap)
                await audit.add(conn, AuditLine(now, guild_id, actor_id, "settings urgent", "", before, str(cap)))

    async def _take_back(self, conn: Connection, known: Announcement, now: datetime) -> None:
        """Withdraw what waits in the outbox; of a series that is being sent just now, what comes after it."""
        if known.state is not AnnouncementState.SCHEDULED or known.delivery_id is None:
            raise UserError("announce_done")
        if not await deliveries.withdraw(conn, known.delivery_id, now) and known.turn_at is None:
            raise UserError("announce_done")

    async def _propose(self, conn: Connection, known: Announcement, actor_id: int, now: datetime) -> Announcement:
        publishing.timed(known, now)
        proposed = replace(known, state=AnnouncementState.PROPOSED)
        await announcements.save(conn, proposed)
        await self._approvals.ask(conn, known.guild_id, KIND, known.id, actor_id=actor_id, now=now)
        return proposed

    async def _superseded(self, conn: Connection, draft: Announcement, now: datetime) -> Announcement:
        """A draft in place of one that was never approved takes it over; any other stays as it is."""
        if draft.change is None:
            return draft
        superseded = []
        target = await announcements.get(conn, draft.guild_id, draft.change.of)
        if target is not None and target.state in OPEN:
            superseded.append(target)
            draft = replace(draft, change=target.change)
        if draft.change is not None:
            others = await announcements.changing(conn, draft.change.of)
            superseded += [each for each in others if each.change == draft.change and each not in superseded]
        for each in superseded:
            if each.id != draft.id:
                await self._approvals.withdraw(conn, each.guild_id, KIND, each.id, now=now)
                await announcements.save(conn, replace(each, state=AnnouncementState.CANCELLED))
        return draft

    async def _discard(self, conn: Connection, guild_id: int, announcement_id: int) -> None:
        known = await announcements.get(conn, guild_id, announcement_id)
        if known is not None and known.state in _DONE:
            raise UserError("announce_scheduled")
        if known is not None and known.state is AnnouncementState.DRAFT:
            await announcements.save(conn, replace(known, state=AnnouncementState.CANCELLED))

    async def _known(self, conn: Connection, guild_id: int, announcement_id: int) -> Announcement:
        found = await announcements.get(conn, guild_id, announcement_id)
        if found is None:
            raise UserError("announce_unknown")
        return found


async def _ready(conn: Connection, guild_id: int) -> Server:
    server = await servers.get(conn, guild_id)
    if server is None or not server.ready:
        raise UserError("not_set_up")
    return server


def _form(
    server: Server, channel_id: int, actor_id: int, manner: Manner, repeat: Repeat | None, now: datetime
) -> Announcement:
    return Announcement(
        id=0,
        guild_id=server.guild_id,
        channel_id=channel_id,
        text="",
        wall=to_minute(wall_of(now, server.zone)),
        zone=server.zone,
        due_at=now,
        author_id=actor_id,
        state=AnnouncementState.FORM,
        manner=manner,
        repeat=repeat,
    )


def _action(draft: Announcement) -> str:
    """What the audit trail calls it."""
    if draft.change is None:
        return "announce now" if draft.manner.at_once else "announce schedule"
    return "announce correct" if draft.change.correction else "announce edit"
