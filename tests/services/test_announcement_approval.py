"""Announcements that a second moderator approves, sends back, or is too late for; and emergencies."""

from __future__ import annotations

from typing import Any

import pytest

from bot.models.announcements import (
    Announcement,
    AnnouncementPost,
    AnnouncementState,
    Manner,
)
from bot.models.approvals import ApprovalNotice, ApprovalState, Policy
from bot.storage import deliveries, servers
from bot.storage.database import Database
from tests.services.announcing import (
    ANN,
    BEN,
    NINE,
    card_of,
    change,
    day_passes,
    edited,
    post_changed,
    refused,
    sent_post,
)
from tests.services.desk import GUILD, Desk


@pytest.fixture
async def desk(db: Database) -> Desk:
    return await Desk.open(db)


async def proposed(desk: Desk, when: str = NINE, **options: Any) -> Announcement:
    await change(desk, approval=Policy.ALL)
    known = await desk.announce("Gate 3", when, **options)
    assert known.state is AnnouncementState.PROPOSED
    return known


async def test_nothing_waits_to_be_posted_until_a_second_moderator_approves(desk: Desk) -> None:
    known = await proposed(desk)
    assert await desk.pending("announcement_post") == []
    await desk.approvals.approve(GUILD, await card_of(desk, known.id), actor_id=BEN)
    (waiting,) = await desk.pending("announcement_post")
    assert (waiting.post, waiting.due_at) == (AnnouncementPost(known.id, "Gate 3"), known.due_at)
    (version,) = (await desk.announcing.records.history(GUILD, known.id)).versions
    assert (version.actor_id, version.approved_by) == (ANN, BEN)


async def test_under_the_policy_for_mentions_only_those_need_approval(desk: Desk) -> None:
    await change(desk, approval=Policy.MENTIONS)
    assert (await desk.announce("Plain", NINE)).state is AnnouncementState.SCHEDULED
    calling = await desk.announce("Calling", NINE, manner=Manner(role_id=77))
    assert calling.state is AnnouncementState.PROPOSED


async def test_unapproved_at_its_time_nothing_goes_out_and_moderators_are_told(desk: Desk) -> None:
    known = await proposed(desk)
    sent = await day_passes(desk)
    assert [one for one in sent if isinstance(one.post, AnnouncementPost)] == []
    (told,) = [one.post for one in sent if isinstance(one.post, ApprovalNotice)]
    assert told.state is ApprovalState.LAPSED
    key = await refused(desk.approvals.approve(GUILD, await card_of(desk, known.id), actor_id=BEN))
    assert key == "approval_decided"


async def test_held_for_approval_it_goes_once_approved_and_not_before_its_time(desk: Desk) -> None:
    late, early = [await proposed(desk, manner=Manner(hold=True)) for _ in range(2)]
    await desk.approvals.approve(GUILD, await card_of(desk, early.id), actor_id=BEN)
    sent = [one for one in await day_passes(desk) if isinstance(one.post, AnnouncementPost)]
    assert [one.due_at for one in sent] == [early.due_at]
    await desk.approvals.approve(GUILD, await card_of(desk, late.id), actor_id=BEN)
    (now,) = [one for one in await desk.send_due() if isinstance(one.post, AnnouncementPost)]
    assert now.due_at == desk.clock.now()


async def test_what_was_sent_back_is_changed_and_asked_for_again(desk: Desk) -> None:
    known = await proposed(desk)
    first = await card_of(desk, known.id)
    await desk.approvals.ask_changes(GUILD, first, actor_id=BEN, reason="Which gate?")
    form = await desk.announcements.begin_change(GUILD, known.id, actor_id=ANN)
    draft = await desk.announcements.draft(GUILD, form.id, actor_id=ANN, text="Gate 4", when=NINE)
    again = await desk.announcements.confirm(GUILD, draft.id, actor_id=ANN)
    assert again.state is AnnouncementState.PROPOSED
    await desk.approvals.approve(GUILD, await card_of(desk, again.id), actor_id=BEN)
    assert [one.text for one in await desk.announcements.scheduled(GUILD)] == ["Gate 4"]


