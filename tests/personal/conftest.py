"""A newsroom whose members follow things."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from bot.digests.contents import DigestKit
from bot.models.members import Followed, FollowKind
from bot.models.posts import Delivery, PersonalDigest
from bot.personal.planner import PersonalPlanner
from bot.personal.privacy import PrivacyService
from bot.personal.service import Following, PersonalService
from bot.storage import deliveries, servers
from bot.storage.database import Database
from cogs.ui.cards_digest import DigestLengths
from config.files import load_disputes
from tests.services.newsroom import EVENTS, GUILD, OUTLETS, TAXONOMY, Newsroom, raw

MEMBER, DIRECT = 1_150_000_000_000_000_007, 1_150_000_000_000_000_900
EVERYTHING = Followed(FollowKind.ALL)
RESIDUALS = Followed(FollowKind.ISSUE, "residuals")


@dataclass
class Club:
    """The newsroom, and what sends its members their digests."""

    room: Newsroom
    kit: DigestKit
    woken: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.planner = PersonalPlanner(self.kit, disputes=load_disputes(), wake=lambda: self.woken.append(1))
        self.service = PersonalService(db=self.room.db, clock=self.room.clock, wake=self.planner.wake)
        self.privacy = PrivacyService(db=self.room.db, clock=self.room.clock)

    async def follow(self, followed: Followed = EVERYTHING, member: int = MEMBER, direct: int = DIRECT) -> Following:
        return await self.service.follow(GUILD, member, followed, channel_id=direct)

    async def publish(self, *numbers: int, outlet: str = "lantern") -> None:
        """An outlet's feed brings these of EVENTS now."""
        now = self.room.clock.now()
        await self.room.poll(outlet, *(raw(title, text, published=now) for title, text in (EVENTS[n] for n in numbers)))

    async def pause(self, *, paused: bool) -> None:
        async with self.room.db.transaction() as conn:
            server = await servers.get(conn, GUILD)
            assert server is not None
            await servers.save(conn, replace(server, paused=paused))

    async def tick(self, **forward: float) -> list[Delivery]:
        """Let time pass, then tick once; the digests' messages that wait in the outbox."""
        self.room.clock.forward(**forward)
        self.planner.wake()
        await self.planner.tick()
        async with self.room.db.reading() as conn:
            return await deliveries.pending_of_kind(conn, GUILD, "personal_digest")


@pytest.fixture
async def club(db: Database) -> Club:
    room = await Newsroom.open(db)
    issues = {issue.id: issue.name for issue in TAXONOMY.issues}
    return Club(room, DigestKit(db, room.clock, OUTLETS, tuple(issues), DigestLengths(issues)))


def titles(*messages: Delivery) -> list[str]:
    """The headlines of some messages, in order."""
    posts = [message.post for message in messages if isinstance(message.post, PersonalDigest)]
    return [story.lead.title for post in posts for section in post.digest.sections for story in section.stories]
