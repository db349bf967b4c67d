"""`/settings route|mute|unmute|paywalled|silent|cap`: where stories go, what is left out, how loud and how many."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.client import PicketwireClient
from bot.delivery.routing import OUTLET, WORD
from bot.errors import UserError
from bot.models.routing import Mute
from bot.servers.choices import LONGEST_WORD, MOST_STORIES
from cogs.access import managed_server_of, missing_in
from cogs.ui import answers_digest, answers_settings
from cogs.ui.answers import reply
from cogs.ui.transformers import OutletArgument
from cogs.ui.transformers_places import ChosenPlace, MuteArgument, PlaceArgument, SubjectArgument

Interaction = discord.Interaction[PicketwireClient]


@app_commands.command(name="route", description="Give an issue or a dispute its own channel, thread or forum")
@app_commands.describe(
    subject="Which issue or dispute",
    place="Where its stories, and a dispute's steps, go; left out: the news channel",
)
async def settings_route(
    interaction: Interaction,
    subject: app_commands.Transform[str, SubjectArgument],
    place: app_commands.Transform[ChosenPlace, PlaceArgument] | None = None,
) -> None:
    """Checked first, then saved. Raises UserError: "not_set_up", "no_route", "too_many_routes"."""
    await interaction.response.defer(ephemeral=True)
    guild_id, choices = managed_server_of(interaction), interaction.client.services.choices
    if place is None:
        name = await choices.unroute(guild_id, actor_id=interaction.user.id, subject=subject)
        await reply(interaction, answers_settings.unrouted(name))
        return
    if missing := missing_in(interaction.guild, place.home_id, thread=place.thread):
        await reply(interaction, answers_digest.permissions_missing(place.place.channel_id, missing))
        return
    forum = interaction.guild.get_channel(place.home_id) if interaction.guild else None
    if isinstance(forum, discord.ForumChannel) and place.place.forum and forum.flags.require_tag:
        await reply(interaction, answers_settings.forum_wants_tag(place.home_id))
        return
    name = await choices.route(guild_id, actor_id=interaction.user.id, subject=subject, place=place.place)
    await reply(interaction, answers_settings.routed(name, place.place))


@app_commands.command(name="mute", description="Post no stories of an outlet, or with a word")
@app_commands.describe(outlet="Which outlet", word="A word or phrase, as it stands in headlines or summaries")
async def settings_mute(
    interaction: Interaction,
    outlet: app_commands.Transform[str, OutletArgument] | None = None,
    word: app_commands.Range[str, 1, LONGEST_WORD] | None = None,
) -> None:
    """One of the two. Raises UserError: "mute_what", "mute_empty", "muted_already", "too_many_mutes", "not_set_up"."""
    await interaction.response.defer(ephemeral=True)
    guild_id = managed_server_of(interaction)
    if (outlet is None) == (word is None):
        raise UserError("mute_what")
    mute = Mute(WORD, word) if word is not None else Mute(OUTLET, outlet or "")
    name = await interaction.client.services.choices.mute(guild_id, actor_id=interaction.user.id, mute=mute)
    await reply(interaction, answers_settings.muted(name, outlet=word is None))


@app_commands.command(name="unmute", description="Post stories of a muted outlet or with a muted word again")
@app_commands.describe(what="Which outlet or word")
async def settings_unmute(interaction: Interaction, what: app_commands.Transform[str, MuteArgument]) -> None:
    """Raises UserError: "not_muted", "not_set_up"."""
    await interaction.response.defer(ephemeral=True)
    guild_id = managed_server_of(interaction)
    name = await interaction.client.services.choices.unmute(guild_id, actor_id=interaction.user.id, what=what)
    await reply(interaction, answers_settings.unmuted(name))


@app_commands.command(name="paywalled", description="Choose whether stories behind a paywall are posted")
@app_commands.describe(stories="Hide those that only outlets behind a paywall tell, or show all")
@app_commands.choices(
    stories=[app_commands.Choice(name="hide", value="hide"), app_commands.Choice(name="show", value="show")]
)
async def settings_paywalled(interaction: Interaction, stories: str) -> None:
    """Raises UserError("not_set_up")."""
    await interaction.response.defer(ephemeral=True)
    guild_id, choices = managed_server_of(interaction), interaction.client.services.choices
    server = await choices.hide_paywalled(guild_id, actor_id=interaction.user.id, hide=stories == "hide")
    await reply(interaction, answers_settings.paywalled(server))


@app_commands.command(name="silent", description="Choose whether stories are posted without a notification")
@app_commands.describe(on="True: nobody's phone rings; False: members get a notification")
async def settings_silent(interaction: Interaction, on: bool) -> None:  # noqa: FBT001 - the library's way
    """Raises UserError("not_set_up")."""
    await interaction.response.defer(ephemeral=True)
    guild_id, choices = managed_server_of(interaction), interaction.client.services.choices
    server = await choices.post_silently(guild_id, actor_id=interaction.user.id, silent=on)
    await reply(interaction, answers_settings.loudness(server))


@app_commands.command(name="cap", description="Choose how many stories an hour are posted one by one")
@app_commands.describe(stories="In each place; what is over goes into one message")
async def settings_cap(interaction: Interaction, stories: app_commands.Range[int, 1, MOST_STORIES]) -> None:
    """Raises UserError("not_set_up")."""
    await interaction.response.defer(ephemeral=True)
    guild_id, choices = managed_server_of(interaction), interaction.client.services.choices
    server = await choices.cap(guild_id, actor_id=interaction.user.id, stories=stories)
    await reply(interaction, answers_settings.capped(server))


COMMANDS: tuple[app_commands.Command[Any, ..., None], ...] = (
    settings_route,
    settings_mute,
    settings_unmute,
    settings_paywalled,
    settings_silent,
    settings_cap,
)


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client, after `/settings`."""
    settings = bot.tree.get_command("settings")
    if not isinstance(settings, app_commands.Group):
        raise TypeError("the settings are loaded first")
    for command in COMMANDS:
        settings.add_command(command)
