"""`/statement post|retract` for people with Manage Server: a form, an exact preview, approval where wanted, and nothing before the yes."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from cogs.access import managed_server_of
from cogs.ui import wording_statements as words
from cogs.ui.answers import Answer, reply
from cogs.ui.forms_statement import FORM, StatementForm, statement_sent
from cogs.ui.modals import form_id
from cogs.ui.transformers import IssueArgument
from cogs.ui.transformers_desk import DisputeArgument
from cogs.ui.transformers_statement import StatementNumber, WhoArgument
from cogs.ui.transformers_story import StoryArgument
from cogs.ui.views_statement import BUTTONS

Interaction = discord.Interaction[PicketwireClient]
Issue = app_commands.Transform[str, IssueArgument]


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Statements(commands.GroupCog, group_name="statement", group_description="Official statements of a side"):
    """Statements."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(description="Post what a side itself has said; it leads its story as OFFICIAL")
    @app_commands.describe(
        dispute="Whose talks it is about",
        side="Who says it",
        who="The office or body, no person; the union or the employers as a whole if left out",
        link="Where it was published",
        date="When it was made: today, yesterday, 2 May; today if left out",
        issue="What it is about; found in the text if left out",
        issue2="Another issue",
        issue3="Another issue",
        story="The story it joins, by a link to a post or a report; a new one if left out",
    )
    @app_commands.choices(side=[app_commands.Choice(name=name, value=side) for side, name in words.SIDES.items()])
    async def post(
        self,
        interaction: Interaction,
        dispute: app_commands.Transform[str, DisputeArgument],
        side: str,
        who: app_commands.Transform[str, WhoArgument] | None = None,
        link: app_commands.Range[str, 1, 400] | None = None,
        date: app_commands.Range[str, 1, 60] | None = None,
        issue: Issue | None = None,
        issue2: Issue | None = None,
        issue3: Issue | None = None,
        story: app_commands.Transform[str, StoryArgument] | None = None,
    ) -> None:
        """A form must be the first answer, so nothing is deferred. Raises the UserErrors of the service."""
        draft = await self.services.statements.begin(
            managed_server_of(interaction),
            actor_id=interaction.user.id,
            dispute=dispute,
            side=side,
            who=who,
            url=link,
            day=date,
            issues=[each for each in (issue, issue2, issue3) if each is not None],
            story=story,
        )
        await interaction.response.send_modal(StatementForm(draft))

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Forms are known by their custom_id, so that one opened before a restart still works after it."""
        if interaction.type is discord.InteractionType.modal_submit and form_id(interaction).startswith(f"{FORM}:"):
            await statement_sent(interaction)

    @app_commands.command(description="Take a statement back; its post says so, and it leaves news, search and digests")
    @app_commands.describe(statement="Which one")
    async def retract(self, interaction: Interaction, statement: app_commands.Transform[int, StatementNumber]) -> None:
        """Raises UserError: statement_unknown, statement_not_posted."""
        await interaction.response.defer(ephemeral=True)
        await self.services.statements.retract(managed_server_of(interaction), statement, actor_id=interaction.user.id)
        await reply(interaction, Answer((words.RETRACTED_ANSWER,)))


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(Statements(bot))
    bot.add_dynamic_items(*BUTTONS)
