"""Two servers that were told the same stories, for tests of what moderators of one of them decide."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import timedelta

import pytest

from bot.archive.search import SearchService
from bot.archive.service import ArchiveService
from bot.corrections.choices import StoryChoices
from bot.corrections.service import CorrectionService
from bot.corrections.stories import StoryDesk
from bot.corrections.why import WhyService
from bot.delivery.planner import Planner
from bot.errors import UserError
from bot.issues.service import IssueService
from bot.models.posts import Post
from bot.models.servers import Server
from bot.models.services import IssueName
from bot.storage import audit, deliveries, digests, feeds, servers, story_posts
from bot.storage.database import Database
from tests.services.fakes import START
from tests.services.newsroom import EVENTS, GUILD, OUTLETS, TAXONOMY, Newsroom, raw

OTHER, ACTOR = 2, 77
ISSUES = tuple(IssueName(issue.id, issue.name) for issue in TAXONOMY.issues)
TALKS, LEDGER, GUILDS = "https://lantern.example/talks", "https://ledger.example/talks", "https://guild.example/talks"
PICKET = "https://lantern.example/picket"


class Two:
    """Two servers that were told the same stories: one by three outlets (two of them at first), and another by one."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom, self.db = newsroom, newsroom.db
        db, clock, planner = newsroom.db, newsroom.clock, Planner(outlets=OUTLETS)
        self.desk = StoryDesk(db=db, planner=planner, clock=clock, outlets=OUTLETS, wake=lambda: None)
        self.tags = CorrectionService(db=db, planner=planner, clock=clock, issues=ISSUES, wake=lambda: None)
        self.archive = ArchiveService(db=db, clock=clock, outlets=OUTLETS, issues=ISSUES)
        self.choices = StoryChoices(db=db, clock=clock, outlets=OUTLETS)
        self.searches = SearchService(db=db, clock=clock, outlets=OUTLETS)
        self.issues = IssueService(db=db, clock=clock, outlets=OUTLETS, issues=ISSUES)
        self.why = WhyService(db=db, archive=self.archive, outlets=OUTLETS)

    @classmethod
    async def open(cls, db: Database, *, sent: bool = True, cap: int = 12) -> Two:
        newsroom = await Newsroom.open(db, cap=cap)
        async with db.transaction() as conn:
            await servers.save(conn, Server(OTHER, 20, 21, setup_at=START))
            await feeds.follow(conn, OTHER, [feed.id for feed in newsroom.feeds.values()])
        await newsroom.poll("lantern", raw(*EVENTS[0], link=TALKS), raw(*EVENTS[3], link=PICKET))
        await newsroom.poll("reel-ledger", raw(*EVENTS[0], guid="r", link=LEDGER))
        if sent:
            await newsroom.send_all()
        return cls(newsroom)

    async def split(self, link: str = LEDGER) -> None:
        plan = await self.desk.plan_split(GUILD, link)
        await self.desk.split(GUILD, plan.entry_id, plan.story.story_id, actor_id=ACTOR)

    async def join(self, one: str = TALKS, other: str = PICKET) -> None:
        plan = await self.desk.plan_join(GUILD, one, other)
        await self.desk.join(GUILD, plan.story.story_id, plan.into.story_id, actor_id=ACTOR)

    async def retract(self, link: str = TALKS) -> None:
        plan = await self.desk.plan_retraction(GUILD, link)
        await self.desk.retract(GUILD, plan.story.story_id, actor_id=ACTOR)

    async def seen(self, guild_id: int = GUILD, issue: str | None = None) -> list[tuple[str, int]]:
        """Headline and number of reports of each story in `/news latest`."""
        page = await self.archive.latest(guild_id, issue=issue, outlet=None, page=0, as_of=None)
        return sorted((story.lead.title, 1 + len(story.also)) for story in page.stories)

    async def shown(self, story_id: int, guild_id: int = GUILD) -> Post | None:
        """What the post of a story shows, or soon will; None where it has none."""
        async with self.db.reading() as conn:
            posted = await story_posts.get(conn, guild_id, story_id)
            if posted is None:
                return None
            newest = await deliveries.newest_edit(conn, posted.delivery_id)
            newest = newest or await deliveries.get(conn, posted.delivery_id)
        assert newest is not None
        return newest.post

    async def post_link(self, story_id: int, guild_id: int = GUILD) -> str:
        async with self.db.reading() as conn:
            posted = await story_posts.get(conn, guild_id, story_id)
            delivery = await deliveries.get(conn, posted.delivery_id) if posted else None
        assert delivery is not None
        return f"https://discord.com/channels/{guild_id}/{delivery.channel_id}/{delivery.message_id}"

    async def trail(self, guild_id: int = GUILD) -> list[str]:
        async with self.db.reading() as conn:
            return [line.action for line in await audit.latest(conn, guild_id, 10)]

    async def digest(self, guild_id: int = GUILD) -> list[tuple[str, int]]:
        async with self.db.reading() as conn:
            told = await digests.told_between(conn, guild_id, START - timedelta(days=1), self.newsroom.clock.now())
        return sorted((story.lead.title, len(story.entries)) for story in told)


async def refused(asked: Awaitable[object]) -> str:
    with pytest.raises(UserError) as told:
        await asked
    return told.value.key


TOGETHER = [(EVENTS[3][0], 1), (EVENTS[0][0], 2)]
APART = [(EVENTS[3][0], 1), (EVENTS[0][0], 1), (EVENTS[0][0], 1)]
ONE = [(EVENTS[0][0], 3)]
