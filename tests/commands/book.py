"""Plays the examples to the real bot and writes docs/commands.md from what it answers: `python -m tests.commands.book`.

Everything of the bot is real, in this process; its clock stands still, so that the document is the same each time.
"""

from __future__ import annotations

import asyncio
import gc
import re
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from bot import app
from bot.client import EXTENSIONS, PicketwireClient
from bot.clock import SystemClock
from bot.storage import entries, feeds
from bot.storage.database import Database
from cogs.ui import wording
from config.files import load_disputes, load_taxonomy
from config.settings import Settings
from rehearsal.discord.component_rules import walk
from rehearsal.discord.interactions import Interaction
from rehearsal.discord.messages import Upload
from rehearsal.discord.permissions import MEMBER, Can
from rehearsal.discord.server import StandIn
from rehearsal.discord.world import Settings as World
from rehearsal.message_text import Line, name_channels, read
from tests.cogs import fakes
from tests.commands.examples import EXAMPLES, FIRST, Example, Thing
from tests.e2e.newswire import Item, Newswire

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "commands.md"
NOW = datetime(2023, 8, 14, 16, 0, tzinfo=UTC)
BUTTON = 2
INTRODUCTION = """# Commands

Every command with an example of its answer. Answers are private: nobody else sees them. Pages are turned with buttons, which go
on working after a restart of the bot. In the examples times are shown as a reader in Los Angeles sees them (Discord shows them
in each reader's own zone), links by their names, and every outlet, headline and date is invented.

This file is written by `python -m tests.commands.book`, which plays the examples to the bot; a test compares."""
MENUS = """## On a post

The menu of one of my posts (press and hold, or right-click, then Apps) has two entries for everybody.

- **Why this tag?** answers like `/why`.
- **Report a problem** opens a form for a few words. Moderators get them in their channel with a link to the post and without a name, and
  settle the report there: take a tag off, take the story back, or mark it as settled. A member can send three reports an hour."""
# Where each feed listens here, and how the document names it.
WIRES = ("lantern", "ledger")
LOCAL = re.compile(r"http://127\.0\.\d+\.(\d+):\d+")
TOLD = (  # outlet, slug, title, text, hours ago
    ("lantern", "offer", "Studios send WGA a second offer on mini rooms and AI", "The AMPTP has offered the guild new terms on AI.", 30),
    ("ledger", "offer", "WGA weighs AMPTP offer on mini rooms and AI", "The guild told members that it studies the offer.", 29),
    ("ledger", "views", "SAG-AFTRA asks streamers for viewing data in residuals fight", "Pay shall follow viewing figures.", 20),
    ("lantern", "gate", "WGA strike: picket lines move to studio gates", "The writers' strike enters another week.", 5),
)  # fmt: skip


class StoodClock(SystemClock):
    """`now` is moved on by hand; the rest is real."""

    def __init__(self) -> None:
        self.at = NOW - timedelta(minutes=10)

    def now(self) -> datetime:
        """See Clock."""
        return self.at


@dataclass(frozen=True, slots=True)
class Answered:
    """An example and what it was answered, as read: options and places by name."""

    example: Example
    options: Mapping[str, str]
    text: str
    buttons: tuple[str, ...]
    message: Mapping[str, Any]  # as Discord keeps it


