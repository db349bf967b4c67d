"""The real discord.py against the stand-in: login, gateway, messages, history."""

from __future__ import annotations

import asyncio
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import discord
import pytest

from rehearsal.discord import Can, Settings, StandIn
from tests.rehearsal.discord.rig import FAST, RigBot, pointed_at, rig, until

THIS_FILE = Path(__file__).read_bytes()


async def test_bot_logs_in_and_sees_its_server_whole() -> None:
    async with rig() as r:
        guild = r.bot.get_guild(r.guild.id)
        assert guild is not None
        channel = guild.get_channel(r.news.id)
        assert isinstance(channel, discord.TextChannel)
        assert channel.permissions_for(guild.me).send_messages
        assert not r.stand_in.journal.of("violation")


async def test_wrong_token_is_refused_at_login() -> None:
    async with StandIn(FAST) as stand_in:
        with pointed_at(stand_in), pytest.raises(discord.LoginFailure):
            async with RigBot() as bot:
                await bot.start("wrong")


async def test_same_nonce_twice_gives_one_message() -> None:
    async with rig() as r:
        first = await r.channel.send("hello", nonce="delivery-1")
        second = await r.channel.send("hello", nonce="delivery-1")
        assert first.id == second.id
        assert len(r.stand_in.messages(r.news)) == 1
        assert len(r.stand_in.journal.of("message_repeated")) == 1


async def test_nonce_is_forgotten_after_its_time() -> None:
    async with rig(Settings(rate_limits=False, nonce_seconds=0.05)) as r:
        await r.channel.send("hello", nonce="delivery-1")
        await asyncio.sleep(0.1)
        await r.channel.send("hello", nonce="delivery-1")
        assert len(r.stand_in.messages(r.news)) == 2


async def test_history_does_not_show_nonces_and_respects_its_bounds() -> None:
    async with rig() as r:
        sent = [await r.channel.send(f"number {n}", nonce=str(n)) for n in range(7)]
        assert [m.content async for m in r.channel.history(limit=2)] == ["number 6", "number 5"]
        after = [m async for m in r.channel.history(after=sent[4], limit=100)]
        assert [m.content for m in after] == ["number 5", "number 6"]
        assert all(m.nonce is None for m in after)
        before = [m.content async for m in r.channel.history(before=sent[1])]
        around = sorted([m.content async for m in r.channel.history(around=sent[3], limit=3)])
        assert before == ["number 0"]
        assert around == ["number 2", "number 3", "number 4"]
        since = datetime.now(UTC) - timedelta(minutes=1)
        assert len([m async for m in r.channel.history(after=since)]) == 7


async def test_edit_and_delete_change_the_channel_and_the_journal() -> None:
    async with rig() as r:
        message = await r.channel.send(
            "one", view=discord.ui.View().add_item(discord.ui.Button(label="Why?", custom_id="why:x"))
        )
        edited = await r.channel.get_partial_message(message.id).edit(content="two")
        assert edited.content == "two"
        assert edited.edited_at is not None
        assert edited.components
        assert r.stand_in.journal.of("message_edited")[0]["content"] == "two"
        await edited.delete()
        assert r.stand_in.messages(r.news) == []
        with pytest.raises(discord.NotFound) as error:
            await r.channel.get_partial_message(message.id).edit(content="three")
        assert error.value.code == 10008


async def test_file_arrives_with_its_description() -> None:
    async with rig() as r:
        message = await r.channel.send(
            "chart", file=discord.File(io.BytesIO(THIS_FILE), "chart.txt", description="Stories a day")
        )
        assert message.attachments[0].description == "Stories a day"
        assert await message.attachments[0].read() == THIS_FILE


async def test_deleted_channel_is_unknown_and_the_bot_hears_of_it() -> None:
    async with rig() as r:
        r.stand_in.delete_channel(r.news)
        with pytest.raises(discord.NotFound) as error:
            await r.channel.send("hello")
        assert error.value.code == 10003
        assert "channel gone news" in r.bot.seen