async def test_a_proposal_changed_by_its_author_withdraws_the_earlier_card(desk: Desk) -> None:
    known = await proposed(desk)
    first = await card_of(desk, known.id)
    form = await desk.announcements.begin_change(GUILD, known.id, actor_id=ANN)
    draft = await desk.announcements.draft(GUILD, form.id, actor_id=ANN, text="Gate 4", when=NINE)
    await desk.announcements.confirm(GUILD, draft.id, actor_id=ANN)
    assert await refused(desk.approvals.approve(GUILD, first, actor_id=BEN)) == "approval_decided"


async def test_an_approved_one_goes_out_as_approved_while_its_change_waits_for_approval(desk: Desk) -> None:
    known = await proposed(desk)
    await desk.approvals.approve(GUILD, await card_of(desk, known.id), actor_id=BEN)
    draft = await edited(desk, known, "Gate 4", "2023-08-12 20:00")
    waiting = await desk.announcements.confirm(GUILD, draft.id, actor_id=BEN)
    assert waiting.state is AnnouncementState.PROPOSED
    sent = [one for one in await day_passes(desk, hours=18) if isinstance(one.post, AnnouncementPost)]
    assert [one.post for one in sent] == [AnnouncementPost(known.id, "Gate 3")]
    key = await refused(desk.approvals.approve(GUILD, await card_of(desk, draft.id), actor_id=ANN))
    assert key == "announce_gone"


async def test_an_edit_of_a_post_needs_approval_too(desk: Desk) -> None:
    post = await sent_post(desk)
    await change(desk, approval=Policy.ALL)
    waiting = await post_changed(desk, post.id, "Gate 4")
    assert waiting.state is AnnouncementState.PROPOSED
    await desk.send_due()
    await desk.approvals.approve(GUILD, await card_of(desk, waiting.id), actor_id=ANN)
    edits = [one.post for one in await desk.send_due() if isinstance(one.post, AnnouncementPost)]
    assert [edit.text for edit in edits] == ["Gate 4"]


async def test_in_an_emergency_it_goes_at_once_marked_and_told(desk: Desk) -> None:
    known = await proposed(desk)
    for _ in range(2):
        await desk.announcements.send_unapproved(GUILD, known.id, actor_id=ANN)
    sent = await desk.send_due()
    assert [one.post for one in sent if isinstance(one.post, AnnouncementPost)] == [
        AnnouncementPost(known.id, "Gate 3")
    ]
    (told,) = [one.post for one in sent if isinstance(one.post, ApprovalNotice)]
    assert (told.state, told.actor_id) == (ApprovalState.BYPASSED, ANN)
    (version,) = (await desk.announcing.records.history(GUILD, known.id)).versions
    assert version.what == "unapproved"
    key = await refused(desk.approvals.approve(GUILD, await card_of(desk, known.id), actor_id=BEN))
    assert key == "approval_decided"


async def test_approvals_keep_to_the_number_of_urgent_ones_a_day(desk: Desk) -> None:
    await desk.announcements.cap_urgent(GUILD, 1, actor_id=ANN)
    first, second = [await proposed(desk, manner=Manner(urgent=True)) for _ in range(2)]
    await desk.approvals.approve(GUILD, await card_of(desk, first.id), actor_id=BEN)
    too_many = desk.approvals.approve(GUILD, await card_of(desk, second.id), actor_id=BEN)
    assert await refused(too_many) == "announce_urgent_cap"
    assert len(await desk.pending("announcement_post")) == 1


async def test_a_cancelled_proposal_cannot_be_approved(desk: Desk) -> None:
    known = await proposed(desk)
    card = await card_of(desk, known.id)
    await desk.announcements.cancel(GUILD, known.id, actor_id=ANN)
    assert await refused(desk.approvals.approve(GUILD, card, actor_id=BEN)) == "approval_decided"


async def test_a_draft_of_a_deleted_server_leaves_nothing(desk: Desk) -> None:
    post = await sent_post(desk)
    await post_changed(desk, post.id, "Gate 4", correction=True)
    await proposed(desk, "2023-08-20 09:00")
    async with desk.db.transaction() as conn:
        await servers.forget(conn, GUILD)
        assert await deliveries.with_key(conn, "announcement") == []


async def test_at_once_means_at_once_and_counts_from_the_confirmation(desk: Desk) -> None:
    draft = await desk.draft("Gate closed", "", manner=Manner(at_once=True))
    desk.clock.forward(minutes=5)
    await desk.announcements.confirm(GUILD, draft.id, actor_id=ANN)
    (sent,) = await desk.send_due()
    assert sent.due_at == desk.clock.now()
