"""Where stories go and what is left out: the rules alone, and the planner that follows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bot.delivery.composer import compose
from bot.delivery.planner import Planner
from bot.delivery.routing import disputes_of, place_of, postable, shown
from bot.models.news import Annotation, Entry, Label, Status, Story, Tag
from bot.models.posts import OfficialNotice, StoryPost
from bot.models.registry import Dispute
from bot.models.routing import Mute, Place, Route, Rules
from bot.servers.service import ServerService
from bot.storage import deliveries, routes, servers
from bot.storage.database import Database
from tests.services.fakes import START
from tests.services.newsroom import EVENTS, GUILD, NEWS, OUTLETS, Newsroom, raw

HOME = Place(NEWS)
LA = "America/Los_Angeles"
DISPUTES = (
    Dispute("wga", "WGA", "AMPTP", "Minimum Basic Agreement", None, LA),
    Dispute("staff", "Writers Guild Staff Union", "WGA West", "Staff contract", None, LA),
    Dispute("sag-tv", "SAG-AFTRA", "AMPTP", "TV/Theatrical Contracts", None, LA),
    Dispute("sag-games", "SAG-AFTRA", "Game companies", "Interactive Media Agreement", None, LA),
)


def entry(
    title: str, text: str = "", *, outlet: str = "lantern", issues: tuple[str, ...] = ("ai",), number: int = 1
) -> Entry:
    tags = tuple(Tag(issue, ()) for issue in issues)
    about = Annotation(True, "", tags, Status.REPORTED, Label.REPORTED, (), False, ())
    at: datetime = START
    return Entry(number, 1, outlet, outlet, "https://x.example/", title, text, at, at, 1, about)


def story(*entries: Entry) -> Story:
    return Story(1, START, START, entries[0], tuple(entries))


def route(number: int, kind: str, subject: str, channel: int, *, gone: bool = False) -> Route:
    return Route(number, kind, subject, Place(channel), START if gone else None)


def test_the_first_route_that_fits_counts_by_the_order_they_were_made() -> None:
    told = story(entry("WGA talks go on", issues=("pay", "ai")))
    both = (route(2, "issue", "ai", 20), route(1, "dispute", "wga", 10))
    assert place_of(told, both, DISPUTES, HOME) == Place(10)
    assert place_of(told, [route(1, "issue", "strike", 10), both[0]], DISPUTES, HOME) == Place(20)
    assert place_of(told, [route(1, "issue", "strike", 10)], DISPUTES, HOME) == HOME


def test_a_route_whose_place_is_gone_is_passed_over() -> None:
    assert place_of(story(entry("WGA talks")), [route(1, "issue", "ai", 10, gone=True)], DISPUTES, HOME) == HOME


@pytest.mark.parametrize(
    ("title", "keys"),
    [
        ("WGA and studios set a date", {"wga"}),
        ("Writers Guild Staff Union walks out at WGA West", {"staff"}),
        ("SAG-AFTRA members vote on the strike", {"sag-tv"}),
        ("SAG-AFTRA video game strike over AI goes on", {"sag-games"}),
        ("Directors look back on a summer", set()),
    ],
)
def test_a_story_is_about_the_dispute_of_its_guild_and_field(title: str, keys: set[str]) -> None:
    assert disputes_of(story(entry(title)), DISPUTES) == keys


def test_a_muted_outlet_is_left_out_and_a_muted_word_keeps_the_story_out() -> None:
    two = story(entry("Talks", outlet="lantern"), entry("Talks go on", outlet="guild-site", number=2))
    kept = postable(two, Rules(mutes=(Mute("outlet", "lantern"),)), OUTLETS)
    assert kept is not None
    assert [e.outlet for e in kept.entries] == ["guild-site"]
    assert postable(story(two.entries[0]), Rules(mutes=(Mute("outlet", "lantern"),)), OUTLETS) is None
    word = Rules(mutes=(Mute("word", "go on"),))
    assert postable(two, word, OUTLETS) is None
    assert shown(two, word, OUTLETS) == two


@pytest.mark.parametrize(
    ("word", "muted"), [("golf", True), ("gol", False), ("golf club", True), ("GOLF", True), ("c++", True)]
)
def test_a_muted_word_is_a_whole_word_in_any_case(word: str, muted: bool) -> None:
    told = story(entry("The Golf  Club and C++"))
    assert (postable(told, Rules(mutes=(Mute("word", word),)), OUTLETS) is None) is muted


def test_with_paywalled_stories_hidden_none_leads_and_none_stands_alone() -> None:
    walled, free = entry("Talks", outlet="reel-ledger"), entry("Talks go on", outlet="lantern", number=2)
    rules = Rules(hide_paywalled=True)
    assert postable(story(walled), rules, OUTLETS) is None
    both = postable(story(walled, free), rules, OUTLETS)
    assert both is not None
    post = compose(both, OUTLETS, free_lead=True)
    assert (post.lead.outlet, [telling.outlet for telling in post.also]) == ("The Lantern", ["Reel Ledger"])


@pytest.fixture
async def room(db: Database) -> Newsroom:
    return await Newsroom.open(db, cap=2)


async def _route(room: Newsroom, subject: str, place: Place) -> None:
    async with room.db.transaction() as conn:
        await routes.set_route(conn, GUILD, "issue", subject, place)


async def test_each_place_has_its_own_cap_and_its_own_fold(room: Newsroom) -> None:
    await _route(room, "strike", Place(50))
    for event in EVENTS[:5]:
        await room.poll("lantern", raw(*event))
    by_channel: dict[int, list[str]] = {}
    for delivery in await room.due():
        by_channel.setdefault(delivery.channel_id, []).append(type(delivery.post).__name__)
    assert set(by_channel) == {NEWS, 50}
    assert by_channel[NEWS].count("StoryPost") == 2


async def test_an_edit_and_the_official_word_go_where_the_story_is(room: Newsroom) -> None:
    await _route(room, "bargaining", Place(50, forum=True))
    await _route(room, "strike", Place(50, forum=True))
    await room.poll(
        "lantern", raw("WGA and AMPTP reach tentative agreement", "The WGA has a tentative deal, sources said.")
    )
    [sent] = await room.send_all()
    assert (sent.channel_id, sent.forum) == (50, True)
    room.clock.forward(minutes=15)
    official = raw(
        "WGA reaches tentative agreement with AMPTP", "The guild has a tentative deal.", link="https://guild.example/1"
    )
    await room.poll("guild-site", official)
    later = await room.send_all()
    edit = next(d for d in later if d.target_id)
    notice = next(d for d in later if isinstance(d.post, OfficialNotice))
    assert (edit.channel_id, edit.forum, edit.target_message_id) == (50, True, 5000)
    assert (notice.channel_id, notice.forum) == (5000, False)
    assert isinstance(notice.post, OfficialNotice)
    assert notice.post.link == f"https://discord.com/channels/{GUILD}/5000/5000"


async def test_a_story_that_only_paywalled_outlets_tell_is_posted_once_a_free_one_has_it(room: Newsroom) -> None:
    async with room.db.transaction() as conn:
        server = await servers.get(conn, GUILD)
        assert server is not None
        await servers.save(conn, replace(server, hide_paywalled=True))
    await room.poll("reel-ledger", raw(*EVENTS[0], link="https://ledger.example/1"))
    assert await room.due() == []
    await room.poll("lantern", raw(*EVENTS[0], guid="again"))
    [delivery] = await room.due()
    assert isinstance(delivery.post, StoryPost)
    assert delivery.post.lead.outlet == "The Lantern"


async def test_folds_of_a_resume_stay_in_their_places(room: Newsroom) -> None:
    await _route(room, "strike", Place(50))
    async with room.db.transaction() as conn:
        server = await servers.get(conn, GUILD)
        assert server is not None
        await servers.save(conn, replace(server, hourly_cap=100))
    for event in EVENTS:
        await room.poll("lantern", raw(*event))
    before = {d.channel_id for d in await room.due()}
    service = ServerService(
        db=room.db, planner=Planner(outlets=OUTLETS), clock=room.clock, hourly_cap=12, wake=lambda: None
    )
    await service.resume(GUILD, actor_id=1)
    folded = [d for d in await room.due() if type(d.post).__name__ == "FoldPost"]
    assert {d.channel_id for d in folded} == before == {NEWS, 50}
    async with room.db.reading() as conn:
        assert await deliveries.pending_of_kind(conn, GUILD, "story_post") == []
