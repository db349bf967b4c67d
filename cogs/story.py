"""`/story`: a report is split off, two stories are joined, one is taken back. For people with Manage Server, for their server only."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from cogs.access import managed_server_of
from cogs.ui import answers_story
from cogs.ui.answers import reply
from cogs.ui.transformers_story import ReportArgument, StoryArgument
from cogs.ui.views_story import JoinButton, LeaveButton, RetractButton, SplitButton

Interaction = discord.Interaction[PicketwireClient]


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class StoryCommands(
    commands.GroupCog,
    group_name="story",
    group_description="Correct which reports tell one story, or take a story back",
):
    """Each command shows what it would do; a button does it."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(description="Let a report leave a story that it does not belong to")
    @app_commands.describe(report="The report: its link, or pick it; a link to my post lists its reports")
    async def split(self, interaction: Interaction, report: app_commands.Transform[str, ReportArgument]) -> None:
        """Raises the UserErrors of the service."""
        await interaction.response.defer(ephemeral=True)
        plan = await self.services.story_desk.plan_split(managed_server_of(interaction), report)
        await reply(interaction, answers_story.ask_split(plan))

    @app_commands.command(description="Tell two stories as one; the one posted first is kept")
    @app_commands.describe(
        story="One of them: a link to my post or to a report, or pick it",
        other="The other one",
        undo="Take them apart again",
    )
    async def join(
        self,
        interaction: Interaction,
        story: app_commands.Transform[str, StoryArgument],
        other: app_commands.Transform[str, StoryArgument],
        undo: bool = False,  # noqa: FBT001, FBT002 - the library gives options by position
    ) -> None:
        """Raises the UserErrors of the service."""
        await interaction.response.defer(ephemeral=True)
        guild_id, desk = managed_server_of(interaction), self.services.story_desk
        if undo:
            parted = await desk.part(guild_id, story, other, actor_id=interaction.user.id)
            await reply(interaction, answers_story.parted(parted))
            return
        await reply(interaction, answers_story.ask_join(await desk.plan_join(guild_id, story, other)))

    @app_commands.command(description="Take a story back: its post says so, and nothing more of it is posted")
    @app_commands.describe(story="The story: a link to my post or to a report, or pick it", undo="Bring it back")
    async def retract(
        self,
        interaction: Interaction,
        story: app_commands.Transform[str, StoryArgument],
        undo: bool = False,  # noqa: FBT001, FBT002 - as above
    ) -> None:
        """Raises the UserErrors of the service."""
        await interaction.response.defer(ephemeral=True)
        guild_id, desk = managed_server_of(interaction), self.services.story_desk
        if undo:
            restored = await desk.restore(guild_id, story, actor_id=interaction.user.id)
            await reply(interaction, answers_story.restored(restored))
            return
        await reply(interaction, answers_story.ask_retraction(await desk.plan_retraction(guild_id, story)))


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(StoryCommands(bot))
    bot.add_dynamic_items(SplitButton, JoinButton, RetractButton, LeaveButton)
