"""`/news`: the latest stories, by issue and outlet."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from cogs.access import server_of
from cogs.ui import answers_news
from cogs.ui.answers import reply
from cogs.ui.transformers import IssueArgument, OutletArgument
from cogs.ui.views import name_of_outlet, names_of_issues


@app_commands.guild_only()
class News(commands.GroupCog, group_name="news", group_description="News about Hollywood bargaining"):
    """Commands about stories."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(description="The latest stories, newest first")
    @app_commands.describe(issue="Only stories about this issue", outlet="Only stories this outlet has")
    async def latest(
        self,
        interaction: discord.Interaction[PicketwireClient],
        issue: app_commands.Transform[str, IssueArgument] | None = None,
        outlet: app_commands.Transform[str, OutletArgument] | None = None,
    ) -> None:
        """The first page; buttons turn to the others."""
        await interaction.response.defer(ephemeral=True)
        page = await self.services.archive.latest(
            server_of(interaction), issue=issue, outlet=outlet, page=0, as_of=None
        )
        answer = answers_news.latest(
            page,
            issue=issue,
            outlet=outlet,
            outlet_name=name_of_outlet(interaction, outlet),
            issues=names_of_issues(interaction),
        )
        await reply(interaction, answer)


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(News(bot))
