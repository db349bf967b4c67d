"""`/privacy`: what is kept about a person, for that person."""

from __future__ import annotations

import io

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from cogs.ui import answers_privacy, wording_privacy
from cogs.ui.answers import reply
from cogs.ui.views_privacy import ForgetButton

Interaction = discord.Interaction[PicketwireClient]


@app_commands.guild_only()
class Privacy(commands.GroupCog, group_name="privacy", group_description="What I keep about you, and how to remove it"):
    """For everybody, about themselves."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(description="What I keep about you, in five lines")
    async def about(self, interaction: Interaction) -> None:
        """Nothing is looked up."""
        await reply(interaction, answers_privacy.about())

    @app_commands.command(description="All that I keep about you, as a file")
    async def export(self, interaction: Interaction) -> None:
        """A JSON file, seen by nobody else."""
        await interaction.response.defer(ephemeral=True)
        data = await self.services.privacy.export(interaction.user.id)
        file = discord.File(io.BytesIO(data), wording_privacy.FILE)
        await interaction.edit_original_response(content=wording_privacy.EXPORTED, attachments=[file])

    @app_commands.command(description="Delete all that I keep about you")
    async def forget(self, interaction: Interaction) -> None:
        """Asks first; the button acts at once."""
        await reply(interaction, answers_privacy.ask())


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(Privacy(bot))
    bot.add_dynamic_items(ForgetButton)
