"""The real client against the stand-in for Discord: a server with three channels, a moderator and a member."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import discord
import pytest

from bot.client import PicketwireClient, Services, connect, log_in
from rehearsal.discord.interactions import Interaction
from rehearsal.discord.permissions import Can
from rehearsal.discord.places import Channel, Guild, Json, Member
from rehearsal.discord.server import StandIn
from rehearsal.discord.world import Settings
from tests.cogs import fakes

HANDLERS = ("discord.py: ", "discord-ui-", "CommandTree-")  # names of discord.py's tasks that run what cogs are


@dataclass
class Room:
    """What a test needs at hand."""

    discord: StandIn
    client: PicketwireClient
    services: Services
    guild: Guild
    news: Channel
    desk: Channel
    moderator: Member
    member: Member

    async def use(
        self, name: str, options: dict[str, Any] | None = None, *, by: Member | None = None, force: bool = False
    ) -> Interaction:
        """Run a command in the moderators' channel, as the moderator if nobody else is named."""
        return await self.discord.run_command(self.guild, self.desk, by or self.moderator, name, options, force=force)

    def violations(self) -> list[Json]:
        """What Discord would not have accepted."""
        return self.discord.journal.of("violation")


@pytest.fixture(autouse=True)
def address() -> Iterator[None]:
    """Discord's own address again after each test."""
    before = discord.http.Route.BASE
    yield
    discord.http.Route.BASE = before


async def eventually(true: Callable[[], object]) -> None:
    """Return once it is true, within ten seconds."""
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110 - what is awaited tells nobody
            await asyncio.sleep(0.005)


class Client(PicketwireClient):
    """The client, but the modules of its cogs are run once a process: discord.py runs them for each client, which is most of its start."""

    async def load_extension(self, name: str, *, package: str | None = None) -> None:
        """See discord.ext.commands.Bot."""
        await importlib.import_module(name, package).setup(self)


async def handled() -> None:
    """Return once nothing that Discord told or a person did is being handled: a database closes while nobody uses it."""
    running = [task for task in asyncio.all_tasks() if task.get_name().startswith(HANDLERS)]
    if running:
        await asyncio.wait(running, timeout=2)


@asynccontextmanager
async def connected(stand_in: StandIn, services: Services) -> AsyncIterator[PicketwireClient]:
    """A client that is logged in, connected and ready."""
    client = Client(services, api_url=stand_in.url, guild_ready_timeout=0.02)
    try:
        await log_in(client, stand_in.token)
        connection = asyncio.create_task(connect(client))
        ready = asyncio.create_task(client.wait_until_ready())
        await asyncio.wait((connection, ready), return_when=asyncio.FIRST_COMPLETED, timeout=10)
        assert ready.done(), connection
        yield client
        await handled()
        await client.close()
        await connection
    finally:
        await client.close()


@asynccontextmanager
async def restarted(room: Room) -> AsyncIterator[None]:
    """The bot is stopped and started again."""
    await room.client.close()
    async with connected(room.discord, room.services) as client:
        room.client = client
        yield


@asynccontextmanager
async def opened(services: Services | None = None) -> AsyncIterator[Room]:
    """A room with a connected bot. At its end nothing may have been sent that Discord would refuse as malformed."""
    services = services or fakes.services()
    async with StandIn(Settings(rate_limits=False)) as stand_in:
        guild = stand_in.add_guild("Harbour writers")
        news, desk = stand_in.add_channel(guild, "news"), stand_in.add_channel(guild, "desk")
        moderator = stand_in.member(guild, "Moderator", permissions=Can.MANAGE_GUILD)
        member = stand_in.member(guild, "Member")
        async with connected(stand_in, services) as client:
            room = Room(stand_in, client, services, guild, news, desk, moderator, member)
            yield room
        assert room.violations() == []


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    """A room with quiet services."""
    async with opened() as room:
        yield room
