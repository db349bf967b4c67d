"""Approvals of any kind of subject: asked, approved once by somebody else, sent back, hashed, withdrawn, lapsed, bypassed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from bot.approvals.rules import digest, needs_approval
from bot.approvals.service import ApprovalService
from bot.errors import UserError
from bot.models.approvals import Approval, ApprovalCard, ApprovalNotice, ApprovalState, Fact, Policy, Request
from bot.models.posts import Delivery
from bot.models.servers import Server
from bot.storage import audit, deliveries, privacy, servers
from bot.storage.database import Connection, Database
from tests.services.fakes import START, HandClock

GUILD, NEWS, MODERATORS = 1, 10, 11
ANN, BEN, CLEO = 5, 6, 7
REQUEST = Request("Picket at gate 3", NEWS, START + timedelta(hours=2), (Fact("role", "77"),))


@dataclass
class Desk:
    """The service with one kind of subject, which keeps what it is told."""

    db: Database
    service: ApprovalService
    clock: HandClock
    requests: dict[int, Request] = field(default_factory=lambda: {1: REQUEST})
    done: list[tuple[int, int]] = field(default_factory=list)
    back: list[ApprovalState] = field(default_factory=list)
    error: UserError | None = None

    async def request(self, _conn: Connection, _guild_id: int, subject_id: int) -> Request | None:
        return self.requests.get(subject_id)

    async def approved(self, _conn: Connection, approval: Approval, *, actor_id: int, now: datetime) -> None:
        assert now == self.clock.now()
        if self.error is not None:
            raise self.error
        self.done.append((approval.subject_id, actor_id))

    async def returned(self, _conn: Connection, approval: Approval, *, now: datetime) -> None:
        assert now == self.clock.now()
        self.back.append(approval.state)

    async def ask(self, by: int = ANN) -> Approval:
        async with self.db.transaction() as conn:
            return await self.service.ask(conn, GUILD, "sample", 1, actor_id=by, now=self.clock.now())

    async def pending(self, kind: str) -> list[Delivery]:
        async with self.db.reading() as conn:
            return await deliveries.pending_of_kind(conn, GUILD, kind)

    async def card(self, asked: Approval) -> ApprovalCard:
        """What the card says, or soon will."""
        async with self.db.reading() as conn:
            card = await deliveries.newest_edit(conn, asked.delivery_id) or await deliveries.get(
                conn, asked.delivery_id
            )
        assert card is not None
        assert isinstance(card.post, ApprovalCard)
        return card.post

    async def notices(self) -> list[ApprovalNotice]:
        return [one.post for one in await self.pending("approval_notice") if isinstance(one.post, ApprovalNotice)]


@pytest.fixture
async def desk(db: Database) -> Desk:
    clock = HandClock()
    desk = Desk(db, ApprovalService(db=db, clock=clock, wake=lambda: None), clock)
    desk.service.add_kind("sample", desk)
    async with db.transaction() as conn:
        await servers.save(conn, Server(GUILD, NEWS, MODERATORS, zone="UTC", setup_at=START))
    return desk


@pytest.mark.parametrize(
    ("policy", "plain", "mentioning"),
    [(Policy.NONE, False, False), (Policy.MENTIONS, False, True), (Policy.ALL, True, True)],
)
def test_a_policy_says_what_needs_a_second_moderator(policy: Policy, plain: bool, mentioning: bool) -> None:
    assert needs_approval(policy, mentions=False) is plain
    assert needs_approval(policy, mentions=True) is mentioning


@pytest.mark.parametrize(
    "other",
    [
        replace(REQUEST, text="Picket at gate 4"),
        replace(REQUEST, channel_id=12),
        replace(REQUEST, due_at=START),
        replace(REQUEST, due_at=None),
        replace(REQUEST, facts=()),
        replace(REQUEST, facts=(Fact("role", "78"),)),
    ],
)
def test_whatever_would_be_published_is_in_the_hash(other: Request) -> None:
    assert digest(other) != digest(REQUEST) == digest(replace(REQUEST))


async def test_a_request_is_a_card_in_the_moderators_channel(desk: Desk) -> None:
    await desk.ask()
    (card,) = await desk.pending("approval_card")
    assert card.channel_id == MODERATORS
    assert card.post == ApprovalCard("sample", REQUEST, ANN)


async def test_another_moderator_approves_and_the_subject_acts(desk: Desk) -> None:
    asked = await desk.ask()
    decided = await desk.service.approve(GUILD, asked.delivery_id, actor_id=BEN)
    assert (decided.state, decided.decided_by) == (ApprovalState.APPROVED, BEN)
    assert desk.done == [(1, BEN)]
    assert (await desk.card(asked)).state is ApprovalState.APPROVED
    async with desk.db.reading() as conn:
        assert [(line.actor_id, line.action) for line in await audit.latest(conn, GUILD, 9)] == [
            (BEN, "approval approved"),
            (ANN, "approval ask"),
        ]


async def test_nobody_approves_their_own(desk: Desk) -> None:
    asked = await desk.ask()
    with pytest.raises(UserError) as refused:
        await desk.service.approve(GUILD, asked.delivery_id, actor_id=ANN)
    assert refused.value.key == "approve_own"
    assert desk.done == []


async def test_what_a_forgotten_person_asked_for_is_approved_by_nobody(desk: Desk) -> None:
    asked = await desk.ask()
    async with desk.db.transaction() as conn:
        await privacy.forget(conn, ANN)
    for actor in (ANN, BEN):
        with pytest.raises(UserError) as refused:
            await desk.service.approve(GUILD, asked.delivery_id, actor_id=actor)
        assert refused.value.key == "approve_former"
    assert desk.done == []


async def test_a_button_pressed_twice_acts_once(desk: Desk) -> None:
    asked = await desk.ask()
    for _ in range(2):
        await desk.service.approve(GUILD, asked.delivery_id, actor_id=BEN)
    assert desk.done == [(1, BEN)]


async def test_of_two_moderators_at_once_one_decides(desk: Desk) -> None:
    asked = await desk.ask()
    results = await asyncio.gather(
        desk.service.approve(GUILD, asked.delivery_id, actor_id=BEN),
        desk.service.reject(GUILD, asked.delivery_id, actor_id=CLEO),
        return_exceptions=True,
    )
    (refused,) = [result for result in results if isinstance(result, BaseException)]
    assert isinstance(refused, UserError)
    assert refused.key == "approval_decided"
    assert len(desk.done) + len(desk.back) == 1


async def test_what_was_changed_since_is_not_approved(desk: Desk) -> None:
    asked = await desk.ask()
    desk.requests[1] = replace(REQUEST, text="Something else")
    with pytest.raises(UserError) as refused:
        await desk.service.approve(GUILD, asked.delivery_id, actor_id=BEN)
    assert refused.value.key == "approval_changed"
    assert desk.done == []


async def test_a_subject_that_cannot_act_undoes_the_approval(desk: Desk) -> None:
    asked = await desk.ask()
    desk.error = UserError("announce_past")
    with pytest.raises(UserError):
        await desk.service.approve(GUILD, asked.delivery_id, actor_id=BEN)
    assert (await desk.card(asked)).state is ApprovalState.WAITING
    desk.error = None
    await desk.service.approve(GUILD, asked.delivery_id, actor_id=BEN)


@pytest.mark.parametrize("state", [ApprovalState.CHANGES, ApprovalState.REJECTED])
async def test_what_is_sent_back_is_told_in_a_new_message(desk: Desk, state: ApprovalState) -> None:
    asked = await desk.ask()
    if state is ApprovalState.CHANGES:
        await desk.service.ask_changes(GUILD, asked.delivery_id, actor_id=BEN, reason=" Say which gate ")
    else:
        await desk.service.reject(GUILD, asked.delivery_id, actor_id=BEN)
    assert desk.back == [state]
    (notice,) = await desk.notices()
    assert (notice.state, notice.actor_id, notice.text) == (state, BEN, REQUEST.text)
    assert notice.reason == ("Say which gate" if state is ApprovalState.CHANGES else "")


async def test_changes_need_a_reason(desk: Desk) -> None:
    asked = await desk.ask()
    with pytest.raises(UserError) as refused:
        await desk.service.ask_changes(GUILD, asked.delivery_id, actor_id=BEN, reason="  ")
    assert refused.value.key == "approval_reason"


async def test_asked_again_the_earlier_card_is_withdrawn(desk: Desk) -> None:
    first = await desk.ask()
    second = await desk.ask(by=CLEO)
    assert (await desk.card(first)).state is ApprovalState.WITHDRAWN
    with pytest.raises(UserError) as refused:
        await desk.service.approve(GUILD, first.delivery_id, actor_id=BEN)
    assert refused.value.key == "approval_decided"
    await desk.service.approve(GUILD, second.delivery_id, actor_id=ANN)


async def test_what_lapsed_is_told_and_cannot_be_approved_any_more(desk: Desk) -> None:
    asked = await desk.ask()
    async with desk.db.transaction() as conn:
        await desk.service.lapse(conn, GUILD, "sample", 1, now=desk.clock.now())
    (notice,) = await desk.notices()
    assert (notice.state, notice.due_at) == (ApprovalState.LAPSED, REQUEST.due_at)
    with pytest.raises(UserError) as refused:
        await desk.service.approve(GUILD, asked.delivery_id, actor_id=BEN)
    assert refused.value.key == "approval_decided"


@pytest.mark.parametrize("asked_before", [True, False])
async def test_an_emergency_is_audited_and_told(desk: Desk, asked_before: bool) -> None:
    asked = await desk.ask() if asked_before else None
    async with desk.db.transaction() as conn:
        await desk.service.bypass(conn, GUILD, "sample", 1, actor_id=ANN, now=desk.clock.now())
        assert (await audit.latest(conn, GUILD, 1))[0].action == "approval bypass"
    (notice,) = await desk.notices()
    assert (notice.state, notice.actor_id) == (ApprovalState.BYPASSED, ANN)
    if asked is not None:
        assert (await desk.card(asked)).state is ApprovalState.BYPASSED


async def test_another_servers_card_is_unknown(desk: Desk) -> None:
    asked = await desk.ask()
    with pytest.raises(UserError) as refused:
        await desk.service.approve(99, asked.delivery_id, actor_id=BEN)
    assert refused.value.key == "approval_unknown"


async def test_the_policy_is_kept_and_asked(desk: Desk) -> None:
    await desk.service.choose(GUILD, Policy.MENTIONS, actor_id=ANN)
    async with desk.db.reading() as conn:
        assert await desk.service.needed(conn, GUILD, mentions=True)
        assert not await desk.service.needed(conn, GUILD, mentions=False)
    with pytest.raises(UserError) as refused:
        await desk.service.choose(99, Policy.ALL, actor_id=ANN)
    assert refused.value.key == "not_set_up"
