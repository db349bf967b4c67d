"""Roles that notify: which stories, how often, and that edits leave them alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import UserError
from bot.models.members import Followed, FollowKind
from bot.models.posts import StoryPost
from bot.personal.roles import RoleService
from bot.storage import audit, ping_roles
from cogs.ui.cards import render
from tests.e2e.stories import distinct
from tests.personal.conftest import EVERYTHING, MEMBER, RESIDUALS, Club
from tests.services.newsroom import EVENTS, GUILD, raw

ROLE, OTHER = 1_300_000_000_000_000_001, 1_300_000_000_000_000_002


@pytest.fixture
async def roles(club: Club) -> RoleService:
    service = RoleService(db=club.room.db, clock=club.room.clock)
    await service.allow(GUILD, actor_id=7, on=True)
    return service


async def test_a_story_on_the_subject_notifies_its_role_and_no_other(club: Club, roles: RoleService) -> None:
    await roles.made(GUILD, RESIDUALS, ROLE)
    await roles.made(GUILD, Followed(FollowKind.ISSUE, "safety"), OTHER)
    await club.publish(1, 2)
    with_role, without = await club.room.due()
    assert isinstance(with_role.post, StoryPost)
    assert isinstance(without.post, StoryPost)
    assert (with_role.post.pings, with_role.silent) == ((ROLE,), False)
    assert (without.post.pings, without.silent) == ((), True)
    rendered = render(with_role.post, delivery_id="x")
    assert f"For <@&{ROLE}>." in rendered.content
    assert rendered.mentions.to_dict() == {"parse": [], "roles": [ROLE]}


async def test_a_role_is_notified_five_times_a_day(club: Club, roles: RoleService) -> None:
    await roles.made(GUILD, EVERYTHING, ROLE)
    now = club.room.clock.now()
    await club.room.poll("lantern", *(raw(title, text, published=now) for title, text in distinct(8)))
    posts = [d.post for d in await club.room.due() if isinstance(d.post, StoryPost)]
    assert [bool(post.pings) for post in posts] == [True] * 5 + [False] * 3
    club.room.clock.forward(days=1)
    await club.publish(1)
    latest = (await club.room.due())[-1].post
    assert isinstance(latest, StoryPost)
    assert latest.pings == (ROLE,)


async def test_an_edit_keeps_the_line_and_is_made_for_news_only(club: Club, roles: RoleService) -> None:
    await roles.made(GUILD, EVERYTHING, ROLE)
    await club.publish(1)
    await club.room.send_all()
    club.room.clock.forward(minutes=20)
    title, text = EVENTS[1]
    now = club.room.clock.now()
    await club.room.poll("reel-ledger", raw(title, text, published=now, link="https://ledger.example/x"))
    (edit,) = await club.room.send_all()
    assert isinstance(edit.post, StoryPost)
    assert edit.target_id is not None
    assert edit.post.pings == (ROLE,)


async def test_switched_off_nothing_is_notified(club: Club, roles: RoleService) -> None:
    await roles.made(GUILD, EVERYTHING, ROLE)
    await roles.allow(GUILD, actor_id=7, on=False)
    await club.publish(1)
    (story,) = await club.room.stories()
    assert story.pings == ()
    with pytest.raises(UserError, match="roles_off"):
        await roles.role_of(GUILD, EVERYTHING)
    async with club.room.db.reading() as conn:
        assert [line.detail for line in await audit.latest(conn, GUILD, 2)] == ["off", "on"]


async def test_a_deleted_role_is_forgotten_with_its_holders(club: Club, roles: RoleService) -> None:
    await roles.made(GUILD, RESIDUALS, ROLE)
    await roles.took(GUILD, MEMBER, RESIDUALS)
    assert await roles.held_by(MEMBER) == [(GUILD, RESIDUALS, ROLE)]
    await roles.gone(GUILD, ROLE)
    assert await roles.held_by(MEMBER) == []
    assert await roles.role_of(GUILD, RESIDUALS) is None


async def test_the_day_is_the_servers(club: Club, roles: RoleService) -> None:
    await roles.made(GUILD, EVERYTHING, ROLE)
    day = (club.room.clock.now() - timedelta(hours=7)).date()
    async with club.room.db.transaction() as conn:
        for _ in range(5):
            assert await ping_roles.take_turns(conn, GUILD, [EVERYTHING], day, 5) == (ROLE,)
        assert await ping_roles.take_turns(conn, GUILD, [EVERYTHING], day, 5) == ()
    club.room.clock.forward(hours=14)  # the evening of the same day in Los Angeles, the next day in UTC
    await club.publish(1)
    (story,) = await club.room.stories()
    assert story == replace(story, pings=())
