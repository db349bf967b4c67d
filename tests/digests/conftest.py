"""A newsroom whose server has digests and quiet hours."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from bot.digests.contents import DigestKit
from bot.digests.planner import DigestPlanner
from bot.digests.service import DigestService
from bot.models.posts import Delivery, DigestPost
from bot.models.servers import Server
from bot.servers.quiet_hours import QuietHours
from bot.storage import deliveries, servers
from bot.storage.database import Database
from cogs.ui.cards_digest import DigestLengths
from tests.services.newsroom import EVENTS, GUILD, OUTLETS, TAXONOMY, Newsroom, raw

MODERATOR = 7


@dataclass
class Desk:
    """The newsroom, and what posts its digests."""

    room: Newsroom
    kit: DigestKit
    woken: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.service = DigestService(self.kit, wake=self.wake)
        self.quiet = QuietHours(db=self.room.db, clock=self.room.clock, wake=self.wake)
        self.restart()

    def restart(self) -> None:
        """A new process's planner."""
        self.planner = DigestPlanner(self.kit, wake=lambda: self.woken.append(1))

    def wake(self) -> None:
        self.woken.append(1)
        self.planner.wake()

    async def tick(self, **forward: float) -> list[DigestPost]:
        """Let time pass, then tick once; the digests' messages that wait in the outbox."""
        self.room.clock.forward(**forward)
        await self.planner.tick()
        return [d.post for d in await self.pending() if isinstance(d.post, DigestPost)]

    async def pending(self, kind: str = "digest_post") -> list[Delivery]:
        async with self.room.db.reading() as conn:
            return await deliveries.pending_of_kind(conn, GUILD, kind)

    async def change(self, **values: object) -> None:
        """Change the server's row."""
        async with self.room.db.transaction() as conn:
            server = await servers.get(conn, GUILD)
            assert server is not None
            changed: Server = replace(server, **values)  # type: ignore[arg-type]
            await servers.save(conn, changed)


@pytest.fixture
async def desk(db: Database) -> Desk:
    room = await Newsroom.open(db)
    issues = {issue.id: issue.name for issue in TAXONOMY.issues}
    return Desk(room, DigestKit(db, room.clock, OUTLETS, tuple(issues), DigestLengths(issues)))


def titles(*posts: DigestPost) -> list[str]:
    """The headlines of some messages, in order."""
    return [story.lead.title for post in posts for section in post.sections for story in section.stories]


async def publish(desk: Desk, *numbers: int, outlet: str = "lantern") -> None:
    """An outlet's feed brings these of EVENTS now."""
    now = desk.room.clock.now()
    await desk.room.poll(outlet, *(raw(title, text, published=now) for title, text in (EVENTS[n] for n in numbers)))
