"""The menus on a post, for everybody: why it is tagged as it is, and a report of a problem to the moderators."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from bot.errors import UserError
from cogs.access import server_of
from cogs.ui import answers_news
from cogs.ui.answers import reply
from cogs.ui.modals import form_id
from cogs.ui.views import names_of_issues
from cogs.ui.views_problem import (
    FORM,
    ProblemDoneButton,
    ProblemForm,
    ProblemRetractButton,
    ProblemTagButton,
    ProblemWhyButton,
    problem_sent,
)
from cogs.ui.wording_problem import REPORT_MENU, WHY_MENU

Interaction = discord.Interaction[PicketwireClient]


@app_commands.context_menu(name=WHY_MENU)
@app_commands.guild_only()
async def why_menu(interaction: Interaction, message: discord.Message) -> None:
    """The same as `/why` with a link to the post. Raises UserError: not_my_post, post_unknown, story_retracted."""
    await interaction.response.defer(ephemeral=True)
    guild_id = server_of(interaction)
    _must_be_mine(interaction, message)
    link = f"https://discord.com/channels/{guild_id}/{message.channel.id}/{message.id}"
    stories = await interaction.client.services.why.why(guild_id, link)
    await reply(interaction, answers_news.why(stories, names_of_issues(interaction)))


@app_commands.context_menu(name=REPORT_MENU)
@app_commands.guild_only()
async def report_menu(interaction: Interaction, message: discord.Message) -> None:
    """A form must be the first answer, so nothing is deferred. Raises UserError("not_my_post")."""
    server_of(interaction)
    _must_be_mine(interaction, message)
    await interaction.response.send_modal(ProblemForm(message.id))


def _must_be_mine(interaction: Interaction, message: discord.Message) -> None:
    me = interaction.client.user
    if me is None or message.author.id != me.id:
        raise UserError("not_my_post")


class Menus(commands.Cog):
    """Meets the forms that are sent."""

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """By the form's custom_id, so that one opened before a restart is met too."""
        if interaction.type is discord.InteractionType.modal_submit and form_id(interaction).startswith(f"{FORM}:"):
            await problem_sent(interaction)


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(Menus())
    bot.tree.add_command(why_menu)
    bot.tree.add_command(report_menu)
    bot.add_dynamic_items(ProblemWhyButton, ProblemTagButton, ProblemRetractButton, ProblemDoneButton)
