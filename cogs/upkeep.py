"""Listens for channels and roles that are deleted: moderators are asked once for another place, and answer by a button."""

from __future__ import annotations

import logging

import discord
from discord.ext import commands

from bot.client import PicketwireClient
from bot.errors import StorageBusy
from cogs.access import missing_in
from cogs.ui.views_settings import RepairButton, RepairPick

log = logging.getLogger(__name__)


class Upkeep(commands.Cog):
    """No commands. A deletion that is missed, while not connected, is noticed when a message cannot be posted."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.upkeep = bot.services.upkeep

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel or forum was deleted."""
        await self._deleted(channel.guild.id, channel.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, thread: discord.RawThreadDeleteEvent) -> None:
        """A thread was deleted, archived or not."""
        await self._deleted(thread.guild_id, thread.thread_id)

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """A role was deleted: it may have been what let the bot post somewhere."""
        try:
            places = await self.upkeep.places(role.guild.id)
            known = {place for place in places if role.guild.get_channel_or_thread(place) is not None}
            closed = {place for place in known if missing_in(role.guild, place)}
            if closed:
                await self.upkeep.closed(role.guild.id, closed, cause=role.id)
        except StorageBusy as e:
            log.warning("a deleted role of server %s could not be looked into: %s", role.guild.id, e)

    async def _deleted(self, guild_id: int, channel_id: int) -> None:
        try:
            await self.upkeep.channel_deleted(guild_id, channel_id)
        except StorageBusy as e:
            log.warning("a deleted channel of server %s could not be noted: %s", guild_id, e)


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(Upkeep(bot))
    bot.add_dynamic_items(RepairButton, RepairPick)
