"""Announcements that come again, through pauses, downtimes, other zones and changes of mind."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.delivery.notices import GivenUp
from bot.delivery.publisher import Refusal
from bot.models.announcements import (
    AnnouncementMissed,
    AnnouncementPost,
    Manner,
)
from bot.models.posts import Delivery, DeliveryNotice
from bot.models.schedules import Cadence
from bot.storage import deliveries
from bot.storage.database import Database
from tests.services.announcing import (
    BEN,
    NINE,
    change,
    day_passes,
    edited,
    refused,
)
from tests.services.desk import GUILD, NEWS, Desk


@pytest.fixture
async def desk(db: Database) -> Desk:
    return await Desk.open(db)


async def test_a_daily_series_is_posted_once_a_day_until_its_last_date(desk: Desk) -> None:
    known = await desk.announce("Roll call", NINE, cadence=Cadence.DAILY, times=3)
    sent = await day_passes(desk, hours=24 * 6)
    assert [one.due_at for one in sent] == [datetime(2023, 8, day, 9, tzinfo=UTC) for day in (12, 13, 14)]
    assert [one.key for one in sent] == [f"announcement:{known.id}:2023-08-{day}T09:00" for day in (12, 13, 14)]
    assert await desk.announcements.scheduled(GUILD) == []


async def test_a_series_keeps_the_zone_it_was_made_in(desk: Desk) -> None:
    await change(desk, zone="Europe/London")
    await desk.announce("Roll call", "2023-10-28 09:00", cadence=Cadence.DAILY, times=3)
    await change(desk, zone="Asia/Tokyo")
    desk.clock.moment = datetime(2023, 10, 28, 7, tzinfo=UTC)
    sent = await day_passes(desk, hours=24 * 4)
    assert [(one.due_at.day, one.due_at.hour) for one in sent] == [(28, 8), (29, 9), (30, 9)]


async def test_after_days_without_the_bot_one_occurrence_comes_late_and_the_missed_ones_are_told_once(
    desk: Desk,
) -> None:
    known = await desk.announce("Roll call", NINE, cadence=Cadence.DAILY)
    desk.clock.moment = datetime(2023, 8, 16, 10, tzinfo=UTC)
    for _ in range(3):
        await desk.announcing.clockwork.tick()
        await desk.expiry.tick()
    sent = await desk.send_due()
    (late,) = [one for one in sent if isinstance(one.post, AnnouncementPost)]
    assert late.key == f"announcement:{known.id}:2023-08-16T09:00"
    told = [one.post for one in sent if isinstance(one.post, AnnouncementMissed)]
    assert sorted((each.planned_at.day, each.count, each.series) for each in told) == [(12, 1, True), (13, 3, True)]
    (following,) = await desk.announcements.scheduled(GUILD)
    assert following.wall.day == 17


async def test_a_paused_server_hears_of_its_series_once_it_is_resumed(desk: Desk) -> None:
    await desk.announce("Roll call", NINE, cadence=Cadence.DAILY)
    await change(desk, paused=True)
    assert await day_passes(desk, hours=24 * 4) == []
    await change(desk, paused=False)
    sent = await day_passes(desk, hours=1)
    assert sum(post.post.count for post in sent if isinstance(post.post, AnnouncementMissed)) == 4
    assert len(sent) == 2


async def test_one_date_is_left_out_and_taken_in_again(desk: Desk) -> None:
    known = await desk.announce("Roll call", NINE, cadence=Cadence.DAILY, times=3)
    series = desk.announcing.series
    for _ in range(2):
        _, day = await series.skip(GUILD, known.id, actor_id=BEN, day=date(2023, 8, 12))
    assert day == date(2023, 8, 12)
    await series.skip(GUILD, known.id, actor_id=BEN)
    assert await refused(series.skip(GUILD, known.id, actor_id=BEN)) == "announce_last"
    for _ in range(2):
        await series.restore(GUILD, known.id, actor_id=BEN, day=date(2023, 8, 12))
    sent = await day_passes(desk, hours=24 * 5)
    assert [one.due_at.day for one in sent] == [12, 14]


async def test_a_date_that_has_passed_is_not_taken_in_again_and_a_single_one_has_none_to_leave_out(desk: Desk) -> None:
    known = await desk.announce("Roll call", NINE, cadence=Cadence.DAILY)
    series = desk.announcing.series
    await series.skip(GUILD, known.id, actor_id=BEN)
    await day_passes(desk, hours=24)
    key = await refused(series.restore(GUILD, known.id, actor_id=BEN, day=date(2023, 8, 12)))
    assert key == "announce_past"
    single = await desk.announce("Once", "2023-08-20 09:00")
    assert await refused(series.skip(GUILD, single.id, actor_id=BEN)) == "announce_no_series"


async def test_a_change_of_a_series_holds_from_its_next_date_on(desk: Desk) -> None:
    known = await desk.announce("Roll call", NINE, cadence=Cadence.DAILY, times=4)
    await day_passes(desk, hours=24)
    draft = await edited(desk, known, "Roll call at gate 4", "2023-08-13 11:00")
    await desk.announcements.confirm(GUILD, draft.id, actor_id=BEN)
    sent = await day_passes(desk, hours=24 * 5)
    assert [(one.due_at.day, one.due_at.hour) for one in sent] == [(13, 11), (14, 11), (15, 11)]


async def test_a_cancelled_series_is_over_also_between_two_dates(desk: Desk) -> None:
    known = await desk.announce("Roll call", NINE, cadence=Cadence.DAILY)
    await day_passes(desk, hours=24)
    await desk.announcements.cancel(GUILD, known.id, actor_id=BEN)
    assert await day_passes(desk, hours=48) == []


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"until": "1 Sep"}, "announce_repeat"),
        ({"cadence": Cadence.DAILY, "until": "1 Sep", "times": 3}, "announce_end_twice"),
        ({"cadence": Cadence.DAILY, "until": "soon"}, "day_unclear"),
        ({"cadence": Cadence.DAILY, "until": "2023-08-01"}, "announce_until_past"),
        ({"cadence": Cadence.DAILY, "until": "2023-08-11"}, "announce_until_early"),
        ({"cadence": Cadence.DAILY, "times": 0}, "announce_times"),
        ({"cadence": Cadence.DAILY, "manner": Manner(urgent=True)}, "announce_urgent_series"),
    ],
)
async def test_options_that_do_not_go_together_are_named(desk: Desk, options: dict[str, Any], key: str) -> None:
    assert await refused(desk.draft("Text", NINE, **options)) == key


async def day_refused(desk: Desk, refusal: Refusal) -> None:
    """A day passes in which Discord refuses whatever is due in the series' channel."""
    for _ in range(24):
        desk.clock.forward(hours=1)
        await desk.announcing.clockwork.tick()
        async with desk.db.transaction() as conn:
            given = {"owner": "one", "now": desk.clock.now(), "wall": desk.clock.wall(), "lease": timedelta(minutes=5)}
            for one in await deliveries.claim(conn, **given, limit=9):
                if isinstance(one.post, AnnouncementPost):
                    await deliveries.failed(conn, one.id, f"{refusal}: unknown")
                    await GivenUp(desk.clock)(conn, one, refusal, "unknown")
                else:
                    await deliveries.sent(conn, [(one.id, 1)], desk.clock.now())


