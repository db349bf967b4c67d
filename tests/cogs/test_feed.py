"""`/feed` as a moderator and as a member, with right and wrong input, and after a restart."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.feeds import opml
from rehearsal.discord.errors import ClientRefusal
from rehearsal.discord.messages import Upload
from tests.cogs.conftest import eventually
from tests.cogs.desk import Desk, desk_on
from tests.feeds.server import answer
from tests.services.newsroom import EVENTS
from tests.services.test_feed_desk import rss

NOT_ALLOWED = "This needs the Manage Server permission, which you do not have here."
LANTERN = "The Lantern"
EACH = [
    ("feed add", {"address": "https://a.example/"}),
    ("feed list", {}),
    ("feed pause", {"feed": LANTERN}),
    ("feed resume", {"feed": LANTERN}),
    ("feed remove", {"feed": LANTERN}),
    ("feed test", {"feed": LANTERN}),
    ("feed export", {}),
]


@pytest.fixture
async def desk(sqlite_database: str) -> AsyncIterator[Desk]:
    async with desk_on(sqlite_database) as desk:
        desk.press.paths["/feed"] = answer(rss(*EVENTS[:3]))
        yield desk


@pytest.mark.parametrize(("name", "options"), EACH)
async def test_members_are_shown_no_moderators_command_and_refused_it(
    desk: Desk, name: str, options: dict[str, str]
) -> None:
    with pytest.raises(ClientRefusal):
        await desk.room.use(name, options, by=desk.room.member)
    refused = await desk.room.use(name, options, by=desk.room.member, force=True)
    known = {
        NOT_ALLOWED,
        f"This server does not follow the feed “{LANTERN}”. Pick one from the list that appears as you type.",
    }
    assert refused.text in known
    assert refused.ephemeral


async def test_feeds_are_offered_by_name_while_a_moderator_types(desk: Desk) -> None:
    room = desk.room
    offered = await room.discord.autocomplete(room.guild, room.desk, room.moderator, "feed pause", "feed", "lan")
    assert [choice["name"] for choice in offered.choices or ()] == [LANTERN]


async def test_an_added_feed_tells_what_was_found_and_is_listed(desk: Desk) -> None:
    added = await desk.room.use("feed add", {"address": desk.press.url()})
    assert added.ephemeral
    assert "Feed added: Harbour Trade" in added.text
    assert "I read it at 127.0.0.1: 3 items, 3 about bargaining." in added.text
    assert "Nothing it has brought so far is posted." in added.text
    listed = await desk.room.use("feed list")
    assert "Harbour Trade (127.0.0.1): working, less than a minute ago" in listed.text
    assert (
        "This server follows Harbour Trade already"
        in (await desk.room.use("feed add", {"address": desk.press.url()})).text
    )


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("not an address", "That is not a web address."),
        ("ftp://a.example/feed", "That is not a web address."),
        ("http://10.1.2.3/feed", "The address at 10.1.2.3 gives no feed: an address that is not public, so not read."),
    ],
)
async def test_a_wrong_address_is_answered_with_what_was_wrong(desk: Desk, address: str, words: str) -> None:
    answered = await desk.room.use("feed add", {"address": address})
    assert answered.text.startswith(words)
    assert answered.ephemeral


async def test_a_feed_rests_goes_on_and_is_dropped(desk: Desk) -> None:
    use = desk.room.use
    assert "The Lantern is paused in this server" in (await use("feed pause", {"feed": LANTERN})).text
    assert "The Lantern (lantern.example): paused in this server" in (await use("feed list")).text
    assert "paused already" in (await use("feed pause", {"feed": LANTERN})).text
    assert "followed again" in (await use("feed resume", {"feed": LANTERN})).text
    assert "is not paused" in (await use("feed resume", {"feed": LANTERN})).text
    assert "no longer follows The Lantern" in (await use("feed remove", {"feed": LANTERN})).text
    assert (await use("feed remove", {"feed": LANTERN})).text.startswith(
        "This server does not follow the feed “The Lantern”."
    )


async def test_a_private_address_is_shown_to_nobody(desk: Desk) -> None:
    address = desk.press.url("/feed?token=hush")
    texts = [(await desk.room.use("feed add", {"address": address})).text]
    texts += [(await desk.room.use(name)).text for name in ("feed list", "sources", "feed export")]
    texts.append((await desk.room.use("feed test", {"feed": "Harbour Trade"})).text)
    assert all("hush" not in text for text in texts)
    assert "private address" in texts[1]


async def test_a_test_shows_posts_and_posts_none(desk: Desk) -> None:
    tested = await desk.room.use("feed test", {"feed": desk.press.url()})
    assert "A test of Harbour Trade" in tested.text
    assert f"In <#{desk.room.news.id}>:" in tested.text
    assert EVENTS[0][0] in tested.text
    await desk.room.use("feed add", {"address": desk.press.url()})
    assert EVENTS[0][0] in (await desk.room.use("feed test", {"feed": "Harbour Trade"})).text
    assert await desk.newsroom.due(desk.room.guild.id) == []


async def test_a_list_goes_out_and_in(desk: Desk) -> None:
    exported = await desk.room.use("feed export")
    assert exported.text == "3 feeds as an OPML file, for any feed reader."
    listed = [opml.Outline("https://new.example/feed", "New"), opml.Outline("https://lantern.example/feed", "")]
    file = Upload("feeds.opml", opml.write("Ours", listed), "text/x-opml")
    imported = await desk.room.use("feed import", {"file": file})
    assert "New in this server: 1. Followed before: 1." in imported.text
    assert "New (new.example): not read yet" in (await desk.room.use("feed list")).text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"no list", "The file is not OPML that I can read."),
        (b"<opml version='2.0'/>", "The file names no feeds."),
        (b" " * (opml.LARGEST + 1), "The file is larger than 1 MiB."),
    ],
)
async def test_a_file_that_is_no_list_is_refused(desk: Desk, data: bytes, words: str) -> None:
    answered = await desk.room.use("feed import", {"file": Upload("feeds.opml", data, "text/plain")})
    assert answered.text.startswith(words)


async def test_the_pages_of_the_list_turn_after_a_restart(desk: Desk) -> None:
    listed = [opml.Outline(f"https://{n}.example/feed", f"Feed {n:02}") for n in range(12)]
    await desk.room.use("feed import", {"file": Upload("feeds.opml", opml.write("Ours", listed), "text/x-opml")})
    first = await desk.room.use("feed list")
    assert "Page 1 of 2." in first.text
    async with desk.restarted():
        pressed = await desk.room.discord.press(first, "feeds-page:1", desk.room.moderator)
        await eventually(lambda: "Page 2 of 2." in pressed.text)
