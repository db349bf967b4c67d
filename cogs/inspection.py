"""What `python -m bot check` asks Discord: does the token log in, and may the bot do its work in each channel that was set up."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence

import discord

from bot.client import NOT_LISTED, lists_commands, point_at
from bot.clock import SystemClock
from bot.models.routing import Rules
from bot.models.servers import Server
from bot.skew import Skew, is_right, wrong_clock
from cogs.access import lacking
from cogs.ui import wording

Finding = tuple[bool, str]  # well or not, and a sentence
NOT_REGISTERED = (
    "commands: none is registered with Discord. Each start of the bot registers them; its log says what is wrong."
)
Channel = discord.abc.GuildChannel | discord.Thread


async def inspect_discord(
    token: str, api_url: str, servers: Sequence[Server], rules: Mapping[int, Rules]
) -> AsyncIterator[Finding]:
    """Findings one by one; nothing is sent or changed. Network faults become findings. `rules`: by guild id."""
    point_at(api_url)
    skew = Skew(SystemClock().wall, say=lambda _: None)
    async with discord.Client(intents=discord.Intents.none(), http_trace=skew.trace()) as client:
        try:
            await client.login(token)
        except discord.LoginFailure:
            yield False, "token: Discord does not accept it. Copy it again from the application's Bot page."
            return
        except (discord.HTTPException, OSError, TimeoutError) as e:
            yield False, f"Discord: cannot be reached now ({e})."
            return
        yield True, f"token: logged in as {client.user}."
        right = skew.seconds is None or is_right(skew.seconds)
        yield right, "clock: right." if right else f"clock: {wrong_clock(skew.seconds or 0.0)}"
        yield await _inspect_commands(client, first_start=not servers)
        if not servers:
            yield True, "servers: none is set up yet; use /setup in a server the bot was invited to."
        for server in servers:
            async for finding in _inspect_server(client, server, rules.get(server.guild_id, Rules())):
                yield finding


async def _inspect_commands(client: discord.Client, *, first_start: bool) -> Finding:
    try:
        there = await client.http.get_global_commands(client.application_id or 0)
    except (discord.HTTPException, OSError, TimeoutError) as e:
        return False, f"commands: Discord does not tell which are registered ({e})."
    if not there and first_start:
        return True, "commands: none is registered yet; the first start of the bot registers them."
    if not there:
        return False, NOT_REGISTERED
    return True, f"commands: {len(there)} are registered."


async def _inspect_server(client: discord.Client, server: Server, rules: Rules) -> AsyncIterator[Finding]:
    assert client.user is not None  # noqa: S101 - logged in
    try:
        guild = await client.fetch_guild(server.guild_id, with_counts=False)
        channels: dict[int, Channel] = {channel.id: channel for channel in await guild.fetch_channels()}
        me = await guild.fetch_member(client.user.id)
        listed = await lists_commands(client.http, client.application_id or 0, guild.id)
        for thread in await guild.active_threads() if rules.routes else ():
            channels[thread.id] = thread
    except (discord.HTTPException, OSError, TimeoutError) as e:
        yield False, f"server {server.guild_id}: cannot be read ({e}). Is the bot still in it?"
        return
    if not listed:
        yield False, f"{guild.name}: {NOT_LISTED}"
    for use, channel_id in (("news", server.news_channel_id), ("moderators", server.mod_channel_id)):
        channel = channels.get(channel_id or 0)
        if channel is None:
            yield False, f"{guild.name}: the {use} channel is gone or hidden from the bot; run /setup again."
        else:
            yield _inspect_channel(guild.name, me, channel, channels)
    for route in rules.routes:
        channel = channels.get(route.place.channel_id)
        if channel is None and route.gone_at is None:
            channel = await _archived(client, route.place.channel_id)
        if channel is None:
            place = f"the place for stories about {route.subject}"
            yield False, f"{guild.name}: {place} is gone or hidden from the bot; run /settings route again."
        else:
            yield _inspect_channel(guild.name, me, channel, channels)


def _inspect_channel(name: str, me: discord.Member, channel: Channel, channels: Mapping[int, Channel]) -> Finding:
    thread = isinstance(channel, discord.Thread)
    home = channels.get(channel.parent_id) if isinstance(channel, discord.Thread) else channel
    if home is None or isinstance(home, discord.Thread):
        return False, f"{name}, #{channel.name}: the channel of this thread is gone or hidden from the bot."
    missing = [wording.PERMISSIONS[lack] for lack in lacking(me, home, thread=thread)]
    if missing:
        return False, f"{name}, #{channel.name}: the bot lacks {', '.join(missing)}."
    return True, f"{name}, #{channel.name}: every permission is there."


async def _archived(client: discord.Client, channel_id: int) -> discord.Thread | None:
    """A thread that is not among the active ones."""
    try:
        found = await client.fetch_channel(channel_id)
    except (discord.HTTPException, discord.InvalidData, OSError, TimeoutError):
        return None
    return found if isinstance(found, discord.Thread) else None
