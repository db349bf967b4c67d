"""`/status`: all disputes at a glance, for everybody."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from cogs.access import server_of
from cogs.ui import answers_status
from cogs.ui.answers import reply


class Status(commands.Cog):
    """One command."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(description="All disputes at a glance: step, strike day, next date, what expires next")
    @app_commands.guild_only()
    async def status(self, interaction: discord.Interaction[PicketwireClient]) -> None:
        """Short enough for a phone."""
        await interaction.response.defer(ephemeral=True)
        guild_id, disputes = server_of(interaction), self.services.disputes
        statuses, dates = await disputes.status(guild_id), await self.services.bargaining.ahead(guild_id)
        await reply(interaction, answers_status.glance(statuses, dates, disputes.source))


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(Status(bot))
