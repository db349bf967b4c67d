"""Who may do what, and what the bot itself may do in a channel. Checked here each time, whatever Discord's own settings say."""

from __future__ import annotations

from typing import Final

import discord

from bot.client import PicketwireClient
from bot.errors import UserError

# What posting, editing and looking for a message in doubt need, and pictures with a text beside them.
NEEDED: Final = ("view_channel", "send_messages", "read_message_history", "attach_files")
IN_THREADS: Final = "send_messages_in_threads"


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


def missing_in(guild: discord.Guild | None, channel_id: int, *, thread: bool = False) -> tuple[str, ...]:
    """Names of the permissions that the bot lacks in a channel; only the first where it does not know the channel.

    `thread`: for posting in a thread of this channel. A thread's own number works too while it is not archived.
    """
    channel = guild.get_channel_or_thread(channel_id) if guild else None
    if isinstance(channel, discord.Thread):
        channel, thread = channel.parent, True
    if guild is None or channel is None or guild.me is None:
        return NEEDED[:1]
    return lacking(guild.me, channel, thread=thread)


def lacking(me: discord.Member, channel: discord.abc.GuildChannel, *, thread: bool = False) -> tuple[str, ...]:
    """Names of the permissions that the bot, as this member, lacks in the channel, or for posting in a thread of it."""
    granted = _granted(me, channel)
    if thread:
        needed = tuple(IN_THREADS if name == "send_messages" else name for name in NEEDED)
    elif isinstance(channel, discord.ForumChannel):
        needed = (*NEEDED, IN_THREADS)
    else:
        needed = NEEDED
    return tuple(name for name in needed if not getattr(granted, name))


def _granted(me: discord.Member, channel: discord.abc.GuildChannel) -> discord.Permissions:
    """What roles and the channel's exceptions give, by Discord's documented order.

    The library's own sum takes everything away from a channel that cannot be seen, which would name permissions that are there.
    """
    granted = me.guild_permissions
    if granted.administrator:
        return granted
    roles = [channel.overwrites_for(role).pair() for role in me.roles if not role.is_default()]
    allow, deny = 0, 0
    for allowed, denied in roles:
        allow, deny = allow | allowed.value, deny | denied.value
    everyone, own = channel.overwrites_for(me.guild.default_role).pair(), channel.overwrites_for(me).pair()
    granted.handle_overwrite(everyone[0].value, everyone[1].value)
    granted.handle_overwrite(allow, deny)
    granted.handle_overwrite(own[0].value, own[1].value)
    return granted


async def direct_conversation_of(interaction: discord.Interaction[PicketwireClient]) -> int:
    """The channel of the direct conversation with the member. Raises UserError("inbox_unopened")."""
    try:
        return (await interaction.user.create_dm()).id
    except discord.HTTPException as e:
        raise UserError("inbox_unopened") from e


def may_write(interaction: discord.Interaction[PicketwireClient]) -> bool:
    """Whether the person may write where the interaction happens."""
    in_thread = isinstance(interaction.channel, discord.Thread)
    granted = interaction.permissions
    return granted.send_messages_in_threads if in_thread else granted.send_messages
