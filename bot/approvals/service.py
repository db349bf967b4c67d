"""Asks a second moderator, and does what was approved exactly as it was asked. What is published is the subjects' business.

draft -> ask: a row and a card in the moderators' channel -> approve: the hash is compared, the subject acts, in one transaction
                                                          -> changes or reject: the author hears of it, nothing is published
                                                          -> withdrawn, lapsed, bypassed: by the subject; the card says so
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from bot.approvals.rules import digest, needs_approval
from bot.clock import Clock
from bot.delivery.edits import message_link, show
from bot.delivery.ids import new_id
from bot.delivery.limits import blank
from bot.delivery.notices import SUBJECT, to_moderators
from bot.delivery.quiet import quiet
from bot.errors import UserError
from bot.models.approvals import Approval, ApprovalCard, ApprovalNotice, ApprovalState, Policy, Request
from bot.models.posts import Delivery
from bot.models.servers import AuditLine, Server
from bot.storage import approvals, audit, deliveries, servers
from bot.storage.database import Connection, Database
from bot.storage.privacy import FORMER


class Subject(Protocol):
    """What a kind of subject does, each time inside the service's transaction."""

    async def request(self, conn: Connection, guild_id: int, subject_id: int) -> Request | None:
        """What would be published as it stands now; None where there is no such subject any more."""
        ...

    async def approved(self, conn: Connection, approval: Approval, *, actor_id: int, now: datetime) -> None:
        """Do it. A UserError undoes the approval and is told to the person who pressed."""
        ...

    async def returned(self, conn: Connection, approval: Approval, *, now: datetime) -> None:
        """It was rejected, or changes were asked for: see `approval.state`."""
        ...


