"""One request to the API after its route was found and its body was checked, and the look-ups that most handlers begin with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rehearsal.discord.errors import (
    INVALID_FORM,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    UNKNOWN_CHANNEL,
    UNKNOWN_GUILD,
    UNKNOWN_MEMBER,
    UNKNOWN_MESSAGE,
    UNKNOWN_ROLE,
    ApiError,
)
from rehearsal.discord.messages import Upload
from rehearsal.discord.permissions import Can, in_channel, in_guild
from rehearsal.discord.places import Channel, Guild, Json, Member, Role
from rehearsal.discord.world import World


@dataclass(frozen=True)
class Call:
    """A request: path parameters as they stand in the path, query, JSON body, files."""

    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None
    files: Sequence[Upload] = field(default_factory=tuple)

    def id(self, name: str) -> int:
        """A path parameter as an id. Raises ApiError when it is none."""
        text = self.params[name]
        if not text.isdecimal():
            problem = {"code": "NUMBER_TYPE_COERCE", "message": f'Value "{text}" is not snowflake.'}
            raise ApiError(INVALID_FORM, {name: {"_errors": [problem]}})
        return int(text)

    def wants(self, name: str) -> bool:
        """Whether a query flag is set."""
        return self.query.get(name, "").lower() in {"1", "true"}


def guild_of(world: World, call: Call) -> Guild:
    """The server in the path, if the bot is in it. Raises ApiError."""
    guild = world.guilds.get(call.id("guild_id"))
    if guild is None or world.bot.id not in guild.members:
        raise ApiError(UNKNOWN_GUILD)
    return guild


def bot_in(world: World, guild: Guild) -> Member:
    """The bot's member. Raises ApiError when it was removed."""
    member = guild.members.get(world.bot.id)
    if member is None:
        raise ApiError(MISSING_ACCESS)
    return member


def demand(have: Can, *needs: Can) -> None:
    """Raise ApiError (403, 50013) unless all needed bits are there."""
    if any(not have & need for need in needs):
        raise ApiError(MISSING_PERMISSIONS)


def demand_in_guild(world: World, guild: Guild, *needs: Can) -> None:
    """The same for the bot in a whole server."""
    demand(in_guild(guild, bot_in(world, guild)), *needs)


def bot_permissions(world: World, channel: Channel) -> Can:
    """What the bot may do in a channel; in a direct conversation, all."""
    if channel.guild_id is None:
        return Can(sum(Can))
    guild = world.guilds[channel.guild_id]
    return in_channel(guild, bot_in(world, guild), channel)


def channel_of(world: World, call: Call, *needs: Can) -> Channel:
    """The channel in the path, which the bot must see and where it needs these permissions. Raises ApiError (404 or 403)."""
    channel = world.channels.get(call.id("channel_id"))
    if channel is None:
        raise ApiError(UNKNOWN_CHANNEL)
    have = bot_permissions(world, channel)
    if not have & Can.VIEW_CHANNEL:
        raise ApiError(MISSING_ACCESS)
    demand(have, *needs)
    return channel


def message_of(channel: Channel, call: Call) -> Json:
    """The message in the path. Raises ApiError (404)."""
    message = channel.messages.get(call.id("message_id"))
    if message is None:
        raise ApiError(UNKNOWN_MESSAGE)
    return message


def role_of(guild: Guild, call: Call) -> Role:
    """The role in the path. Raises ApiError (404)."""
    role = guild.roles.get(call.id("role_id"))
    if role is None:
        raise ApiError(UNKNOWN_ROLE)
    return role


def member_of(guild: Guild, call: Call) -> Member:
    """The member in the path. Raises ApiError (404)."""
    member = guild.members.get(call.id("user_id"))
    if member is None:
        raise ApiError(UNKNOWN_MEMBER)
    return member
