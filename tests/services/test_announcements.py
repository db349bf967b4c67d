"""Announcements that are changed before they go and edited or corrected after; who is notified, and when that rings."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.delivery.lateness import as_sent
from bot.models.announcements import (
    AnnouncementCorrection,
    AnnouncementPost,
    Manner,
)
from bot.models.posts import Delivery
from bot.models.servers import Server
from bot.storage import servers
from bot.storage.database import Database
from tests.services.announcing import (
    ANN,
    BEN,
    NINE,
    day_passes,
    edited,
    post_changed,
    refused,
    sent_post,
)
from tests.services.desk import GUILD, MODERATORS, NEWS, Desk


@pytest.fixture
async def desk(db: Database) -> Desk:
    return await Desk.open(db)


async def test_what_was_confirmed_stays_until_the_change_is_confirmed(desk: Desk) -> None:
    known = await desk.announce("First", NINE)
    draft = await edited(desk, known, "Second", "2023-08-12 10:00")
    (waiting,) = await desk.pending("announcement_post")
    assert waiting.post == AnnouncementPost(known.id, "First")
    for _ in range(2):
        await desk.announcements.confirm(GUILD, draft.id, actor_id=BEN)
    (waiting,) = await desk.pending("announcement_post")
    assert waiting.post == AnnouncementPost(known.id, "Second")
    assert waiting.due_at == datetime(2023, 8, 12, 10, tzinfo=UTC)
    assert [one.id for one in await desk.announcements.scheduled(GUILD)] == [known.id]
    history = await desk.announcing.records.history(GUILD, known.id)
    assert [(v.what, v.text, v.actor_id) for v in history.versions] == [
        ("scheduled", "First", ANN),
        ("changed", "Second", BEN),
    ]


async def test_a_change_confirmed_after_the_post_went_out_is_refused(desk: Desk) -> None:
    known = await desk.announce("First", NINE)
    draft = await edited(desk, known, "Second", "2023-08-12 20:00")
    await day_passes(desk, hours=18)
    assert await refused(desk.announcements.confirm(GUILD, draft.id, actor_id=BEN)) == "announce_gone"


async def test_of_two_moderators_who_change_it_at_once_both_versions_are_kept_and_the_last_is_posted(
    desk: Desk,
) -> None:
    known = await desk.announce("First", NINE)
    drafts = [await edited(desk, known, text) for text in ("Second", "Third")]
    await asyncio.gather(*(desk.announcements.confirm(GUILD, draft.id, actor_id=BEN) for draft in drafts))
    (waiting,) = await desk.pending("announcement_post")
    history = await desk.announcing.records.history(GUILD, known.id)
    assert isinstance(waiting.post, AnnouncementPost)
    assert waiting.post.text == history.versions[-1].text
    assert {version.text for version in history.versions} == {"First", "Second", "Third"}


async def test_a_cancelled_one_cannot_be_changed_and_a_change_under_way_is_refused(desk: Desk) -> None:
    known = await desk.announce("First", NINE)
    draft = await edited(desk, known, "Second")
    await desk.announcements.cancel(GUILD, known.id, actor_id=ANN)
    assert await refused(desk.announcements.confirm(GUILD, draft.id, actor_id=BEN)) == "announce_gone"
    assert await refused(desk.announcements.begin_change(GUILD, known.id, actor_id=BEN)) == "announce_done"
    assert await desk.pending("announcement_post") == []


async def test_an_edit_changes_the_post_and_says_so(desk: Desk) -> None:
    post = await sent_post(desk)
    known = await post_changed(desk, post.id, "Gate 4")
    (edit,) = await desk.send_due()
    assert edit.target_id == post.id
    assert edit.post == AnnouncementPost(known.id, "Gate 4", edited_at=desk.clock.now())
    await post_changed(desk, post.id, "Gate 5")
    texts = [version.text for version in (await desk.announcing.records.history(GUILD, known.id)).versions]
    assert texts == ["Gate 3", "Gate 4", "Gate 5"]


async def test_a_correction_goes_to_the_same_channel_and_people_and_the_post_leads_to_it(desk: Desk) -> None:
    post = await sent_post(desk, manner=Manner(role_id=77))
    await post_changed(desk, post.id, "Gate 4", correction=True)
    new, edit = sorted(await desk.send_due(), key=lambda one: one.target_id is not None)
    assert isinstance(new.post, AnnouncementCorrection)
    assert (new.channel_id, new.post.text, new.post.role_id) == (NEWS, "Gate 4", 77)
    assert new.post.link.endswith(f"/{GUILD}/{NEWS}/7000")
    assert isinstance(edit.post, AnnouncementPost)
    assert (edit.post.text, edit.post.corrected_at, edit.post.correction_link) == ("Gate 3", desk.clock.now(), "")
    for _ in range(2):
        await desk.announcing.clockwork.tick()
    (link,) = await desk.send_due()
    assert link.target_id == post.id
    assert isinstance(link.post, AnnouncementPost)
    assert link.post.correction_link.startswith(f"https://discord.com/channels/{GUILD}/{NEWS}/")


async def test_a_post_that_waits_or_is_another_servers_cannot_be_edited(desk: Desk) -> None:
    post, begin = await sent_post(desk), desk.announcements.begin_post_change
    waiting = await desk.announce("Other", "2023-08-20 09:00")
    assert waiting.delivery_id is not None
    key = await refused(begin(GUILD, waiting.delivery_id, actor_id=BEN, correction=False))
    assert key == "announce_unknown"
    async with desk.db.transaction() as conn:
        await servers.save(conn, Server(2, 20, 21, zone="UTC", setup_at=desk.clock.now()))
    assert await refused(begin(2, post.id, actor_id=BEN, correction=False)) == "announce_unknown"


async def test_only_so_many_urgent_ones_a_day(desk: Desk) -> None:
    await desk.announcements.cap_urgent(GUILD, 1, actor_id=ANN)
    await desk.announce("One", NINE, manner=Manner(urgent=True))
    second = await desk.draft("Two", "2023-08-12 23:00", manner=Manner(urgent=True))
    assert await refused(desk.announcements.confirm(GUILD, second.id, actor_id=ANN)) == "announce_urgent_cap"
    await desk.announce("Three", "2023-08-13 09:00", manner=Manner(urgent=True))


def test_at_night_an_announcement_rings_only_if_it_is_urgent() -> None:
    server = Server(GUILD, NEWS, MODERATORS, "UTC", quiet_from=time(22), quiet_to=time(8))
    night, morning = datetime(2023, 8, 12, 23, tzinfo=UTC), datetime(2023, 8, 12, 9, tzinfo=UTC)
    calm, urgent = (
        Delivery("a", GUILD, NEWS, AnnouncementPost(1, "Text", urgent=urgent), night, silent=False)
        for urgent in (False, True)
    )
    assert as_sent(calm, server, night).silent
    assert not as_sent(urgent, server, night).silent
    assert not as_sent(replace(calm, due_at=morning), server, morning).silent


async def test_a_deleted_role_is_notified_no_more_and_moderators_are_told(desk: Desk) -> None:
    known = await desk.announce("Gate 3", NINE, manner=Manner(role_id=77))
    assert await desk.announcing.series.role_gone(GUILD, 77) == 1
    assert await desk.announcing.series.role_gone(GUILD, 77) == 0
    (waiting,) = await desk.pending("announcement_post")
    assert waiting.post == AnnouncementPost(known.id, "Gate 3")
    assert len(await desk.pending("announcement_role")) == 1


async def test_a_role_deleted_while_the_bot_was_away_is_noticed_when_it_is_back(desk: Desk) -> None:
    await desk.announce("Gate 3", NINE, manner=Manner(role_id=77))
    await desk.announce("Gate 4", NINE, manner=Manner(role_id=GUILD))
    assert await desk.announcing.series.roles_present(GUILD, {GUILD, 78}) == 1
    assert await desk.announcing.series.roles_present(GUILD, {GUILD, 78}) == 0