class Stage:
    """The bot, and a server with three channels, a moderator and a member."""

    def __init__(self, stand_in: StandIn, wire: Newswire, clock: StoodClock, settings: Settings) -> None:
        self.discord, self.wire, self.clock, self.settings = stand_in, wire, clock, settings
        self.guild = stand_in.add_guild("Hall")
        self.channels = {
            name: stand_in.add_channel(self.guild, name) for name in ("news", "moderators", "picket-lines")
        }
        self.moderator = stand_in.member(self.guild, "Moderator", permissions=MEMBER | Can.MANAGE_GUILD)

    async def play(self, example: Example) -> Answered:
        """Run the command; a form is filled in, a button pressed."""
        options = {name: await self._value(example, name, value) for name, value in example.options.items()}
        given = {name: value for name, (value, _) in options.items()}
        answer = await self.discord.run_command(
            self.guild, self.channels["news"], self.moderator, example.command, given
        )
        if example.form:
            answer = await self.discord.submit_modal(answer, example.form)
        assert answer.failed is None, answer
        refused = [words for words in wording.SENTENCES.values() if says(answer.text, words)]
        assert not refused, f"{example} is no example: {answer.text}"
        told = Answered(
            example,
            {name: shown for name, (_, shown) in options.items()},
            self._read(answer),
            _buttons(answer),
            deepcopy(answer.message or {}),
        )
        if example.press:
            before = answer.text
            await self.discord.press(answer, example.press, self.moderator)
            await self.discord.journal.until(lambda: answer.text != before, what="the press to be answered")
        return told

    async def _value(self, example: Example, option: str, value: Any) -> tuple[Any, str]:
        """What is sent, and how it is shown in the document."""
        if value == FIRST:
            others = {name: other for name, other in example.options.items() if not isinstance(other, Thing)}
            typed = await self.discord.autocomplete(
                self.guild, self.channels["news"], self.moderator, example.command, option, "", others
            )
            assert typed.choices, f"nothing is offered for {option} of {example.command}"
            return typed.choices[0]["value"], self._named(str(typed.choices[0]["name"]))
        if not isinstance(value, Thing):
            return value, str(value).lower() if isinstance(value, bool) else str(value)
        if value.name in self.channels:
            return self.channels[value.name], f"#{value.name}"
        if value.name.endswith(".opml"):
            address = f"http://{self.wire.wires['harbour'].host}:{self.wire.port}/feed"
            outline = f'<opml version="2.0"><body><outline text="Harbour" xmlUrl="{address}"/></body></opml>'
            return Upload(value.name, outline.encode(), "text/x-opml"), value.name
        wire = self.wire.wires[value.name.partition(".")[0]]
        return f"http://{wire.host}:{self.wire.port}/feed", f"https://{value.name}/feed"

    def _read(self, answer: Interaction) -> str:
        text = answer.text.replace(f"<@{self.moderator.id}>", f"@{self.moderator.user.name}")
        return self._named(name_channels(text, {str(c.id): f"#{name}" for name, c in self.channels.items()}))

    def _named(self, text: str) -> str:
        hosts = {wire.host: f"{wire.name}.example" for wire in self.wire.wires.values()}
        text = LOCAL.sub(lambda found: f"https://{list(self.wire.wires)[int(found[1]) - 1]}.example", text)
        for host, name in hosts.items():
            text = re.sub(rf"{re.escape(host)}(?::\d+)?(?!\d)", name, text)
        return text


def says(text: str, sentence: str) -> bool:
    """Whether the text is the sentence of an error, with any values."""
    return (
        re.fullmatch(".*".join(re.escape(part) for part in re.split(r"{\w+}", sentence)), text, re.DOTALL) is not None
    )


def _buttons(answer: Interaction) -> tuple[str, ...]:
    components = walk((answer.message or {}).get("components", []))
    return tuple(item["label"] for item in components if item["type"] == BUTTON)


@asynccontextmanager
async def staged(folder: Path) -> AsyncIterator[Stage]:
    """The whole bot, with a few stories read."""
    async with stood(folder) as stage, running(stage):
        yield stage


@asynccontextmanager
async def stood(folder: Path) -> AsyncIterator[Stage]:
    """All but the bot."""
    base = discord.http.Route.BASE
    async with AsyncExitStack() as stack:
        stack.callback(setattr, discord.http.Route, "BASE", base)
        stack.callback(gc.unfreeze)
        stand_in = await stack.enter_async_context(StandIn(World(rate_limits=False)))
        wire = await stack.enter_async_context(Newswire([*WIRES, "quayside", "harbour"]))
        for name, slug, title, text, hours in TOLD:
            wire.wires[name].items.append(Item(slug, title, text, NOW - timedelta(hours=hours)))
        settings = Settings(
            _env_file=None,
            DISCORD_TOKEN=stand_in.token,
            DISCORD_API_URL=stand_in.url,
            PICKETWIRE_DATABASE_URL=f"sqlite:///{folder / 'picketwire.db'}",
            PICKETWIRE_OUTLETS=_outlets(wire, folder),
            PICKETWIRE_ALLOW_LOOPBACK=True,
            PICKETWIRE_GUILD_READY_TIMEOUT=0.05,
            PICKETWIRE_CONTACT="https://hall.example/desk",
        )
        yield Stage(stand_in, wire, StoodClock(), settings)


