"""A moderators' desk for tests: a database with one server, its dates and announcements, and a clock that is set by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.announcements.desk import AnnouncementDesk
from bot.approvals.service import ApprovalService
from bot.bargaining.service import BargainingService
from bot.delivery.expiry import Expiry
from bot.models.announcements import Announcement
from bot.models.posts import Delivery
from bot.models.servers import Server
from bot.storage import deliveries, servers
from bot.storage.database import Database
from config.files import load_disputes
from tests.services.fakes import START, HandClock

GUILD, NEWS, MODERATORS = 1, 10, 11
GOOD = {
    "dispute": "wga-amptp",
    "kind": "session",
    "start": "2023-08-18 10:00",
    "source_url": "https://guild.example/meeting",
}


class Desk:
    """What the tests act on; `open` first."""

    def __init__(self, db: Database) -> None:
        self.db, self.clock = db, HandClock()
        self.dates = BargainingService(
            db=db, clock=self.clock, disputes=load_disputes(), kinds={"session": "Session"}, wake=lambda: None
        )
        self.approvals = ApprovalService(db=db, clock=self.clock, wake=lambda: None)
        self.announcing = AnnouncementDesk.build(db=db, clock=self.clock, approvals=self.approvals, wake=lambda: None)
        self.announcements = self.announcing.writing
        self.expiry = Expiry(db=db, clock=self.clock, wake=lambda: None)

    @classmethod
    async def open(cls, db: Database) -> Desk:
        async with db.transaction() as conn:
            await servers.save(conn, Server(GUILD, NEWS, MODERATORS, zone="UTC", setup_at=START))
        return cls(db)

    async def add(self, **other: Any) -> Any:
        return await self.dates.add(GUILD, actor_id=5, **(GOOD | other))

    async def draft(
        self, text: str = "Bring water", when: str = "in 2 hours", *, instead_of: int | None = None, **options: Any
    ) -> Announcement:
        """Options chosen, a form filled in."""
        form = await self.announcements.begin(GUILD, actor_id=5, channel_id=NEWS, **options)
        return await self.announcements.draft(GUILD, form.id, actor_id=5, text=text, when=when, instead_of=instead_of)

    async def announce(self, text: str = "Bring water", when: str = "in 2 hours", **options: Any) -> Announcement:
        """Drafted and confirmed."""
        draft = await self.draft(text, when, **options)
        return await self.announcements.confirm(GUILD, draft.id, actor_id=5)

    async def pending(self, kind: str) -> list[Delivery]:
        async with self.db.reading() as conn:
            return await deliveries.pending_of_kind(conn, GUILD, kind)

    async def send_due(self) -> list[Delivery]:
        async with self.db.transaction() as conn:
            found = await deliveries.claim(
                conn,
                owner="test",
                now=self.clock.now(),
                wall=self.clock.wall(),
                lease=timedelta(minutes=5),
                limit=100,
            )
            numbers = [(one.id, None if one.target_id else 7000 + n) for n, one in enumerate(found)]
            await deliveries.sent(conn, numbers, self.clock.now())
        return found
