"""The composition root: builds everything in order and closes it in reverse. The only place that knows all parts.

files -> lock -> migrate -> database -> planner, intake -> client (logged in) -> dispatcher -> poller -> metronome
"""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from collections.abc import Sequence
from contextlib import AsyncExitStack
from functools import partial

from bot import __version__, heartbeat
from bot.announcements.desk import AnnouncementDesk
from bot.approvals.service import ApprovalService
from bot.archive.retention import Retention
from bot.archive.search import SearchService
from bot.archive.service import ArchiveService
from bot.bargaining.desk import DateDesk
from bot.client import PicketwireClient, Services, connect, log_in
from bot.clock import Clock, FollowingClock, ScaledClock, SystemClock
from bot.corrections.choices import StoryChoices
from bot.corrections.problems import ProblemService
from bot.corrections.service import CorrectionService
from bot.corrections.stories import StoryDesk
from bot.corrections.terms import TermReader, TermService
from bot.corrections.why import WhyService
from bot.delivery.dispatcher import Dispatcher
from bot.delivery.expiry import Expiry
from bot.delivery.ids import new_id
from bot.delivery.notices import GivenUp
from bot.delivery.planner import Planner
from bot.digests.changes import ChangeReader
from bot.digests.contents import DigestKit
from bot.digests.picture import WeeklyPicture
from bot.digests.planner import DigestPlanner
from bot.digests.positions import NewPositions
from bot.digests.service import DigestService
from bot.disputes.service import DisputeService
from bot.errors import StartError, StorageBusy
from bot.facts import FactService
from bot.feeds.fetcher import Fetcher
from bot.feeds.finding import FeedFinder
from bot.feeds.intake import Intake
from bot.feeds.management import FeedManagement
from bot.feeds.poller import Poller
from bot.feeds.service import FeedService
from bot.feeds.trial_service import FeedTrials
from bot.feeds.turns import PollLimits
from bot.feeds.worker import ParserWorker
from bot.issues.drawing import ChartDrawer
from bot.issues.pins import StandService
from bot.issues.positions import PositionReader
from bot.issues.service import IssueService
from bot.issues.timeline import TimelineService
from bot.issues.trend_service import TrendService
from bot.jobs import beat, forget_old_keys, know_feeds, renew_statistics, unless_busy
from bot.models.news import Annotation, Item
from bot.models.registry import Dispute, Outlet
from bot.models.services import AboutFacts, IssueName
from bot.news.annotate import annotate
from bot.news.outlets import name_outlets
from bot.news.taxonomy import Taxonomy
from bot.personal.planner import PersonalPlanner
from bot.personal.privacy import PrivacyService
from bot.personal.roles import RoleService
from bot.personal.service import PersonalService
from bot.retractions.service import RetractService
from bot.scheduler import Metronome
from bot.servers.choices import ChoiceService
from bot.servers.health import HealthService
from bot.servers.quiet_hours import QuietHours
from bot.servers.service import ServerService
from bot.servers.upkeep import Upkeep
from bot.statements.publication import KIND as STATEMENT
from bot.statements.publication import Publication
from bot.statements.service import StatementService
from bot.storage.database import Database
from bot.storage.instance import InstanceLock
from bot.storage.schema import migrate
from bot.trail.service import TrailService
from cogs.publisher import DiscordPublisher
from cogs.ui.cards_digest import DigestLengths
from cogs.ui.charts_trends import alt_of, chart_of
from cogs.ui.wording_desk import KINDS as DATE_KINDS
from cogs.ui.wording_dispute import STEPS
from config.files import load_disputes, load_taxonomy
from config.settings import Settings, host_and_port

log = logging.getLogger(__name__)

SOURCE_URL = "https://github.com/picketwire/picketwire"
TICK, REHEARSAL_TICK = 1.0, 0.05  # seconds between two looks at what is due
REHEARSAL_PUT_OFF = 1.0  # real seconds; a real bot waits a minute before it asks a feed again
HOUR = 3600.0


def make_clock(settings: Settings) -> Clock:
    """The real clock, or a rehearsal's."""
    if settings.clock_file is not None:
        return FollowingClock(settings.clock_file)
    values = settings.clock_values()
    if values is None:
        return SystemClock()
    start, anchor, speed = values
    return ScaledClock(start=start, anchor=anchor, speed=speed)


def make_fetcher(settings: Settings) -> Fetcher:
    """A fetcher that says who asks."""
    agent = f"Picketwire/{__version__} (+{settings.contact or SOURCE_URL})"
    return Fetcher(user_agent=agent, allow_loopback=settings.allow_loopback)


def outlets_of(taxonomy: Taxonomy) -> dict[str, Outlet]:
    """The registry's outlets by key."""
    return {outlet.key: outlet for outlet in taxonomy.outlets}


