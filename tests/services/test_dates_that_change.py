"""Dates that are moved, edited and called off: what members are told then, once, whatever comes between."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.bargaining.dates import over_at
from bot.delivery.edits import take_back
from bot.delivery.lateness import as_sent
from bot.delivery.publisher import PublishLater
from bot.errors import UserError
from bot.models.date_posts import DateCancelled, DateMoved, DateReminder
from bot.models.desk import BargainingDate, DateRef, DateState
from bot.models.posts import DeliveryState, RetractedPost
from bot.models.servers import Server
from bot.storage import deliveries
from bot.storage.database import Database
from tests.services.date_play import DAY, FRIDAY, HeldDiscord, moved, notices, reminders, settle, shown, working
from tests.services.desk import GUILD, MODERATORS, NEWS, Desk
from tests.services.fakes import FakeDiscord, until


@pytest.fixture
async def desk(db: Database) -> Desk:
    return await Desk.open(db)


async def test_a_move_edits_what_was_sent_says_so_once_and_reminds_of_the_new_time_only(desk: Desk) -> None:
    discord, date = FakeDiscord(), await desk.add()
    async with working(desk, discord) as dispatcher:
        desk.clock.moment = FRIDAY - DAY
        await settle(desk, dispatcher)
        await moved(desk, date, "2023-08-21 10:00")
        await settle(desk, dispatcher)
        (reminder, notice) = shown(discord).values()
        monday = FRIDAY + 3 * DAY
        assert reminder.moved_to.starts_at == monday
        assert (notice.before.starts_at, notice.after.starts_at) == (FRIDAY, monday)
        assert notice.link.endswith(f"/{GUILD}/{NEWS}/1000")
        desk.clock.moment = FRIDAY
        await settle(desk, dispatcher)
        assert len(discord.messages) == 2
        for moment in (monday - DAY, monday - timedelta(hours=1)):
            desk.clock.moment = moment
            await settle(desk, dispatcher)
    starts = [sent.post.starts_at for sent in discord.messages.values() if isinstance(sent.post, DateReminder)]
    assert starts == [FRIDAY, monday, monday]
    assert len(notices(discord)) == 1


async def test_a_reminder_that_was_taken_back_stays_so_when_its_date_moves(desk: Desk) -> None:
    date = await desk.add()
    desk.clock.moment = FRIDAY - DAY
    (reminder,) = await desk.send_due()
    async with desk.db.transaction() as conn:
        await take_back(conn, reminder, RetractedPost("reminder", desk.clock.now()), desk.clock.now())
    await desk.send_due()
    await moved(desk, date, "2023-08-21 10:00")
    (notice,) = await desk.send_due()
    assert isinstance(notice.post, DateMoved)


async def test_a_move_before_any_reminder_was_sent_posts_nothing(desk: Desk) -> None:
    date = await desk.add()
    await moved(desk, date, "2023-08-21 10:00")
    desk.clock.moment = FRIDAY - timedelta(minutes=30)
    assert await desk.send_due() == []
    assert {one.due_at for one in await desk.pending("date_reminder")} == {
        FRIDAY + 2 * DAY,
        FRIDAY + 3 * DAY - timedelta(hours=1),
    }


async def test_moved_twice_before_the_first_notice_went_it_is_told_once_from_the_first_time_to_the_last(
    desk: Desk,
) -> None:
    date = await desk.add()
    desk.clock.moment = FRIDAY - DAY
    await desk.send_due()
    date = await moved(desk, date, "2023-08-21 10:00")
    await moved(desk, date, "2023-08-22 10:00")
    sent = await desk.send_due()
    (notice,) = [one.post for one in sent if isinstance(one.post, DateMoved)]
    assert (notice.before.starts_at, notice.after.starts_at) == (FRIDAY, FRIDAY + 4 * DAY)
    (edit,) = [one.post for one in sent if one.target_id and isinstance(one.post, DateReminder)]
    assert edit.moved_to is not None
    assert edit.moved_to.starts_at == FRIDAY + 4 * DAY


async def test_moved_and_back_before_the_notice_went_nothing_is_told_and_the_old_time_is_reminded_of_again(
    desk: Desk,
) -> None:
    date = await desk.add()
    desk.clock.moment = FRIDAY - DAY
    await desk.send_due()
    date = await moved(desk, date, "2023-08-21 10:00")
    await moved(desk, date, "2023-08-18 10:00")
    sent = await desk.send_due()
    assert [one.post for one in sent if isinstance(one.post, DateMoved)] == []
    assert all(one.post.moved_to is None for one in sent if isinstance(one.post, DateReminder))
    desk.clock.moment = FRIDAY - timedelta(hours=1)
    (again,) = await desk.send_due()
    assert isinstance(again.post, DateReminder)
    assert again.post.minutes == 60


async def test_moved_and_back_after_the_notice_went_both_moves_are_told(desk: Desk) -> None:
    date = await desk.add()
    desk.clock.moment = FRIDAY - DAY
    await desk.send_due()
    date = await moved(desk, date, "2023-08-21 10:00")
    await desk.send_due()
    await moved(desk, date, "2023-08-18 10:00")
    sent = await desk.send_due()
    (notice,) = [one.post for one in sent if isinstance(one.post, DateMoved)]
    assert (notice.before.starts_at, notice.after.starts_at) == (FRIDAY + 3 * DAY, FRIDAY)
    (edit,) = [one.post for one in sent if one.target_id and isinstance(one.post, DateReminder)]
    assert edit.moved_to is None


async def test_a_reminder_claimed_and_not_yet_sent_when_its_date_moves_is_not_sent_and_nothing_is_told(
    desk: Desk,
) -> None:
    discord, date = HeldDiscord(), await desk.add(remind="1h")
    other = await desk.add(kind="session", dispute="dga-amptp", remind="1h")  # behind the first in the same batch
    desk.clock.moment = FRIDAY - timedelta(hours=1)
    async with working(desk, discord) as dispatcher:
        for _ in range(200):
            async with desk.db.reading() as conn:
                rows = await deliveries.with_key(conn, "reminder:")
            if all(row.state is DeliveryState.CLAIMED for row in rows):
                break
            await desk.clock.sleep(1)
        await moved(desk, other, "2023-08-21 10:00")
        discord.go.set()
        await settle(desk, dispatcher)
    texts = [sent.post for sent in discord.messages.values()]
    assert [text.date_id for text in texts if isinstance(text, DateReminder)] == [date.id]
    assert notices(discord) == []
    async with desk.db.reading() as conn:
        left = [row for row in await deliveries.with_key(conn, "") if row.state is DeliveryState.PENDING]
    assert {row.due_at for row in left} == {FRIDAY + 3 * DAY - timedelta(hours=1)}


async def test_a_reminder_sent_before_a_kill_is_put_right_after_a_move_in_the_next_process(desk: Desk) -> None:
    discord, date = FakeDiscord(), await desk.add(remind="1h")
    desk.clock.moment = FRIDAY - timedelta(hours=1)
    async with desk.db.transaction() as conn:
        (claimed,) = await deliveries.claim(
            conn, owner="dead", now=desk.clock.now(), wall=desk.clock.wall(), lease=timedelta(minutes=5), limit=9
        )
    await discord.send(claimed)  # and killed before that was recorded
    await moved(desk, date, "2023-08-21 10:00")
    async with working(desk, discord, "two") as dispatcher:
        await settle(desk, dispatcher)
    reminder, notice = shown(discord).values()
    assert reminder.moved_to is not None
    assert isinstance(notice, DateMoved)


@pytest.mark.parametrize("posted", [False, True])
async def test_a_move_between_two_tries_of_a_reminder_is_told_and_the_reminder_not_tried_again(
    desk: Desk, posted: bool
) -> None:
    discord, date = FakeDiscord(), await desk.add(remind="1h")
    fault = PublishLater("reset", retry_after=30, in_doubt=True)
    (discord.faults_after if posted else discord.faults).append(fault)  # type: ignore[arg-type]
    desk.clock.moment = FRIDAY - timedelta(hours=1)
    async with working(desk, discord) as dispatcher:
        for _ in range(200):
            dispatcher.wake()
            await desk.clock.sleep(1)
            async with desk.db.reading() as conn:
                (row,) = await deliveries.with_key(conn, f"reminder:{date.id}:")
            if row.state is DeliveryState.PENDING and row.first_tried_at is not None:
                break
        await moved(desk, date, "2023-08-21 10:00")
        desk.clock.forward(minutes=1)
        await settle(desk, dispatcher)
    assert len(reminders(discord)) == (1 if posted else 0)  # the one that was posted, and put right
    assert all(text.moved_to is not None for text in shown(discord).values() if isinstance(text, DateReminder))
    assert len(notices(discord)) == 1


async def test_after_a_downtime_over_several_reminders_only_the_latest_is_sent(desk: Desk) -> None:
    discord = FakeDiscord()
    await desk.add(remind="2d, 24h, 1h")
    desk.clock.moment = FRIDAY - timedelta(minutes=20)
    async with working(desk, discord) as dispatcher:
        await settle(desk, dispatcher)
    (only,) = discord.messages.values()
    assert isinstance(only.post, DateReminder)
    assert only.post.minutes == 20


async def test_notices_of_changes_ring_as_their_reminders_do_and_end_some_hours_after_the_date(desk: Desk) -> None:
    date = await desk.add(wakes=True)
    desk.clock.moment = FRIDAY - DAY
    await desk.send_due()
    date = await moved(desk, date, "2023-08-21 10:00")
    (notice,) = await desk.pending("date_moved")
    night = Server(GUILD, NEWS, MODERATORS, zone="UTC", quiet_from=time(0), quiet_to=time(23, 59))
    assert not as_sent(notice, night, desk.clock.now()).silent
    quiet = replace(notice, post=replace(notice.post, wakes=False))  # type: ignore[type-var]
    assert as_sent(quiet, night, desk.clock.now()).silent
    assert notice.expires_at == FRIDAY + 3 * DAY + timedelta(hours=6)


async def test_calling_off_is_told_where_reminders_were_sent_and_nowhere_else(desk: Desk) -> None:
    date = await desk.add(channel_id=77)
    desk.clock.moment = FRIDAY - DAY
    (first,) = await desk.send_due()
    assert first.channel_id == 77
    change = await desk.dates.edit(GUILD, DateRef(date.id), actor_id=5, channel_id=78)
    await desk.dates.cancel(GUILD, DateRef(date.id, change.after.version), actor_id=5)
    assert {one.channel_id for one in await desk.send_due()} == {77}


async def test_a_change_that_could_not_be_told_yet_is_not_told_after_the_next_one(desk: Desk) -> None:
    discord, date = FakeDiscord(), await desk.add()
    async with working(desk, discord) as dispatcher:
        desk.clock.moment = FRIDAY - DAY
        await settle(desk, dispatcher)
        for start in ("2023-08-21 10:00", "2023-08-22 10:00"):
            discord.faults.append(PublishLater("no answer", retry_after=60, in_doubt=True))
            date = await moved(desk, date, start)
            dispatcher.wake()
            await until(lambda: not discord.faults)
        await desk.dates.cancel(GUILD, DateRef(date.id, date.version), actor_id=5)
        await settle(desk, dispatcher)
    assert [type(sent.post) for sent in discord.messages.values()] == [DateReminder, DateCancelled]


async def test_a_failed_notice_is_not_followed_by_another(desk: Desk) -> None:
    date = await desk.add()
    desk.clock.moment = FRIDAY - DAY
    await desk.send_due()
    await desk.dates.cancel(GUILD, DateRef(date.id), actor_id=5)
    desk.clock.moment = FRIDAY + timedelta(hours=7)
    for _ in range(3):
        await desk.expiry.tick()
    assert await desk.pending("date_cancelled") == []


async def something(desk: Desk, date: BargainingDate, chance: random.Random, *, may_end: bool) -> None:
    """What a moderator may do."""
    date, _ = await desk.dates.show(GUILD, date.id)
    day = desk.clock.now().date() + timedelta(days=chance.randint(2, 5))
    if may_end and chance.random() < 0.5:
        await desk.dates.cancel(GUILD, DateRef(date.id), actor_id=5)
    elif chance.random() < 0.4 or over_at(date) - desk.clock.now() < 2 * DAY:
        await moved(desk, date, f"{day} 10:00")
    else:
        await desk.dates.edit(GUILD, DateRef(date.id), actor_id=5, note=str(chance.random()))


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_is_done_in_whatever_order_members_are_told_what_holds_and_never_twice(
    desk: Desk, seed: int
) -> None:
    """Moves, edits, a cancellation, faults and restarts at random: at the end every message says what holds."""
    chance, discord = random.Random(f"{seed} {desk.db.dialect}"), FakeDiscord()  # other moves on each engine
    date = await desk.add(remind="3d, 24h, 2h, 1h")
    for round_ in range(8):
        async with working(desk, discord, f"process {round_}") as dispatcher:
            for _ in range(3):
                desk.clock.forward(hours=chance.choice((1, 6, 20)))
                if chance.random() < 0.3:
                    fault = PublishLater("reset", retry_after=5, in_doubt=True)
                    chance.choice((discord.faults, discord.faults_after)).append(fault)  # type: ignore[arg-type]
                dispatcher.wake()
                await desk.clock.sleep(1)
                with suppress(UserError):
                    await something(desk, date, chance, may_end=round_ == 7)
    async with working(desk, discord, "last") as dispatcher:
        for _ in range(4):
            desk.clock.forward(minutes=6)
            await settle(desk, dispatcher)
    date, _ = await desk.dates.show(GUILD, date.id)
    for text in shown(discord).values():
        if isinstance(text, DateReminder):
            now = text.moved_to or text.when
            assert text.cancelled or now.starts_at == date.starts_at
            assert text.note == date.note
    assert all(sent.post.starts_at > sent.due_at for sent in reminders(discord))
    assert all(notice.before != notice.after for notice in notices(discord) if isinstance(notice, DateMoved))
    if discord.messages:
        last = [sent.post for sent in discord.messages.values()][-1]
        assert isinstance(last, DateCancelled) == (date.state is DateState.CANCELLED)
        assert isinstance(last, DateCancelled) or last.when.starts_at == date.starts_at  # type: ignore[union-attr]
