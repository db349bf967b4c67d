"""A member's digest: what is in it, when it comes, that it comes once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.delivery.notices import GivenUp
from bot.delivery.publisher import Refusal
from bot.digests.changes import ChangeReader
from bot.digests.positions import NewPositions
from bot.errors import UserError
from bot.issues.positions import PositionReader
from bot.models.disputes import Step, StepRecord
from bot.models.members import Followed, FollowKind
from bot.models.posts import PersonalDigest
from bot.storage import deliveries, disputes, members
from cogs.ui.cards import plain, render
from config.files import load_disputes
from tests.personal.conftest import DIRECT, EVERYTHING, MEMBER, RESIDUALS, Club, titles
from tests.services.newsroom import EVENTS, GUILD, NEWS, OUTLETS, raw


async def test_only_what_is_followed_is_told_to_the_member_alone(club: Club) -> None:
    await club.follow(RESIDUALS)
    await club.publish(0, 1, 2)
    (message,) = await club.tick(days=1)
    assert titles(message) == [EVENTS[1][0]]
    assert (message.channel_id, message.guild_id) == (DIRECT, GUILD)


async def test_a_dispute_can_be_followed(club: Club) -> None:
    await club.follow(Followed(FollowKind.DISPUTE, "wga-amptp"))
    await club.publish(0, 1, 2)
    assert titles(*await club.tick(days=1)) == [EVENTS[0][0]]


async def test_it_comes_once_at_the_members_hour_in_the_members_zone(club: Club) -> None:
    await club.service.follow(GUILD, MEMBER, EVERYTHING, channel_id=DIRECT, zone="Europe/London")
    await club.service.set_hours(GUILD, MEMBER, at=time(7, 30))
    await club.publish(0)
    (message,) = await club.tick(days=1)
    assert message.due_at == datetime(2023, 8, 12, 6, 30, tzinfo=UTC)
    assert not message.silent
    assert len(await club.tick(hours=1)) == 1
    assert len(await club.tick(days=1)) == 1


async def test_without_news_nothing_comes(club: Club) -> None:
    await club.follow()
    assert await club.tick(days=2) == []
    await club.publish(0)
    assert titles(*await club.tick(days=1)) == [EVENTS[0][0]]


async def test_after_a_downtime_one_comes_late_and_not_in_the_members_night(club: Club) -> None:
    await club.follow()
    await club.publish(0)
    at = datetime(2023, 8, 14, 6, 0, tzinfo=UTC)  # 23:00 in Los Angeles
    (message,) = await club.tick(seconds=(at - club.room.clock.now()).total_seconds())
    assert message.due_at == datetime(2023, 8, 14, 14, 0, tzinfo=UTC)
    assert isinstance(message.post, PersonalDigest)
    assert message.post.digest.day == "2023-08-13"


async def test_equal_quiet_times_mean_none(club: Club) -> None:
    await club.follow()
    await club.service.set_hours(GUILD, MEMBER, at=time(23), quiet=(time(0), time(0)))
    await club.publish(0)
    (message,) = await club.tick(days=1)
    assert message.due_at == datetime(2023, 8, 12, 6, 0, tzinfo=UTC)


async def test_a_paused_server_sends_nothing_until_it_goes_on(club: Club) -> None:
    await club.follow()
    await club.publish(0)
    await club.pause(paused=True)
    assert await club.tick(days=1) == []
    await club.pause(paused=False)
    assert titles(*await club.tick()) == [EVENTS[0][0]]


async def test_a_closed_inbox_is_told_at_the_next_command_once_and_nothing_is_tried_until_then(club: Club) -> None:
    await club.follow()
    await club.publish(0)
    (message,) = await club.tick(days=1)
    async with club.room.db.transaction() as conn:
        await GivenUp(club.room.clock, held=club.service.held)(conn, message, Refusal.NO_PERMISSION, "")
        await deliveries.withdraw(conn, message.id, club.room.clock.now())
        assert await deliveries.pending_of_kind(conn, GUILD, "delivery_notice") == []
    await club.publish(1)
    assert await club.tick(days=2) == []
    assert await club.service.came_back(GUILD, MEMBER) == date(2023, 8, 12)
    assert await club.service.came_back(GUILD, MEMBER) is None
    assert titles(*await club.tick(days=1)) == [EVENTS[1][0]]


async def test_a_restart_still_knows_whose_inbox_is_closed(club: Club) -> None:
    await club.follow()
    async with club.room.db.transaction() as conn:
        assert await members.hold(conn, GUILD, DIRECT, date(2023, 8, 12)) == MEMBER
    assert await club.service.came_back(GUILD, MEMBER) is None
    await club.service.open()
    assert await club.service.came_back(GUILD, MEMBER) == date(2023, 8, 12)


async def test_following_and_unfollowing(club: Club) -> None:
    await club.follow()
    with pytest.raises(UserError, match="followed_already"):
        await club.follow()
    await club.follow(RESIDUALS)
    left = await club.service.unfollow(GUILD, MEMBER, EVERYTHING)
    assert left.follows == (RESIDUALS,)
    with pytest.raises(UserError, match="not_followed"):
        await club.service.unfollow(GUILD, MEMBER, EVERYTHING)
    gone = await club.service.unfollow(GUILD, MEMBER, RESIDUALS)
    assert (gone.follows, gone.plan) == ((), None)
    with pytest.raises(UserError, match="nothing_followed"):
        await club.service.set_hours(GUILD, MEMBER, at=time(9))


async def test_a_server_that_is_not_set_up_says_so(club: Club) -> None:
    with pytest.raises(UserError, match="not_set_up"):
        await club.service.follow(99, MEMBER, EVERYTHING, channel_id=DIRECT)
    with pytest.raises(UserError, match="not_set_up"):
        await club.service.visit(99, MEMBER)


async def test_the_button_withdraws_what_waits_and_ends_it(club: Club) -> None:
    await club.follow()
    await club.publish(0)
    (message,) = await club.tick(days=1)
    with pytest.raises(UserError, match="nothing_followed"):
        await club.service.stop(message.id, MEMBER + 1)
    await club.service.stop(message.id, MEMBER)
    assert await club.tick(days=1) == []
    assert (await club.service.of(GUILD, MEMBER)).follows == ()


async def test_another_server_knows_nothing_of_it(club: Club) -> None:
    await club.follow()
    assert (await club.service.of(2, MEMBER)).follows == ()


async def test_a_change_of_zone_data_moves_the_next_time(club: Club) -> None:
    found = await club.follow()
    assert found.plan is not None
    wrong = datetime(2023, 8, 12, 9, 0, tzinfo=UTC)
    async with club.room.db.transaction() as conn:
        await members.save_plan(conn, replace(found.plan, next=replace(found.plan.next, at=wrong)))
    await club.planner.open()
    again = await club.service.of(GUILD, MEMBER)
    assert again.plan is not None
    assert again.plan.next == found.plan.next


async def test_the_message_names_the_server_and_the_way_out(club: Club) -> None:
    await club.follow()
    await club.publish(0)
    (message,) = await club.tick(days=1)
    text = plain(message.post)
    assert text.startswith("Your digest, Saturday 12 August: 1 story")
    assert "/follow hours" in text
    assert f"<#{NEWS}>" in render(message.post, delivery_id=message.id).content


async def test_a_visit_tells_the_one_before(club: Club) -> None:
    first, now = await club.service.visit(GUILD, MEMBER)
    assert first is None
    club.room.clock.forward(hours=3)
    assert (await club.service.visit(GUILD, MEMBER))[0] == now


@pytest.fixture
def leading(club: Club) -> Club:
    """A club whose digests lead with what changed."""
    reader = ChangeReader(load_disputes())
    found = NewPositions(OUTLETS, ("ai", "residuals"), PositionReader(OUTLETS, ()).pinned)
    club.kit = replace(club.kit, changes=reader.changes, expiries=reader.expiries, positions=found.of)
    club.__post_init__()
    return club


async def enter_step(club: Club, dispute: str) -> None:
    now = club.room.clock.forward(minutes=1)
    step = StepRecord(0, GUILD, dispute, Step.IN_SESSION, now.date(), "https://guild.example/talks")
    async with club.room.db.transaction() as conn:
        await disputes.add(conn, step, actor_id=7, now=now)


async def test_a_step_of_a_dispute_that_is_followed_is_told_even_without_a_story(leading: Club) -> None:
    await leading.follow(Followed(FollowKind.DISPUTE, "wga-amptp"))
    await enter_step(leading, "wga-amptp")
    await enter_step(leading, "dga-amptp")
    (message,) = await leading.tick(days=1)
    assert isinstance(message.post, PersonalDigest)
    assert [each.dispute for each in message.post.digest.changes] == ["wga-amptp"]
    assert len(await leading.tick(days=1)) == 1  # told once; what ends next sends nothing


async def test_a_step_is_nothing_to_who_follows_an_issue(leading: Club) -> None:
    await leading.follow(RESIDUALS)
    await enter_step(leading, "wga-amptp")
    assert await leading.tick(days=1) == []


async def test_a_position_is_told_to_those_who_follow_its_issue(leading: Club) -> None:
    await leading.follow(Followed(FollowKind.ISSUE, "ai"))
    await leading.follow(RESIDUALS, member=MEMBER + 1, direct=DIRECT + 1)
    leading.room.clock.forward(minutes=1)
    await leading.room.poll("lantern", raw("AMPTP and WGA talk", "The AMPTP offered the WGA limits on the use of AI."))
    (message,) = await leading.tick(days=1)
    assert isinstance(message.post, PersonalDigest)
    assert [each.issue for each in message.post.digest.positions] == ["ai"]
    assert message.channel_id == DIRECT
