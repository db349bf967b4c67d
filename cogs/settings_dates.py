"""`/settings reminders`: what a server chose about its bargaining dates. For people with Manage Server."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.client import PicketwireClient
from cogs.access import managed_server_of
from cogs.ui import answers_dates
from cogs.ui.answers import reply

Interaction = discord.Interaction[PicketwireClient]


@app_commands.command(name="reminders", description="Choose how long before a bargaining date members are reminded")
@app_commands.describe(before="For example 24h, 1h; or none. For dates added from now on that name none themselves")
async def settings_reminders(interaction: Interaction, before: app_commands.Range[str, 1, 80]) -> None:
    """Raises UserError: "not_set_up", "date_offsets"."""
    await interaction.response.defer(ephemeral=True)
    guild_id, choices = managed_server_of(interaction), interaction.client.services.date_choices
    chosen = await choices.remind(guild_id, before, actor_id=interaction.user.id)
    await reply(interaction, answers_dates.offsets_chosen(chosen))


COMMANDS: tuple[app_commands.Command[Any, ..., None], ...] = (settings_reminders,)


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client, after `/settings`."""
    settings = bot.tree.get_command("settings")
    if not isinstance(settings, app_commands.Group):
        raise TypeError("the settings are loaded first")
    for command in COMMANDS:
        settings.add_command(command)
