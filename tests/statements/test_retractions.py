"""One way to take back any post that moderators caused."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from bot.delivery.ids import new_id
from bot.disputes.service import Typed
from bot.errors import UserError
from bot.models.announcements import AnnouncementPost
from bot.models.date_posts import DateCancelled, DateReminder
from bot.models.posts import Delivery, Post, RetractedPost, StepPost
from bot.storage import deliveries
from bot.storage.database import Database
from tests.services.newsroom import GUILD, NEWS, raw
from tests.statements.hall import ANN, BEN, OTHER, Hall

AT = datetime(2023, 8, 18, 17, tzinfo=UTC)
LINK = "https://guild.example/talks"
REMINDER = DateReminder(1, "WGA and AMPTP", "session", AT, "America/Los_Angeles", LINK, minutes=60)

CALLED_OFF = DateCancelled("WGA and AMPTP", "session", AT, "America/Los_Angeles")


@pytest.fixture
async def hall(db: Database) -> Hall:
    return await Hall.open(db)


async def posted(hall: Hall, post: Post) -> str:
    """A message that was sent."""
    delivery = Delivery(new_id(), GUILD, NEWS, post, due_at=hall.newsroom.clock.now())
    async with hall.db.transaction() as conn:
        await deliveries.add(conn, delivery, hall.newsroom.clock.now())
    await hall.newsroom.send_all()
    return delivery.id


@pytest.mark.parametrize(
    ("post", "kind"),
    [(AnnouncementPost(1, "Bring water"), "announcement"), (REMINDER, "reminder"), (CALLED_OFF, "notice")],
)
async def test_an_announcement_or_a_reminder_becomes_a_short_line(hall: Hall, post: Post, kind: str) -> None:
    delivery_id = await posted(hall, post)
    assert await hall.retractions.look(GUILD, delivery_id) == post
    await hall.retractions.retract(GUILD, delivery_id, actor_id=BEN)
    assert await hall.shown(delivery_id) == RetractedPost(kind, hall.newsroom.clock.now())
    (line,) = await hall.audited()
    assert (line.action, line.actor_id, line.delivery_id) == (f"{kind} retract", BEN, delivery_id)


async def test_two_presses_take_back_once(hall: Hall) -> None:
    delivery_id = await posted(hall, AnnouncementPost(1, "Bring water"))
    await asyncio.gather(*(hall.retractions.retract(GUILD, delivery_id, actor_id=who) for who in (ANN, BEN, BEN)))
    assert len(await hall.audited()) == 1
    assert await hall.retractions.look(GUILD, delivery_id) is None


async def test_a_step_goes_with_its_post(hall: Hall) -> None:
    typed = Typed("in_session", "today", LINK)
    step, _ = await hall.disputes.enter(GUILD, actor_id=ANN, dispute="wga-amptp", typed=typed)
    await hall.newsroom.send_all()
    assert step.delivery_id is not None
    for _ in range(2):
        await hall.retractions.retract(GUILD, step.delivery_id, actor_id=BEN)
    post = await hall.shown(step.delivery_id)
    assert isinstance(post, StepPost)
    assert post.undone_at is not None
    assert not (await hall.disputes.status_of(GUILD, "wga-amptp")).known


async def test_a_step_on_which_others_stand_stays(hall: Hall) -> None:
    first, _ = await hall.disputes.enter(
        GUILD, actor_id=ANN, dispute="wga-amptp", typed=Typed("in_session", "today", LINK)
    )
    await hall.disputes.enter(GUILD, actor_id=ANN, dispute="wga-amptp", typed=Typed("recess", "today", LINK))
    await hall.newsroom.send_all()
    with pytest.raises(UserError, match="step_unknown"):
        await hall.retractions.retract(GUILD, first.delivery_id or "", actor_id=BEN)


async def test_a_statement_goes_with_its_post(hall: Hall) -> None:
    statement = await hall.post()
    await hall.newsroom.send_all()
    assert statement.delivery_id is not None
    for _ in range(2):
        await hall.retractions.retract(GUILD, statement.delivery_id, actor_id=BEN)
    assert isinstance(await hall.shown(statement.delivery_id), RetractedPost)
    assert await hall.latest() == []


async def test_a_story_of_the_press_and_a_post_of_another_server_are_left_alone(hall: Hall) -> None:
    await hall.newsroom.poll("lantern", raw("WGA and AMPTP set talks for Friday", "The guild and the studios meet."))
    stories = [sent for sent in await hall.newsroom.send_all() if sent.guild_id == GUILD]
    with pytest.raises(UserError, match="retract_not"):
        await hall.retractions.retract(GUILD, stories[0].id, actor_id=BEN)
    mine = await posted(hall, REMINDER)
    for guild, delivery_id in ((OTHER, mine), (GUILD, "unheard-of")):
        with pytest.raises(UserError, match="post_unknown"):
            await hall.retractions.look(guild, delivery_id)
