"""Announcements as a subject of approvals: what a second moderator is shown, and what an approval does."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

from bot.announcements.publishing import publish
from bot.announcements.urgency import check_urgent
from bot.errors import UserError
from bot.models.announcements import Announcement, AnnouncementState, Version
from bot.models.approvals import Approval, Fact, Request
from bot.storage import announcements, pictures, servers
from bot.storage.database import Connection


class AnnouncementSubject:
    """See `bot.approvals.service.Subject`."""

    async def request(self, conn: Connection, guild_id: int, subject_id: int) -> Request | None:
        """The text, and everything beside it that members would notice."""
        known = await announcements.get(conn, guild_id, subject_id)
        if known is None:
            return None
        due_at = None if known.manner.at_once else known.due_at
        return Request(known.text, known.channel_id, due_at, await _facts(conn, known))

    async def approved(self, conn: Connection, approval: Approval, *, actor_id: int, now: datetime) -> None:
        """It is scheduled, or changes what it was meant to change."""
        known = await announcements.get(conn, approval.guild_id, approval.subject_id)
        if known is None or known.state is not AnnouncementState.PROPOSED:
            raise UserError("announce_done")
        server = await servers.get(conn, approval.guild_id)
        if server is not None:
            await check_urgent(conn, server, known, now)  # others may have been scheduled since it was asked for
        version = Version(now, approval.asked_by, "", known.text, approved_by=actor_id)
        await publish(conn, known, version)

    async def returned(self, conn: Connection, approval: Approval, *, now: datetime) -> None:  # noqa: ARG002 - see Subject
        """It can be changed and asked for again."""
        known = await announcements.get(conn, approval.guild_id, approval.subject_id)
        if known is not None and known.state is AnnouncementState.PROPOSED:
            await announcements.save(conn, replace(known, state=AnnouncementState.RETURNED))


async def _facts(conn: Connection, known: Announcement) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    manner, repeat, change = known.manner, known.repeat, known.change
    if change is not None and change.delivery_id is not None:
        facts.append(Fact("correction" if change.correction else "edit", change.delivery_id))
    elif change is not None:
        facts.append(Fact("replaces", str(change.of)))
    if manner.role_id is not None:
        facts.append(Fact("everyone" if manner.role_id == known.guild_id else "role", str(manner.role_id)))
    if manner.urgent:
        facts.append(Fact("urgent", "yes"))
    if manner.picture_id is not None:
        picture = await pictures.get(conn, known.guild_id, manner.picture_id)
        facts.append(Fact("picture", picture.alt if picture else ""))
        facts.append(Fact("file", hashlib.sha256(picture.data).hexdigest() if picture else ""))
    if repeat is not None:
        facts.append(Fact("repeats", repeat.cadence.value))
        if repeat.until is not None:
            facts.append(Fact("until", repeat.until.isoformat()))
    return tuple(facts)
