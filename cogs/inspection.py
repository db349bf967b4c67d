"""What `python -m bot check` asks Discord: does the token log in, and may the bot do its work in each channel that was set up."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

import discord

from bot.client import point_at
from bot.models.servers import Server
from cogs.access import lacking
from cogs.ui import wording

Finding = tuple[bool, str]  # well or not, and a sentence


async def inspect_discord(token: str, api_url: str, servers: Sequence[Server]) -> AsyncIterator[Finding]:
    """Findings one by one; nothing is sent or changed. Network faults become findings."""
    point_at(api_url)
    async with discord.Client(intents=discord.Intents.none()) as client:
        try:
            await client.login(token)
        except discord.LoginFailure:
            yield False, "token: Discord does not accept it. Copy it again from the application's Bot page."
            return
        except (discord.HTTPException, OSError, TimeoutError) as e:
            yield False, f"Discord: cannot be reached now ({e})."
            return
        yield True, f"token: logged in as {client.user}."
        if not servers:
            yield True, "servers: none is set up yet; use /setup in a server the bot was invited to."
        for server in servers:
            async for finding in _inspect_server(client, server):
                yield finding


async def _inspect_server(client: discord.Client, server: Server) -> AsyncIterator[Finding]:
    assert client.user is not None  # noqa: S101 - logged in
    try:
        guild = await client.fetch_guild(server.guild_id, with_counts=False)
        channels = {channel.id: channel for channel in await guild.fetch_channels()}
        me = await guild.fetch_member(client.user.id)
    except (discord.HTTPException, OSError, TimeoutError) as e:
        yield False, f"server {server.guild_id}: cannot be read ({e}). Is the bot still in it?"
        return
    for use, channel_id in (("news", server.news_channel_id), ("moderators", server.mod_channel_id)):
        channel = channels.get(channel_id or 0)
        if channel is None:
            yield False, f"{guild.name}: the {use} channel is gone or hidden from the bot; run /setup again."
            continue
        missing = [wording.PERMISSIONS[name] for name in lacking(me, channel)]
        if missing:
            yield False, f"{guild.name}, #{channel.name}: the bot lacks {', '.join(missing)}."
        else:
            yield True, f"{guild.name}, #{channel.name}: every permission is there."
