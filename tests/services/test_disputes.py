"""The ladder as a service: steps are kept, posted, corrected and taken back; two moderators, several disputes, two servers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.disputes.service import DisputeService, Typed
from bot.errors import UserError
from bot.models.disputes import Step, StepState
from bot.models.news import Label
from bot.models.posts import Delivery, DeliveryState, StepPost
from bot.models.registry import Outlet
from bot.models.routing import Place
from bot.models.servers import AuditLine, Server
from bot.news.outlets import name_outlets
from bot.storage import audit, deliveries, routes, servers
from bot.storage.database import Database
from cogs.ui.wording_dispute import STEPS
from config.files import load_disputes
from tests.services.fakes import START, HandClock

GUILD, OTHER, NEWS, MODERATORS = 1, 2, 10, 11
ANNA, BEN = 5, 6
LINK = "https://guild.example/talks"
STRIKE = Typed("on_strike", "2 May", LINK)
SESSION = Typed("in_session", "today", LINK)


@dataclass
class Hall:
    db: Database
    clock: HandClock
    service: DisputeService

    async def enter(self, typed: Typed, dispute: str = "wga-amptp", *, guild: int = GUILD, post: bool = True) -> int:
        step, _ = await self.service.enter(guild, actor_id=ANNA, dispute=dispute, typed=typed, post=post)
        return step.id

    async def refused(self, typed: Typed, dispute: str = "wga-amptp") -> str:
        with pytest.raises(UserError) as error:
            await self.service.enter(GUILD, actor_id=ANNA, dispute=dispute, typed=typed)
        return error.value.key

    async def waiting(self) -> list[Delivery]:
        async with self.db.reading() as conn:
            return await deliveries.pending_of_kind(conn, GUILD, "step_post")

    async def send(self) -> list[Delivery]:
        async with self.db.transaction() as conn:
            found = await deliveries.claim(
                conn, owner="t", now=self.clock.now(), wall=self.clock.wall(), lease=timedelta(minutes=5), limit=50
            )
            await deliveries.sent(conn, [(d.id, None if d.target_id else 7000) for d in found], self.clock.now())
        return found

    async def audited(self) -> list[AuditLine]:
        async with self.db.reading() as conn:
            return await audit.latest(conn, GUILD, 10)


@pytest.fixture
async def hall(db: Database) -> Hall:
    async with db.transaction() as conn:
        for guild in (GUILD, OTHER):
            await servers.save(conn, Server(guild, NEWS, MODERATORS, zone="UTC", setup_at=START))
    clock = HandClock()
    outlets = name_outlets([Outlet("guild", "The Guild", ("guild.example",), "", "official_union", "no")])
    service = DisputeService(
        db=db, clock=clock, disputes=load_disputes(), outlets=outlets, steps=STEPS, wake=lambda: None
    )
    return Hall(db, clock, service)


async def test_a_step_is_kept_posted_and_audited_in_one(hall: Hall) -> None:
    await hall.enter(STRIKE)
    status = await hall.service.status_of(GUILD, "wga-amptp")
    assert status.strike is not None
    assert (status.strike.day, status.strike_day, status.source_url) == (date(2023, 5, 2), 102, LINK)
    (post,) = await hall.waiting()
    assert isinstance(post.post, StepPost)
    assert (post.post.label, post.post.source, post.post.strike_day) == (Label.OFFICIAL_UNION, "The Guild", 1)
    (line,) = await hall.audited()
    assert (line.actor_id, line.action, line.before) == (ANNA, "dispute step", "")
    assert line.after == f"WGA and AMPTP: on strike, 2023-05-02, {LINK}"
    assert line.delivery_id == post.id == status.strike.delivery_id


async def test_a_step_can_be_entered_without_a_post(hall: Hall) -> None:
    await hall.enter(STRIKE, post=False)
    assert await hall.waiting() == []
    assert (await hall.service.status_of(GUILD, "wga-amptp")).striking


async def test_in_quiet_hours_the_post_waits_for_their_end(hall: Hall) -> None:
    async with hall.db.transaction() as conn:
        quiet = Server(GUILD, NEWS, MODERATORS, zone="UTC", quiet_from=time(15), quiet_to=time(20), setup_at=START)
        await servers.save(conn, quiet)
    await hall.enter(STRIKE)
    assert [one.due_at for one in await hall.waiting()] == [datetime(2023, 8, 11, 20, tzinfo=UTC)]


async def test_today_is_the_day_at_the_disputes_home(hall: Hall) -> None:
    hall.clock.moment = datetime(2023, 8, 12, 5, 0, tzinfo=UTC)  # still 11 August in Los Angeles, 12 August in London
    await hall.enter(SESSION)
    await hall.enter(SESSION, "equity-pact")
    days = {each.dispute.key: each.since for each in await hall.service.status(GUILD) if each.known}
    assert days == {"wga-amptp": date(2023, 8, 11), "equity-pact": date(2023, 8, 12)}
    assert await hall.refused(Typed("recess", "2023-08-12", LINK)) == "step_ahead"


async def test_a_guild_is_struck_by_its_own_staff_without_a_change_to_its_own_dispute(hall: Hall) -> None:
    await hall.enter(SESSION)
    await hall.enter(STRIKE, "wgsu-wgaw")
    own, staff = [await hall.service.status_of(GUILD, key) for key in ("wga-amptp", "wgsu-wgaw")]
    assert (own.striking, staff.striking) == (False, True)
    assert staff.name == "Writers Guild Staff Union and WGA West"
    assert [each.dispute.key for each in await hall.service.status(GUILD)][:2] == ["wga-amptp", "wgsu-wgaw"]


async def test_servers_do_not_see_each_others_steps(hall: Hall) -> None:
    number = await hall.enter(STRIKE)
    assert not (await hall.service.status_of(OTHER, "wga-amptp")).known
    assert await hall.service.history(OTHER, "wga-amptp") == []
    with pytest.raises(UserError, match="step_unknown"):
        await hall.service.undo(OTHER, number, actor_id=BEN)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        (replace(STRIKE, step="resting"), "unknown_step"),
        (replace(STRIKE, day="some day"), "step_day_unclear"),
        (replace(STRIKE, day="tomorrow"), "step_ahead"),
        (replace(STRIKE, day="2024-05-02"), "step_ahead"),
        (replace(STRIKE, source_url="a flyer"), "step_link"),
        (replace(STRIKE, source_url=""), "step_link"),
        (replace(STRIKE, source_url="javascript:alert(1)"), "step_link"),
        (Typed("extended", "today", LINK, until="later"), "step_until_unclear"),
        (Typed("extended", "today", LINK), "step_needs_until"),
        (Typed("suspended", "today", LINK), "step_needs_party"),
        (Typed("ratified", "today", LINK), "step_first"),
    ],
)
async def test_a_wrong_step_is_refused_and_nothing_is_kept(hall: Hall, typed: Typed, key: str) -> None:
    assert await hall.refused(typed) == key
    assert await hall.service.history(GUILD, "wga-amptp") == []
    assert await hall.waiting() == []
    assert await hall.audited() == []


async def test_a_server_that_is_not_set_up_and_an_unknown_dispute_are_refused(hall: Hall) -> None:
    assert await hall.refused(STRIKE, "the-bakers") == "unknown_dispute"
    with pytest.raises(UserError, match="not_set_up"):
        await hall.service.enter(99, actor_id=ANNA, dispute="wga-amptp", typed=STRIKE)


async def test_a_day_in_until_is_the_next_one_after_the_step(hall: Hall) -> None:
    await hall.enter(Typed("extended", "30 June", LINK, until="12 July"))
    talks = (await hall.service.status_of(GUILD, "wga-amptp")).talks
    assert talks is not None
    assert (talks.day, talks.until) == (date(2023, 6, 30), date(2023, 7, 12))


async def test_of_two_moderators_at_once_one_enters_the_step(hall: Hall) -> None:
    entering = [hall.service.enter(GUILD, actor_id=who, dispute="wga-amptp", typed=SESSION) for who in (ANNA, BEN)]
    results = await asyncio.gather(*entering, return_exceptions=True)
    (refused,) = [each for each in results if isinstance(each, UserError)]
    assert refused.key == "step_same"
    assert len(await hall.service.history(GUILD, "wga-amptp")) == 1
    assert len(await hall.waiting()) == 1


async def test_a_correction_before_the_post_is_sent_replaces_it(hall: Hall) -> None:
    number = await hall.enter(STRIKE)
    await hall.service.correct(GUILD, number, actor_id=BEN, typed=Typed(day="3 May"))
    (post,) = await hall.waiting()
    assert isinstance(post.post, StepPost)
    assert post.post.day == "2023-05-03"
    assert (await hall.service.status_of(GUILD, "wga-amptp")).strike_day == 101


async def test_a_correction_edits_the_sent_post_and_keeps_both_in_the_history(hall: Hall) -> None:
    number = await hall.enter(STRIKE)
    (sent,) = await hall.send()
    await hall.service.correct(GUILD, number, actor_id=BEN, typed=Typed(day="3 May", source_url=f"{LINK}/2"))
    (edit,) = await hall.send()
    assert edit.target_id == sent.id
    assert isinstance(edit.post, StepPost)
    assert (edit.post.day, edit.post.corrected_at) == ("2023-05-03", hall.clock.now())
    states = [(each.day.day, each.state) for each in await hall.service.history(GUILD, "wga-amptp")]
    assert states == [(2, StepState.CORRECTED), (3, StepState.STANDING)]
    line = (await hall.audited())[0]
    assert (line.actor_id, line.before[-len(LINK) :], line.after[-2:]) == (BEN, LINK, "/2")


async def test_a_corrected_step_drops_what_belongs_to_another(hall: Hall) -> None:
    number = await hall.enter(Typed("suspended", "today", LINK, by="union"))
    await hall.service.correct(GUILD, number, actor_id=BEN, typed=Typed(step="recess"))
    talks = (await hall.service.status_of(GUILD, "wga-amptp")).talks
    assert talks is not None
    assert (talks.step, talks.by) == (Step.RECESS, "")


async def test_a_correction_obeys_the_same_rules(hall: Hall) -> None:
    await hall.enter(SESSION)
    number = await hall.enter(Typed("recess", "today", LINK))
    for typed, key in (
        (Typed(step="ratified"), "step_impossible"),
        (Typed(day="2023-08-10"), "step_before"),
        (Typed(step="on_strike"), "step_other_track"),
        (Typed(), "step_unchanged"),
        (Typed(until="1 Sep"), "step_no_until"),
    ):
        with pytest.raises(UserError, match=key):
            await hall.service.correct(GUILD, number, actor_id=BEN, typed=typed)


async def test_only_the_last_step_of_a_track_can_be_changed(hall: Hall) -> None:
    first = await hall.enter(SESSION)
    strike = await hall.enter(STRIKE)
    last = await hall.enter(Typed("recess", "today", LINK))
    assert [each.id for each in await hall.service.changeable(GUILD)] == [last, strike]
    for act in (hall.service.undo(GUILD, first, actor_id=BEN), hall.service.undo(GUILD, 999, actor_id=BEN)):
        with pytest.raises(UserError, match="step_unknown"):
            await act


async def test_a_step_taken_back_before_its_post_was_sent_is_never_posted(hall: Hall) -> None:
    number = await hall.enter(STRIKE)
    await hall.service.undo(GUILD, number, actor_id=BEN)
    assert await hall.send() == []
    assert not (await hall.service.status_of(GUILD, "wga-amptp")).known


async def test_a_step_taken_back_edits_its_post_once(hall: Hall) -> None:
    await hall.enter(SESSION)
    number = await hall.enter(Typed("tentative", "today", LINK))
    await hall.send()
    undoing = [hall.service.undo(GUILD, number, actor_id=who) for who in (ANNA, BEN)]
    results = await asyncio.gather(*undoing, return_exceptions=True)
    assert [each.key for each in results if isinstance(each, UserError)] == ["step_unknown"]
    (edit,) = await hall.send()
    assert isinstance(edit.post, StepPost)
    assert edit.post.undone_at == hall.clock.now()
    talks = (await hall.service.status_of(GUILD, "wga-amptp")).talks
    assert talks is not None
    assert talks.step is Step.IN_SESSION


async def test_a_step_whose_post_is_on_its_way_is_put_right_by_an_edit(hall: Hall) -> None:
    number = await hall.enter(STRIKE)
    async with hall.db.transaction() as conn:
        (claimed,) = await deliveries.claim(
            conn, owner="t", now=hall.clock.now(), wall=hall.clock.wall(), lease=timedelta(minutes=5), limit=5
        )
    await hall.service.undo(GUILD, number, actor_id=BEN)
    async with hall.db.reading() as conn:
        edit = await deliveries.pending_edit(conn, claimed.id)
    assert edit is not None
    assert edit.state is DeliveryState.PENDING


async def test_changes_are_the_steps_entered_since_then(hall: Hall) -> None:
    await hall.enter(STRIKE)
    since = hall.clock.now()
    hall.clock.forward(hours=1)
    number = await hall.enter(SESSION)
    async with hall.db.reading() as conn:
        found = await hall.service.changes(conn, GUILD, since=since, until=hall.clock.now())
    assert [each.id for each in found] == [number]


async def test_a_step_is_told_where_stories_of_its_dispute_go_and_in_the_news_channel_once_that_is_gone(
    hall: Hall,
) -> None:
    async with hall.db.transaction() as conn:
        await routes.set_route(conn, GUILD, "dispute", "wga-amptp", Place(77, forum=True))
    await hall.enter(STRIKE)
    await hall.enter(SESSION, "sag-aftra-tv-theatrical")
    async with hall.db.transaction() as conn:
        await routes.lose_place(conn, GUILD, 77, hall.clock.now())
    await hall.enter(SESSION)
    assert [(one.channel_id, one.forum) for one in await hall.waiting()] == [(77, True), (NEWS, False), (NEWS, False)]
