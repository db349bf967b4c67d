"""Problems that members report reach the moderators once each, say nothing of who reported, and are settled once; on both engines."""

from __future__ import annotations

import pytest

from bot.corrections.problems import LONGEST, OF_MEMBER, OF_SERVER, ProblemService
from bot.errors import UserError
from bot.models.posts import Delivery
from bot.models.problems import ProblemCard
from bot.storage import audit, deliveries, story_posts
from bot.storage.database import Database
from tests.corrections.servers_told import ACTOR, OTHER, Two
from tests.services.newsroom import GUILD

MEMBER = 4_321_000_111_222_333


class Reported:
    """Two servers that were told, and the first story's message in the first."""

    def __init__(self, two: Two, message_id: int) -> None:
        self.two, self.db, self.clock, self.message_id = two, two.db, two.newsroom.clock, message_id
        self.problems = ProblemService(db=two.db, clock=two.newsroom.clock, wake=lambda: None)

    async def report(self, text: str = "This is not about AI", *, member: int = MEMBER, guild_id: int = GUILD) -> None:
        await self.problems.report(guild_id, member_id=member, message_id=self.message_id, text=text)

    async def refused(self, text: str = "Wrong", **other: int) -> str:
        with pytest.raises(UserError) as told:
            await self.report(text, **other)
        return told.value.key

    async def sent(self) -> list[Delivery]:
        return [each for each in await self.two.newsroom.send_all() if isinstance(each.post, ProblemCard)]

    async def card(self) -> tuple[str, ProblemCard]:
        (delivery,) = await self.sent()
        assert isinstance(delivery.post, ProblemCard)
        return delivery.id, delivery.post


@pytest.fixture
async def told(db: Database) -> Reported:
    two = await Two.open(db)
    async with db.reading() as conn:
        posted = await story_posts.get(conn, GUILD, 1)
        delivery = await deliveries.get(conn, posted.delivery_id) if posted else None
    assert delivery is not None
    assert delivery.message_id is not None
    return Reported(two, delivery.message_id)


async def test_the_moderators_get_the_words_and_the_post_without_a_name(told: Reported) -> None:
    await told.report("  This is\nnot about AI ")
    (delivery,) = await told.sent()
    card = delivery.post
    assert isinstance(card, ProblemCard)
    assert delivery.channel_id == 11
    assert (card.text, card.story_id) == ("This is not about AI", 1)
    assert card.link.endswith(f"/{told.message_id}")
    assert "ai" in card.issues
    assert str(MEMBER) not in repr(delivery)


async def test_the_trail_says_that_somebody_reported_but_not_who(told: Reported) -> None:
    await told.report()
    async with told.db.reading() as conn:
        (line, *_) = await audit.latest(conn, GUILD, 5)
    assert (line.action, line.actor_id) == ("problem reported", 0)
    assert "AI" not in line.detail


@pytest.mark.parametrize(
    ("text", "key"), [("", "problem_empty"), (" \n\u200b", "problem_empty"), ("w" * (LONGEST + 1), "problem_long")]
)
async def test_what_is_no_report_is_refused(told: Reported, text: str, key: str) -> None:
    assert await told.refused(text) == key


async def test_a_post_of_another_server_is_unknown(told: Reported) -> None:
    assert await told.refused(guild_id=OTHER) == "post_unknown"
    assert await told.refused(guild_id=99) == "not_set_up"


async def test_a_member_sends_a_few_an_hour_and_others_still_can(told: Reported) -> None:
    for _ in range(OF_MEMBER):
        await told.report()
    assert await told.refused() == "problem_often"
    await told.report(member=MEMBER + 1)
    told.clock.forward(minutes=61)
    await told.report()


async def test_a_server_gets_a_bounded_number_an_hour(told: Reported) -> None:
    for number in range(OF_SERVER):
        await told.report(member=number + 1)
    assert await told.refused() == "problem_many"


async def test_a_refused_report_does_not_count(told: Reported) -> None:
    for _ in range(OF_MEMBER + 2):
        await told.refused("")
    await told.report()


async def test_settling_is_noted_once_on_the_card_and_in_the_trail(told: Reported) -> None:
    await told.report()
    delivery_id, _ = await told.card()
    assert await told.problems.settle(GUILD, delivery_id, actor_id=ACTOR, taken_off="ai")
    assert not await told.problems.settle(GUILD, delivery_id, actor_id=ACTOR + 1)
    shown = await told.problems.card(GUILD, delivery_id)
    assert (shown.settled_by, shown.taken_off) == (ACTOR, "ai")
    (edit,) = await told.sent()
    assert edit.target_id == delivery_id
    async with told.db.reading() as conn:
        lines = await audit.latest(conn, GUILD, 9)
    assert [line.actor_id for line in lines if line.action == "problem settled"] == [ACTOR]


async def test_another_server_cannot_settle_or_see_a_card(told: Reported) -> None:
    await told.report()
    delivery_id, _ = await told.card()
    for attempt in (told.problems.card(OTHER, delivery_id), told.problems.settle(OTHER, delivery_id, actor_id=1)):
        with pytest.raises(UserError, match="post_unknown"):
            await attempt


async def test_a_post_that_is_no_report_cannot_be_settled(told: Reported) -> None:
    async with told.db.reading() as conn:
        posted = await story_posts.get(conn, GUILD, 1)
    assert posted is not None
    with pytest.raises(UserError, match="post_unknown"):
        await told.problems.settle(GUILD, posted.delivery_id, actor_id=ACTOR)