class ApprovalService:
    """Methods with a `conn` work inside the caller's transaction; all may raise StorageBusy."""

    def __init__(self, *, db: Database, clock: Clock, wake: Callable[[], None]) -> None:
        self._db, self._clock, self._wake = db, clock, wake
        self._subjects: dict[str, Subject] = {}

    def add_kind(self, kind: str, subject: Subject) -> None:
        """Who acts for subjects of this kind. Called once a kind, before the first approval."""
        self._subjects[kind] = subject

    async def choose(self, guild_id: int, policy: Policy, *, actor_id: int) -> None:
        """What needs approval in this server from now on. Raises UserError("not_set_up")."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await _ready(conn, guild_id)
            if server.approval is not policy:
                await servers.save(conn, replace(server, approval=policy))
                await audit.add(conn, AuditLine(now, guild_id, actor_id, "settings approval", policy.value))

    async def needed(self, conn: Connection, guild_id: int, *, mentions: bool) -> bool:
        """Whether this server wants a second moderator for it."""
        server = await servers.get(conn, guild_id)
        return server is not None and needs_approval(server.approval, mentions=mentions)

    async def ask(
        self, conn: Connection, guild_id: int, kind: str, subject_id: int, *, actor_id: int, now: datetime
    ) -> Approval:
        """Put a card into the moderators' channel; an earlier one about the same subject is withdrawn.

        Raises UserError: not_set_up, approval_unknown where the subject is gone.
        """
        server = await _ready(conn, guild_id)
        assert server.mod_channel_id is not None  # noqa: S101 - a server that is ready has one
        request = await self._subjects[kind].request(conn, guild_id, subject_id)
        if request is None:
            raise UserError("approval_unknown")
        await self._close(conn, guild_id, kind, subject_id, ApprovalState.WITHDRAWN, now)
        card = Delivery(
            id=new_id(),
            guild_id=guild_id,
            channel_id=server.mod_channel_id,
            post=ApprovalCard(kind, request, actor_id),
            due_at=now,
            silent=quiet(server, now),
        )
        await deliveries.add(conn, card, now)
        asked = Approval(0, guild_id, kind, subject_id, digest(request), actor_id, now, card.id)
        asked = replace(asked, id=await approvals.add(conn, asked))
        await audit.add(conn, AuditLine(now, guild_id, actor_id, "approval ask", f"{kind} {subject_id}"))
        return asked

    async def withdraw(self, conn: Connection, guild_id: int, kind: str, subject_id: int, *, now: datetime) -> None:
        """The subject was changed or given up; nothing where no approval waits."""
        await self._close(conn, guild_id, kind, subject_id, ApprovalState.WITHDRAWN, now)

    async def lapse(self, conn: Connection, guild_id: int, kind: str, subject_id: int, *, now: datetime) -> None:
        """Its time came and nobody had approved it: moderators are told."""
        closed = await self._close(conn, guild_id, kind, subject_id, ApprovalState.LAPSED, now)
        if closed is not None:
            await self._tell(conn, *closed, now=now)

    async def bypass(
        self, conn: Connection, guild_id: int, kind: str, subject_id: int, *, actor_id: int, now: datetime
    ) -> None:
        """It is sent without approval, in an emergency: audited, and told in the moderators' channel."""
        detail = f"{kind} {subject_id} sent without approval"
        await audit.add(conn, AuditLine(now, guild_id, actor_id, "approval bypass", detail))
        closed = await self._close(conn, guild_id, kind, subject_id, ApprovalState.BYPASSED, now, actor_id=actor_id)
        if closed is not None:
            await self._tell(conn, *closed, now=now)
            return
        request = await self._subjects[kind].request(conn, guild_id, subject_id)
        server = await servers.get(conn, guild_id)
        if request is not None and server is not None:
            notice = ApprovalNotice(
                kind, ApprovalState.BYPASSED, request.text[:SUBJECT], request.channel_id, actor_id, request.due_at
            )
            await to_moderators(
                conn, [server], notice, key=f"approval-bypassed:{kind}:{subject_id}:{new_id()}", now=now
            )

    async def of_card(self, guild_id: int, delivery_id: str) -> Approval:
        """The approval a card is about. Raises UserError("approval_unknown")."""
        async with self._db.reading() as conn:
            return await self._known(conn, guild_id, delivery_id)

    async def approve(self, guild_id: int, delivery_id: str, *, actor_id: int) -> Approval:
        """The second pair of eyes; pressed again by the same person it changes nothing.

        Raises UserError: approval_unknown, approval_decided, approve_own, approval_changed, and the subject's own.
        """
        return await self._decide(guild_id, delivery_id, ApprovalState.APPROVED, actor_id)

    async def reject(self, guild_id: int, delivery_id: str, *, actor_id: int) -> Approval:
        """It is not to be published. Raises UserError: approval_unknown, approval_decided."""
        return await self._decide(guild_id, delivery_id, ApprovalState.REJECTED, actor_id)

    async def ask_changes(self, guild_id: int, delivery_id: str, *, actor_id: int, reason: str) -> Approval:
        """Not like this. Raises UserError: approval_unknown, approval_decided, approval_reason where none is given."""
        if blank(reason):
            raise UserError("approval_reason")
        return await self._decide(guild_id, delivery_id, ApprovalState.CHANGES, actor_id, reason.strip())

    async def _decide(
        self, guild_id: int, delivery_id: str, state: ApprovalState, actor_id: int, reason: str = ""
    ) -> Approval:
        now = self._clock.now()
        async with self._db.transaction() as conn:
            known = await self._known(conn, guild_id, delivery_id)
            if known.state is state and known.decided_by == actor_id:
                return known
            if known.state is not ApprovalState.WAITING:
                raise UserError("approval_decided")
            if state is ApprovalState.APPROVED:
                await self._may_approve(conn, known, actor_id)
            decided = replace(known, state=state, decided_by=actor_id, decided_at=now, reason=reason)
            await approvals.decide(conn, decided)
            card = await self._edit_card(conn, decided, now)
            subject = self._subjects[known.kind]
            if state is ApprovalState.APPROVED:
                await subject.approved(conn, decided, actor_id=actor_id, now=now)
            else:
                await subject.returned(conn, decided, now=now)
                if card is not None:
                    await self._tell(conn, decided, card, now=now)
            detail = f"{known.kind} {known.subject_id}"
            await audit.add(conn, AuditLine(now, guild_id, actor_id, f"approval {state.value}", detail))
        self._wake()
        return decided

    async def _may_approve(self, conn: Connection, known: Approval, actor_id: int) -> None:
        if known.asked_by == actor_id:
            raise UserError("approve_own")
        if known.asked_by == FORMER:  # anybody could be that person
            raise UserError("approve_former")
        request = await self._subjects[known.kind].request(conn, known.guild_id, known.subject_id)
        if request is None or digest(request) != known.digest:
            raise UserError("approval_changed")

    async def _close(
        self,
        conn: Connection,
        guild_id: int,
        kind: str,
        subject_id: int,
        state: ApprovalState,
        now: datetime,
        *,
        actor_id: int | None = None,
    ) -> tuple[Approval, Delivery] | None:
        """End what waits for a decision about the subject; the approval and its card."""
        waiting = await approvals.waiting(conn, guild_id, kind, subject_id)
        if waiting is None:
            return None
        closed = replace(waiting, state=state, decided_by=actor_id, decided_at=now)
        await approvals.decide(conn, closed)
        card = await self._edit_card(conn, closed, now)
        return (closed, card) if card is not None else None

    async def _edit_card(self, conn: Connection, decided: Approval, now: datetime) -> Delivery | None:
        card = await deliveries.get(conn, decided.delivery_id)
        if card is None or not isinstance(card.post, ApprovalCard):
            return None
        post = replace(
            card.post,
            state=decided.state,
            decided_by=decided.decided_by,
            decided_at=decided.decided_at,
            reason=decided.reason,
        )
        await show(conn, card, post, due_at=now, now=now)
        return card

    async def _tell(self, conn: Connection, decided: Approval, card: Delivery, *, now: datetime) -> None:
        server = await servers.get(conn, decided.guild_id)
        if server is None or not isinstance(card.post, ApprovalCard):
            return
        request = card.post.request
        notice = ApprovalNotice(
            kind=decided.kind,
            state=decided.state,
            text=request.text[:SUBJECT],
            channel_id=request.channel_id,
            actor_id=decided.decided_by,
            due_at=request.due_at,
            reason=decided.reason,
            link=message_link(card),
        )
        await to_moderators(conn, [server], notice, key=f"approval:{decided.id}:{decided.state}", now=now)

    async def _known(self, conn: Connection, guild_id: int, delivery_id: str) -> Approval:
        found = await approvals.of_card(conn, guild_id, delivery_id)
        if found is None:
            raise UserError("approval_unknown")
        return found


async def _ready(conn: Connection, guild_id: int) -> Server:
    server = await servers.get(conn, guild_id)
    if server is None or not server.ready:
        raise UserError("not_set_up")
    return server
