"""The whole bot in this process and several servers on it, each in another state of news; what was asked there, and what was answered."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import sqlalchemy as sa

from bot import app
from bot.models.news import Annotation, Label, Quote, Status, Tag
from bot.storage import entries, feeds, stories
from bot.storage.database import Database
from bot.storage.tables import server_feeds
from cogs.ui import wording
from config.files import load_disputes, load_issues, load_taxonomy
from config.settings import Settings
from rehearsal.discord.interactions import Interaction
from rehearsal.discord.messages import Upload
from rehearsal.discord.permissions import MEMBER, Can
from rehearsal.discord.places import Member
from rehearsal.discord.server import StandIn
from rehearsal.discord.world import Settings as World
from tests.commands.book import NOW, StoodClock, says
from tests.commands.examples import FIRST, Example, Thing
from tests.e2e.newswire import Item, Newswire
from tests.gallery.checks import problems
from tests.gallery.shown import of_message
from tests.storage.samples import new_entry

NEVER = timedelta(days=3650)
MANY = 500
OUTLETS = ("silent", "single")  # read from the start
FURTHER = ("hidden", "quayside", "harbour")
LINKS = ("link", "report", "story", "other")  # options that take the address of a story
UNKNOWN = "golf 4711"
IN_PLACE = 6  # the kind of response of a press whose answer takes the place of the message
UNEXPECTED = "Something went wrong on my side."
STORY = Item(
    "offer", "Studios send WGA an offer on mini rooms and AI", "The AMPTP offered terms.", NOW - timedelta(hours=5)
)
SECRET = Item("zeppelin", "WGA zeppelin crews weigh an AI offer", "The guild bargains.", NOW - timedelta(hours=3))
PAST = {"silent": (), "single": (STORY,), "hidden": (SECRET,)}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command, a press or a menu was answered."""

    asked: str
    text: str
    refused: bool  # by one of the sentences that say what to do instead
    wrong: tuple[str, ...]  # what no answer may be
    answer: Interaction

    @property
    def buttons(self) -> list[str]:
        """Their custom_ids."""
        return [custom_id for _, custom_id in of_message("", self.answer.message or {}).buttons if custom_id]


