"""A newsroom for tests: a database with two feeds and one server, and an intake that takes what a test says a poll brought."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.bargaining.suggesting import SuggestionPlanner
from bot.corrections.terms import TermReader
from bot.delivery.planner import Planner
from bot.feeds.intake import Intake
from bot.feeds.schedule import FeedEvent
from bot.models.feeds import Feed, ParsedFeed, RawEntry
from bot.models.news import Annotation, Item
from bot.models.posts import Delivery, DeliveryState, FoldPost, OfficialNotice, StoryPost
from bot.models.registry import Outlet
from bot.models.servers import Server
from bot.news.annotate import annotate
from bot.news.taxonomy import compile_taxonomy
from bot.storage import deliveries, feeds, servers
from bot.storage.database import Database
from config.files import load_issues
from tests.services.fakes import START, HandClock

GUILD, NEWS, MODERATORS = 1, 10, 11
OUTLETS = {
    "lantern": Outlet("lantern", "The Lantern", ("lantern.example",), "Lantern Press", "trade", "no"),
    "reel-ledger": Outlet("reel-ledger", "Reel Ledger", ("ledger.example",), "Ledger Group", "trade", "yes"),
    "guild-site": Outlet("guild-site", "Writers Guild", ("guild.example",), "Writers Guild", "official_union", "no"),
}
TAXONOMY = compile_taxonomy(load_issues(), OUTLETS.values())
# Six events that no reader would take for one another.
EVENTS = (
    ("WGA and AMPTP set talks for Friday", "The writers guild and the studios meet again on Friday over AI and pay."),
    (
        "Musicians ratify new contract with studios",
        "Members of the AFM voted to ratify a film agreement with higher residuals.",
    ),
    (
        "Teamsters Local 399 opens strike authorization vote",
        "Drivers of Local 399 vote on a strike authorization this week.",
    ),
    ("SAG-AFTRA pickets game company over AI voice clones", "Performers picket over digital replicas in video games."),
    (
        "Animation Guild proposes health plan increase to AMPTP",
        "TAG asks for higher health plan contributions in its talks.",
    ),
    (
        "Directors Guild pension deal goes to a member vote",
        "DGA members vote on a tentative agreement on pension rates.",
    ),
)


def raw(title: str, text: str = "", *, guid: str = "", published: datetime | None = START, link: str = "") -> RawEntry:
    """An entry as the parser gives it; the guid follows from the title where none is given."""
    slug = "-".join(title.lower().split())
    return RawEntry(
        guid=guid or slug,
        link=link or f"https://lantern.example/{guid or slug}",
        title=title,
        text=text,
        published=published,
    )


@dataclass
class Newsroom:
    """What the tests act on."""

    db: Database
    clock: HandClock
    intake: Intake
    feeds: dict[str, Feed]
    woken: list[int] = field(default_factory=list)

    @classmethod
    async def open(
        cls, db: Database, *, cap: int = 12, setup: bool = True, suggestions: SuggestionPlanner | None = None
    ) -> Newsroom:
        clock = HandClock()
        async with db.transaction() as conn:
            await feeds.ensure(conn, [(f"https://{o.hosts[0]}/feed", o.name, o.key) for o in OUTLETS.values()], START)
            stored = await feeds.all_feeds(conn)
            if setup:
                server = Server(GUILD, NEWS, MODERATORS, hourly_cap=cap, setup_at=START)
                await servers.save(conn, server)
                await feeds.follow(conn, GUILD, [feed.id for feed in stored])
        woken: list[int] = []

        def understand(item: Item) -> Annotation:
            return annotate(item, TAXONOMY)

        planner = Planner(outlets=OUTLETS)
        intake = Intake(
            db=db,
            planner=planner,
            suggestions=suggestions,
            annotate=understand,
            outlets=OUTLETS,
            wake=lambda: woken.append(1),
            reader=TermReader(TAXONOMY),
        )
        await intake.open(clock.now())
        return cls(db, clock, intake, {feed.outlet or "": feed for feed in stored}, woken)

    async def poll(
        self, outlet: str, *entries: RawEntry, first: bool = False, events: tuple[FeedEvent, ...] = ()
    ) -> int:
        """One poll of an outlet's feed brings these; how many were new."""
        feed = replace(self.feeds[outlet], last_ok_at=self.clock.now(), first_polled_at=self.clock.now())
        parsed = ParsedFeed(title=feed.title, site_url="", version="rss20", entries=entries)
        return await self.intake.take(feed, parsed, first=first, now=self.clock.now(), events=events)

    async def due(self, guild_id: int = GUILD) -> list[Delivery]:
        """All new messages that are pending for a server's news channel, in order."""
        async with self.db.reading() as conn:
            found = []
            for kind in ("story_post", "fold_post", "official_notice"):
                found += await deliveries.pending_of_kind(conn, guild_id, kind)
        return found

    async def stories(self) -> list[StoryPost]:
        """The pending story posts."""
        return [d.post for d in await self.due() if isinstance(d.post, StoryPost)]

    async def folds(self) -> list[FoldPost]:
        """The pending folded messages."""
        return [d.post for d in await self.due() if isinstance(d.post, FoldPost)]

    async def official(self) -> list[OfficialNotice]:
        """The pending notices that a story became official."""
        return [d.post for d in await self.due() if isinstance(d.post, OfficialNotice)]

    async def send_all(self) -> list[Delivery]:
        """Let Discord have confirmed everything that is due now, also edits; what was sent."""
        async with self.db.transaction() as conn:
            claimed = await deliveries.claim(
                conn,
                owner="test",
                now=self.clock.now(),
                wall=self.clock.wall(),
                lease=timedelta(minutes=5),
                limit=1000,
            )
            numbers = [(d.id, None if d.target_id else 5000 + n) for n, d in enumerate(claimed)]
            await deliveries.sent(conn, numbers, self.clock.now())
        assert all(d.state in (DeliveryState.CLAIMED, DeliveryState.PENDING) for d in claimed)
        return claimed
