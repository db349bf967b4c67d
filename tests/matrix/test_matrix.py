"""Every command in every state: no news, one story, 500 stories, an unknown name, a button after a restart, a member without the role, and
two servers that must not see each other's pins, dates, steps, statements, terms, follows and private feeds."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import discord
import pytest

from bot.client import EXTENSIONS, PicketwireClient
from cogs.ui import wording
from tests.cogs import fakes
from tests.commands.book import commands
from tests.commands.examples import EXAMPLES, Example
from tests.matrix.house import UNKNOWN, House, Outcome, Server, opened
from tests.matrix.table import (
    BARE,
    COMMANDS,
    FOREIGN,
    FREE,
    LONG_LISTS,
    MEMBERS,
    OPEN,
    PLANTED,
    READING,
    SECRETS,
    WITH_MANY,
    WITH_ONE_STORY,
    WITHOUT_NEWS,
)

MENUS = ("Why this tag?", "Report a problem")
NOT_ALLOWED = wording.SENTENCES["needs_manage_server"]


@dataclass
class Played:
    """What was answered, by the cell of the matrix."""

    bare: list[Outcome] = field(default_factory=list)
    nothing: list[Outcome] = field(default_factory=list)
    one: list[Outcome] = field(default_factory=list)
    many: list[Outcome] = field(default_factory=list)
    menus: list[Outcome] = field(default_factory=list)
    member: list[Outcome] = field(default_factory=list)
    unknown: dict[tuple[str, str], Outcome] = field(default_factory=dict)
    pressed: list[Outcome] = field(default_factory=list)
    here: list[Outcome] = field(default_factory=list)
    there: list[Outcome] = field(default_factory=list)
    foreign: list[Outcome] = field(default_factory=list)
    offered: list[tuple[str, str]] = field(default_factory=list)  # to the other server: the command and a name
    logged: list[str] = field(default_factory=list)
    violations: list[object] = field(default_factory=list)

    def all(self) -> Iterable[Outcome]:
        """Every answer of the matrix."""
        lists = (
            self.bare,
            self.nothing,
            self.one,
            self.many,
            self.member,
            self.unknown.values(),
            self.pressed,
            self.here,
            self.there,
        )
        return (each for outcomes in (*lists, self.menus, self.foreign) for each in outcomes)


@pytest.fixture(scope="module")
def played() -> Played:
    """Everything, played once."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_play(Path(folder)))


async def _play(folder: Path) -> Played:
    found = Played()
    async with opened(folder) as (house, records):
        await _states(house, found)
        await _members(house, found)
        await _isolation(house, found)
        found.violations, found.logged = house.discord.journal.of("violation"), records.told
    return found


def _server(house: House, name: str, outlet: str = "single", links: Iterable[str] = ()) -> Server:
    return Server(house.discord, house.wire, name, outlet, list(links))


async def _set_up(house: House, server: Server, *feed_ids: int) -> list[Outcome]:
    """By the first example; from then on the server follows these feeds."""
    told = [await server.ask(EXAMPLES[0])]
    await house.follow(server, *feed_ids)
    return told


async def _states(house: House, found: Played) -> None:
    single = await house.number_of("single")
    crowd, links = await house.fill()
    empty = _server(house, "Empty", "silent")
    found.nothing += await _set_up(house, empty, await house.number_of("silent"))
    found.bare = await empty.ask_all([example for example in EXAMPLES if example.command in BARE])
    one = _server(house, "One", links=["https://single.example/offer"])
    found.one += await _set_up(house, one, single)
    many = _server(house, "Many", links=links)
    found.many += await _set_up(house, many, single, crowd)
    for server in (empty, one, many):
        found.menus += [await server.use_menu(name) for name in MENUS]
    found.unknown = await _unknown(many)
    found.nothing += await empty.ask_all(EXAMPLES[1:])
    found.one += await one.ask_all(EXAMPLES[1:])
    found.many += await many.ask_all(EXAMPLES[1:])
    await house.follow(many, single, crowd)
    long = await many.ask_all(LONG_LISTS)
    await house.restart()
    # What turns a page takes the other buttons away, and stands first: elsewhere it is pressed last.
    for told, custom_ids in [(each, each.buttons[::-1]) for each in found.many] + [
        (each, each.buttons) for each in long
    ]:
        for custom_id in custom_ids:
            if custom_id in told.buttons:
                found.pressed.append(await many.press(told, custom_id))


async def _unknown(server: Server) -> dict[tuple[str, str], Outcome]:
    """Each option that offers names, filled with one that nobody knows."""
    first = {example.command: example for example in reversed(EXAMPLES)}
    return {
        (command.qualified_name, option.display_name): await server.ask(
            Example(command.qualified_name, {**first[command.qualified_name].options, option.display_name: UNKNOWN})
        )
        for command in await commands()
        for option in command.parameters
        if option.autocomplete and option.type is discord.AppCommandOptionType.string
    }


