"""Official statements: drafted, previewed, approved, posted, taken back.

begin (side, who, link) -> write (headline, text) -> preview -> confirm -> posted, or asked for approval and then posted
  posted: an entry of the server's own feed, which leads its story and so enters news, search, digests, positions;
          no other server sees it
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.announcements.localtime import wall_of
from bot.approvals.service import ApprovalService
from bot.bargaining.dates import link_is_right
from bot.clock import Clock
from bot.corrections.finding import story_meant
from bot.delivery.limits import blank, units
from bot.errors import UserError
from bot.models.approvals import Approval, Fact, Request
from bot.models.registry import Dispute
from bot.models.statements import Side, Statement, StatementPreview, StatementState
from bot.statements.members_only import members_only_signs
from bot.statements.publication import KIND, Publication, ready
from bot.statements.typed import day_said, named
from bot.storage import servers, statements
from bot.storage.database import Connection, Database

LONGEST_TITLE, LONGEST = 200, 1_200  # units: the post quotes all of it, with its headline and source
DRAFTS_KEPT = timedelta(days=2)
_OPEN = (StatementState.DRAFT, StatementState.WAITING)


class Outcome(StrEnum):
    """What a confirmation did."""

    POSTED = "posted"
    WAITING = "waiting"  # for a second moderator
    PRIVATE = "private"  # nothing: the text looks like mail for members, so it is asked once more


class StatementService:
    """All methods may raise StorageBusy. `issues`: the ids of all issues."""

    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        publication: Publication,
        approvals: ApprovalService,
        disputes: Sequence[Dispute],
        issues: Sequence[str],
        wake: Callable[[], None],
    ) -> None:
        self._db, self._clock, self._publication, self._wake = db, clock, publication, wake
        self._approvals, self._issues = approvals, tuple(issues)
        self._disputes = {dispute.key: dispute for dispute in disputes}

    async def begin(
        self,
        guild_id: int,
        *,
        actor_id: int,
        dispute: str,
        side: str,
        who: str | None = None,
        url: str | None = None,
        day: str | None = None,
        issues: Sequence[str] = (),
        story: str | None = None,
    ) -> Statement:
        """An empty draft; headline and text follow. `story`: a link to the post or report whose story it joins.

        Raises UserError: not_set_up, unknown_dispute, statement_side, statement_who, statement_link, statement_day, statement_ahead,
        unknown_issue, and those of `bot.corrections.finding.story_meant`.
        """
        if dispute not in self._disputes:
            raise UserError("unknown_dispute", dispute=dispute)
        if side not in set(Side):
            raise UserError("statement_side")
        for issue in issues:
            if issue not in self._issues:
                raise UserError("unknown_issue", issue=issue)
        url = (url or "").strip()
        if url and not link_is_right(url):
            raise UserError("statement_link")
        known, now = self._disputes[dispute], self._clock.now()
        draft = Statement(
            id=0,
            guild_id=guild_id,
            dispute=dispute,
            side=Side(side),
            who=named(who, known.guild if side == Side.UNION else known.employer),
            day=day_said(day, wall_of(now, known.zone).date()),
            author_id=actor_id,
            url=url,
            issues=tuple(dict.fromkeys(issues)),
        )
        async with self._db.transaction() as conn:
            await ready(conn, guild_id)
            if story:
                draft = replace(draft, story_id=await story_meant(conn, guild_id, story))
            draft = replace(draft, id=await statements.add(conn, draft, now))
            # Last, so that the highest number is never free: a button of an old preview must not meet another draft.
            await statements.forget_drafts(conn, now - DRAFTS_KEPT)
        return draft

    async def write(
        self, guild_id: int, statement_id: int, *, actor_id: int, title: str, text: str
    ) -> StatementPreview:
        """Give a draft its headline and text; a request for approval that waits is withdrawn.

        Raises UserError: statement_unknown, statement_done, statement_title, statement_nothing, statement_long.
        """
        title = " ".join(title.split())
        text = "\n".join(line.rstrip() for line in text.strip().splitlines())
        now = self._clock.now()
        async with self._db.transaction() as conn:
            known = await self._known(conn, guild_id, statement_id)
            if known.state not in _OPEN:
                raise UserError("statement_done")
            if blank(title):
                raise UserError("statement_title")
            if blank(text) and not known.url:
                raise UserError("statement_nothing")
            for typed, longest in ((title, LONGEST_TITLE), (text, LONGEST)):
                if units(typed) > longest:
                    raise UserError("statement_long", length=units(typed), longest=longest)
            if known.state is StatementState.WAITING:
                await self._approvals.withdraw(conn, guild_id, KIND, known.id, now=now)
            written = replace(known, title=title, text=text, author_id=actor_id, state=StatementState.DRAFT)
            await statements.save(conn, written)
            return await self._preview(conn, written, now)

    async def get(self, guild_id: int, statement_id: int) -> Statement:
        """One statement. Raises UserError("statement_unknown")."""
        async with self._db.reading() as conn:
            return await self._known(conn, guild_id, statement_id)

    async def preview(self, guild_id: int, statement_id: int) -> StatementPreview:
        """As members will see it, or see it. Raises UserError("statement_unknown")."""
        async with self._db.reading() as conn:
            return await self._preview(conn, await self._known(conn, guild_id, statement_id), self._clock.now())

    async def confirm(self, guild_id: int, statement_id: int, *, actor_id: int, public: bool = False) -> Outcome:
        """Post a draft, or ask for the approval that this server wants; a second press changes nothing.

        `public`: the moderator has said that the text may be public although it looks like mail for members.
        Raises UserError: not_set_up, statement_unknown, statement_done, statement_title.
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            known = await self._known(conn, guild_id, statement_id)
            if known.state is StatementState.POSTED:
                return Outcome.POSTED
            if known.state is StatementState.WAITING:
                return Outcome.WAITING
            if known.state is not StatementState.DRAFT:
                raise UserError("statement_done")
            if not known.title:
                raise UserError("statement_title")
            if not public and members_only_signs(f"{known.title}\n{known.text}"):
                return Outcome.PRIVATE
            if await self._approvals.needed(conn, guild_id, mentions=False):
                await self._approvals.ask(conn, guild_id, KIND, known.id, actor_id=actor_id, now=now)
                await statements.save(conn, replace(known, state=StatementState.WAITING))
                outcome = Outcome.WAITING
            else:
                await self._publication.post(conn, known, actor_id=actor_id, now=now)
                outcome = Outcome.POSTED
        self._wake()
        return outcome

    async def discard(self, guild_id: int, statement_id: int) -> None:
        """Throw a draft away, or take back the request for its approval; harmless when it is gone. Raises UserError("statement_done")."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            known = await self._known(conn, guild_id, statement_id)
            if known.state in (StatementState.POSTED, StatementState.RETRACTED):
                raise UserError("statement_done")
            if known.state is StatementState.WAITING:
                await self._approvals.withdraw(conn, guild_id, KIND, known.id, now=now)
            await statements.save(conn, replace(known, state=StatementState.DISCARDED))
        self._wake()

    async def posted(self, guild_id: int) -> list[Statement]:
        """The statements that stand, the newest first."""
        async with self._db.reading() as conn:
            return await statements.posted(conn, guild_id)

    async def retract(self, guild_id: int, statement_id: int, *, actor_id: int) -> Statement:
        """Take a statement back: its post says so, and it leaves news, search and digests; a second press changes nothing.

        Raises UserError: not_set_up, statement_unknown, statement_not_posted.
        """
        async with self._db.transaction() as conn:
            known = await self._known(conn, guild_id, statement_id)
            taken = await self._publication.retract(conn, known, actor_id=actor_id, now=self._clock.now())
        self._wake()
        return taken

    # What the approvals ask of a kind of subject: see `bot.approvals.service.Subject`.

    async def request(self, conn: Connection, guild_id: int, subject_id: int) -> Request | None:
        """All that would be published."""
        known, server = await statements.get(conn, guild_id, subject_id), await servers.get(conn, guild_id)
        if known is None or known.state not in _OPEN or server is None or server.news_channel_id is None:
            return None
        told = {
            "statement_who": known.who,
            "statement_side": known.side.value,
            "statement_link": known.url,
            "statement_day": known.day.isoformat(),
            "statement_issues": ", ".join(known.issues),
            "statement_story": str(known.story_id or ""),
            "statement_private": ", ".join(members_only_signs(f"{known.title}\n{known.text}")),
        }
        facts = tuple(Fact(key, value) for key, value in told.items() if value)
        return Request(f"{known.title}\n{known.text}".strip(), server.news_channel_id, facts=facts)

    async def approved(self, conn: Connection, approval: Approval, *, actor_id: int, now: datetime) -> None:
        """Post it. Raises UserError("statement_done")."""
        known = await self._known(conn, approval.guild_id, approval.subject_id)
        if known.state is not StatementState.WAITING:
            raise UserError("statement_done")
        await self._publication.post(conn, known, actor_id=actor_id, now=now)

    async def returned(self, conn: Connection, approval: Approval, *, now: datetime) -> None:  # noqa: ARG002 - theirs
        """It is a draft again."""
        known = await self._known(conn, approval.guild_id, approval.subject_id)
        await statements.save(conn, replace(known, state=StatementState.DRAFT))

    async def _preview(self, conn: Connection, known: Statement, now: datetime) -> StatementPreview:
        post = await self._publication.shown(conn, known, now)
        needed = await self._approvals.needed(conn, known.guild_id, mentions=False)
        return StatementPreview(known, post, members_only_signs(f"{known.title}\n{known.text}"), needed)

    async def _known(self, conn: Connection, guild_id: int, statement_id: int) -> Statement:
        found = await statements.get(conn, guild_id, statement_id)
        if found is None:
            raise UserError("statement_unknown")
        return found
