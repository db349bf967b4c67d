"""`/tag`: a tag that does not fit is taken off, a term of the server's own is tried and kept. For people with Manage Server."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from cogs.access import managed_server_of
from cogs.ui import answers_corrections, answers_terms
from cogs.ui.answers import reply
from cogs.ui.transformers import IssueArgument
from cogs.ui.views import names_of_issues

TERM = "Words as in the rules: ending and case do not matter, =word as written, .. skips a few words"


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

    @app_commands.command(name="try", description="What a term would have tagged in the last 30 days; nothing is kept")
    @app_commands.describe(term=TERM, issue="The issue that it would tag reports with")
    async def attempt(
        self,
        interaction: discord.Interaction[PicketwireClient],
        term: app_commands.Range[str, 1, 200],
        issue: app_commands.Transform[str, IssueArgument],
    ) -> None:
        """Raises the UserErrors of the service."""
        await interaction.response.defer(ephemeral=True)
        trial = await self.services.terms.attempt(managed_server_of(interaction), term, issue)
        await reply(interaction, answers_terms.tried(trial))

    terms = app_commands.Group(name="terms", description="Terms that this server adds to the rules")

    @terms.command(description="Tag reports with an issue from now on where they have this term, in this server")
    @app_commands.describe(term=TERM, issue="The issue that it tags reports with")
    async def add(
        self,
        interaction: discord.Interaction[PicketwireClient],
        term: app_commands.Range[str, 1, 200],
        issue: app_commands.Transform[str, IssueArgument],
    ) -> None:
        """Raises the UserErrors of the service."""
        await interaction.response.defer(ephemeral=True)
        kept = await self.services.terms.add(managed_server_of(interaction), term, issue, actor_id=interaction.user.id)
        await reply(interaction, answers_terms.added(kept, issue, names_of_issues(interaction)))

    @terms.command(description="Remove a term of this server")
    @app_commands.describe(term="The term, as it is listed", issue="The issue that it tags reports with")
    async def remove(
        self,
        interaction: discord.Interaction[PicketwireClient],
        term: app_commands.Range[str, 1, 200],
        issue: app_commands.Transform[str, IssueArgument],
    ) -> None:
        """Raises the UserErrors of the service."""
        await interaction.response.defer(ephemeral=True)
        gone = await self.services.terms.remove(
            managed_server_of(interaction), term, issue, actor_id=interaction.user.id
        )
        await reply(interaction, answers_terms.removed(gone, issue, names_of_issues(interaction)))

    @terms.command(name="list", description="The terms that this server has added")
    async def list_terms(self, interaction: discord.Interaction[PicketwireClient]) -> None:
        """Raises UserError("not_set_up")."""
        await interaction.response.defer(ephemeral=True)
        kept = await self.services.terms.of_server(managed_server_of(interaction))
        await reply(interaction, answers_terms.listed(kept, names_of_issues(interaction)))


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(TagCommands(bot))
