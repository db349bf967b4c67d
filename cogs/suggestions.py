"""`/bargaining suggestions`, `/settings suggestions`, and the buttons and the form of suggested dates. For people with Manage Server."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.bargaining.choices import MOST_CARDS
from bot.client import PicketwireClient
from cogs.access import managed_server_of
from cogs.ui import wording_suggestions as words
from cogs.ui.answers import Answer, reply
from cogs.ui.markup import DISCORD
from cogs.ui.modals import form_id
from cogs.ui.transformers_desk import SuggestionNumber
from cogs.ui.views_suggestions import BUTTONS, COMMAND, FORM, form_sent, suggestion, suggestion_list

Interaction = discord.Interaction[PicketwireClient]


@app_commands.command(name="suggestions", description="Dates named in the news that nobody has confirmed yet")
@app_commands.describe(which="One of them, with what it rests on; all if left out")
async def bargaining_suggestions(
    interaction: Interaction, which: app_commands.Transform[str, SuggestionNumber] | None = None
) -> None:
    """Raises UserError("suggestion_unknown")."""
    await interaction.response.defer(ephemeral=True)
    guild_id, service = managed_server_of(interaction), interaction.client.services.suggestions
    if which is None:
        await reply(interaction, suggestion_list(await service.waiting(guild_id)))
    else:
        await reply(interaction, suggestion(await service.show(guild_id, which)))


@app_commands.command(
    name="suggestions", description="Choose whether dates named in the news are suggested to moderators"
)
@app_commands.describe(
    on="Whether they are suggested at all", cards="How many a day reach the moderators' channel; 3 at first"
)
async def settings_suggestions(
    interaction: Interaction,
    on: bool,  # noqa: FBT001 - the library's way
    cards: app_commands.Range[int, 0, MOST_CARDS] | None = None,
) -> None:
    """Raises UserError("not_set_up")."""
    await interaction.response.defer(ephemeral=True)
    guild_id, service = managed_server_of(interaction), interaction.client.services.date_choices
    chosen = await service.suggest(guild_id, on=on, cards=cards, actor_id=interaction.user.id)
    told = words.OFF if not chosen.suggestions else words.ON if chosen.cards else words.LISTED
    await reply(interaction, Answer((told.format(cards=chosen.cards, command=DISCORD.command(COMMAND)),)))


class Suggestions(commands.Cog):
    """Meets the filled-in forms."""

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Forms are known by their custom_id, so that one opened before a restart still works after it."""
        if interaction.type is discord.InteractionType.modal_submit and form_id(interaction).startswith(f"{FORM}:"):
            await form_sent(interaction)


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client, after `/settings` and `/bargaining`."""
    await bot.add_cog(Suggestions())
    bot.add_dynamic_items(*BUTTONS)
    added: tuple[tuple[str, app_commands.Command[Any, ..., None]], ...] = (
        ("bargaining", bargaining_suggestions),
        ("settings", settings_suggestions),
    )
    for name, command in added:
        group = bot.tree.get_command(name)
        if not isinstance(group, app_commands.Group):
            raise TypeError(f"/{name} is loaded first")
        group.add_command(command)
