"""Two servers, a newsroom and the desk of statements on one database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.approvals.service import ApprovalService
from bot.archive.search import SearchService
from bot.archive.service import ArchiveService
from bot.delivery.planner import Planner
from bot.disputes.service import DisputeService
from bot.issues.service import IssueService
from bot.models.approvals import Policy
from bot.models.posts import Delivery, StoryPost
from bot.models.registry import Dispute
from bot.models.servers import AuditLine, Server
from bot.models.services import IssueName
from bot.models.statements import Statement
from bot.news.annotate import annotate
from bot.news.outlets import name_outlets
from bot.retractions.service import RetractService
from bot.statements.publication import KIND, Publication
from bot.statements.service import Outcome, StatementService
from bot.storage import audit, deliveries, feeds, servers
from bot.storage.database import Database
from cogs.ui.wording_dispute import STEPS
from tests.services.fakes import START
from tests.services.newsroom import GUILD, MODERATORS, NEWS, OUTLETS, TAXONOMY, Newsroom

OTHER, OTHER_NEWS = 2, 20
ANN, BEN = 5, 6
DISPUTES = (Dispute("wga-amptp", "WGA", "AMPTP", "Minimum Basic Agreement", None, "America/Los_Angeles"),)
TITLE = "We will stay at the table"
TEXT = "The studios made an offer on AI today.\nWe will answer it on Friday."


@dataclass
class Hall:
    """What the tests act on."""

    db: Database
    newsroom: Newsroom
    service: StatementService
    retractions: RetractService
    approvals: ApprovalService
    disputes: DisputeService
    archive: ArchiveService
    searches: SearchService
    summaries: IssueService

    @classmethod
    async def open(cls, db: Database) -> Hall:
        newsroom = await Newsroom.open(db)
        async with db.transaction() as conn:
            await servers.save(conn, Server(OTHER, OTHER_NEWS, 21, setup_at=START))
            await feeds.follow(conn, OTHER, [feed.id for feed in newsroom.feeds.values()])
        given: dict[str, Any] = {"db": db, "clock": newsroom.clock}
        issues = tuple(issue.id for issue in TAXONOMY.issues)
        names = tuple(IssueName(issue.id, issue.name) for issue in TAXONOMY.issues)
        approvals = ApprovalService(**given, wake=lambda: None)
        publication = Publication(
            planner=Planner(outlets=OUTLETS, disputes=DISPUTES),
            annotate=lambda item: annotate(item, TAXONOMY),
            disputes=DISPUTES,
            issues=issues,
            outlets=OUTLETS,
        )
        service = StatementService(
            **given,
            publication=publication,
            approvals=approvals,
            disputes=DISPUTES,
            issues=issues,
            wake=lambda: None,
        )
        approvals.add_kind(KIND, service)
        ladder = DisputeService(
            **given, disputes=DISPUTES, outlets=name_outlets(OUTLETS.values()), steps=STEPS, wake=lambda: None
        )
        return cls(
            db=db,
            newsroom=newsroom,
            service=service,
            retractions=RetractService(**given, publication=publication, disputes=ladder, wake=lambda: None),
            approvals=approvals,
            disputes=ladder,
            archive=ArchiveService(**given, outlets=OUTLETS, issues=names),
            searches=SearchService(**given, outlets=OUTLETS),
            summaries=IssueService(**given, outlets=OUTLETS, issues=names),
        )

    async def draft(self, title: str = TITLE, text: str = TEXT, **options: Any) -> Statement:
        """Begun and written by Ann."""
        given: dict[str, Any] = {"dispute": "wga-amptp", "side": "union", "who": "negotiating committee"}
        begun = await self.service.begin(GUILD, actor_id=ANN, **(given | options))
        return (await self.service.write(GUILD, begun.id, actor_id=ANN, title=title, text=text)).statement

    async def post(self, title: str = TITLE, text: str = TEXT, **options: Any) -> Statement:
        """Also confirmed."""
        draft = await self.draft(title, text, **options)
        assert await self.service.confirm(GUILD, draft.id, actor_id=ANN, public=True) is Outcome.POSTED
        return await self.service.get(GUILD, draft.id)

    async def want_approval(self) -> None:
        """This server wants a second moderator for everything."""
        await self.approvals.choose(GUILD, Policy.ALL, actor_id=ANN)

    async def change(self, **choices: Any) -> None:
        """Change the server's choices."""
        async with self.db.transaction() as conn:
            server = await servers.get(conn, GUILD)
            assert server is not None
            await servers.save(conn, replace(server, **choices))

    async def latest(self, guild_id: int = GUILD) -> list[StoryPost]:
        """What `/news latest` has."""
        page = await self.archive.latest(guild_id, issue=None, outlet=None, page=0, as_of=None)
        return list(page.stories)

    async def shown(self, delivery_id: str | None) -> Any:
        """What a message shows, or soon will."""
        assert delivery_id is not None
        async with self.db.reading() as conn:
            newest = await deliveries.newest_edit(conn, delivery_id)
            delivery = newest or await deliveries.get(conn, delivery_id)
        assert delivery is not None
        return delivery.post

    async def sent(self) -> Delivery:
        """Everything is sent; the one message of this server."""
        (one,) = [each for each in await self.newsroom.send_all() if each.guild_id == GUILD]
        return one

    async def pending(self, kind: str, guild_id: int = GUILD) -> list[Delivery]:
        """Messages that wait."""
        async with self.db.reading() as conn:
            return await deliveries.pending_of_kind(conn, guild_id, kind)

    async def audited(self) -> list[AuditLine]:
        """The newest lines of the trail."""
        async with self.db.reading() as conn:
            return await audit.latest(conn, GUILD, 10)


__all__ = ["GUILD", "MODERATORS", "NEWS", "OTHER", "Hall"]
