"""The room of a rehearsal: the stand-in for Discord with a server and its people, the press, and the real bot as a process.

Everything that a rehearsal or a test does to them goes through here: starting, asking, pressing, killing, stopping.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from rehearsal import digests
from rehearsal.bot_process import BotProcess
from rehearsal.chronicle.book import Chronicle
from rehearsal.discord.errors import ClientRefusal
from rehearsal.discord.interactions import Interaction
from rehearsal.discord.places import Channel, Member
from rehearsal.discord.server import StandIn
from rehearsal.message_text import in_words, name_channels
from rehearsal.pace import Pace
from rehearsal.place import Place, furnish
from rehearsal.press import Press
from rehearsal.programme import Told
from rehearsal.registry import registry
from rehearsal.scenes import Asked

CLOCK = "clock"  # the file that the bot follows
CATCH_UP = 3.0  # real seconds for a bot that was away to read the feeds again
START_PATIENCE = 60.0  # real seconds for the bot to connect
ANSWER_PATIENCE = 10.0
ZONE = "America/Los_Angeles"
MODERATOR, DEPUTY, MEMBER_NAME = "a moderator", "a second moderator", "a member"


class SetupRefusedError(Exception):
    """`/setup` was answered, but not with success; the text is the answer."""


class RoomClosedError(Exception):
    """The rehearsal is ending; the bot is not started again."""


class Room:
    """Opened by `async with`: stand-in and press run; the bot is started by `start`. All files are in `folder`."""

    def __init__(
        self, chronicle: Chronicle, pace: Pace, folder: Path, *, last: datetime | None = None, port: int = 0
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.pace = folder, pace
        self.discord = StandIn(port=port, journal=folder / "journal.jsonl")
        self.press = Press(chronicle, pace, folder / "press.jsonl", last=last)
        self.asked: list[Asked] = []
        self.wanting: list[str] = []  # what answers lacked that had to be in them
        self.told: list[Told] = []
        self.kills = 0
        self.set_up_at: datetime | None = None
        self.digest_from: datetime | None = None  # simulated
        self.accepted: list[tuple[int, datetime]] = []  # of desk.ENTRIES, what the bot took, and when (simulated)
        self.place: Place
        self.bot: BotProcess
        self.closing = asyncio.Event()
        self.restarting = False  # the bot was killed and is being started again just now
        self.undisturbed = asyncio.Lock()  # held by whoever must not meet a restart, and by the restart itself
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self.discord)
            await self.press.start()
            stack.push_async_callback(self.press.close)
            self.place = furnish(self.discord)
            outlets = self.folder / "outlets.toml"
            outlets.write_text(registry(self.press), encoding="utf-8")
            self.pace.write(self.folder / CLOCK)
            self.bot = BotProcess(self.folder, self._settings(outlets))
            stack.push_async_callback(self._end)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.closing.set()
        await self._stack.aclose()

    async def _end(self) -> None:
        """Stop the bot for good. A restart under way gives up when it sees that the room is closing."""
        self.closing.set()
        async with self.undisturbed:
            await self.bot.stop()

    def _settings(self, outlets: Path) -> dict[str, str]:
        return {
            "DISCORD_TOKEN": self.discord.token,
            "DISCORD_API_URL": self.discord.url,
            "PICKETWIRE_DATABASE_URL": f"sqlite:///{self.folder / 'picketwire.db'}",
            "PICKETWIRE_CONTACT": "rehearsal@localhost",
            "PICKETWIRE_OUTLETS": str(outlets),
            "PICKETWIRE_ALLOW_LOOPBACK": "true",
            "PICKETWIRE_GUILD_READY_TIMEOUT": "0.1",
            "PICKETWIRE_CLOCK_FILE": str(self.folder / CLOCK),
        }

    async def start(self) -> None:
        """Start the bot and wait until it is connected and its commands are known.

        Raises BotEndedError, TimeoutError, and RoomClosedError once the room is closing.
        """
        before = self._times_ready()
        self._still_open()
        await self.bot.start()
        async with asyncio.timeout(START_PATIENCE):
            while not (self.connected and self._times_ready() > before):
                self.bot.check()
                self._still_open()
                await asyncio.sleep(0.02)

    def _still_open(self) -> None:
        if self.closing.is_set():
            raise RoomClosedError("the rehearsal is ending")

    @property
    def connected(self) -> bool:
        """Whether the bot is connected, and its commands are there to be used."""
        return self.discord.gateway.connected and bool(self.discord.world.commands.get(None))

    def _times_ready(self) -> int:
        return sum(entry["event"] == "ready" for entry in self.discord.journal.of("gateway"))

    async def set_up(self) -> Asked:
        """Run `/setup` as a moderator and wait for the first posts in both channels."""
        options = {"news": self.place.news, "moderators": self.place.moderators, "zone": ZONE}
        asked = await self.ask(self.place.host, "setup", options)
        try:
            await self.discord.until(
                lambda: all(self.discord.messages(c) for c in (self.place.news, self.place.moderators)),
                timeout=ANSWER_PATIENCE,
                what="a first post in both channels",
            )
        except TimeoutError:
            raise SetupRefusedError(asked.answer) from None
        self.set_up_at = datetime.now(UTC)
        return asked

    async def choose_digest(self) -> Asked:
        """Choose a daily digest in the news channel as a moderator."""
        asked = await self.ask(self.place.host, "settings digest", digests.OPTIONS)
        self.digest_from = self.pace.now()
        return asked

    async def ask(self, who: Member, command: str, options: dict[str, Any] | None = None) -> Asked:
        """Run a command in the news channel; the answer, or why there is none."""
        place = self.place
        shown = " ".join(f"{name}:{_shown(value)}" for name, value in (options or {}).items())
        answer = self.discord.run_command(place.guild, place.news, who, command, options, settle=ANSWER_PATIENCE)
        return await self._answered(answer, who, f"/{command} {shown}".strip())

    async def press_button(self, who: Member, message: dict[str, Any], label: str) -> Asked:
        """Press the button with this label under a message. Raises LookupError when there is none."""
        for row in message["components"]:
            for button in row.get("components", ()):
                if button.get("label") == label:
                    headline = in_words(str(message["content"]).split("\n", 1)[0])
                    answer = self.discord.press(message, button["custom_id"], who, settle=ANSWER_PATIENCE)
                    return await self._answered(answer, who, f"{label} under “{_short(headline)}”")
        raise LookupError(f"no button {label!r} under message {message['id']}")

    async def form(self, who: Member, command: str, options: dict[str, Any], values: dict[str, str]) -> Interaction:
        """Run a command that opens a form, and fill it in; the answer, with its buttons. Raises ClientRefusal and TimeoutError."""
        place = self.place
        form = await self.discord.run_command(place.guild, place.news, who, command, options, settle=ANSWER_PATIENCE)
        answer = await self.discord.submit_modal(form, values, settle=ANSWER_PATIENCE)
        await self._answered(_given(answer), who, f"/{command}, the form filled in")
        return answer

    async def preview(self, who: Member, command: str, options: dict[str, Any]) -> Interaction:
        """Run a command whose answer has buttons; that answer. Raises ClientRefusal and TimeoutError."""
        place = self.place
        answer = await self.discord.run_command(place.guild, place.news, who, command, options, settle=ANSWER_PATIENCE)
        shown = " ".join(f"{name}:{_shown(value)}" for name, value in options.items())
        await self._answered(_given(answer), who, f"/{command} {shown}")
        return answer

    async def press_answer(self, who: Member, answer: Interaction, button: str, label: str) -> Asked:
        """Press a button of an answer, known by how its id begins; what the answer says then. Raises TimeoutError."""
        before = answer.text
        await self.discord.press(answer, f"{button}:*", who, settle=ANSWER_PATIENCE)
        await self.discord.until(lambda: answer.text != before, timeout=ANSWER_PATIENCE, what=f"the answer to {label}")
        return await self._answered(_given(answer), who, label)

    async def card(self, *words: str) -> dict[str, Any]:
        """The newest message with these words in the moderators' channel, once it is there. Raises TimeoutError."""

        def found() -> list[dict[str, Any]]:
            messages = self.discord.messages(self.place.moderators)
            return [each for each in messages if all(word in each["content"] for word in words)]

        await self.discord.until(found, timeout=ANSWER_PATIENCE, what=f"a card with {words}")
        return found()[-1]

    async def _answered(self, answer: Awaitable[Interaction], who: Member, what: str) -> Asked:
        at = datetime.now(UTC)
        try:
            interaction = await answer
            text = interaction.text if interaction.failed is None else f"(no answer: {interaction.failed})"
        except TimeoutError:
            text = f"(no answer within {ANSWER_PATIENCE:.0f} s)"
        except ClientRefusal as e:
            text = f"(not possible: {e})"
        name = {self.place.host.id: MODERATOR, self.place.deputy.id: DEPUTY}.get(who.id, MEMBER_NAME)
        asked = Asked(at, name, what, name_channels(text, self.place.channels))
        self.asked.append(asked)
        return asked

    async def kill(self) -> None:
        """kill -9 the bot and start it again at once; it picks up where it was."""
        async with self.undisturbed, self._restart():
            await self.bot.kill()
            self.kills += 1

    async def feeds_read(self) -> None:
        """Return once the bot has read each feed: what is printed from then on is news to it. Raises TimeoutError."""
        async with asyncio.timeout(START_PATIENCE):
            while {entry["outlet"] for entry in self.press.log if entry["kind"] == "poll"} < set(
                self.press.chronicle.outlets
            ):
                self.bot.check()
                await asyncio.sleep(0.02)

    async def caught_up(self, since: datetime) -> None:
        """Return once each feed was read after a simulated moment, or after some real seconds: one may be closed or slow."""
        outlets, last = set(self.press.chronicle.outlets), time.monotonic() + CATCH_UP
        while time.monotonic() < last:
            polls = (entry for entry in self.press.log if entry["kind"] == "poll")
            if {entry["outlet"] for entry in polls if datetime.fromisoformat(entry["now"]) >= since} >= outlets:
                return
            await asyncio.sleep(0.05)

    def go_on(self, speed: float) -> None:
        """Let the clock begin, or run at another speed from now on, for the press, the bot and all who wait."""
        self.pace.change(speed)
        self.pace.write(self.folder / CLOCK)

    @asynccontextmanager
    async def _restart(self) -> AsyncIterator[None]:
        """What is inside takes the bot down; then it is started again."""
        self._still_open()
        self.restarting = True
        try:
            yield
            await self.start()
        finally:
            self.restarting = False


async def _given(interaction: Interaction) -> Interaction:
    return interaction


def _short(text: str, most: int = 48) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _shown(value: object) -> str:
    return f"#{value.name}" if isinstance(value, Channel) else str(value)
