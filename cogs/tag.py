"""`/tag wrong`: a tag that does not fit is taken off a story. For people with Manage Server."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from cogs.access import managed_server_of
from cogs.ui import answers_corrections
from cogs.ui.answers import reply
from cogs.ui.transformers import IssueArgument


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class TagCommands(
    commands.GroupCog, group_name="tag", group_description="Correct which issues stories are tagged with"
):
    """Corrections of tags, for this server only."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(description="Take a wrong issue off a story in this server; its post is edited")
    @app_commands.describe(
        link="A link to my post of it, or to an outlet's report",
        issue="The issue that it is not about",
        undo="Put the issue back",
    )
    async def wrong(
        self,
        interaction: discord.Interaction[PicketwireClient],
        link: app_commands.Range[str, 1, 1000],
        issue: app_commands.Transform[str, IssueArgument],
        undo: bool = False,  # noqa: FBT001, FBT002 - the library gives options by position
    ) -> None:
        """Raises the UserErrors of the service."""
        await interaction.response.defer(ephemeral=True)
        fixed = await self.services.corrections.wrong_tag(
            managed_server_of(interaction), actor_id=interaction.user.id, link=link, issue=issue, undo=undo
        )
        await reply(interaction, answers_corrections.tag_fixed(fixed, undo=undo))


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(TagCommands(bot))
