"""`/why`: the phrases that fired for a post or a report, or why it was kept out. For everybody."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from cogs.access import server_of
from cogs.ui import answers_news
from cogs.ui.answers import reply
from cogs.ui.views import names_of_issues


class Why(commands.Cog):
    """One command."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(description="Why a post or a report is tagged as it is, or was kept out")
    @app_commands.describe(link="A link to one of my posts, or to an outlet's report")
    @app_commands.guild_only()
    async def why(
        self, interaction: discord.Interaction[PicketwireClient], link: app_commands.Range[str, 1, 1000]
    ) -> None:
        """Raises UserError: "link_unclear", "post_unknown", "report_unknown"."""
        await interaction.response.defer(ephemeral=True)
        stories = await self.services.why.why(server_of(interaction), link)
        await reply(interaction, answers_news.why(stories, names_of_issues(interaction)))


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(Why(bot))
