"""`/setup`: where news and moderators' notices go, and the server's time zone. Nothing is saved while a permission is missing."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from bot.models.servers import Server
from cogs.access import managed_server_of, missing_in
from cogs.ui import answers_server
from cogs.ui.answers import reply
from cogs.ui.transformers import ChannelArgument, ZoneArgument, zones


class Setup(commands.Cog):
    """One command."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(name="setup", description="Choose the channels to post in and the time zone of this server")
    @app_commands.describe(
        news="Where stories are posted",
        moderators="Where moderators hear of sources in trouble and of what could not be posted",
        zone="A city or zone, for example Los Angeles or London; kept as it is if left out",
    )
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def set_up(
        self,
        interaction: discord.Interaction[PicketwireClient],
        news: app_commands.Transform[int, ChannelArgument],
        moderators: app_commands.Transform[int, ChannelArgument],
        zone: app_commands.Transform[str, ZoneArgument] | None = None,
    ) -> None:
        """Checked first, then saved; a first post in both channels is the proof."""
        await interaction.response.defer(ephemeral=True)
        guild_id = managed_server_of(interaction)
        missing = {
            channel: lacks for channel in (news, moderators) if (lacks := missing_in(interaction.guild, channel))
        }
        if missing:
            await reply(interaction, answers_server.permissions_missing(missing))
            return
        before = await self.services.servers.get(guild_id) or Server(guild_id)
        server = await self.services.servers.set_up(
            guild_id,
            actor_id=interaction.user.id,
            news_channel_id=news,
            mod_channel_id=moderators,
            zone=zone or before.zone,
        )
        await reply(interaction, answers_server.set_up(server))


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    zones()  # read from disk once, not while a person types
    await bot.add_cog(Setup(bot))