@pytest.mark.parametrize(("missing", "code"), [(Can.VIEW_CHANNEL, 50001), (Can.SEND_MESSAGES, 50013)])
async def test_missing_permission_is_forbidden(missing: Can, code: int) -> None:
    async with rig() as r:
        r.stand_in.overwrite(r.news, r.guild.id, deny=missing)
        with pytest.raises(discord.Forbidden) as error:
            await r.channel.send("hello")
        assert error.value.code == code
        assert r.stand_in.rates.refused == 1


async def test_without_read_message_history_one_message_is_forbidden_and_the_list_is_empty() -> None:
    async with rig() as r:
        message = await r.channel.send("hello")
        r.stand_in.overwrite(r.news, r.stand_in.world.bot, deny=Can.READ_MESSAGE_HISTORY)
        with pytest.raises(discord.Forbidden) as error:
            await r.channel.fetch_message(message.id)
        assert error.value.code == 50013
        assert [m async for m in r.channel.history()] == []


async def test_mentions_fire_only_as_allowed() -> None:
    async with rig() as r:
        role = r.stand_in.add_role(r.guild, "News", mentionable=True)
        text = f"<@{r.member.id}> <@&{role.id}> @everyone"
        await r.channel.send(text, allowed_mentions=discord.AllowedMentions.none())
        await r.channel.send(
            text, allowed_mentions=discord.AllowedMentions(users=False, everyone=False, roles=[discord.Object(role.id)])
        )
        await r.channel.send(text)
        pings = [entry["pings"] for entry in r.stand_in.journal.of("message_created")]
        assert pings == [[], [str(role.id)], [str(r.member.id), str(role.id)]]


async def test_direct_message_reaches_an_open_inbox_only() -> None:
    async with rig() as r:
        user = await r.bot.fetch_user(r.member.id)
        await user.send("a digest")
        assert [m["content"] for m in r.stand_in.direct_messages(r.member)] == ["a digest"]
        r.member.user.inbox_open = False
        with pytest.raises(discord.Forbidden) as error:
            await user.send("another")
        assert error.value.code == 50007


async def test_servers_come_and_go() -> None:
    async with rig() as r:
        other = r.stand_in.add_guild("Annex")
        await until(lambda: "join Annex" in r.bot.seen)
        r.stand_in.world.remove_bot(other)
        await until(lambda: "remove Annex" in r.bot.seen)
        channel = r.stand_in.add_channel(other, "back room")
        with pytest.raises(discord.Forbidden) as error:
            await r.bot.get_partial_messageable(channel.id).send("hello")
        assert error.value.code == 50001
        r.stand_in.world.invite_bot(other)
        await asyncio.sleep(0.1)
        await r.bot.get_partial_messageable(channel.id).send("hello")


async def test_roles_threads_and_events() -> None:
    async with rig() as r:
        guild = r.bot.get_guild(r.guild.id)
        assert guild is not None
        role = await guild.create_role(name="News", mentionable=True)
        member = await guild.fetch_member(r.member.id)
        await member.add_roles(role)
        assert role.id in r.member.roles
        assert (await guild.role_member_counts())[role] == 1
        await member.remove_roles(role)
        assert r.member.roles == []
        channel = guild.get_channel(r.news.id)
        assert isinstance(channel, discord.TextChannel)
        message = await channel.send("story")
        thread = await message.create_thread(name="Talk")
        await thread.send("in the thread")
        assert [m["content"] for m in r.stand_in.messages(thread.id)] == ["in the thread"]
        start = datetime.now(UTC) + timedelta(days=1)
        event = await guild.create_scheduled_event(
            name="Session",
            start_time=start,
            end_time=start + timedelta(hours=2),
            location="Room",
            entity_type=discord.EntityType.external,
            privacy_level=discord.PrivacyLevel.guild_only,
        )
        event = await event.edit(start_time=start + timedelta(minutes=30))
        await event.cancel()
        with pytest.raises(discord.HTTPException):
            await guild.create_scheduled_event(
                name="Session",
                start_time=datetime.now(UTC) - timedelta(days=1),
                end_time=start,
                location="Room",
                entity_type=discord.EntityType.external,
                privacy_level=discord.PrivacyLevel.guild_only,
            )