async def open_database(settings: Settings, stack: AsyncExitStack) -> Database:
    """Take the lock, bring the schema up to date (a copy of the file is kept before that), open. Raises StartError."""
    file = settings.database_file
    try:
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
        lock = InstanceLock(settings.database_url)
        await lock.take()
        stack.push_async_callback(lock.release)
        await migrate(settings.database_url, keep_copy=file.parent / "backups" if file else None)
        db = await Database.open(settings.database_url)
    except StorageBusy as e:
        raise StartError(
            f"The database cannot be used now: {e}. Nothing was changed. Mend that, then start again.",
            passing=True,
        ) from e
    except OSError as e:
        raise StartError(
            f"The folder of the database cannot be used: {e}. Set PICKETWIRE_DATABASE_URL to a place that can."
        ) from e
    stack.push_async_callback(db.close)
    return db


async def run(settings: Settings) -> None:
    """Run the bot until SIGTERM or SIGINT. Raises StartError for what the host must mend."""
    if not settings.token.get_secret_value():
        raise StartError(
            "DISCORD_TOKEN is not set. Copy .env.example to .env and put the token of your application's Bot page there:\n"
            "  DISCORD_TOKEN=your token"
        )
    taxonomy = load_taxonomy(settings.issues_file, settings.outlets_file)
    disputes = load_disputes(settings.disputes_file)
    clock, stop = make_clock(settings), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with AsyncExitStack() as stack:
        db = await open_database(settings, stack)
        running = await _start(settings, taxonomy, disputes, db, clock, stack)
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait((running, stopping), return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            stopping.cancel()
            await running  # raises what ended the connection
        log.info("stopping: what is being sent is finished first")
    log.info("stopped")


async def _start(  # noqa: PLR0915 - a line a part
    settings: Settings,
    taxonomy: Taxonomy,
    disputes: Sequence[Dispute],
    db: Database,
    clock: Clock,
    stack: AsyncExitStack,
) -> asyncio.Task[None]:
    """Build and start every part; the returned task is the connection to Discord."""
    outlets = outlets_of(taxonomy)
    issues = tuple(IssueName(issue.id, issue.name) for issue in taxonomy.issues)
    ids = tuple(issue.id for issue in issues)
    await know_feeds(db, clock, outlets)
    await renew_statistics(db)
    woken: list[Dispatcher | DigestPlanner | PersonalPlanner] = []

    def wake() -> None:
        for each in woken:
            each.wake()

    planner = Planner(outlets=outlets, disputes=disputes)
    date_desk = DateDesk.build(db=db, clock=clock, disputes=disputes, kinds=DATE_KINDS, wake=wake)
    bargaining = date_desk.dates
    entered = ChangeReader(disputes)
    drawer = ChartDrawer()
    stack.push_async_callback(drawer.close)
    trends = TrendService(db=db, clock=clock, issues=issues, disputes=disputes, drawer=drawer)
    written = DigestKit(
        db=db,
        clock=clock,
        outlets=outlets,
        issues=ids,
        lengths=DigestLengths({issue.id: issue.name for issue in issues}),
        upcoming=bargaining.upcoming,
        changes=entered.changes,
        expiries=entered.expiries,
        positions=NewPositions(outlets, ids, PositionReader(outlets, disputes).pinned).of,
        picture=WeeklyPicture(trends, chart_of, alt_of).of,
    )
    digests = DigestPlanner(written, wake=wake)
    await digests.open()
    approvals = ApprovalService(db=db, clock=clock, wake=wake)
    announcements = AnnouncementDesk.build(db=db, clock=clock, approvals=approvals, wake=wake)
    await announcements.writing.open()
    personal = PersonalPlanner(written, disputes=disputes, wake=wake)
    await personal.open()
    personal_service = PersonalService(db=db, clock=clock, wake=wake)
    await personal_service.open()
    await bargaining.open()
    woken += [digests, personal]

    def understand(item: Item) -> Annotation:
        return annotate(item, taxonomy)

    parser, fetcher, names = ParserWorker(), make_fetcher(settings), name_outlets(outlets.values())
    stack.push_async_callback(fetcher.close)
    await parser.start()
    stack.push_async_callback(parser.close)
    reader = TermReader(taxonomy)
    intake = Intake(
        db=db,
        planner=planner,
        suggestions=date_desk.suggesting,
        annotate=understand,
        outlets=outlets,
        wake=wake,
        reader=reader,
    )
    await intake.open(clock.now())
    finder = FeedFinder(db=db, fetcher=fetcher, parser=parser, clock=clock)
    server_service = ServerService(db=db, planner=planner, clock=clock, hourly_cap=settings.hourly_cap, wake=wake)
    upkeep = Upkeep(db=db, clock=clock, server_service=server_service, wake=wake)
    archive = ArchiveService(db=db, clock=clock, outlets=outlets, issues=issues)
    ladder = DisputeService(db=db, clock=clock, disputes=disputes, outlets=names, steps=STEPS, wake=wake)
    publication = Publication(planner=planner, annotate=understand, disputes=disputes, issues=ids, outlets=outlets)
    statements = StatementService(
        db=db, clock=clock, publication=publication, approvals=approvals, disputes=disputes, issues=ids, wake=wake
    )
    approvals.add_kind(STATEMENT, statements)
    feed_service = FeedService(db=db, clock=clock, outlets=outlets)
    summaries = IssueService(
        db=db, clock=clock, outlets=outlets, issues=issues, upcoming=written.upcoming, disputes=ladder
    )
    services = Services(
        servers=server_service,
        choices=ChoiceService(db=db, clock=clock, outlets=outlets, issues=issues, disputes=disputes),
        upkeep=upkeep,
        feed_desk=FeedManagement(db=db, finder=finder, intake=intake, clock=clock, outlets=names),
        feed_trials=FeedTrials(
            db=db, finder=finder, annotate=understand, clock=clock, outlets=names, disputes=disputes
        ),
        trends=trends,
        summaries=summaries,
        timelines=TimelineService(db=db, clock=clock, outlets=outlets, registry=disputes),
        stands=StandService(db=db, clock=clock, reader=summaries.positions, issues=issues, disputes=disputes),
        searches=SearchService(db=db, clock=clock, outlets=outlets, disputes=disputes),
        archive=archive,
        why=WhyService(db=db, archive=archive, outlets=outlets),
        corrections=CorrectionService(db=db, planner=planner, clock=clock, issues=issues, wake=wake),
        problems=ProblemService(db=db, clock=clock, wake=wake),
        feeds=feed_service,
        health=HealthService(db=db, clock=clock, feeds=feed_service, version=__version__),
        story_desk=StoryDesk(db=db, planner=planner, clock=clock, outlets=outlets, wake=wake),
        story_choices=StoryChoices(db=db, clock=clock, outlets=outlets),
        terms=TermService(db=db, clock=clock, taxonomy=taxonomy, outlets=outlets),
        issues=issues,
        about=AboutFacts(contact=settings.contact, version=__version__, source_url=SOURCE_URL),
        clock=clock,
        facts=FactService(db=db, clock=clock),
        digests=DigestService(written, wake=wake),
        quiet_hours=QuietHours(db=db, clock=clock, wake=wake),
        bargaining=bargaining,
        disputes=ladder,
        date_choices=date_desk.choices,
        statements=statements,
        trail=TrailService(db=db, clock=clock),
        retractions=RetractService(db=db, clock=clock, publication=publication, disputes=ladder, wake=wake),
        events=date_desk.events,
        suggestions=date_desk.suggestions,
        announcements=announcements,
        approvals=approvals,
        personal=personal_service,
        privacy=PrivacyService(db=db, clock=clock),
        roles=RoleService(db=db, clock=clock),
    )
    client = PicketwireClient(
        services, api_url=settings.api_url or None, guild_ready_timeout=settings.guild_ready_timeout
    )
    stack.push_async_callback(client.close)
    await log_in(client, settings.token.get_secret_value())
    dispatcher = Dispatcher(
        db=db,
        publisher=DiscordPublisher(client),
        clock=clock,
        owner=new_id(),
        given_up=GivenUp(clock, held=personal_service.held),
    )
    await dispatcher.start()
    woken.append(dispatcher)
    stack.push_async_callback(dispatcher.close)
    limits = PollLimits(put_off=REHEARSAL_PUT_OFF) if settings.rehearsal else PollLimits()
    poller = Poller(db=db, fetcher=fetcher, parser=parser, intake=intake, clock=clock, limits=limits)
    stack.push_async_callback(poller.close)

    retention = Retention(db=db, clock=clock, days=settings.retention_days, audit_days=settings.audit_days)
    metronome = Metronome()
    tick = REHEARSAL_TICK if settings.rehearsal else TICK
    metronome.every(tick, poller.tick)
    metronome.every(tick, dispatcher.wake)
    metronome.every(tick, partial(unless_busy, Expiry(db=db, clock=clock, wake=wake).tick), name="Expiry.tick")
    metronome.every(tick, digests.tick)
    metronome.every(tick, announcements.clockwork.tick)
    metronome.every(tick, personal.tick)
    alive = partial(beat, heartbeat.heartbeat_path(settings.database_file), client, clock)
    metronome.every(heartbeat.EVERY, alive)
    metronome.every(HOUR, partial(forget_old_keys, db, clock))
    metronome.every(HOUR, partial(unless_busy, partial(renew_statistics, db)), name="renew_statistics")
    metronome.every(HOUR, upkeep.forget_left)
    metronome.every(HOUR, partial(unless_busy, announcements.clockwork.tidy))
    metronome.every(HOUR, retention.tick)
    if settings.metrics_address:
        from bot.telemetry import Watched, open_telemetry  # noqa: PLC0415 - most hosts need none of it

        watched = Watched(poller, intake, dispatcher, metronome, client, db, clock)
        file = heartbeat.heartbeat_path(settings.database_file)
        await open_telemetry(watched, host_and_port(settings.metrics_address), file, stack)
    metronome.start()
    stack.push_async_callback(metronome.stop)
    alive()
    # What was built stays: without it the collector would hold up the loop for tens of milliseconds again and again.
    gc.collect()
    gc.freeze()
    log.info("started: %d outlets, %d issues", len(outlets), len(issues))
    return asyncio.create_task(connect(client), name="connection to Discord")
