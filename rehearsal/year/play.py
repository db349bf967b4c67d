"""Plays a simulated year: the clock leaps from one thing to the next, moderators act, and the bot is killed at random instants."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Self

from rehearsal.bot_process import BotProcess
from rehearsal.discord.permissions import MEMBER, Can
from rehearsal.discord.server import StandIn
from rehearsal.discord.world import Settings
from rehearsal.pace import Pace
from rehearsal.posts import read_posts
from rehearsal.year.count import Counts
from rehearsal.year.expected import Due, Expected
from rehearsal.year.hands import Hands, NoAnswerError, Underway
from rehearsal.year.meetings import Meetings
from rehearsal.year.notices import Notices
from rehearsal.year.plan import START, ZONE, Act, Deed, Size, plan
from rehearsal.year.record import Played, keep, recount

SPEED = 60.0  # simulated seconds a real one, between the leaps
START_PATIENCE, POST_PATIENCE, QUIET = 60.0, 15.0, 1.0  # real seconds
BEFORE = timedelta(seconds=3)  # simulated; so long before a thing the clock leaps to
CLEAR = timedelta(minutes=30)  # simulated; nothing is done so shortly before a post is due
TRIES = 5
UNANSWERED, IN_VAIN = "asked again for want of an answer", "waited for a post in vain"
DATES = frozenset({Deed.DATE, Deed.MOVE, Deed.CALL_OFF})
OUTLETS = '[[outlet]]\nkey = "quiet"\nname = "Quiet"\nhosts = ["quiet.example"]\nowner = "nobody"\nkind = "trade"\npaywall = "no"\n'


class Year:
    """`async with Year(size, seed, folder) as year: counts = await year.play()`. All files are in `folder`."""

    def __init__(self, size: Size, seed: int, folder: Path) -> None:
        self.acts, self._kills = plan(size, seed)
        self._random = Random(seed)
        self.until = START + timedelta(days=size.days)
        self.folder = folder
        self.killed = 0
        self.expected = Expected()
        self.discord = StandIn(Settings(rate_limits=False), journal=folder / "journal.jsonl")
        self._pace = Pace(START, datetime.now(UTC), SPEED)
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._stack.enter_async_context(self.discord)
        guild = self.discord.add_guild("Hall")
        news, pickets, desk = (self.discord.add_channel(guild, name) for name in ("news", "pickets", "moderators"))
        who = self.discord.member(guild, "Moderator", permissions=MEMBER | Can.MANAGE_GUILD)
        self.channels, self.desk = (news, pickets), desk
        self.hands = Hands(self.discord, guild, self.channels, who)
        self._notices = Notices(self.hands, self._pace, self.expected, self.until)
        self._meetings = Meetings(self.hands, self._pace, self.expected)
        (self.folder / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
        self._leap(START)
        self._bot = BotProcess(self.folder, self._settings())
        self._stack.push_async_callback(self._bot.stop)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    @property
    def counts(self) -> Counter[str]:
        """What moderators did, by what they were told."""
        return self.hands.counts

    def _settings(self) -> dict[str, str]:
        return {
            "DISCORD_TOKEN": self.discord.token,
            "DISCORD_API_URL": self.discord.url,
            "PICKETWIRE_DATABASE_URL": f"sqlite:///{self.folder / 'picketwire.db'}",
            "PICKETWIRE_OUTLETS": str(self.folder / "outlets.toml"),
            "PICKETWIRE_GUILD_READY_TIMEOUT": "0.05",
            "PICKETWIRE_CLOCK_FILE": str(self.folder / "clock"),
        }

    async def play(self, told: Callable[[str], None] = print) -> Counts:
        """The whole year; the counts of what came of it. Raises BotEndedError and TimeoutError when the bot fails."""
        await self._start()
        options = {"news": self.channels[0], "moderators": self.desk, "zone": ZONE}
        await self.hands.run("setup", options)
        await self.discord.until(lambda: self.discord.messages(self.channels[0]), timeout=10, what="the first post")
        began, month = datetime.now(UTC), 0
        for act in self.acts:
            await self._post_until(act.at + CLEAR)
            await self._step(act.at, self._acting(act))
            if act.at.month != month:
                month = act.at.month
                posts = sum(due.awaited for due in self.expected.dues)
                told(f"{act.at:%B %Y}: {posts} posts, {self.killed} kills")
        await self._post_until(self.until)
        self._leap(self.until)
        await asyncio.sleep(QUIET)
        played = Played([str(channel.id) for channel in self.channels], began, self.until, self._pace.legs)
        counts = recount(played, self.expected.dues, self.discord.journal.entries)
        keep(self.folder, played, self.expected.dues, counts, refusals=self.hands.refusals, killed=self.killed)
        return counts

    async def _post_until(self, moment: datetime) -> None:
        """Let everything be posted that is due by a moment, one after the other."""
        while True:
            ahead = [due for due in self.expected.dues if due.at <= moment and not due.awaited]
            if not ahead:
                return
            due = min(ahead, key=lambda each: each.at)
            await self._step(due.at, self._posting(due))
            due.awaited = True

    async def _step(self, moment: datetime, attempt: Callable[[], Awaitable[None]]) -> None:
        """Do one thing at its moment; where kills are due by then, the bot is killed in the middle, and it is done again."""
        self._leap(max(moment - BEFORE, self._pace.now()))
        while self._kills and self._kills[0] <= moment:
            del self._kills[0]
            doing = asyncio.ensure_future(attempt())
            await asyncio.sleep(self._random.uniform(0.0, 0.25))
            await self._kill()
            doing.cancel()
            await asyncio.gather(doing, return_exceptions=True)
        self._bot.check()
        await attempt()

    def _acting(self, act: Act) -> Callable[[], Awaitable[None]]:
        way = Underway(act)

        async def attempt() -> None:
            for left in reversed(range(TRIES)):
                if way.done:
                    return
                try:
                    await (self._meetings.do(way) if act.deed in DATES else self._notices.do(way))
                    way.done = True
                except NoAnswerError:
                    self.hands.counts[UNANSWERED] += 1
                    if not left:
                        raise
                finally:
                    way.again = True

        return attempt

    def _posting(self, due: Due) -> Callable[[], Awaitable[None]]:
        async def attempt() -> None:
            await self._pace.reach(due.at)
            try:
                await self.discord.until(lambda: self._is_there(due), timeout=POST_PATIENCE, what=due.of)
            except TimeoutError:
                self.hands.counts[IN_VAIN] += 1

        return attempt

    def _is_there(self, due: Due) -> bool:
        since = due.at - timedelta(minutes=2)
        recent = [entry for entry in self.discord.journal.entries[-400:] if entry["kind"] == "message_created"]
        return any(
            due.is_in(post.channel_id, post.text) and self._pace.at(post.at) >= since for post in read_posts(recent)
        )

    async def _start(self) -> None:
        before = self._times_ready()
        await self._bot.start()
        async with asyncio.timeout(START_PATIENCE):
            while not (self.discord.gateway.connected and self._times_ready() > before):
                self._bot.check()
                await asyncio.sleep(0.02)

    async def _kill(self) -> None:
        """kill -9; one in four starts is killed on its way too."""
        await self._bot.kill()
        self.killed += 1
        if self._kills and self._random.random() < 0.25:
            del self._kills[0]
            await self._bot.start()
            await asyncio.sleep(self._random.uniform(0.1, 1.5))
            await self._bot.kill()
            self.killed += 1
        await self._start()

    def _times_ready(self) -> int:
        return sum(entry["event"] == "ready" for entry in self.discord.journal.of("gateway"))

    def _leap(self, moment: datetime) -> None:
        """Be at a simulated moment, with the bot, which reads the file whenever it asks for the time."""
        self._pace.leap(moment)
        self._pace.write(self.folder / "clock")
