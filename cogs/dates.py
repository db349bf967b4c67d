"""`/dates list|calendar`: what comes next, for everybody."""

from __future__ import annotations

import io
from typing import Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from cogs.access import server_of
from cogs.ui import answers_dates
from cogs.ui.answers import reply
from cogs.ui.views_dates import DatesButton

CALENDAR: Final = "bargaining-dates.ics"


@app_commands.guild_only()
class Dates(commands.GroupCog, group_name="dates", group_description="Bargaining dates ahead"):
    """What comes next."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(name="list", description="The bargaining dates ahead, in your own time zone")
    async def list_dates(self, interaction: discord.Interaction[PicketwireClient]) -> None:
        """For everybody."""
        await interaction.response.defer(ephemeral=True)
        service = self.services.bargaining
        found = await service.ahead(server_of(interaction))
        now = self.services.clock.now()
        await reply(interaction, answers_dates.date_list(found, service.name, moderator=False, now=now))

    @app_commands.command(description="The bargaining dates ahead as a file for your own calendar")
    async def calendar(self, interaction: discord.Interaction[PicketwireClient]) -> None:
        """For everybody."""
        await interaction.response.defer(ephemeral=True)
        data, count = await self.services.bargaining.calendar(server_of(interaction))
        file = discord.File(io.BytesIO(data), CALENDAR, description=answers_dates.calendar_alt(count))
        await interaction.edit_original_response(content=answers_dates.calendar(count), attachments=[file])


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(Dates(bot))
    bot.add_dynamic_items(DatesButton)
