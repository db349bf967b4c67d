"""Stories in quiet hours, in the planner and by the moderators' choice: on both engines. It is Friday 11 August, 9:00 in Los Angeles."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.delivery import notices
from bot.errors import UserError
from bot.models.posts import FeedNotice, StoryPost
from bot.models.servers import Server
from tests.digests.conftest import MODERATOR, Desk, publish
from tests.services.fakes import START
from tests.services.newsroom import EVENTS, GUILD, raw


async def night(desk: Desk) -> None:
    """Quiet hours from 22:00 to 08:00, and it is 23:00."""
    await desk.quiet.choose(GUILD, actor_id=MODERATOR, begins=time(22), ends=time(8))
    desk.room.clock.forward(hours=14)


MORNING = datetime(2023, 8, 12, 15, tzinfo=UTC)


async def test_in_quiet_hours_a_story_waits_for_the_morning(desk: Desk) -> None:
    await night(desk)
    await publish(desk, 0)
    assert await desk.room.send_all() == []
    assert [d.due_at for d in await desk.room.due()] == [MORNING]
    desk.room.clock.forward(hours=9)
    assert len(await desk.room.send_all()) == 1


async def test_more_than_a_few_that_wait_become_one_message(desk: Desk) -> None:
    await night(desk)
    for number in range(6):
        await publish(desk, number)
        desk.room.clock.forward(minutes=70)
    assert [d.due_at for d in await desk.room.due()] == [MORNING] * 4
    (fold,) = await desk.room.folds()
    assert (len(await desk.room.stories()), len(fold.stories)) == (3, 3)


async def test_what_comes_in_the_morning_counts_against_the_hours_cap(desk: Desk) -> None:
    await desk.change(hourly_cap=3)
    await night(desk)
    for number in range(3):
        await publish(desk, number)
    desk.room.clock.moment = MORNING
    assert len(await desk.room.send_all()) == 3
    desk.room.clock.forward(minutes=10)
    await publish(desk, 4)
    assert [len(fold.stories) for fold in await desk.room.folds()] == [1]


async def test_edits_do_not_wait(desk: Desk) -> None:
    await publish(desk, 0)
    await desk.room.send_all()
    await night(desk)
    title, text = EVENTS[0]
    await desk.room.poll("reel-ledger", raw(title, text, guid="other", published=desk.room.clock.now()))
    (edit,) = await desk.room.send_all()
    assert edit.target_id is not None
    assert isinstance(edit.post, StoryPost)
    assert len(edit.post.also) == 1


async def test_without_quiet_hours_what_waited_is_due_at_once(desk: Desk) -> None:
    await night(desk)
    await publish(desk, 0)
    await desk.quiet.drop(GUILD, actor_id=MODERATOR)
    assert len(await desk.room.send_all()) == 1


async def test_other_quiet_hours_move_what_waits_to_their_end(desk: Desk) -> None:
    await night(desk)
    await publish(desk, 0)
    await desk.quiet.choose(GUILD, actor_id=MODERATOR, begins=time(22), ends=time(6))
    assert [d.due_at for d in await desk.room.due()] == [MORNING - timedelta(hours=2)]


async def test_quiet_hours_that_begin_as_they_end_are_refused(desk: Desk) -> None:
    with pytest.raises(UserError) as refused:
        await desk.quiet.choose(GUILD, actor_id=MODERATOR, begins=time(8), ends=time(8))
    assert refused.value.key == "quiet_same"


async def test_notices_to_moderators_come_at_night_without_a_notification(desk: Desk) -> None:
    notice = FeedNotice("The Lantern", "failing", START, "It does not answer.")
    server = Server(GUILD, 10, 11, quiet_from=time(22), quiet_to=time(8))
    async with desk.room.db.transaction() as conn:
        await notices.to_moderators(conn, [server], notice, key="day", now=START)
        await notices.to_moderators(conn, [server], notice, key="night", now=START + timedelta(hours=14))
    assert [d.silent for d in await desk.pending("feed_notice")] == [False, True]