async def told(desk: Desk) -> list[Delivery]:
    async with desk.db.reading() as conn:
        return await deliveries.with_key(conn, "given-up:")


async def test_a_series_that_cannot_be_posted_is_told_once_and_held(desk: Desk) -> None:
    known = await desk.announce("Roll call", NINE, cadence=Cadence.DAILY)
    assert await desk.announcing.records.held(GUILD) == {}
    for _ in range(3):
        await day_refused(desk, Refusal.CHANNEL_GONE)
        assert await desk.announcing.records.held(GUILD) == {known.id: "channel_gone"}
    (notice,) = await told(desk)
    assert notice.post == DeliveryNotice(NEWS, "channel_gone", "Roll call", written=True, repeated=True)


async def test_a_series_that_was_posted_again_is_no_longer_held_and_its_next_trouble_is_told(desk: Desk) -> None:
    known = await desk.announce("Roll call", NINE, cadence=Cadence.DAILY)
    await day_refused(desk, Refusal.NO_PERMISSION)
    await day_passes(desk)
    assert await desk.announcing.records.held(GUILD) == {}
    await day_refused(desk, Refusal.NO_PERMISSION)
    assert await desk.announcing.records.held(GUILD) == {known.id: "no_permission"}
    assert len(await told(desk)) == 2


async def test_announcements_that_are_not_repeated_are_told_one_by_one_and_never_held(desk: Desk) -> None:
    await desk.announce("Bring water", NINE)
    await desk.announce("Bring hats", NINE)
    await day_refused(desk, Refusal.CHANNEL_GONE)
    assert [one.post for one in await told(desk)] == [
        DeliveryNotice(NEWS, "channel_gone", text, written=True) for text in ("Bring water", "Bring hats")
    ]
    assert await desk.announcing.records.held(GUILD) == {}