class Server:
    """A server with three channels, a moderator and a member. `links`: of stories that it sees, the newest first."""

    def __init__(self, stand_in: StandIn, wire: Newswire, name: str, outlet: str, links: Sequence[str]) -> None:
        self.discord, self.wire, self.outlet, self.links = stand_in, wire, outlet, links
        self.guild = stand_in.add_guild(name)
        self.channels = {
            each: stand_in.add_channel(self.guild, each) for each in ("news", "moderators", "picket-lines")
        }
        self.moderator = stand_in.member(self.guild, "Moderator", permissions=MEMBER | Can.MANAGE_GUILD)
        self.member = stand_in.member(self.guild, "Member")

    async def ask(self, example: Example, by: Member | None = None, **changed: Any) -> Outcome:
        """Use a command, its form and its button; as the moderator if nobody else is named, `changed` in place of its options."""
        who = by or self.moderator
        given = {name: await self._value(example, name, value, who) for name, value in example.options.items()}
        answer = await self.discord.run_command(
            self.guild, self.channels["news"], who, example.command, {**given, **changed}, force=True
        )
        if answer.modal is not None and example.form:
            answer = await self.discord.submit_modal(answer, example.form)
        told = outcome(f"/{example.command}", answer)
        if example.press and not told.refused:
            before = answer.text
            await self.discord.press(answer, example.press, who)
            await self.discord.journal.until(lambda: answer.text != before, what=f"the press after {told.asked}")
        return told

    async def ask_all(self, examples: Sequence[Example], by: Member | None = None) -> list[Outcome]:
        """One after the other."""
        return [await self.ask(example, by) for example in examples]

    async def offered(self, example: Example, option: str, by: Member | None = None) -> list[Mapping[str, Any]]:
        """What is offered for an option of the command while nothing is typed."""
        others = {name: value for name, value in example.options.items() if not isinstance(value, Thing)}
        others.pop(option, None)
        typed = await self.discord.autocomplete(
            self.guild, self.channels["news"], by or self.moderator, example.command, option, "", others, force=True
        )
        return list(typed.choices or ())

    async def use_menu(self, name: str) -> Outcome:
        """A menu of the newest post in the news channel."""
        newest = self.discord.messages(self.channels["news"])[-1]
        answer = await self.discord.use_menu(self.guild, self.channels["news"], self.member, name, newest)
        if answer.modal is not None:
            answer = await self.discord.submit_modal(answer, {"text": "Old news"})
        return outcome(name, answer)

    async def press(self, told: Outcome, custom_id: str) -> Outcome:
        """A button of an earlier answer."""
        before = told.text
        pressed = await self.discord.press(told.answer, custom_id, told.answer.user_id)
        if pressed.response == IN_PLACE:
            await self.discord.journal.until(lambda: pressed.text != before, what=f"the answer to {custom_id}")
        return outcome(custom_id, pressed)

    async def _value(self, example: Example, option: str, value: Any, by: Member) -> Any:
        if value == FIRST:
            offered = await self.offered(example, option, by)
            return offered[0]["value"] if offered else "0"
        if isinstance(value, Thing):
            return self._thing(value)
        if (example.command, option) == ("tag wrong", "issue") and value != UNKNOWN:
            return "AI"
        if str(value).startswith("https://") and option in LINKS and example.command != "statement post":
            place = 1 if option == "other" else 0
            return self.links[min(place, len(self.links) - 1)] if self.links else "https://nowhere.example/none"
        return self.outlet.title() if value == "Lantern" else value

    def _thing(self, thing: Thing) -> Any:
        if thing.name in self.channels:
            return self.channels[thing.name]
        name = "harbour" if thing.name.endswith(".opml") else thing.name.partition(".")[0]
        address = f"http://{self.wire.wires[name].host}:{self.wire.port}/feed"
        if not thing.name.endswith(".opml"):
            return address
        outline = f'<opml version="2.0"><body><outline text="Harbour" xmlUrl="{address}"/></body></opml>'
        return Upload(thing.name, outline.encode(), "text/x-opml")


def outcome(asked: str, answer: Interaction) -> Outcome:
    """What is to be said of an answer."""
    message = answer.message or (answer.followups[-1] if answer.followups else {})
    found = list(problems(of_message(asked, message))) if message else ["it shows no message"]
    if answer.modal is not None and not message:
        found = []
    if answer.failed is not None:
        found.append(answer.failed)
    if answer.message is not None and not answer.ephemeral:
        found.append("everybody sees it")
    if answer.text.startswith(UNEXPECTED):
        found.append(answer.text)
    refused = any(says(answer.text, sentence) for sentence in wording.SENTENCES.values())
    return Outcome(asked, answer.text, refused, tuple(found), answer)


