"""The client: minimal intents, commands registered when they changed, servers told to the service."""

from __future__ import annotations

import asyncio

import discord
import pytest

from bot.client import COMMANDS_FACT, PicketwireClient, connect, log_in
from bot.errors import StartError, StorageBusy
from rehearsal.discord.server import StandIn
from rehearsal.discord.world import Settings
from tests.cogs import fakes
from tests.cogs.conftest import Room, connected, eventually


async def test_it_asks_for_the_guilds_intent_alone_and_mentions_nobody(room: Room) -> None:
    assert room.client.intents == discord.Intents(guilds=True)
    assert room.client.allowed_mentions is not None
    assert room.client.allowed_mentions.to_dict() == {"parse": []}


async def test_commands_are_registered_for_servers_only_with_their_permissions(room: Room) -> None:
    commands = {command["name"]: command for command in room.discord.world.commands[None]}
    moderators = {"audit", "stand", "announce", "bargaining", "feed", "settings", "setup", "statement", "story", "tag"}
    members = "about dates digest dispute follow issue news privacy sources status why"
    menus = {"Why this tag?", "Report a problem"}
    assert set(commands) == moderators | set(members.split()) | menus
    assert {name for name, c in commands.items() if c["type"] != 1} == menus
    assert {name for name, c in commands.items() if c["default_member_permissions"] is not None} == moderators
    assert all(c["contexts"] == [0] for c in commands.values())


async def test_a_second_start_registers_nothing() -> None:
    services = fakes.services()
    async with StandIn(Settings(rate_limits=False)) as stand_in:
        for _ in range(2):
            async with connected(stand_in, services):
                pass
        assert len(stand_in.journal.of("commands_synced")) == 1


async def test_changed_commands_are_registered_again() -> None:
    services = fakes.services()
    async with StandIn(Settings(rate_limits=False)) as stand_in:
        async with connected(stand_in, services):
            pass
        services.facts.kept[COMMANDS_FACT] = "of an older version"  # type: ignore[attr-defined]
        async with connected(stand_in, services):
            pass
        assert len(stand_in.journal.of("commands_synced")) == 2


async def test_a_fault_while_registering_does_not_stop_the_start_and_is_made_good_later() -> None:
    services = fakes.services()
    async with StandIn(Settings(rate_limits=False)) as stand_in:
        stand_in.fail("PUT", "/applications/*/commands", status=503)
        async with connected(stand_in, services):
            assert await services.facts.get(COMMANDS_FACT) is None
        async with connected(stand_in, services):
            assert await services.facts.get(COMMANDS_FACT) is not None


async def test_servers_are_told_when_the_bot_is_there_joins_and_leaves(room: Room) -> None:
    calls = room.services.servers.calls  # type: ignore[attr-defined]
    other = room.discord.add_guild("Quayside crew")
    room.discord.world.remove_bot(other)
    await eventually(lambda: ("left", other.id) in calls)
    assert room.services.upkeep.seen == [{room.guild.id}]  # type: ignore[attr-defined]
    assert calls == [("joined", other.id), ("left", other.id)]


async def test_a_wrong_token_stops_the_start_with_what_to_do() -> None:
    async with StandIn(Settings(rate_limits=False)) as stand_in:
        client = PicketwireClient(fakes.services(), api_url=stand_in.url)
        try:
            with pytest.raises(StartError, match="does not accept the token"):
                await log_in(client, "wrong")
        finally:
            await client.close()


async def test_no_network_stops_the_start_with_the_address() -> None:
    client = PicketwireClient(fakes.services(), api_url="http://127.0.0.1:9/api/v10")
    try:
        with pytest.raises(StartError, match=r"cannot be reached at http://127\.0\.0\.1:9"):
            await log_in(client, "any")
    finally:
        await client.close()


async def test_a_connection_that_is_cut_at_the_login_stops_the_start_with_the_address() -> None:
    async with StandIn(Settings(rate_limits=False)) as stand_in:
        stand_in.fail("GET", "/users/@me", drop="before", times=9)
        client = PicketwireClient(fakes.services(), api_url=stand_in.url)
        try:
            with pytest.raises(StartError, match="cannot be reached"):
                await log_in(client, stand_in.token)
        finally:
            await client.close()


async def test_a_connection_ended_for_good_says_what_may_be_wrong() -> None:
    async with StandIn(Settings(rate_limits=False)) as stand_in:
        client = PicketwireClient(fakes.services(), api_url=stand_in.url, guild_ready_timeout=0.02)
        try:
            await log_in(client, stand_in.token)
            connection = asyncio.create_task(connect(client))
            await client.wait_until_ready()
            stand_in.gateway.drop(4004)
            with pytest.raises(StartError, match=r"for good \(code 4004\)"):
                await connection
        finally:
            await client.close()


async def test_a_busy_database_does_not_end_the_connection(caplog: pytest.LogCaptureFixture) -> None:
    class Busy(fakes.FakeUpkeep):
        async def present(self, guild_ids: set[int]) -> None:
            await super().present(guild_ids)
            raise StorageBusy("locked")

    upkeep = Busy()
    async with StandIn(Settings(rate_limits=False)) as stand_in:
        both = {stand_in.add_guild(name).id for name in ("Harbour", "Quayside")}
        async with connected(stand_in, fakes.services(upkeep=upkeep)):
            await eventually(lambda: upkeep.seen == [both])
    assert caplog.text.count("could not be noted") == 1


async def test_all_works_again_after_the_gateway_reconnects(room: Room) -> None:
    room.discord.gateway.reconnect()
    await room.discord.until(lambda: [e for e in room.discord.journal.of("gateway") if e["event"] == "resumed"])
    assert (await room.use("about")).failed is None