@asynccontextmanager
async def running(stage: Stage) -> AsyncIterator[Database]:
    """The bot runs from here to the end, with what it has stored; its database."""
    settings = stage.settings
    taxonomy, disputes = load_taxonomy(settings.issues_file, settings.outlets_file), load_disputes()
    async with AsyncExitStack() as bot:
        db = await app.open_database(settings, bot)
        connection = await app._start(settings, taxonomy, disputes, db, stage.clock, bot)
        stage.clock.at = NOW
        await _read_all(db, stage.discord)
        yield db
    await asyncio.wait({connection}, timeout=10)


async def _read_all(db: Database, stand_in: StandIn) -> None:
    """Wait until the bot is connected and has stored what the feeds have."""
    async with asyncio.timeout(20):
        while True:
            async with db.reading() as conn:
                counts = [(await entries.count_of_feed(conn, feed.id))[0] for feed in await feeds.all_feeds(conn)]
            if sum(counts) >= len(TOLD) and stand_in.gateway.connected:
                return
            await asyncio.sleep(0.05)


def _outlets(wire: Newswire, folder: Path) -> Path:
    """The feeds of two outlets are read from the start."""
    path = wire.outlets_file(folder)
    rest = path.read_text(encoding="utf-8").split("[[outlet]]")
    path.write_text("[[outlet]]".join(rest[: len(WIRES) + 1]), encoding="utf-8")
    return path


async def play() -> list[Answered]:
    """All examples, in their order."""
    with tempfile.TemporaryDirectory() as folder:
        async with staged(Path(folder)) as stage:
            found = [await stage.play(example) for example in EXAMPLES]
            assert stage.discord.journal.of("violation") == []
            return found


async def commands() -> list[app_commands.Command[Any, ..., Any]]:
    """Every command there is, in the order of the cogs."""
    client = PicketwireClient(fakes.services())
    async with client:
        for extension in EXTENSIONS:
            await client.load_extension(extension)
        return [each for each in client.tree.walk_commands() if isinstance(each, app_commands.Command)]


async def write(answers: Sequence[Answered]) -> str:
    """The document."""
    played: dict[str, list[Answered]] = {}
    for found in answers:
        played.setdefault(found.example.command, []).append(found)
    members, moderators = [], []
    for command in await commands():
        part = "\n\n".join([*_described(command), *map(_example, played[command.qualified_name])])
        (moderators if _for_moderators(command) else members).append(part)
    parts = [INTRODUCTION, "## For everybody", *members, MENUS, "## For people with Manage Server", *moderators]
    return "\n\n".join(parts) + "\n"


def _for_moderators(command: app_commands.Command[Any, ..., Any]) -> bool:
    root = command.root_parent or command
    return root.default_permissions is not None and root.default_permissions.manage_guild


def _described(command: app_commands.Command[Any, ..., Any]) -> list[str]:
    lines = [f"### /{command.qualified_name}", f"{command.description}."]
    options = [
        f"- `{each.display_name}`{'' if each.required else ' (may be left out)'}: {each.description}"
        for each in command.parameters
    ]
    return [*lines, "\n".join(options)] if options else lines


def _example(found: Answered) -> str:
    typed = " ".join([f"/{found.example.command}", *(f"{name}: {value}" for name, value in found.options.items())])
    parts = [f"`{typed}`"]
    if found.example.form:
        filled = ", ".join(f"{name} “{value}”" for name, value in found.example.form.items())
        parts.append(f"A form opens; filled in: {filled}.")
    parts.append(_quoted(read(found.text)))
    if found.buttons:
        parts.append(f"Buttons: {', '.join(found.buttons)}.")
    return "\n\n".join(parts)


def _quoted(lines: Sequence[Line]) -> str:
    """As a block quote: headings in bold, each other line a paragraph or an item of a list."""
    written: list[str] = []
    for position, line in enumerate(lines):
        if written and line.plain and not (line.item and lines[position - 1].item):
            written.append(">")
        if line.plain:
            written.append(
                f"> - {line.plain}" if line.item else f"> **{line.plain}**" if line.heading else f"> {line.plain}"
            )
    return "\n".join(written)


if __name__ == "__main__":
    DOCUMENT.write_text(asyncio.run(write(asyncio.run(play()))), encoding="utf-8")