class Records(logging.Handler):
    """Keeps what was logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """See Handler."""
        self.told.append(record.getMessage())


class House:
    """The bot, its database and the stand-in for Discord; `restart` ends the process's parts and begins anew."""

    def __init__(self, stand_in: StandIn, wire: Newswire, folder: Path) -> None:
        self.discord, self.wire, self.clock = stand_in, wire, StoodClock()
        self.settings = Settings(
            _env_file=None,
            DISCORD_TOKEN=stand_in.token,
            DISCORD_API_URL=stand_in.url,
            PICKETWIRE_DATABASE_URL=f"sqlite:///{folder / 'picketwire.db'}",
            PICKETWIRE_OUTLETS=_outlets(wire, folder),
            PICKETWIRE_ALLOW_LOOPBACK=True,
            PICKETWIRE_GUILD_READY_TIMEOUT=0.05,
        )
        self.db: Database
        self._parts = AsyncExitStack()

    async def start(self) -> None:
        """Return when the bot is connected."""
        taxonomy, disputes = load_taxonomy(self.settings.issues_file, self.settings.outlets_file), load_disputes()
        self.db = await app.open_database(self.settings, self._parts)
        self._connection = await app._start(self.settings, taxonomy, disputes, self.db, self.clock, self._parts)
        async with asyncio.timeout(20):
            while not self.discord.gateway.connected:  # noqa: ASYNC110 - what is awaited tells nobody
                await asyncio.sleep(0.02)

    async def stop(self) -> None:
        """Close all that was started."""
        await self._parts.aclose()
        await asyncio.wait({self._connection}, timeout=10)

    async def restart(self) -> None:
        """On the same database."""
        await self.stop()
        await self.start()

    async def read(self, count: int) -> None:
        """Wait until so many entries are stored."""
        async with asyncio.timeout(20):
            while True:
                async with self.db.reading() as conn:
                    known = [(await entries.count_of_feed(conn, feed.id))[0] for feed in await feeds.all_feeds(conn)]
                if sum(known) >= count:
                    return
                await asyncio.sleep(0.02)

    async def fill(self) -> tuple[int, list[str]]:
        """A feed that is not polled, with many stories of its own: its number, and their links, the newest first."""
        issues = [issue.id for issue in load_issues().issues]
        async with self.db.transaction() as conn:
            await feeds.ensure(conn, [("https://crowd.example/feed", "Crowd", None)], NOW + NEVER)
            feed = await feeds.by_url(conn, "https://crowd.example/feed")
            assert feed is not None
            for number in range(MANY):
                entry_id = await entries.add(conn, feed.id, _entry(number, issues[number % len(issues)]))
                assert entry_id is not None
                await stories.open_story(conn, entry_id, NOW - number * timedelta(minutes=20))
        return feed.id, [_link(number) for number in range(MANY)]

    async def follow(self, server: Server, *feed_ids: int) -> None:
        """The server follows these feeds and no others."""
        async with self.db.transaction() as conn:
            await conn.execute(sa.delete(server_feeds).where(server_feeds.c.guild_id == server.guild.id))
            await feeds.follow(conn, server.guild.id, feed_ids)

    async def number_of(self, outlet: str) -> int:
        """The feed of an outlet."""
        async with self.db.reading() as conn:
            return next(feed.id for feed in await feeds.all_feeds(conn) if feed.outlet == outlet)


def _link(number: int) -> str:
    return f"https://crowd.example/{number}"


def _entry(number: int, issue: str) -> entries.NewEntry:
    at = NOW - number * timedelta(minutes=20) - timedelta(minutes=11)
    sentence = f"The AMPTP offered {number + 2} weeks of it."
    about = Annotation(
        True, "names a guild", (Tag(issue, (issue,)),), Status.REPORTED, Label.REPORTED, (), False, (),
        (Quote("employer", "AMPTP", issue, "offer", sentence),),
    )  # fmt: skip
    return new_entry(
        number, source="Crowd", outlet=None, url=_link(number), published_at=at, seen_at=at,
        title=f"WGA strike, report {number}: talks about {issue}", text=sentence, annotation=about,
    )  # fmt: skip


def _outlets(wire: Newswire, folder: Path) -> Path:
    path = wire.outlets_file(folder)
    rest = path.read_text(encoding="utf-8").split("[[outlet]]")
    path.write_text("[[outlet]]".join(rest[: len(OUTLETS) + 1]), encoding="utf-8")
    return path


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[tuple[House, Records]]:
    """The house, with what its feeds had from the start."""
    base, records = discord.http.Route.BASE, Records()
    async with AsyncExitStack() as stack:
        stack.callback(setattr, discord.http.Route, "BASE", base)
        stack.callback(gc.unfreeze)
        logging.getLogger().addHandler(records)
        stack.callback(logging.getLogger().removeHandler, records)
        stand_in = await stack.enter_async_context(StandIn(World(rate_limits=False)))
        wire = await stack.enter_async_context(Newswire([*OUTLETS, *FURTHER], third=4))
        for name, items in PAST.items():
            wire.wires[name].items.extend(items)
        house = House(stand_in, wire, folder)
        await house.start()
        stack.push_async_callback(house.stop)
        house.clock.at = NOW
        await house.read(1)
        yield house, records
