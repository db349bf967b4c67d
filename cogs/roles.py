"""Roles that notify, in Discord: made when the first member wants one, given, and taken off again."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

import discord

from bot.client import PicketwireClient
from bot.errors import UserError
from bot.models.members import Followed
from cogs.access import server_of

log = logging.getLogger(__name__)

Interaction = discord.Interaction[PicketwireClient]

NAME: Final = 100  # Discord's longest name of a role
REASON: Final = "Asked for with /follow"
TOO_MANY_ROLES: Final = 30005  # Discord's code
_making = asyncio.Lock()  # of two who ask first at once, the second finds the role of the first


def must_be_able(guild: discord.Guild | None, news_channel_id: int | None) -> None:
    """Raises UserError: "roles_manage" where the bot may not manage roles, "roles_mention" where it may not mention them."""
    me = guild.me if guild is not None else None
    if guild is None or me is None or not me.guild_permissions.manage_roles:
        raise UserError("roles_manage")
    channel = guild.get_channel(news_channel_id or 0)
    if channel is None or not channel.permissions_for(me).mention_everyone:
        raise UserError("roles_mention")


async def give(interaction: Interaction, followed: Followed, name: str) -> None:
    """Give the member the role for it, which is made if need be.

    Raises UserError: "not_set_up", "roles_off", "roles_manage" where Discord does not let the bot, "roles_full".
    """
    service, guild_id, member = interaction.client.services.roles, server_of(interaction), interaction.user
    guild = interaction.guild
    if guild is None or not isinstance(member, discord.Member):
        raise UserError("servers_only")
    try:
        async with _making:
            role_id = await service.role_of(guild_id, followed)
            role = guild.get_role(role_id) if role_id is not None else None
            if role is None:
                role = await guild.create_role(name=f"News: {name}"[:NAME], mentionable=False, reason=REASON)
                await service.made(guild_id, followed, role.id)
        await member.add_roles(role, reason=REASON)
    except discord.Forbidden as e:
        raise UserError("roles_manage") from e
    except discord.HTTPException as e:
        if e.code == TOO_MANY_ROLES:
            raise UserError("roles_full") from e
        raise
    await service.took(guild_id, member.id, followed)


async def take_off(
    client: PicketwireClient, member_id: int, *, of: tuple[int, Followed] | None = None
) -> tuple[int, int]:
    """Take the roles that the member took off again: one, by server and subject, or all; how many, and how many Discord left on.

    A role that is left on stays noted, so that it can be tried again.
    """
    service, count, left = client.services.roles, 0, 0
    for guild_id, followed, role_id in await service.held_by(member_id):
        if of is not None and of != (guild_id, followed):
            continue
        try:
            await client.http.remove_role(guild_id, member_id, role_id, reason=REASON)
        except discord.NotFound:
            pass  # the role, the member or the server is gone
        except discord.HTTPException as e:
            log.warning("a role of server %s could not be taken off: HTTP %s, code %s", guild_id, e.status, e.code)
            left += 1
            continue
        await service.gave_back(guild_id, member_id, followed)
        count += 1
    return count, left
