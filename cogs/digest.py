"""`/digest` for everybody, `/settings digest` and `/settings quiet` for people with Manage Server."""

from __future__ import annotations

from datetime import time

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from bot.digests.service import MOST_DAYS
from bot.errors import UserError
from bot.models.schedules import Cadence
from cogs.access import managed_server_of, missing_in, server_of
from cogs.ui import answers_digest
from cogs.ui.answers import reply
from cogs.ui.transformers import ChannelArgument
from cogs.ui.transformers_time import TimeArgument
from cogs.ui.views import names_of_issues
from cogs.ui.views_digest import DigestPageButton
from cogs.ui.wording_digest import CHOICES, DAYS

OFF = "off"


class Digest(commands.Cog):
    """One command."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(description="What was published in the last days, by issue")
    @app_commands.describe(days=f"How many days back, 1 to {MOST_DAYS}; 1 if left out")
    @app_commands.guild_only()
    async def digest(
        self,
        interaction: discord.Interaction[PicketwireClient],
        days: app_commands.Range[int, 1, MOST_DAYS] = 1,
    ) -> None:
        """The first page; buttons turn to the others. Raises UserError("not_set_up")."""
        await interaction.response.defer(ephemeral=True)
        found = await self.services.digests.on_demand(server_of(interaction), days=days)
        await reply(interaction, answers_digest.page(found, names_of_issues(interaction)))


@app_commands.command(name="digest", description="Choose when a digest of the news is posted, or switch it off")
@app_commands.describe(
    cadence="How often",
    at="At what local time of this server, for example 09:00; kept as it is if left out",
    weekday="For the weekly digest: on which day",
    channel="Where; the news channel if left out",
    empty="Whether a digest with nothing new is posted, saying so",
)
@app_commands.choices(cadence=[app_commands.Choice(name=name, value=value) for value, name in CHOICES.items()])
@app_commands.choices(weekday=[app_commands.Choice(name=name, value=number) for number, name in enumerate(DAYS)])
@app_commands.rename(at="time")
async def settings_digest(
    interaction: discord.Interaction[PicketwireClient],
    cadence: str,
    at: app_commands.Transform[time, TimeArgument] | None = None,
    weekday: int | None = None,
    channel: app_commands.Transform[int, ChannelArgument] | None = None,
    empty: bool | None = None,  # noqa: FBT001 - the library gives options by position
) -> None:
    """Checked first, then saved. Raises UserError("not_set_up"), "digest_weekday", "digest_details"."""
    await interaction.response.defer(ephemeral=True)
    guild_id = managed_server_of(interaction)
    services = interaction.client.services
    if cadence == OFF:
        if any(option is not None for option in (at, weekday, channel, empty)):
            raise UserError("digest_details")
        stopped = await services.digests.stop(guild_id, actor_id=interaction.user.id)
        await reply(interaction, answers_digest.stopped(there_was_one=stopped))
        return
    if channel is not None and (missing := missing_in(interaction.guild, channel)):
        await reply(interaction, answers_digest.permissions_missing(channel, missing))
        return
    plan = await services.digests.schedule(
        guild_id,
        actor_id=interaction.user.id,
        cadence=Cadence(cadence),
        at=at,
        weekday=weekday,
        channel_id=channel,
        say_empty=empty,
    )
    server = await services.servers.get(guild_id)
    if server is None:
        raise UserError("not_set_up")
    await reply(interaction, answers_digest.scheduled(server, plan))


@app_commands.command(name="quiet", description="Choose hours in which stories wait, or have none")
@app_commands.describe(
    begins="The local time from which stories wait, for example 22:00",
    ends="The local time at which they are posted, for example 08:00",
    off="Have no quiet hours",
)
@app_commands.rename(begins="from", ends="to")
async def settings_quiet(
    interaction: discord.Interaction[PicketwireClient],
    begins: app_commands.Transform[time, TimeArgument] | None = None,
    ends: app_commands.Transform[time, TimeArgument] | None = None,
    off: bool = False,  # noqa: FBT001, FBT002 - the library gives options by position
) -> None:
    """Raises UserError("not_set_up"), "quiet_needs_both", "quiet_off_alone", "quiet_same"."""
    await interaction.response.defer(ephemeral=True)
    guild_id = managed_server_of(interaction)
    hours = interaction.client.services.quiet_hours
    if off:
        if begins is not None or ends is not None:
            raise UserError("quiet_off_alone")
        server = await hours.drop(guild_id, actor_id=interaction.user.id)
    elif begins is None or ends is None:
        raise UserError("quiet_needs_both")
    else:
        server = await hours.choose(guild_id, actor_id=interaction.user.id, begins=begins, ends=ends)
    await reply(interaction, answers_digest.quiet_chosen(server))


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client, after `/settings`."""
    await bot.add_cog(Digest(bot))
    bot.add_dynamic_items(DigestPageButton)
    settings = bot.tree.get_command("settings")
    if not isinstance(settings, app_commands.Group):
        raise TypeError("the settings are loaded first")
    settings.add_command(settings_digest)
    settings.add_command(settings_quiet)
