"""`/sources`: which feeds this server follows, whose they are, and how each is doing."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from cogs.access import server_of
from cogs.ui import answers_news
from cogs.ui.answers import reply


class Sources(commands.Cog):
    """One command."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(description="The sources read for this server, who owns them, and how each is doing")
    @app_commands.guild_only()
    async def sources(self, interaction: discord.Interaction[PicketwireClient]) -> None:
        """The first page; buttons turn to the others."""
        await interaction.response.defer(ephemeral=True)
        await reply(interaction, answers_news.sources(await self.services.feeds.sources(server_of(interaction))))


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(Sources(bot))
