"""`/about`: what the bot is, what it never does, who runs it."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from cogs.access import server_of
from cogs.ui import answers_server
from cogs.ui.answers import reply


class About(commands.Cog):
    """One command."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(description="What this bot is, what it never does, and who runs it")
    @app_commands.guild_only()
    async def about(self, interaction: discord.Interaction[PicketwireClient]) -> None:
        """Nothing is looked up, so it is answered at once."""
        server_of(interaction)
        await reply(interaction, answers_server.about(self.services.about))


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(About(bot))
