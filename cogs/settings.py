"""`/settings`: what this server chose, and the switch that stops all posting. For people with Manage Server."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from cogs.access import managed_server_of
from cogs.ui import answers_health, answers_server
from cogs.ui.answers import reply
from cogs.ui.showing import settings_of


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Settings(commands.GroupCog, group_name="settings", group_description="The settings of this server"):
    """Commands about one server's choices."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(description="Show the settings of this server")
    async def show(self, interaction: discord.Interaction[PicketwireClient]) -> None:
        """Raises UserError("not_set_up")."""
        await interaction.response.defer(ephemeral=True)
        await reply(interaction, await settings_of(interaction))

    @app_commands.command(description="How the bot is doing here: feeds, what waits, what was given up")
    async def health(self, interaction: discord.Interaction[PicketwireClient]) -> None:
        """Raises UserError("not_set_up")."""
        await interaction.response.defer(ephemeral=True)
        found = await self.services.health.of(managed_server_of(interaction))
        await reply(interaction, answers_health.health(found, interaction.client.link()))

    @app_commands.command(description="Stop all posting in this server at once")
    async def pause(self, interaction: discord.Interaction[PicketwireClient]) -> None:
        """What is due waits."""
        await interaction.response.defer(ephemeral=True)
        await self.services.servers.pause(managed_server_of(interaction), actor_id=interaction.user.id)
        await reply(interaction, answers_server.paused())

    @app_commands.command(description="Let posting go on in this server")
    async def resume(self, interaction: discord.Interaction[PicketwireClient]) -> None:
        """What waited is posted, or folded into one message where it is much."""
        await interaction.response.defer(ephemeral=True)
        await self.services.servers.resume(managed_server_of(interaction), actor_id=interaction.user.id)
        await reply(interaction, answers_server.resumed())


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(Settings(bot))
