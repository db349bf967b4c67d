"""A room whose services are real ones on a database, for the commands about feeds and settings; a feed server stands beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.approvals.service import ApprovalService
from bot.archive.service import ArchiveService
from bot.bargaining.service import BargainingService
from bot.client import Services
from bot.corrections.choices import StoryChoices
from bot.corrections.problems import ProblemService
from bot.corrections.service import CorrectionService
from bot.corrections.stories import StoryDesk
from bot.corrections.terms import TermService
from bot.corrections.why import WhyService
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.notices import GivenUp
from bot.delivery.planner import Planner
from bot.digests.contents import DigestKit
from bot.digests.service import DigestService
from bot.disputes.service import DisputeService
from bot.feeds.fetcher import Fetcher, FetchLimits
from bot.feeds.finding import FeedFinder
from bot.feeds.management import FeedManagement
from bot.feeds.service import FeedService
from bot.feeds.trial_service import FeedTrials
from bot.models.registry import Dispute
from bot.models.servers import Server
from bot.models.services import IssueName
from bot.news.annotate import annotate
from bot.news.outlets import name_outlets
from bot.personal.privacy import PrivacyService
from bot.personal.roles import RoleService
from bot.personal.service import PersonalService
from bot.retractions.service import RetractService
from bot.servers.choices import ChoiceService
from bot.servers.health import HealthService
from bot.servers.service import ServerService
from bot.servers.upkeep import Upkeep
from bot.statements.publication import KIND as STATEMENT
from bot.statements.publication import Publication
from bot.statements.service import StatementService
from bot.storage import feeds, servers
from bot.storage.database import Database
from bot.trail.service import TrailService
from cogs.publisher import DiscordPublisher
from cogs.ui.cards_digest import DigestLengths
from cogs.ui.wording_desk import KINDS
from cogs.ui.wording_dispute import STEPS
from tests.cogs import fakes
from tests.cogs.conftest import Room, connected, opened
from tests.feeds.room import Inline
from tests.feeds.server import FeedServer
from tests.services.fakes import START
from tests.services.newsroom import OUTLETS, TAXONOMY, Newsroom

DISPUTES = (Dispute("wga-amptp", "WGA", "AMPTP", "Minimum Basic Agreement", None, "America/Los_Angeles"),)


@dataclass
class Desk:
    """The room, what it runs on, and the address of a feed."""

    room: Room
    newsroom: Newsroom
    press: FeedServer

    @asynccontextmanager
    async def restarted(self) -> AsyncIterator[None]:
        """The bot is stopped and started again, on the same database."""
        await self.room.client.close()
        async with connected(self.room.discord, self.room.services) as client:
            self.room.client = client
            yield

    @asynccontextmanager
    async def posting(self) -> AsyncIterator[Dispatcher]:
        """A dispatcher works."""
        publisher, clock = DiscordPublisher(self.room.client), self.newsroom.clock
        dispatcher = Dispatcher(
            db=self.newsroom.db,
            publisher=publisher,
            clock=clock,
            owner="desk",
            given_up=GivenUp(clock, held=self.room.services.personal.held),
        )
        await dispatcher.start()
        yield dispatcher
        await dispatcher.close()


def real_services(newsroom: Newsroom, fetcher: Fetcher) -> Services:
    """As the composition root builds them, on the newsroom's database."""
    db, clock = newsroom.db, newsroom.clock
    issues = tuple(IssueName(issue.id, issue.name) for issue in TAXONOMY.issues)
    names = name_outlets(OUTLETS.values())
    finder = FeedFinder(db=db, fetcher=fetcher, parser=Inline(), clock=clock, gap=0.0)
    planner = Planner(outlets=OUTLETS, disputes=DISPUTES)
    server_service = ServerService(db=db, planner=planner, clock=clock, hourly_cap=12, wake=lambda: None)
    archive = ArchiveService(db=db, clock=clock, outlets=OUTLETS, issues=issues)
    feed_service = FeedService(db=db, clock=clock, outlets=OUTLETS)
    kit = DigestKit(
        db, clock, OUTLETS, tuple(each.id for each in issues), DigestLengths({each.id: each.name for each in issues})
    )
    approvals = ApprovalService(db=db, clock=clock, wake=lambda: None)
    ids = tuple(each.id for each in issues)
    publication = Publication(
        planner=planner,
        annotate=lambda item: annotate(item, TAXONOMY),
        disputes=DISPUTES,
        issues=ids,
        outlets=OUTLETS,
    )
    statements = StatementService(
        db=db,
        clock=clock,
        publication=publication,
        approvals=approvals,
        disputes=DISPUTES,
        issues=ids,
        wake=lambda: None,
    )
    approvals.add_kind(STATEMENT, statements)
    ladder = DisputeService(db=db, clock=clock, disputes=DISPUTES, outlets=names, steps=STEPS, wake=lambda: None)
    return fakes.services(
        approvals=approvals,
        statements=statements,
        trail=TrailService(db=db, clock=clock),
        disputes=ladder,
        retractions=RetractService(db=db, clock=clock, publication=publication, disputes=ladder, wake=lambda: None),
        archive=archive,
        bargaining=BargainingService(db=db, clock=clock, disputes=DISPUTES, kinds=KINDS, wake=lambda: None),
        digests=DigestService(kit, wake=lambda: None),
        personal=PersonalService(db=db, clock=clock, wake=lambda: None),
        privacy=PrivacyService(db=db, clock=clock),
        roles=RoleService(db=db, clock=clock),
        why=WhyService(db=db, archive=archive, outlets=OUTLETS),
        problems=ProblemService(db=db, clock=clock, wake=lambda: None),
        corrections=CorrectionService(db=db, planner=planner, clock=clock, issues=issues, wake=lambda: None),
        story_desk=StoryDesk(db=db, planner=planner, clock=clock, outlets=OUTLETS, wake=lambda: None),
        story_choices=StoryChoices(db=db, clock=clock, outlets=OUTLETS),
        terms=TermService(db=db, clock=clock, taxonomy=TAXONOMY, outlets=OUTLETS),
        servers=server_service,
        feeds=feed_service,
        health=HealthService(db=db, clock=clock, feeds=feed_service, version="1.2.3"),
        issues=issues,
        choices=ChoiceService(db=db, clock=clock, outlets=OUTLETS, issues=issues, disputes=DISPUTES),
        upkeep=Upkeep(db=db, clock=clock, server_service=server_service, wake=lambda: None),
        feed_desk=FeedManagement(db=db, finder=finder, intake=newsroom.intake, clock=clock, outlets=names),
        feed_trials=FeedTrials(
            db=db,
            finder=finder,
            annotate=lambda item: annotate(item, TAXONOMY),
            clock=clock,
            outlets=names,
            disputes=DISPUTES,
        ),
    )


@asynccontextmanager
async def desk_on(url: str) -> AsyncIterator[Desk]:
    """A desk on an empty, migrated database; the server is set up and follows the outlets' three feeds."""
    db = await Database.open(url)
    newsroom = await Newsroom.open(db, setup=False)
    fetcher = Fetcher(user_agent="x", allow_loopback=True, limits=FetchLimits(total=5.0))
    async with FeedServer() as press, opened(real_services(newsroom, fetcher)) as room:
        async with db.transaction() as conn:
            await servers.save(conn, Server(room.guild.id, room.news.id, room.desk.id, "Europe/London", setup_at=START))
            await feeds.follow(conn, room.guild.id, [feed.id for feed in newsroom.feeds.values()])
        yield Desk(room, newsroom, press)
    await fetcher.close()
    await db.close()
