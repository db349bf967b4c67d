"""A whole Picketwire on stage: the stand-in for Discord and a newswire in this process, the real bot as a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from rehearsal.discord.interactions import Interaction
from rehearsal.discord.permissions import MEMBER, Can
from rehearsal.discord.server import StandIn
from rehearsal.discord.world import Settings
from tests.e2e.newswire import Item, Newswire
from tests.processes import BotProcess

ROOT = Path(__file__).resolve().parents[2]
START = datetime(2023, 8, 10, 15, 0, tzinfo=UTC)
TOKEN = "stand-in-token"


class Stage:
    """`async with Stage(tmp_path, ["lantern", ...]) as stage`; `start` and `kill` the bot as the test needs."""

    def __init__(self, folder: Path, outlets: Sequence[str], *, speed: float = 600, rate_limits: bool = False) -> None:
        self.folder, self.speed = folder, speed
        self.discord = StandIn(Settings(rate_limits=rate_limits, answer_seconds=3.0))
        self.wire = Newswire(outlets)
        self.anchor = datetime.now(UTC)
        self.bot: BotProcess | None = None
        self.log: list[str] = []
        self._listeners: list[asyncio.Task[str]] = []

    async def __aenter__(self) -> Self:
        await self.discord.__aenter__()
        await self.wire.__aenter__()
        self.guild = self.discord.add_guild("Hall")
        self.news = self.discord.add_channel(self.guild, "news")
        self.desk = self.discord.add_channel(self.guild, "moderators")
        self.moderator = self.discord.member(self.guild, "moderator", permissions=MEMBER | Can.MANAGE_GUILD)
        self.member = self.discord.member(self.guild, "member")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.bot is not None and self.bot.returncode is None:
            await self.kill()
        await asyncio.gather(*self._listeners)
        await self.wire.__aexit__()
        await self.discord.__aexit__()

    def now(self) -> datetime:
        """The simulated time, as the bot sees it."""
        return START + (datetime.now(UTC) - self.anchor) * self.speed

    def environment(self, **other: str) -> Mapping[str, str]:
        """What the bot is started with: a token and an address, and what makes it a rehearsal."""
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PICKETWIRE_", "DISCORD_"))},
            "DISCORD_TOKEN": TOKEN,
            "DISCORD_API_URL": self.discord.url,
            "PICKETWIRE_DATABASE_URL": f"sqlite:///{self.folder / 'picketwire.db'}",
            "PICKETWIRE_OUTLETS": str(self.wire.outlets_file(self.folder)),
            "PICKETWIRE_ALLOW_LOOPBACK": "true",
            "PICKETWIRE_HOURLY_CAP": "1000",
            "PICKETWIRE_GUILD_READY_TIMEOUT": "0.05",
            "PICKETWIRE_CLOCK_START": START.isoformat(),
            "PICKETWIRE_CLOCK_ANCHOR": self.anchor.isoformat(),
            "PICKETWIRE_CLOCK_SPEED": str(self.speed),
            **other,
        }

    async def spawn(self, *arguments: str, **environment: str) -> BotProcess:
        """`python -m bot ...` in the project's folder; what it says is in `log_text()`."""
        reading, writing = os.pipe()
        try:
            process = BotProcess.start(
                arguments, folder=ROOT, environment=self.environment(**environment), out=writing, errors=writing
            )
        finally:
            os.close(writing)
        self._listeners.append(asyncio.create_task(self._listen(reading)))
        return process

    async def run(self, *arguments: str, **environment: str) -> tuple[int, str]:
        """The exit code of a command that ends by itself within a minute, and what it said."""
        process = await self.spawn(*arguments, **environment)
        said = self._listeners[-1]
        return await asyncio.wait_for(process.wait(), 60), await said

    async def _listen(self, reading: int) -> str:
        stream = asyncio.StreamReader()
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(stream), os.fdopen(reading, "rb")
        )
        said = []
        while line := (await stream.readline()).decode("utf-8", "replace"):
            said.append(line)
            self.log.append(line)
        transport.close()
        return "".join(said)

    async def start(self, *, ready: bool = True, **environment: str) -> None:
        """Start the bot; with `ready`, wait until it is connected."""
        before = len(self.discord.journal.of("gateway"))
        self.bot = await self.spawn("run", **environment)
        if ready:
            await self.until(
                lambda: self.discord.gateway.connected and len(self.discord.journal.of("gateway")) > before,
                what="the bot to connect",
            )

    async def kill(self) -> None:
        """`kill -9`."""
        assert self.bot is not None
        with contextlib.suppress(ProcessLookupError):
            self.bot.send_signal(signal.SIGKILL)
        await self.bot.wait()

    async def stop(self) -> int:
        """SIGTERM; the exit code."""
        assert self.bot is not None
        self.bot.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.bot.wait(), 10)

    async def until(self, true: Callable[[], object], *, seconds: float = 20, what: str = "") -> None:
        """Wait until something holds; on failure the bot's log is told."""
        for _ in range(int(seconds / 0.02)):
            if true():
                return
            if self.bot is not None and self.bot.returncode is not None:
                break
            await asyncio.sleep(0.02)
        raise AssertionError(f"waited in vain for {what or 'something'}; the bot's log:\n{self.log_text()[-4000:]}")

    async def command(self, who: Any, name: str, **options: Any) -> Interaction:
        """Run a slash command in the news channel."""
        return await self.discord.run_command(self.guild, self.news, who, name, options)

    async def set_up(self) -> None:
        """`/setup` by the moderator, and wait for the two proofs."""
        answer = await self.command(
            self.moderator, "setup", news=self.news, moderators=self.desk, zone="America/Los_Angeles"
        )
        assert not answer.failed, answer
        await self.until(lambda: self.texts() and self.texts(self.desk), what="the proofs of the set-up")

    async def polled(self, times: int = 1) -> None:
        """Wait until every wire was polled so many times more."""
        before = {name: wire.polls for name, wire in self.wire.wires.items()}
        await self.until(
            lambda: all(wire.polls >= before[name] + times for name, wire in self.wire.wires.items()), what="polls"
        )

    def publish(self, outlet: str, slug: str, title: str, text: str = "") -> None:
        """An outlet's feed gets an item now."""
        self.wire.wires[outlet].items.append(Item(slug, title, text, self.now() - timedelta(minutes=1)))

    def texts(self, channel: Any = None) -> list[str]:
        """The contents of a channel's messages, oldest first; the news channel unless another is named."""
        return [message["content"] for message in self.discord.messages(channel or self.news)]

    def log_text(self) -> str:
        """What the bot has said so far."""
        return "".join(self.log)