async def _members(house: House, found: Played) -> None:
    server = _server(house, "Members", links=["https://single.example/offer"])
    await _set_up(house, server, await house.number_of("single"))
    found.member = await server.ask_all(EXAMPLES, server.member)


async def _isolation(house: House, found: Played) -> None:
    single = await house.number_of("single")
    here, there = _server(house, "Here"), _server(house, "There")
    for server in (here, there):
        await _set_up(house, server, single)
    found.here += await here.ask_all(PLANTED)
    await house.read(1)
    found.there += await there.ask_all(READING)
    found.here += await here.ask_all(READING)
    for example, option in FOREIGN:
        theirs = [choice["value"] for choice in await here.offered(example, option)]
        assert theirs, example
        found.foreign.append(await there.ask(example, **{option: theirs[0]}))
    for command in await commands():
        typed = Example(command.qualified_name, {"issue": "AI"} if command.qualified_name == "stand pin" else {})
        for option in command.parameters:
            names = await there.offered(typed, option.display_name) if option.autocomplete else []
            found.offered += [(command.qualified_name, str(choice["name"])) for choice in names]


def refused(outcomes: Iterable[Outcome]) -> set[str]:
    return {each.asked.removeprefix("/") for each in outcomes if each.refused}


async def test_every_command_and_menu_of_the_bot_is_in_the_matrix() -> None:
    assert {command.qualified_name for command in await commands()} == COMMANDS
    client = PicketwireClient(fakes.services())
    async with client:
        for extension in EXTENSIONS:
            await client.load_extension(extension)
        menus = client.tree.get_commands(type=discord.AppCommandType.message)
    assert {menu.name for menu in menus} == set(MENUS)


def test_each_answer_can_be_read_is_private_and_comes(played: Played) -> None:
    assert {each.asked: each.wrong for each in played.all() if each.wrong} == {}


def test_nothing_of_it_is_logged_as_an_error_or_refused_by_discord(played: Played) -> None:
    assert (played.logged, played.violations) == ([], [])


def test_before_anything_is_entered_each_list_says_so(played: Played) -> None:
    assert {each.asked.removeprefix("/") for each in played.bare} == set(BARE)
    assert {each.asked: each.text for each in played.bare if each.refused or not each.text} == {}


def test_with_no_news_each_command_answers_or_says_what_is_missing(played: Played) -> None:
    assert refused(played.nothing) == WITHOUT_NEWS


def test_with_one_story_each_command_answers(played: Played) -> None:
    assert refused(played.one) == WITH_ONE_STORY


def test_with_500_stories_each_command_answers(played: Played) -> None:
    assert refused(played.many) == WITH_MANY


def test_an_unknown_name_is_answered_with_a_way_on(played: Played) -> None:
    answered = {cell for cell, told in played.unknown.items() if not told.refused}
    assert answered == FREE


def test_every_button_is_answered_after_a_restart(played: Played) -> None:
    kinds = {each.asked.partition(":")[0] for each in played.pressed}
    assert {
        "issue", "timeline", "issue-trends", "issue-follow", "issue-share", "latest", "search", "digest", "since", "stand-pin",
        "stand-clear", "stand-back",
    } <= kinds  # fmt: skip
    assert [each.asked for each in played.pressed if each.text == ""] == []


def test_a_member_is_answered_where_it_is_for_everybody_and_refused_elsewhere(played: Played) -> None:
    assert {each.asked.removeprefix("/") for each in played.member if each.text != NOT_ALLOWED} == MEMBERS | OPEN
    assert refused(played.member) == COMMANDS - MEMBERS - OPEN


def test_what_a_server_entered_is_shown_there(played: Played) -> None:
    text = "\n".join(f"{each.text} {files(each)}" for each in played.here if not each.asked.startswith("/stand set"))
    assert [secret for secret in SECRETS if secret not in text] == []


def test_what_a_server_entered_is_shown_in_no_other(played: Played) -> None:
    seen = [
        (each.asked, secret) for each in played.there for secret in SECRETS if secret in f"{each.text} {files(each)}"
    ]
    assert seen == []


def test_nothing_that_a_server_entered_is_offered_in_another(played: Played) -> None:
    assert [cell for cell in played.offered if any(secret in cell[1] for secret in SECRETS)] == []


def test_a_number_of_another_server_is_unknown(played: Played) -> None:
    assert [each.asked for each in played.foreign if not each.refused] == []


def files(told: Outcome) -> str:
    return " ".join(str(file) for file in (told.answer.message or {}).get("attachments", ()))
