"""Who may do what, and what the bot itself may do in a channel. Checked here each time, whatever Discord's own settings say."""

from __future__ import annotations

from typing import Final

import discord

from bot.client import PicketwireClient
from bot.errors import UserError

# What posting, editing and looking for a message in doubt need, and pictures with a text beside them.
NEEDED: Final = ("view_channel", "send_messages", "read_message_history", "attach_files")


def server_of(interaction: discord.Interaction[PicketwireClient]) -> int:
    """The server's id. Raises UserError("servers_only")."""
    if interaction.guild_id is None:
        raise UserError("servers_only")
    return interaction.guild_id


def managed_server_of(interaction: discord.Interaction[PicketwireClient]) -> int:
    """The server's id, for a person who may manage it. Raises UserError("servers_only") and UserError("needs_manage_server")."""
    guild_id = server_of(interaction)
    if not interaction.permissions.manage_guild:
        raise UserError("needs_manage_server")
    return guild_id


def missing_in(guild: discord.Guild | None, channel_id: int) -> tuple[str, ...]:
    """Names of the permissions that the bot lacks in a channel; ("view_channel",) alone where it cannot even see it."""
    channel = guild.get_channel(channel_id) if guild else None
    if guild is None or channel is None or guild.me is None:
        return ("view_channel",)
    granted = channel.permissions_for(guild.me)
    return tuple(name for name in NEEDED if not getattr(granted, name))
