"""`/settings approval`, and the buttons and the form of requests for approval. For people with Manage Server."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from bot.models.approvals import Policy
from cogs.access import managed_server_of
from cogs.ui import wording_approvals as words
from cogs.ui.answers import Answer, reply
from cogs.ui.modals import form_id
from cogs.ui.views_approvals import BUTTONS, REASON, reason_sent

Interaction = discord.Interaction[PicketwireClient]


@app_commands.command(name="approval", description="Choose what a second moderator has to approve before it is posted")
@app_commands.describe(wanted="Nothing, announcements that notify a role, or every announcement and statement")
@app_commands.rename(wanted="for")
@app_commands.choices(
    wanted=[app_commands.Choice(name=name, value=str(value)) for value, name in words.CHOICES.items()]
)
async def settings_approval(interaction: Interaction, wanted: str) -> None:
    """Raises UserError("not_set_up")."""
    await interaction.response.defer(ephemeral=True)
    policy = Policy(wanted)
    await interaction.client.services.approvals.choose(
        managed_server_of(interaction), policy, actor_id=interaction.user.id
    )
    await reply(interaction, Answer((f"{words.CHOSEN[policy]} {words.CHOSEN_REST}",)))


class Approvals(commands.Cog):
    """Meets the filled-in forms."""

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Forms are known by their custom_id, so that one opened before a restart still works after it."""
        if interaction.type is discord.InteractionType.modal_submit and form_id(interaction).startswith(f"{REASON}:"):
            await reason_sent(interaction)


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client, after `/settings`."""
    await bot.add_cog(Approvals())
    bot.add_dynamic_items(*BUTTONS)
    settings = bot.tree.get_command("settings")
    if not isinstance(settings, app_commands.Group):
        raise TypeError("the settings are loaded first")
    settings.add_command(settings_approval)
