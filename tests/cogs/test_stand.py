"""`/stand` over the stand-in: only for people with Manage Server, with choices, and buttons that work after a restart."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.issues.pins import StandService
from bot.issues.service import IssueService
from bot.models.servers import Server
from bot.models.services import IssueName
from bot.storage import audit, feeds, servers
from bot.storage.database import Database
from rehearsal.discord.interactions import Interaction
from tests.cogs import fakes
from tests.cogs.conftest import Room, connected, eventually, opened
from tests.services.fakes import START
from tests.services.newsroom import OUTLETS, TAXONOMY, Newsroom, raw

ISSUES = tuple(IssueName(issue.id, issue.name) for issue in TAXONOMY.issues)
LINE = {
    "issue": "ai",
    "side": "union",
    "quote": "The guild asks for terms on machines.",
    "source": "https://guild.example/ai",
    "date": "today",
}


@pytest.fixture
async def newsroom(sqlite_database: str) -> AsyncIterator[Newsroom]:
    db = await Database.open(sqlite_database)
    yield await Newsroom.open(db, setup=False)
    await db.close()


@pytest.fixture
async def room(newsroom: Newsroom) -> AsyncIterator[Room]:
    db, clock = newsroom.db, newsroom.clock
    summaries = IssueService(db=db, clock=clock, outlets=OUTLETS, issues=ISSUES)
    stands = StandService(db=db, clock=clock, reader=summaries.positions, issues=ISSUES, disputes=())
    async with opened(fakes.services(issues=ISSUES, summaries=summaries, stands=stands)) as room:
        async with db.transaction() as conn:
            await servers.save(conn, Server(room.guild.id, room.news.id, room.desk.id, setup_at=START))
            await feeds.follow(conn, room.guild.id, [feed.id for feed in newsroom.feeds.values()])
        yield room


async def test_a_line_is_pinned_and_shown_to_everybody_with_its_source(room: Room) -> None:
    answer = await room.use("stand set", {**LINE, "moving_days": 3})
    assert answer.text.startswith("## Pinned: AI\nUnion: “The guild asks for terms on machines.” (")
    shown = await room.use("issue summary", {"issue": "ai"}, by=room.member)
    assert "[Writers Guild](<https://guild.example/ai>), pinned by moderators, still moving)" in shown.text


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("stand set", LINE),
        ("stand pin", {"issue": "ai", "quote": "1.2"}),
        ("stand edit", {"which": "1", "quote": "x"}),
        ("stand clear", {"which": "1"}),
        ("stand history", {"issue": "ai"}),
    ],
)
async def test_a_member_is_refused_even_where_discord_lets_it_pass(
    room: Room, name: str, options: dict[str, object]
) -> None:
    answer = await room.use(name, options, by=room.member, force=True)
    assert "Manage Server permission, which you do not have here" in answer.text


async def test_found_sentences_are_offered_and_pinned_with_one_choice(room: Room, newsroom: Newsroom) -> None:
    await newsroom.poll(
        "lantern", raw("WGA asks for AI limits in talks", "The WGA bargains over artificial intelligence.")
    )
    typed = await room.discord.autocomplete(
        room.guild, room.desk, room.moderator, "stand pin", "quote", "", {"issue": "ai"}
    )
    offered = typed.choices
    assert offered is not None
    assert [choice["name"] for choice in offered] == ["Union: WGA asks for AI limits in talks"]
    answer = await room.use("stand pin", {"issue": "ai", "quote": offered[0]["value"]})
    assert answer.text.startswith("## Pinned: AI\nUnion: “WGA asks for AI limits in talks”")


async def test_an_unknown_line_or_sentence_is_answered_with_a_way_on(room: Room) -> None:
    for name, options in (("stand clear", {"which": "x"}), ("stand edit", {"which": "99"})):
        assert "I do not know this line" in (await room.use(name, options)).text
    assert "I do not know this sentence here." in (await room.use("stand pin", {"issue": "ai", "quote": "1.2"})).text


async def test_a_cleared_line_comes_back_by_its_button_after_a_restart(room: Room) -> None:
    await room.use("stand set", LINE)
    await room.use("stand clear", {"which": "1"})
    history = await room.use("stand history", {"issue": "ai"})
    assert "- No. 1, taken off <t:" in history.text
    await room.client.close()
    async with connected(room.discord, room.services):
        pressed = await room.discord.press(history, "stand-back:*", room.moderator)
        await eventually(lambda: pressed.text.startswith("## Pinned again: AI"))
        again = await room.discord.press(history, "stand-back:*", room.moderator)
        await eventually(lambda: again.text == "This line is pinned already.")


async def test_nothing_pinned_is_said(room: Room) -> None:
    assert (await room.use("stand history", {"issue": "ai"})).text.endswith("Nothing was pinned on it.")


async def found_on(room: Room, newsroom: Newsroom) -> Interaction:
    """The history of an issue on which one sentence was found."""
    await newsroom.poll(
        "lantern", raw("WGA asks for AI limits in talks", "The WGA bargains over artificial intelligence.")
    )
    return await room.use("stand history", {"issue": "ai"})


async def test_a_found_sentence_is_pinned_with_one_press_after_a_restart(room: Room, newsroom: Newsroom) -> None:
    history = await found_on(room, newsroom)
    assert "### Found in the news\n- No. 1: WGA: “WGA asks for AI limits in talks” (" in history.text
    await room.client.close()
    async with connected(room.discord, room.services) as client:
        room.client = client
        pressed = await room.discord.press(history, "stand-pin:*", room.moderator)
        await eventually(lambda: pressed.text.startswith("## Pinned: AI\nUnion: “WGA asks for AI limits in talks”"))
        again = await room.discord.press(history, "stand-pin:*", room.moderator)
        await eventually(lambda: again.text == "This line is pinned already.")
        assert len(await room.services.stands.standing(room.guild.id)) == 1
        shown = await room.use("stand history", {"issue": "ai"})
        assert "Found in the news" not in shown.text


async def test_who_may_no_longer_manage_the_server_cannot_pin_by_a_button(room: Room, newsroom: Newsroom) -> None:
    history = await found_on(room, newsroom)
    room.moderator.roles.clear()
    pressed = await room.discord.press(history, "stand-pin:*", room.moderator)
    await eventually(lambda: "Manage Server permission, which you do not have here" in pressed.text)
    assert await room.services.stands.standing(room.guild.id) == []


async def test_what_was_pinned_by_a_press_is_taken_off_and_brought_back_by_one(room: Room, newsroom: Newsroom) -> None:
    history = await found_on(room, newsroom)
    pinned = await room.discord.press(history, "stand-pin:*", room.moderator)
    await eventually(lambda: pinned.text.startswith("## Pinned: AI"))
    off = await room.discord.press(pinned, "stand-clear:*", room.moderator)
    await eventually(lambda: off.text.startswith("## Taken off: AI"))
    again = await room.discord.press(pinned, "stand-clear:*", room.moderator)
    await eventually(lambda: again.text.startswith("I do not know this line, or it no longer stands."))
    back = await room.discord.press(off, "stand-back:*", room.moderator)
    await eventually(lambda: back.text.startswith("## Pinned again: AI"))
    async with newsroom.db.reading() as conn:
        lines = await audit.latest(conn, room.guild.id, 3)
    assert [line.action for line in lines] == ["stand bring back", "stand clear", "stand pin"]


async def test_a_sentence_that_is_gone_is_not_pinned(room: Room, newsroom: Newsroom) -> None:
    history = await found_on(room, newsroom)
    await newsroom.poll("lantern", raw("WGA rests", "No news.", guid="wga-asks-for-ai-limits-in-talks"))
    pressed = await room.discord.press(history, "stand-pin:*", room.moderator)
    await eventually(lambda: pressed.text.startswith("I do not know this sentence here."))
