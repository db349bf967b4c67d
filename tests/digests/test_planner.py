"""When digests are due, what they hold, and that nothing is told twice: on both engines. It is Friday 11 August, 9:00 in Los Angeles."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.delivery.limits import MESSAGE, units
from bot.errors import UserError
from bot.models.schedules import Cadence
from bot.storage import audit, digests, feeds
from cogs.ui.cards import plain
from tests.digests.conftest import MODERATOR, Desk, publish, titles
from tests.e2e.stories import distinct
from tests.services.newsroom import EVENTS, GUILD, NEWS, raw

DAY = timedelta(days=1)


async def daily(desk: Desk, **options: object) -> None:
    await desk.service.schedule(GUILD, actor_id=MODERATOR, **{"cadence": Cadence.DAILY, **options})  # type: ignore[arg-type]


async def test_a_daily_digest_comes_at_its_local_time_with_what_was_announced_since(desk: Desk) -> None:
    await daily(desk, at=time(18))
    await publish(desk, 0, 1)
    assert await desk.tick(hours=8, minutes=59) == []
    (post,) = await desk.tick(minutes=1)
    assert sorted(titles(post)) == sorted([EVENTS[0][0], EVENTS[1][0]])
    assert (post.cadence, post.day, post.count) == ("daily", "2023-08-11", 2)


async def test_the_next_digest_holds_only_what_is_new(desk: Desk) -> None:
    await daily(desk, at=time(18))
    await publish(desk, 0)
    await desk.tick(hours=9)
    await publish(desk, 2)
    _, post = await desk.tick(days=1)
    assert titles(post) == [EVENTS[2][0]]


async def test_a_second_tick_and_a_restart_plan_nothing_twice(desk: Desk) -> None:
    await daily(desk, at=time(18))
    await publish(desk, 0)
    assert len(await desk.tick(hours=9)) == 1
    desk.restart()
    assert len(await desk.tick()) == 1
    assert len(await desk.tick(hours=12)) == 1


async def test_the_first_digest_reaches_a_day_back_but_not_before_the_set_up(desk: Desk) -> None:
    await publish(desk, 0)
    desk.room.clock.forward(days=3)
    await publish(desk, 1)
    desk.room.clock.forward(hours=1)
    await daily(desk, at=time(18))
    (post,) = await desk.tick(hours=8)
    assert titles(post) == [EVENTS[1][0]]


async def test_after_days_away_one_digest_comes_late(desk: Desk) -> None:
    await daily(desk, at=time(18))
    await publish(desk, 0)
    (post,) = await desk.tick(days=4)
    assert post.day == "2023-08-14"
    assert titles(post) == [EVENTS[0][0]]
    assert len(await desk.tick(hours=9)) == 2


async def test_no_digest_reaches_back_further_than_eight_days(desk: Desk) -> None:
    await daily(desk, at=time(18))
    await publish(desk, 0)
    desk.room.clock.forward(days=9)
    await publish(desk, 1)
    (post,) = await desk.tick(hours=12)
    assert titles(post) == [EVENTS[1][0]]
    assert post.until - post.since == 8 * DAY


async def test_weekdays_pass_over_the_weekend_and_tell_it_on_monday(desk: Desk) -> None:
    await daily(desk, cadence=Cadence.WEEKDAYS, at=time(8))
    await publish(desk, 0)
    assert await desk.tick(days=2, hours=22) == []
    (post,) = await desk.tick(hours=1)
    assert (post.cadence, post.day, titles(post)) == ("weekdays", "2023-08-14", [EVENTS[0][0]])


async def test_a_weekly_digest_comes_on_its_day(desk: Desk) -> None:
    await daily(desk, cadence=Cadence.WEEKLY, weekday=2, at=time(9))
    plan = await desk.service.get(GUILD)
    assert plan is not None
    assert plan.next.day == date(2023, 8, 16)
    (post,) = await desk.tick(days=5)
    assert post.cadence == "weekly"


async def test_without_news_the_digest_says_since_when(desk: Desk) -> None:
    await daily(desk, at=time(18))
    (post,) = await desk.tick(hours=9)
    assert post.count == 0
    assert "No new items since" in plain(post)


async def test_a_server_can_want_nothing_where_there_is_nothing(desk: Desk) -> None:
    await daily(desk, at=time(18), say_empty=False)
    assert await desk.tick(hours=9) == []
    await publish(desk, 0)
    (post,) = await desk.tick(days=1)
    assert titles(post) == [EVENTS[0][0]]


async def test_what_a_first_poll_brings_is_no_news(desk: Desk) -> None:
    await daily(desk, at=time(18), say_empty=False)
    await desk.room.poll("lantern", raw(*EVENTS[0]), first=True)
    assert await desk.tick(hours=9) == []


async def test_a_story_of_a_feed_that_the_server_does_not_follow_is_not_told(desk: Desk) -> None:
    await daily(desk, at=time(18), say_empty=False)
    async with desk.room.db.transaction() as conn:
        await feeds.ensure(conn, [("https://other.example/feed", "Other", None)], desk.room.clock.now())
        (stored,) = [feed for feed in await feeds.all_feeds(conn) if feed.url == "https://other.example/feed"]
    desk.room.feeds["other"] = stored
    await publish(desk, 0, outlet="other")
    assert await desk.tick(hours=9) == []


async def test_a_paused_server_gets_one_digest_when_it_goes_on(desk: Desk) -> None:
    await daily(desk, at=time(18))
    await publish(desk, 0)
    await desk.change(paused=True)
    assert await desk.tick(days=3) == []
    await desk.change(paused=False)
    desk.planner.wake()
    (post,) = await desk.tick()
    assert titles(post) == [EVENTS[0][0]]


async def test_a_server_that_moves_to_another_zone_has_its_digest_at_the_new_local_time(desk: Desk) -> None:
    await daily(desk, at=time(18))
    await desk.change(zone="Europe/London")
    desk.planner.wake()
    await desk.tick()
    plan = await desk.service.get(GUILD)
    assert plan is not None
    assert plan.next.at == datetime(2023, 8, 11, 17, tzinfo=UTC)


async def test_a_move_to_a_zone_where_it_is_earlier_brings_no_second_digest_that_day(desk: Desk) -> None:
    await desk.change(zone="Europe/London")
    await daily(desk, at=time(18))
    assert len(await desk.tick(hours=2)) == 1
    await desk.change(zone="America/Los_Angeles")
    desk.planner.wake()
    assert len(await desk.tick(hours=20)) == 1
    assert len(await desk.tick(hours=13)) == 2


async def test_times_are_derived_again_from_the_wall_time_at_a_start(desk: Desk) -> None:
    await daily(desk, at=time(18))
    async with desk.room.db.transaction() as conn:
        plan = await digests.get(conn, GUILD)
        assert plan is not None
        await digests.save(conn, replace(plan, next=replace(plan.next, at=plan.next.at + timedelta(hours=1))))
    await desk.planner.open()
    again = await desk.service.get(GUILD)
    assert again is not None
    assert again.next == plan.next


async def test_off_and_on_again_on_the_same_day_tells_that_day_once(desk: Desk) -> None:
    await daily(desk, at=time(18))
    await desk.tick(hours=9)
    assert await desk.service.stop(GUILD, actor_id=MODERATOR)
    await daily(desk, at=time(19))
    plan = await desk.service.get(GUILD)
    assert plan is not None
    assert plan.next.day == date(2023, 8, 12)


async def test_a_long_digest_is_several_messages_of_which_the_first_alone_may_notify(desk: Desk) -> None:
    await desk.change(silent=False)
    await daily(desk, at=time(18))
    now = desk.room.clock.now()
    for title, text in distinct(30):
        await desk.room.poll("lantern", raw(title, text, published=now))
    posts = await desk.tick(hours=9)
    pending = await desk.pending()
    assert len(posts) > 1
    assert len(set(titles(*posts))) == len(titles(*posts)) == posts[0].count
    assert [post.part for post in posts] == list(range(1, len(posts) + 1))
    assert [d.silent for d in pending] == [False, *(True for _ in posts[1:])]
    assert all(units(plain(post)) <= MESSAGE for post in posts)
    assert [d.key for d in pending] == [f"digest:{GUILD}:daily:2023-08-11:{post.part}" for post in posts]


async def test_a_digest_has_the_channel_that_was_chosen_else_the_news_channel(desk: Desk) -> None:
    await daily(desk, at=time(18), channel_id=77)
    await desk.tick(hours=9)
    await daily(desk, at=time(18), channel_id=NEWS)
    await desk.tick(days=1)
    assert [d.channel_id for d in await desk.pending()] == [77, NEWS]


async def test_a_digest_in_quiet_hours_comes_without_a_notification(desk: Desk) -> None:
    await desk.change(silent=False, quiet_from=time(17), quiet_to=time(19))
    await daily(desk, at=time(18))
    await desk.tick(hours=9)
    assert [d.silent for d in await desk.pending()] == [True]


async def test_what_is_not_given_again_stays(desk: Desk) -> None:
    await daily(desk, cadence=Cadence.WEEKLY, weekday=3, at=time(7, 30), channel_id=77, say_empty=False)
    await daily(desk, cadence=Cadence.WEEKLY)
    plan = await desk.service.get(GUILD)
    assert plan is not None
    assert (plan.rule.at, plan.rule.weekday, plan.channel_id, plan.say_empty) == (time(7, 30), 3, 77, False)


async def test_a_weekday_for_a_daily_digest_is_refused(desk: Desk) -> None:
    with pytest.raises(UserError) as refused:
        await daily(desk, weekday=1)
    assert refused.value.key == "digest_weekday"


async def test_a_server_that_is_not_set_up_is_told_so(desk: Desk) -> None:
    for wish in (
        desk.service.schedule(99, actor_id=1, cadence=Cadence.DAILY),
        desk.service.stop(99, actor_id=1),
        desk.service.on_demand(99, days=1),
        desk.quiet.choose(99, actor_id=1, begins=time(22), ends=time(8)),
    ):
        with pytest.raises(UserError) as refused:
            await wish
        assert refused.value.key == "not_set_up"


async def test_on_demand_has_what_was_published_in_those_days_also_from_a_first_poll(desk: Desk) -> None:
    now = desk.room.clock.now()
    old, new = raw(*EVENTS[0], published=now - 3 * DAY), raw(*EVENTS[1], published=now - timedelta(hours=3))
    await desk.room.poll("lantern", old, new, first=True)
    one = await desk.service.on_demand(GUILD, days=1)
    assert titles(one.post) == [EVENTS[1][0]]
    both = await desk.service.on_demand(GUILD, days=7)
    assert sorted(titles(both.post)) == sorted([EVENTS[0][0], EVENTS[1][0]])


async def test_later_pages_on_demand_keep_in_step_with_the_first(desk: Desk) -> None:
    now = desk.room.clock.now()
    for title, text in distinct(40):
        await desk.room.poll("lantern", raw(title, text, published=now))
    first = await desk.service.on_demand(GUILD, days=1)
    desk.room.clock.forward(minutes=5)
    await publish(desk, 1)
    second = await desk.service.on_demand(GUILD, days=1, page=1, as_of=first.as_of)
    assert first.pages == second.pages > 1
    assert first.post.count == second.post.count
    assert set(titles(first.post)).isdisjoint(titles(second.post))


async def test_each_choice_is_in_the_audit_trail(desk: Desk) -> None:
    await daily(desk, at=time(18))
    await desk.quiet.choose(GUILD, actor_id=MODERATOR, begins=time(22), ends=time(8))
    await desk.service.stop(GUILD, actor_id=MODERATOR)
    async with desk.room.db.reading() as conn:
        lines = await audit.latest(conn, GUILD, 3)
    assert [(line.action, line.detail) for line in reversed(lines)] == [
        ("digest", "daily at 18:00, news channel, also when empty"),
        ("quiet", "22:00 to 08:00"),
        ("digest", "off"),
    ]


async def become_news(desk: Desk) -> None:
    """A report that was about something else is edited: now it is about bargaining."""
    title, text = EVENTS[0]
    await desk.room.poll("lantern", raw(title, text, guid="later", published=desk.room.clock.now()))


async def test_an_entry_that_an_edit_made_news_after_a_digest_is_in_the_next_one_only(desk: Desk) -> None:
    await daily(desk, at=time(18))
    await desk.room.poll("lantern", raw("A recipe for soup", guid="later", published=desk.room.clock.now()))
    await publish(desk, 2)
    (first,) = await desk.tick(hours=9)
    assert titles(first) == [EVENTS[2][0]]
    desk.room.clock.forward(hours=1)
    await become_news(desk)
    _, second = await desk.tick(days=1)
    assert titles(second) == [EVENTS[0][0]]
    *_, third = await desk.tick(days=1)
    assert titles(third) == []


async def test_an_edit_in_the_moment_of_a_digest_is_told_by_the_next_one(desk: Desk) -> None:
    await daily(desk, at=time(18))
    await desk.room.poll("lantern", raw("A recipe for soup", guid="later", published=desk.room.clock.now()))
    await desk.tick(hours=9)
    await become_news(desk)  # its poll read the clock when the digest did
    _, second = await desk.tick(days=1)
    assert titles(second) == [EVENTS[0][0]]


async def test_an_entry_seen_after_the_planner_read_the_clock_is_told_once(desk: Desk) -> None:
    await daily(desk, at=time(18))
    desk.room.clock.forward(hours=9, seconds=1)
    await publish(desk, 0)
    first = await desk.tick(seconds=-1)
    *_, second = await desk.tick(days=1)
    assert titles(*first, second) == [EVENTS[0][0]]
