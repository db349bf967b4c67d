"""Every kind of thing and every change of it, as the real discord.py understands them."""

from __future__ import annotations

import asyncio

import discord
import pytest

from rehearsal.discord import Can, Settings, StandIn
from rehearsal.discord.gateway import Session
from rehearsal.discord.permissions import EVERY, in_channel, in_guild
from rehearsal.discord.places import ANNOUNCEMENT, CATEGORY, FORUM, PUBLIC_THREAD
from tests.rehearsal.discord.rig import FAST, rig, until


async def test_client_with_all_open_intents_survives_every_change() -> None:
    async with rig(intents=discord.Intents.default()) as r:
        world = r.stand_in.world
        category = world.add_channel(r.guild, "Desk", kind=CATEGORY)
        inside = world.add_channel(r.guild, "inside", parent=category)
        world.add_channel(r.guild, "wire", kind=ANNOUNCEMENT)
        thread = world.add_thread(inside, "talk", kind=PUBLIC_THREAD, owner=r.member)
        role = world.add_role(r.guild, "News", mentionable=True)
        world.update_role(r.guild, role, name="Wire")
        world.set_roles(r.guild, world.bot, [*r.guild.members[world.bot.id].roles, role])
        world.overwrite(inside, role, allow=Can.MANAGE_MESSAGES)
        world.overwrite(inside, r.member, deny=Can.SEND_MESSAGES)
        r.stand_in.say(r.news, r.member, "hello")
        r.stand_in.say(world.direct_channel(r.member), r.member, "hello bot")
        message = await r.channel.send("one")
        await message.edit(content="two")
        await message.delete()
        world.delete_channel(thread)
        world.delete_channel(inside)
        world.delete_role(r.guild, role)
        world.add_channel(r.guild, "last")
        guild = r.bot.get_guild(r.guild.id)
        assert guild is not None
        await until(lambda: discord.utils.get(guild.channels, name="last"))
        assert {channel.name for channel in guild.channels} == {"news", "Desk", "wire", "last"}
        assert guild.get_role(role.id) is None


async def test_server_with_all_kinds_of_channels_is_read_at_the_start() -> None:
    async with StandIn(FAST) as stand_in:
        guild = stand_in.add_guild("Hall")
        kinds = {"c": CATEGORY, "w": ANNOUNCEMENT, "f": FORUM, "t": 0}
        places = {name: stand_in.add_channel(guild, name, kind=kind) for name, kind in kinds.items()}
        stand_in.world.add_thread(places["t"], "talk", kind=PUBLIC_THREAD, owner=stand_in.world.bot)
        document = guild.gateway_json(stand_in.world.bot.id)
        assert [channel["name"] for channel in document["channels"]] == list(kinds)
        assert [thread["name"] for thread in document["threads"]] == ["talk"]


async def test_forum_takes_a_thread_with_its_first_message() -> None:
    async with rig() as r:
        place = r.stand_in.add_channel(r.guild, "stories", kind=FORUM)
        await until(lambda: r.bot.get_channel(place.id))
        forum = r.bot.get_channel(place.id)
        assert isinstance(forum, discord.ForumChannel)
        made = await forum.create_thread(name="A story", content="its text")
        assert made.message.id == made.thread.id
        assert [m["content"] for m in r.stand_in.messages(made.thread.id)] == ["its text"]
        await made.thread.edit(archived=True)
        assert r.stand_in.world.channels[made.thread.id].archived


def test_events_go_to_the_shard_of_their_server() -> None:
    session = Session("s", (1, 2), intents=1)
    assert session.wants(1 << 22, 1)
    assert not session.wants(2 << 22, 1)
    assert not session.wants(1 << 22, 1 << 9)
    assert not session.wants(None, 0)


async def test_permissions_follow_discords_order() -> None:
    async with StandIn(Settings(rate_limits=False)) as stand_in:
        guild = stand_in.add_guild("Hall")
        channel = stand_in.add_channel(guild, "news")
        desk = stand_in.add_role(guild, "Desk")
        person = stand_in.member(guild, "Someone", roles=[desk])
        assert in_guild(guild, guild.members[guild.owner_id]) == EVERY
        stand_in.overwrite(channel, guild.id, deny=Can.SEND_MESSAGES)
        assert not in_channel(guild, person, channel) & Can.SEND_MESSAGES
        stand_in.overwrite(channel, desk, allow=Can.SEND_MESSAGES)
        assert in_channel(guild, person, channel) & Can.SEND_MESSAGES
        stand_in.overwrite(channel, person, deny=Can.SEND_MESSAGES)
        assert not in_channel(guild, person, channel) & Can.SEND_MESSAGES
        stand_in.overwrite(channel, person, deny=Can.VIEW_CHANNEL)
        assert in_channel(guild, person, channel) == 0
        stand_in.world.set_roles(guild, person, [stand_in.add_role(guild, "Chair", permissions=Can.ADMINISTRATOR)])
        assert in_channel(guild, person, channel) == EVERY


async def test_waiting_for_what_never_comes_ends() -> None:
    async with StandIn(FAST) as stand_in:
        with pytest.raises(TimeoutError, match="a miracle"):
            await stand_in.until(lambda: False, timeout=0.05, what="a miracle")
        waiting = asyncio.create_task(stand_in.until(lambda: stand_in.world.guilds))
        await asyncio.sleep(0)
        stand_in.add_guild("Hall")
        await waiting
