"""Bargaining dates: what is taken, what is refused and why, which reminders follow, and what calling one off does."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from bot.delivery.lateness import as_sent
from bot.errors import UserError
from bot.models.announcements import AnnouncementMissed, AnnouncementPost
from bot.models.date_posts import DateCancelled, DateReminder
from bot.models.desk import DateRef, DateState
from bot.models.posts import Delivery
from bot.models.routing import Place
from bot.models.servers import Server
from bot.storage import deliveries, servers
from bot.storage.database import Database
from tests.services.desk import GOOD, GUILD, MODERATORS, NEWS, Desk
from tests.services.fakes import START


@pytest.fixture
async def desk(db: Database) -> Desk:
    return await Desk.open(db)


async def test_a_date_has_its_reminders_a_day_and_an_hour_before_in_its_own_zone(desk: Desk) -> None:
    date = await desk.add()
    start = datetime(2023, 8, 18, 17, 0, tzinfo=UTC)  # ten in the morning in Los Angeles
    assert date.starts_at == start
    due = [(one.due_at, one.expires_at) for one in await desk.pending("date_reminder")]
    hour_before = start - timedelta(hours=1)
    assert due == [(start - timedelta(days=1), hour_before), (hour_before, start)]


async def test_reminders_of_a_whole_day_count_from_the_morning_at_its_home(desk: Desk) -> None:
    await desk.add(start="18 Aug 2023", all_day=True, zone="Europe/London", remind="24h, 1h")
    due = [(one.due_at, one.expires_at) for one in await desk.pending("date_reminder")]
    nine = datetime(2023, 8, 18, 8, tzinfo=UTC)  # by the clocks in London
    over = datetime(2023, 8, 18, 23, tzinfo=UTC)
    assert due == [(nine - timedelta(days=1), nine - timedelta(hours=1)), (nine - timedelta(hours=1), over)]


async def test_a_reminder_that_would_be_past_is_left_out(desk: Desk) -> None:
    desk.clock.moment = datetime(2023, 8, 18, 10, 0, tzinfo=UTC)
    await desk.add()
    (one,) = await desk.pending("date_reminder")
    assert isinstance(one.post, DateReminder)
    assert one.post.minutes == 60


async def test_a_date_without_reminders_is_added_and_called_off(desk: Desk) -> None:
    date = await desk.add(remind="none")
    assert date.offsets == ()
    assert await desk.pending("date_reminder") == []
    off = await desk.dates.cancel(GUILD, DateRef(date.id), actor_id=7)
    assert off.state is DateState.CANCELLED


@pytest.mark.parametrize(
    ("other", "key"),
    [
        ({"dispute": "bakers"}, "unknown_dispute"),
        ({"kind": "party"}, "unknown_date_kind"),
        ({"zone": "Mars/Base"}, "unknown_zone"),
        ({"start": "next friday 10:00"}, "date_unclear"),
        ({"start": "2023-08-18"}, "date_no_time"),
        ({"start": "2023-08-01 10:00"}, "date_past"),
        ({"start": "2031-08-01 10:00"}, "date_far"),
        ({"end": "2023-08-18 09:00"}, "date_end"),
        ({"source_url": "ftp://guild.example"}, "date_link"),
        ({"source_url": "just words"}, "date_link"),
        ({"source_url": "https://guild.example/\r\nX-FORGED:1"}, "date_link"),
        ({"source_url": "https://guild.example/\u202egpj"}, "date_link"),
        ({"source_url": "https://someone@guild.example/"}, "date_link"),
        ({"source_url": "https://guild.example/" + "x" * 400}, "date_link"),
        ({"remind": "sometime"}, "date_offsets"),
        ({"all_day": True, "start": "2023-08-18 10:00"}, "day_unclear"),
    ],
)
async def test_wrong_input_is_refused_and_keeps_nothing(desk: Desk, other: dict[str, Any], key: str) -> None:
    with pytest.raises(UserError) as refused:
        await desk.add(**other)
    assert refused.value.key == key
    assert await desk.dates.ahead(GUILD) == []
    assert await desk.pending("date_reminder") == []


async def test_the_same_date_twice_is_there_once(desk: Desk) -> None:
    await desk.add()
    with pytest.raises(UserError) as refused:
        await desk.add()
    assert refused.value.key == "date_there"
    assert len(await desk.dates.ahead(GUILD)) == 1


async def test_a_date_of_a_server_that_is_not_set_up_is_refused(desk: Desk) -> None:
    with pytest.raises(UserError) as refused:
        await desk.dates.add(2, actor_id=5, **GOOD)  # type: ignore[arg-type]
    assert refused.value.key == "not_set_up"


async def test_another_server_neither_sees_nor_cancels_the_date(desk: Desk) -> None:
    date = await desk.add()
    async with desk.db.transaction() as conn:
        await servers.save(conn, Server(2, 20, 21, setup_at=START))
    assert await desk.dates.ahead(2) == []
    with pytest.raises(UserError):
        await desk.dates.cancel(2, DateRef(date.id), actor_id=6)
    assert len(await desk.pending("date_reminder")) == 2


async def test_calling_a_date_off_withdraws_what_waits_and_puts_right_what_was_sent(desk: Desk) -> None:
    date = await desk.add()
    desk.clock.moment = datetime(2023, 8, 17, 17, 0, tzinfo=UTC)
    assert len(await desk.send_due()) == 1
    await desk.dates.cancel(GUILD, DateRef(date.id), actor_id=5)
    assert await desk.pending("date_reminder") == []
    sent = await desk.send_due()
    assert sorted(type(one.post).__name__ for one in sent) == ["DateCancelled", "DateReminder"]
    (edit,) = [one for one in sent if one.target_id]
    assert isinstance(edit.post, DateReminder)
    assert edit.post.cancelled
    (notice,) = [one.post for one in sent if isinstance(one.post, DateCancelled)]
    assert "/1/10/7000" in notice.link
    desk.clock.moment = datetime(2023, 8, 18, 16, 30, tzinfo=UTC)
    assert await desk.send_due() == []


async def test_calling_a_date_off_before_any_reminder_says_nothing_in_the_channel(desk: Desk) -> None:
    date = await desk.add()
    await desk.dates.cancel(GUILD, DateRef(date.id), actor_id=5)
    desk.clock.moment = datetime(2023, 8, 18, 16, 30, tzinfo=UTC)
    assert await desk.send_due() == []
    with pytest.raises(UserError) as refused:
        await desk.dates.cancel(GUILD, DateRef(date.id), actor_id=5)
    assert refused.value.key == "date_unknown"


async def test_a_reminder_is_sent_late_until_its_date_starts_and_not_after(desk: Desk) -> None:
    await desk.add()
    desk.clock.moment = datetime(2023, 8, 18, 16, 59, tzinfo=UTC)
    (late,) = await desk.send_due()  # of the two that were missed only the later one
    assert isinstance(late.post, DateReminder)
    assert late.post.minutes == 60
    await desk.add(start="2023-08-20 10:00")
    desk.clock.moment = datetime(2023, 8, 20, 17, 0, tzinfo=UTC)
    assert await desk.send_due() == []
    await desk.expiry.tick()
    assert await desk.pending("date_reminder") == []


def test_a_reminder_rings_but_for_quiet_hours_that_its_date_does_not_break() -> None:
    server = Server(GUILD, NEWS, MODERATORS, zone="UTC", quiet_from=time(22), quiet_to=time(8))
    night, day = datetime(2023, 8, 18, 23, tzinfo=UTC), datetime(2023, 8, 18, 12, tzinfo=UTC)

    def silent(at: datetime, *, wakes: bool) -> bool:
        post = DateReminder(1, "WGA and AMPTP", "session", at, "UTC", "https://x.example", wakes=wakes)
        return as_sent(Delivery("a", GUILD, NEWS, post, at), server, at).silent

    assert silent(night, wakes=False)
    assert not silent(night, wakes=True)
    assert not silent(day, wakes=False)


async def test_an_announcement_goes_once_however_often_it_is_confirmed(desk: Desk) -> None:
    draft = await desk.draft(" Bring water ", "in 2 hours")
    assert await desk.send_due() == []
    for _ in range(3):
        await desk.announcements.confirm(GUILD, draft.id, actor_id=5)
    desk.clock.forward(hours=3)
    (one,) = await desk.send_due()
    assert one.post == AnnouncementPost(draft.id, "Bring water")
    with pytest.raises(UserError) as refused:
        await desk.announcements.cancel(GUILD, draft.id, actor_id=5)
    assert refused.value.key == "announce_done"


async def test_a_discarded_draft_cannot_be_confirmed(desk: Desk) -> None:
    draft = await desk.draft("No", "in 2 hours")
    await desk.announcements.discard(GUILD, draft.id)
    with pytest.raises(UserError) as refused:
        await desk.announcements.confirm(GUILD, draft.id, actor_id=5)
    assert refused.value.key == "announce_done"


async def test_a_draft_confirmed_after_its_time_is_refused(desk: Desk) -> None:
    draft = await desk.draft("Now", "in 1 hour")
    desk.clock.forward(hours=2)
    with pytest.raises(UserError) as refused:
        await desk.announcements.confirm(GUILD, draft.id, actor_id=5)
    assert refused.value.key == "announce_past"


async def test_an_announcement_over_six_hours_late_is_reported_once_instead(desk: Desk) -> None:
    draft = await desk.draft("Early", "in 1 hour")
    await desk.announcements.confirm(GUILD, draft.id, actor_id=5)
    desk.clock.forward(hours=7, minutes=1)
    for _ in range(2):
        await desk.expiry.tick()
    (notice,) = await desk.send_due()
    assert notice.channel_id == MODERATORS
    assert isinstance(notice.post, AnnouncementMissed)


def test_a_late_announcement_says_when_it_was_meant_and_a_timely_one_does_not() -> None:
    delivery = Delivery("a", GUILD, NEWS, AnnouncementPost(1, "Text"), START)
    assert as_sent(delivery, None, START + timedelta(minutes=4)).post == AnnouncementPost(1, "Text")
    assert as_sent(delivery, None, START + timedelta(hours=2)).post == AnnouncementPost(1, "Text", planned_at=START)


async def test_a_reminder_given_up_with_its_channel_is_due_again_after_a_repair(desk: Desk) -> None:
    await desk.add()
    desk.clock.moment = datetime(2023, 8, 17, 17, 0, tzinfo=UTC)  # six days after it was entered
    async with desk.db.transaction() as conn:
        (claimed,) = await deliveries.claim(
            conn, owner="t", now=desk.clock.now(), wall=desk.clock.wall(), lease=timedelta(minutes=5), limit=9
        )
        await deliveries.failed(conn, claimed.id, "channel_gone")
        now = desk.clock.forward(hours=1)
        assert await deliveries.revive(conn, GUILD, since=now - timedelta(hours=24), now=now, place=Place(99)) == 1
