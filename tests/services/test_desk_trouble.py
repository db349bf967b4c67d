"""Dates and announcements when something comes between: kills, refusals, long absences, changes of mind, newer zone data."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.delivery.dispatcher import Dispatcher
from bot.delivery.lateness import as_sent, minutes_left
from bot.delivery.notices import GivenUp
from bot.delivery.publisher import PublishLater, PublishRefused, Refusal
from bot.errors import UserError
from bot.models.announcements import AnnouncementMissed, AnnouncementPost, AnnouncementState
from bot.models.date_posts import DateReminder
from bot.models.desk import DateRef
from bot.models.posts import Delivery, DeliveryState
from bot.models.routing import Place
from bot.models.servers import Server
from bot.storage import deliveries, servers
from bot.storage.database import Database
from bot.storage.tables import announcements, bargaining_dates
from bot.storage.tables import deliveries as outbox
from tests.services.desk import GUILD, MODERATORS, NEWS, Desk
from tests.services.fakes import START, FakeDiscord, until

SIX = timedelta(hours=6)


@pytest.fixture
async def desk(db: Database) -> Desk:
    return await Desk.open(db)


def dispatcher(desk: Desk, discord: FakeDiscord, owner: str = "one") -> Dispatcher:
    return Dispatcher(db=desk.db, publisher=discord, clock=desk.clock, owner=owner, given_up=GivenUp(desk.clock))


async def state_of(desk: Desk, delivery_id: str | None) -> DeliveryState:
    async with desk.db.reading() as conn:
        found = await deliveries.get(conn, delivery_id or "")
    assert found is not None
    return found.state


async def settled(desk: Desk, working: Dispatcher, delivery_id: str | None) -> DeliveryState:
    for _ in range(400):
        state = await state_of(desk, delivery_id)
        if state not in (DeliveryState.PENDING, DeliveryState.CLAIMED):
            return state
        working.wake()
        await desk.clock.sleep(1)
    raise AssertionError(f"{delivery_id} is still {state}")


async def killed_while_sending(desk: Desk, discord: FakeDiscord, *, posted: bool) -> None:
    """A process claims all that is due and dies before it records what came of it."""
    async with desk.db.transaction() as conn:
        claimed = await deliveries.claim(
            conn, owner="dead", now=desk.clock.now(), wall=desk.clock.wall(), lease=timedelta(minutes=5), limit=9
        )
    for one in claimed:
        if posted:
            await discord.send(one)


def posts(discord: FakeDiscord, kind: type) -> list[Delivery]:
    return [sent for sent in discord.messages.values() if isinstance(sent.post, kind)]


async def test_an_announcement_posted_just_before_a_kill_is_not_called_missed(desk: Desk) -> None:
    discord, known = FakeDiscord(), await desk.announce()
    desk.clock.forward(hours=2)
    await killed_while_sending(desk, discord, posted=True)
    desk.clock.forward(hours=7)
    working = dispatcher(desk, discord)
    await working.start()
    await desk.expiry.tick()
    assert await settled(desk, working, known.delivery_id) is DeliveryState.SENT
    await desk.expiry.tick()
    await working.close()
    assert len(discord.messages) == 1
    assert await desk.pending("announcement_missed") == []


async def test_an_announcement_claimed_and_not_posted_before_a_kill_is_reported_once_it_is_too_late(desk: Desk) -> None:
    discord, known = FakeDiscord(), await desk.announce()
    desk.clock.forward(hours=2)
    await killed_while_sending(desk, discord, posted=False)
    desk.clock.forward(hours=7)
    working = dispatcher(desk, discord)
    await working.start()
    assert await settled(desk, working, known.delivery_id) is DeliveryState.FAILED
    await until(lambda: bool(discord.messages) or bool(working.wake()))  # type: ignore[func-returns-value]
    await working.close()
    (notice,) = discord.messages.values()
    assert isinstance(notice.post, AnnouncementMissed)
    assert notice.channel_id == MODERATORS
    assert (await desk.announcements.get(GUILD, known.id)).state is AnnouncementState.MISSED


async def test_an_announcement_up_to_six_hours_late_is_sent_and_says_so(desk: Desk) -> None:
    discord, known = FakeDiscord(), await desk.announce()
    desk.clock.forward(hours=8, minutes=-1)
    await desk.expiry.tick()
    working = dispatcher(desk, discord)
    await working.start()
    assert await settled(desk, working, known.delivery_id) is DeliveryState.SENT
    await working.close()
    (sent,) = discord.messages.values()
    assert sent.post == AnnouncementPost(known.id, "Bring water", planned_at=known.due_at)


async def test_a_paused_server_hears_of_its_missed_announcement_once_it_is_resumed(desk: Desk) -> None:
    await desk.announce()
    await change(desk, paused=True)
    desk.clock.forward(hours=9)
    await desk.expiry.tick()
    assert await desk.pending("announcement_missed") == []
    await change(desk, paused=False)
    await desk.expiry.tick()
    assert len(await desk.pending("announcement_missed")) == 1
    assert await desk.pending("announcement_post") == []


async def test_a_reminder_that_discord_put_off_is_not_sent_after_its_date_was_called_off(desk: Desk) -> None:
    discord, date = FakeDiscord(), await desk.add(remind="1h")
    (reminder,) = await desk.pending("date_reminder")
    desk.clock.moment = reminder.due_at
    discord.faults = [PublishLater("503", retry_after=60)]
    working = dispatcher(desk, discord)
    await working.start()
    await until(lambda: not discord.faults)
    await until_state(desk, reminder.id, DeliveryState.PENDING)
    await desk.dates.cancel(GUILD, DateRef(date.id), actor_id=5)
    desk.clock.forward(minutes=2)
    assert await settled(desk, working, reminder.id) is DeliveryState.FAILED
    await working.close()
    assert posts(discord, DateReminder) == []
    assert discord.edits == []


async def until_state(desk: Desk, delivery_id: str, state: DeliveryState) -> None:
    for _ in range(400):
        if await state_of(desk, delivery_id) is state:
            return
        await desk.clock.sleep(1)
    raise AssertionError(f"{delivery_id} never was {state}")


async def test_an_announcement_on_its_way_cannot_be_cancelled(desk: Desk) -> None:
    known = await desk.announce()
    desk.clock.forward(hours=2)
    await killed_while_sending(desk, FakeDiscord(), posted=True)
    with pytest.raises(UserError) as refused:
        await desk.announcements.cancel(GUILD, known.id, actor_id=5)
    assert refused.value.key == "announce_done"
    assert (await desk.announcements.get(GUILD, known.id)).state is AnnouncementState.SCHEDULED


async def test_a_changed_draft_replaces_the_one_before(desk: Desk) -> None:
    first = await desk.draft("First")
    second = await desk.draft("Second", instead_of=first.id)
    with pytest.raises(UserError) as refused:
        await desk.announcements.confirm(GUILD, first.id, actor_id=5)
    assert refused.value.key == "announce_done"
    await desk.announcements.confirm(GUILD, second.id, actor_id=5)
    assert [one.text for one in await desk.announcements.scheduled(GUILD)] == ["Second"]


async def test_a_draft_that_was_confirmed_meanwhile_is_not_replaced(desk: Desk) -> None:
    first = await desk.announce("First")
    with pytest.raises(UserError) as refused:
        await desk.draft("Second", instead_of=first.id)
    assert refused.value.key == "announce_scheduled"
    assert [one.text for one in await desk.announcements.scheduled(GUILD)] == ["First"]


@pytest.mark.parametrize(
    ("text", "when", "key"),
    [
        (" \n ", "in 2 hours", "announce_empty"),
        ("\u200b\u2060", "in 2 hours", "announce_empty"),
        ("x" * 1801, "in 2 hours", "announce_long"),
        ("\U0001f4e3" * 901, "in 2 hours", "announce_long"),  # each counts twice in the strictest of Discord's clients
        ("Hello", "half past nine", "announce_unclear"),
        ("Hello", "2020-01-01 09:00", "announce_past"),
        ("Hello", "2030-01-01 09:00", "announce_far"),
    ],
)
async def test_what_cannot_be_announced_is_refused_and_keeps_nothing(
    desk: Desk, text: str, when: str, key: str
) -> None:
    with pytest.raises(UserError) as refused:
        await desk.draft(text, when)
    assert refused.value.key == key
    async with desk.db.reading() as conn:
        kept = (await conn.execute(sa.select(announcements.c.state))).scalars()
        assert set(kept) == {"form"}


async def test_an_announcement_that_may_not_be_posted_is_told_to_the_moderators(desk: Desk) -> None:
    discord, known = FakeDiscord(), await desk.announce()
    desk.clock.forward(hours=2)
    discord.faults = [PublishRefused(Refusal.NO_PERMISSION)]
    working = dispatcher(desk, discord)
    await working.start()
    assert await settled(desk, working, known.delivery_id) is DeliveryState.FAILED
    await until(lambda: bool(discord.messages) or bool(working.wake()))  # type: ignore[func-returns-value]
    await working.close()
    (notice,) = discord.messages.values()
    assert "Bring water" in str(notice.post)


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (timedelta(minutes=50), 50),
        (timedelta(minutes=89), 89),
        (timedelta(hours=1, minutes=50), 120),
        (timedelta(hours=22, minutes=40), 23 * 60),
        (timedelta(days=2, hours=3), 2 * 1440),
        (timedelta(seconds=10), 1),
    ],
)
def test_the_time_left_is_told_in_round_lengths(left: timedelta, told: int) -> None:
    assert minutes_left(left) == told


def test_a_late_reminder_says_how_long_it_is_from_now_and_a_timely_one_what_was_asked_for() -> None:
    start, server = START + timedelta(days=1), Server(GUILD, NEWS, MODERATORS)
    post = DateReminder(1, "WGA and AMPTP", "session", start, "UTC", "https://guild.example", minutes=1440)
    reminder = Delivery("a", GUILD, NEWS, post, START)
    assert as_sent(reminder, server, START + timedelta(minutes=3)).post == post
    assert as_sent(reminder, server, START + timedelta(hours=19, minutes=50)).post == replace(post, minutes=240)


async def test_newer_zone_data_moves_what_waits_to_its_wall_time(desk: Desk) -> None:
    date, known = await desk.add(), await desk.announce(when="2023-08-20 09:00")
    hour = timedelta(hours=1)
    # As a process with older zone data had written it.
    async with desk.db.transaction() as conn:
        await conn.execute(sa.update(bargaining_dates).values(starts_at=date.starts_at - hour))
        await conn.execute(sa.update(announcements).values(due_at=known.due_at - hour))
        for row in (await conn.execute(sa.select(outbox.c.id, outbox.c.due_at, outbox.c.expires_at))).all():
            moved = sa.update(outbox).where(outbox.c.id == row.id)
            await conn.execute(moved.values(due_at=row.due_at - hour, expires_at=row.expires_at - hour))
    await desk.dates.open()
    await desk.announcements.open()
    start = datetime(2023, 8, 18, 17, tzinfo=UTC)
    assert [one.starts_at for one in await desk.dates.ahead(GUILD)] == [start]
    reminders = [(one.due_at, one.expires_at) for one in await desk.pending("date_reminder")]
    assert reminders == [(start - 24 * hour, start - hour), (start - hour, start)]
    (waiting,) = await desk.pending("announcement_post")
    assert (waiting.due_at, waiting.expires_at) == (known.due_at, known.due_at + SIX)
    assert [one.due_at for one in await desk.announcements.scheduled(GUILD)] == [known.due_at]


async def test_reminders_follow_the_news_to_another_channel(desk: Desk) -> None:
    await desk.add()
    async with desk.db.transaction() as conn:
        assert await deliveries.redirect(conn, GUILD, origin=NEWS, place=Place(99)) == 2
    assert {one.channel_id for one in await desk.pending("date_reminder")} == {99}


async def test_all_of_a_server_can_be_deleted_with_its_dates_and_announcements(desk: Desk) -> None:
    await desk.add()
    await desk.announce()
    async with desk.db.transaction() as conn:
        await servers.forget(conn, GUILD)
        for table in (bargaining_dates, announcements, outbox):
            assert (await conn.execute(sa.select(sa.func.count()).select_from(table))).scalar_one() == 0


async def change(desk: Desk, **values: bool) -> None:
    async with desk.db.transaction() as conn:
        server = await servers.get(conn, GUILD)
        assert server is not None
        changed: Server = replace(server, **values)  # type: ignore[arg-type]
        await servers.save(conn, changed)
