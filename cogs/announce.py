"""`/announce schedule|list|cancel` for people with Manage Server: a form, an exact preview, and nothing before the yes."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from cogs.access import managed_server_of
from cogs.ui import answers_desk
from cogs.ui.answers import reply
from cogs.ui.modals import ANNOUNCEMENT, AnnouncementForm, announcement_sent, form_id, must_be_open
from cogs.ui.transformers import ChannelArgument
from cogs.ui.transformers_desk import AnnouncementNumber
from cogs.ui.views_desk import ChangeButton, ConfirmButton, DiscardButton

Interaction = discord.Interaction[PicketwireClient]


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Announce(commands.GroupCog, group_name="announce", group_description="Announcements by this server's moderators"):
    """Announcements."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(description="Write an announcement and choose when it is posted")
    @app_commands.describe(channel="Where it is posted")
    async def schedule(self, interaction: Interaction, channel: app_commands.Transform[int, ChannelArgument]) -> None:
        """A form must be the first answer, so nothing is deferred. Raises UserError: needs_manage_server, announce_channel."""
        managed_server_of(interaction)
        must_be_open(interaction, channel)
        await interaction.response.send_modal(AnnouncementForm(channel))

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Forms are known by their custom_id, so that one opened before a restart still works after it."""
        if interaction.type is discord.InteractionType.modal_submit and form_id(interaction).startswith(
            f"{ANNOUNCEMENT}:"
        ):
            await announcement_sent(interaction)

    @app_commands.command(name="list", description="What is scheduled and not yet posted")
    async def list_scheduled(self, interaction: Interaction) -> None:
        """For moderators."""
        await interaction.response.defer(ephemeral=True)
        found = await self.services.announcements.scheduled(managed_server_of(interaction))
        await reply(interaction, answers_desk.announcements(found))

    @app_commands.command(description="Withdraw an announcement that is scheduled")
    @app_commands.describe(announcement="Which one")
    async def cancel(
        self, interaction: Interaction, announcement: app_commands.Transform[int, AnnouncementNumber]
    ) -> None:
        """Raises UserError("announce_unknown"), UserError("announce_done")."""
        await interaction.response.defer(ephemeral=True)
        known = await self.services.announcements.cancel(
            managed_server_of(interaction), announcement, actor_id=interaction.user.id
        )
        await reply(interaction, answers_desk.announcement_cancelled(known))


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(Announce(bot))
    bot.add_dynamic_items(ConfirmButton, ChangeButton, DiscardButton)
