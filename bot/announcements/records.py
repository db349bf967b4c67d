"""What moderators ask of announcements: one with what is known of it, what is in channels, every version. Nothing is changed here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.announcements.publishing import as_posted
from bot.announcements.service import KIND
from bot.approvals.rules import needs_approval
from bot.clock import Clock
from bot.errors import UserError
from bot.models.announcements import Announcement, AnnouncementPost, Posted, Version
from bot.models.approvals import Approval
from bot.models.servers import Server
from bot.storage import announcement_posts, announcements, approvals, deliveries, servers
from bot.storage.database import Connection, Database

VERSIONS_A_PAGE = 3  # texts are cut to what fits an answer


@dataclass(frozen=True, slots=True)
class Shown:
    """An announcement with what its preview or its page tells beside it."""

    known: Announcement
    server: Server
    needs_approval: bool
    now: datetime
    approval: Approval | None = None
    posted: Posted | None = None  # the post it changes, or the last one it made
    held: str = ""  # of a series whose last time could not be posted: the Refusal's value


@dataclass(frozen=True, slots=True)
class History:
    """A page of an announcement's versions; pages and versions count from 1."""

    known: Announcement
    versions: tuple[Version, ...]
    first: int
    page: int
    pages: int


class AnnouncementRecords:
    """All methods may raise StorageBusy."""

    def __init__(self, *, db: Database, clock: Clock) -> None:
        self._db, self._clock = db, clock

    async def shown(self, guild_id: int, announcement_id: int) -> Shown:
        """One announcement. Raises UserError: announce_unknown, not_set_up."""
        async with self._db.reading() as conn:
            known, server = await self._known(conn, guild_id, announcement_id), await servers.get(conn, guild_id)
            if server is None:
                raise UserError("not_set_up")
            return Shown(
                known=known,
                server=server,
                needs_approval=needs_approval(server.approval, mentions=known.manner.role_id is not None),
                now=self._clock.now(),
                approval=await approvals.latest(conn, guild_id, KIND, announcement_id),
                posted=await self._posted(conn, known),
                held=await announcement_posts.refusal(conn, known.id) if known.turn_at is not None else "",
            )

    async def posted(self, guild_id: int) -> list[Posted]:
        """The announcements that are in their channels, the newest first, a line a post."""
        async with self._db.reading() as conn:
            found: list[Posted] = []
            for delivery in await announcement_posts.posted(conn, guild_id):
                newest = await deliveries.newest_edit(conn, delivery.id)
                post = newest.post if newest is not None else delivery.post
                if isinstance(post, AnnouncementPost):
                    found.append(as_posted(delivery, post))
            return found

    async def known_to(self, guild_id: int) -> list[Announcement]:
        """All that were confirmed once, the newest first."""
        async with self._db.reading() as conn:
            return await announcements.known_to(conn, guild_id)

    async def held(self, guild_id: int) -> dict[int, str]:
        """The series whose last time could not be posted, by number, with the Refusal's value."""
        async with self._db.reading() as conn:
            going = [each for each in await announcements.scheduled(conn, guild_id) if each.turn_at is not None]
            found = {each.id: await announcement_posts.refusal(conn, each.id) for each in going}
        return {number: why for number, why in found.items() if why}

    async def history(self, guild_id: int, announcement_id: int, *, page: int = 1) -> History:
        """A page of its versions; the last page for any after it. Raises UserError("announce_unknown")."""
        async with self._db.reading() as conn:
            known = await self._known(conn, guild_id, announcement_id)
            _, count = await announcement_posts.versions(conn, guild_id, announcement_id, limit=0)
            pages = max(1, -(-count // VERSIONS_A_PAGE))
            page = min(max(page, 1), pages)
            skip = (page - 1) * VERSIONS_A_PAGE
            found, _ = await announcement_posts.versions(
                conn, guild_id, announcement_id, skip=skip, limit=VERSIONS_A_PAGE
            )
            return History(known, tuple(found), skip + 1, page, pages)

    async def _posted(self, conn: Connection, known: Announcement) -> Posted | None:
        """The post a draft changes; else the last that this one made."""
        if known.change is not None and known.change.delivery_id is not None:
            delivery = await deliveries.get(conn, known.change.delivery_id)
        else:
            made = await deliveries.with_key(conn, f"announcement:{known.id}:")
            delivery = next((each for each in reversed(made) if each.message_id is not None), None)
        if delivery is None or not isinstance(delivery.post, AnnouncementPost):
            return None
        newest = await deliveries.newest_edit(conn, delivery.id)
        post = newest.post if newest is not None else delivery.post
        return as_posted(delivery, post) if isinstance(post, AnnouncementPost) else None

    async def _known(self, conn: Connection, guild_id: int, announcement_id: int) -> Announcement:
        found = await announcements.get(conn, guild_id, announcement_id)
        if found is None:
            raise UserError("announce_unknown")
        return found
