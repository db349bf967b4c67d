"""Feeds by moderators: added, rested, dropped, imported, over real sockets and on both engines."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from bot.errors import UserError
from bot.feeds import opml
from bot.feeds.fetcher import Fetcher, FetchLimits
from bot.feeds.finding import FeedFinder
from bot.feeds.management import FeedManagement
from bot.feeds.parser import parse
from bot.feeds.trial_service import FeedTrials
from bot.models.feeds import FeedState, ParsedFeed
from bot.models.routing import Mute, Place
from bot.models.servers import Server
from bot.news.annotate import annotate
from bot.news.outlets import name_outlets
from bot.storage import audit, entries, feeds, routes, servers
from bot.storage.database import Database
from tests.feeds.server import FeedServer, answer, redirect
from tests.services.newsroom import EVENTS, GUILD, MODERATORS, NEWS, OUTLETS, TAXONOMY, Newsroom, raw

ACTOR = 77
NAMES = name_outlets(OUTLETS.values())


class Inline:
    """Parses in this process."""

    async def parse(self, body: bytes, content_type: str, url: str) -> ParsedFeed:
        return parse(body, content_type, url)


@dataclass
class Desk:
    room: Newsroom
    server: FeedServer
    management: FeedManagement
    trials: FeedTrials

    async def add(self, address: str, guild_id: int = GUILD, **more: Any) -> Any:
        return await self.management.add(guild_id, actor_id=ACTOR, address=address, **more)

    async def state(self, feed_id: int) -> FeedState:
        async with self.room.db.reading() as conn:
            feed = await feeds.by_id(conn, feed_id)
        assert feed is not None
        return feed.state

    async def trail(self) -> list[tuple[str, str]]:
        async with self.room.db.reading() as conn:
            return [(line.action, line.detail) for line in await audit.latest(conn, GUILD, 20)]


def rss(*events: tuple[str, str], title: str = "Harbour Trade") -> bytes:
    items = "".join(
        f"<item><title>{headline}</title><link>http://harbour.test/{n}</link><guid>h{n}</guid>"
        f"<pubDate>Fri, 11 Aug 2023 1{n}:00:00 GMT</pubDate><description>{text}</description></item>"
        for n, (headline, text) in enumerate(events)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


DOCUMENT = rss(*EVENTS[:2], ("Harbour festival opens", "Films by the sea."))


@pytest.fixture
async def desk(db: Database) -> AsyncIterator[Desk]:
    room = await Newsroom.open(db)
    async with FeedServer() as server:
        server.paths["/feed"] = answer(DOCUMENT)
        fetcher = Fetcher(user_agent="x", allow_loopback=True, limits=FetchLimits(total=5.0))
        finder = FeedFinder(db=db, fetcher=fetcher, parser=Inline(), clock=room.clock, gap=0.0)
        management = FeedManagement(db=db, finder=finder, intake=room.intake, clock=room.clock, outlets=NAMES)
        trials = FeedTrials(
            db=db,
            finder=finder,
            annotate=lambda item: annotate(item, TAXONOMY),
            clock=room.clock,
            outlets=NAMES,
            disputes=(),
        )
        yield Desk(room, server, management, trials)
        await fetcher.close()


async def refused(key: str, work: Any) -> UserError:
    with pytest.raises(UserError) as error:
        await work
    assert error.value.key == key
    return error.value


async def test_a_feed_is_read_at_once_and_nothing_of_it_is_posted(desk: Desk) -> None:
    found = await desk.add(desk.server.url())
    assert (found.name, found.host, found.items, found.relevant) == ("Harbour Trade", "127.0.0.1", 3, 2)
    assert not found.already
    assert await desk.room.due() == []
    async with desk.room.db.reading() as conn:
        feed = await feeds.by_id(conn, found.id)
        assert found.id in {each.id for each in await feeds.of_server(conn, GUILD)}
    assert feed is not None
    assert feed.first_polled_at is not None
    assert feed.next_check_at > desk.room.clock.now()
    assert not feed.listed
    assert desk.server.asked == [desk.server.asked[0]]
    assert (await desk.trail())[0] == ("feed add", "Harbour Trade (127.0.0.1)")


async def test_what_the_added_feed_brings_next_is_posted(desk: Desk) -> None:
    found = await desk.add(desk.server.url())
    async with desk.room.db.reading() as conn:
        feed = await feeds.by_id(conn, found.id)
    assert feed is not None
    news = replace(raw(EVENTS[4][0], EVENTS[4][1]))
    parsed = ParsedFeed(title="", site_url="", version="rss20", entries=(news,))
    await desk.room.intake.take(feed, parsed, first=False, now=desk.room.clock.now(), events=())
    assert [post.lead.title for post in await desk.room.stories()] == [EVENTS[4][0]]


async def test_a_page_leads_to_its_feed(desk: Desk) -> None:
    page = b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body>Hello</body></html>'
    desk.server.paths["/"] = answer(page, content_type="text/html")
    found = await desk.add(desk.server.url("/"))
    assert found.elsewhere
    assert found.items == 3


async def test_a_page_without_a_feed_says_so(desk: Desk) -> None:
    desk.server.paths["/"] = answer(b"<html><body>Hello</body></html>", content_type="text/html")
    desk.server.paths["/rss"] = desk.server.paths["/feed/"] = answer(b"gone", status=404)
    error = await refused("no_feed_found", desk.add(desk.server.url("/")))
    assert error.values == {"host": "127.0.0.1"}


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (402, b"pay", "402: this outlet asks automated readers to pay; I do not work around it"),
        (404, b"no", "404: no feed at this address"),
        (200, b"plain words", "something that is not a feed"),
    ],
)
async def test_an_address_that_gives_no_feed_is_refused_with_the_reason(
    desk: Desk, status: int, body: bytes, words: str
) -> None:
    desk.server.paths["/feed"] = answer(body, status=status, content_type="text/plain")
    error = await refused("feed_unreadable", desk.add(desk.server.url()))
    assert error.values == {"host": "127.0.0.1", "reason": words}
    async with desk.room.db.reading() as conn:
        assert len(await feeds.all_feeds(conn)) == len(OUTLETS)


async def test_addresses_inside_a_network_are_refused(desk: Desk) -> None:
    error = await refused("feed_unreadable", desk.add("http://10.0.0.1/feed"))
    assert error.values["reason"] == "an address that is not public, so not read"


async def test_a_feed_that_moved_for_good_is_kept_at_its_new_address(desk: Desk) -> None:
    desk.server.paths |= {"/old": redirect("/feed"), "/passing": redirect("/feed", status=302)}
    moved = await desk.add(desk.server.url("/old"))
    passing = await desk.add(desk.server.url("/passing"))
    async with desk.room.db.reading() as conn:
        assert {feed.url for feed in await feeds.all_feeds(conn) if feed.id in (moved.id, passing.id)} == {
            desk.server.url(),
            desk.server.url("/passing"),
        }


async def test_a_second_server_follows_the_same_feed_without_another_request(desk: Desk) -> None:
    async with desk.room.db.transaction() as conn:
        await servers.save(conn, Server(2, 20, 21))
    first = await desk.add(desk.server.url())
    second = await desk.add(desk.server.url(), guild_id=2)
    assert (second.id, second.items, second.already) == (first.id, 3, False)
    assert (await desk.add(desk.server.url())).already
    assert len(desk.server.asked) == 1


async def test_a_server_that_is_not_set_up_adds_nothing(desk: Desk) -> None:
    await refused("not_set_up", desk.add(desk.server.url(), guild_id=9))
    await refused(
        "not_set_up",
        desk.management.import_list(9, actor_id=ACTOR, data=opml.write("x", [opml.Outline("a.example", "")])),
    )


async def test_a_feed_nobody_follows_rests_and_wakes_without_posting_what_it_missed(desk: Desk) -> None:
    found = await desk.add(desk.server.url())
    assert await desk.management.remove(GUILD, actor_id=ACTOR, feed_id=found.id) == "Harbour Trade"
    assert await desk.state(found.id) is FeedState.PAUSED
    desk.server.paths["/feed"] = answer(rss(*EVENTS))
    again = await desk.add(desk.server.url())
    assert again.id == found.id
    assert again.items == 6
    assert await desk.state(found.id) is FeedState.ACTIVE
    assert await desk.room.due() == []


async def test_pausing_hides_a_feed_from_one_server_only(desk: Desk) -> None:
    async with desk.room.db.transaction() as conn:
        await servers.save(conn, Server(2, 20, 21))
    found = await desk.add(desk.server.url())
    await desk.add(desk.server.url(), guild_id=2)
    await desk.management.pause(GUILD, actor_id=ACTOR, feed_id=found.id)
    assert await desk.state(found.id) is FeedState.ACTIVE
    assert [line.paused for line in await desk.management.lines(GUILD) if line.id == found.id] == [True]
    assert [line.paused for line in await desk.management.lines(2)] == [False]
    async with desk.room.db.reading() as conn:
        assert await feeds.followers(conn, found.id) == [2]
    await refused("feed_paused_already", desk.management.pause(GUILD, actor_id=ACTOR, feed_id=found.id))
    await desk.management.resume(GUILD, actor_id=ACTOR, feed_id=found.id)
    await refused("feed_not_paused", desk.management.resume(GUILD, actor_id=ACTOR, feed_id=found.id))
    assert [action for action, _ in await desk.trail()] == ["feed resume", "feed pause", "feed add"]


async def test_another_servers_feed_is_unknown(desk: Desk) -> None:
    async with desk.room.db.transaction() as conn:
        await servers.save(conn, Server(2, 20, 21))
    found = await desk.add(desk.server.url())
    for work in (desk.management.pause, desk.management.resume, desk.management.remove):
        await refused("unknown_feed", work(2, actor_id=ACTOR, feed_id=found.id))


async def test_a_poll_in_flight_does_not_undo_a_pause(desk: Desk) -> None:
    found = await desk.add(desk.server.url())
    async with desk.room.db.reading() as conn:
        in_flight = await feeds.by_id(conn, found.id)
    assert in_flight is not None
    await desk.management.remove(GUILD, actor_id=ACTOR, feed_id=found.id)
    await desk.room.intake.settle([(in_flight, ())], now=desk.room.clock.now())
    assert await desk.state(found.id) is FeedState.PAUSED


async def test_a_private_address_stays_out_of_lists_trail_and_export(desk: Desk) -> None:
    desk.server.paths["/feed"] = answer(rss(*EVENTS[:1], title=""))
    found = await desk.add(desk.server.url("/feed?token=hush"))
    assert found.private
    assert found.name == "127.0.0.1"
    told = repr((found, await desk.management.lines(GUILD), await desk.trail()))
    assert "hush" not in told
    export = await desk.management.export(GUILD, actor_id=ACTOR)
    assert (export.count, export.left_out) == (len(OUTLETS), 1)
    assert b"hush" not in export.data
    async with desk.room.db.reading() as conn:
        for line in await desk.management.lines(GUILD):
            feed = await feeds.by_id(conn, line.id)
            assert feed is not None
            assert (feed.url.encode() in export.data) is not feed.private


async def test_of_a_removed_private_feed_nothing_is_kept_once_nobody_follows_it(desk: Desk) -> None:
    async with desk.room.db.transaction() as conn:
        await servers.save(conn, Server(2, 20, 21))
    url = desk.server.url("/feed?token=hush")
    desk.server.paths["/feed"] = answer(rss(*EVENTS))
    found = await desk.add(url)
    await desk.add(url, guild_id=2)
    async with desk.room.db.reading() as conn:
        in_flight = await feeds.by_id(conn, found.id)
    assert in_flight is not None
    await desk.management.remove(GUILD, actor_id=ACTOR, feed_id=found.id)
    async with desk.room.db.reading() as conn:
        assert await feeds.by_url(conn, url) is not None
    await desk.management.remove(2, actor_id=ACTOR, feed_id=found.id)
    arrived = parse(rss(*EVENTS), "", url)
    assert await desk.room.intake.take(in_flight, arrived, first=False, now=desk.room.clock.now(), events=()) == 0
    await desk.room.intake.settle([(in_flight, ())], now=desk.room.clock.now())
    async with desk.room.db.reading() as conn:
        assert await feeds.by_url(conn, url) is None
        assert await entries.count_of_feed(conn, found.id) == (0, 0)


async def test_the_posts_of_a_private_feed_without_a_title_name_its_host_only(desk: Desk) -> None:
    desk.server.paths["/feed"] = answer(rss(*EVENTS[:1], title=""))
    found = await desk.add(desk.server.url("/feed?token=hush"))
    trial = await desk.trials.followed(GUILD, found.id)
    assert trial.posts[0].post.lead.outlet == "127.0.0.1"


async def test_a_list_is_followed_and_read_by_and_by(desk: Desk) -> None:
    known = f"https://{OUTLETS['lantern'].hosts[0]}/feed"
    listed = [
        opml.Outline("https://new.example/feed", "New"),
        opml.Outline("new.example/other?token=x", ""),
        opml.Outline(known, "Lantern"),
        opml.Outline("ftp://odd.example/", "Odd"),
    ]
    imported = await desk.management.import_list(GUILD, actor_id=ACTOR, data=opml.write("x", listed))
    assert (imported.added, imported.known, imported.refused, imported.over) == (2, 1, 1, 0)
    async with desk.room.db.reading() as conn:
        new = await feeds.by_url(conn, "https://new.example/feed")
        other = await feeds.by_url(conn, "https://new.example/other?token=x")
    assert new is not None
    assert other is not None
    assert (new.title, new.private, other.private) == ("New", False, True)
    assert timedelta(0) <= new.next_check_at - desk.room.clock.now() <= timedelta(minutes=10)
    assert new.first_polled_at is None


async def test_an_imported_list_stops_at_the_servers_limit(desk: Desk) -> None:
    listed = [opml.Outline(f"https://{n}.example/feed", "") for n in range(200)]
    imported = await desk.management.import_list(GUILD, actor_id=ACTOR, data=opml.write("x", listed))
    assert (imported.added, imported.over) == (197, 3)
    await refused("too_many_feeds", desk.add(desk.server.url()))


async def test_an_exported_list_can_be_imported_elsewhere(desk: Desk) -> None:
    async with desk.room.db.transaction() as conn:
        await servers.save(conn, Server(2, 20, 21))
    export = await desk.management.export(GUILD, actor_id=ACTOR)
    assert (await desk.management.import_list(2, actor_id=ACTOR, data=export.data)).added == len(OUTLETS)
    await refused("opml_not_opml", desk.management.import_list(2, actor_id=ACTOR, data=b"no list"))


async def test_a_trial_shows_what_would_be_posted_where_and_posts_nothing(desk: Desk) -> None:
    async with desk.room.db.transaction() as conn:
        await routes.set_route(conn, GUILD, "issue", "residuals", Place(500, forum=True))
        await routes.add_mute(conn, GUILD, Mute("word", "strike authorization"))
    desk.server.paths["/feed"] = answer(rss(*EVENTS[:3]))
    trial = await desk.trials.address(GUILD, desk.server.url())
    assert (trial.items, trial.relevant) == (3, 3)
    places = {post.post.lead.title: post.place for post in trial.posts}
    assert places == {EVENTS[0][0]: Place(NEWS), EVENTS[1][0]: Place(500, forum=True), EVENTS[2][0]: None}
    async with desk.room.db.reading() as conn:
        assert await feeds.by_url(conn, desk.server.url()) is None
    found = await desk.add(desk.server.url())
    stored = await desk.trials.followed(GUILD, found.id)
    assert {post.post.lead.title: post.place for post in stored.posts} == places
    assert await desk.room.due() == []
    assert MODERATORS
