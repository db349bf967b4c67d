"""`/bargaining add|list|cancel` for people with Manage Server, `/dates list` for everybody."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.bargaining.dates import KINDS
from bot.client import PicketwireClient
from cogs.access import managed_server_of, server_of
from cogs.ui import answers_desk
from cogs.ui import wording_desk as words
from cogs.ui.answers import reply
from cogs.ui.transformers import ZoneArgument
from cogs.ui.transformers_desk import DateNumber, DisputeArgument
from cogs.ui.views_desk import DatesButton

Interaction = discord.Interaction[PicketwireClient]


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Bargaining(commands.GroupCog, group_name="bargaining", group_description="Bargaining dates and their reminders"):
    """Dates that a person confirms."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(description="Enter a bargaining date; members are reminded of it")
    @app_commands.describe(
        dispute="Who bargains",
        kind="What happens then",
        start="For example fri 10:00, 1 Dec 10:00 or 2026-12-01 10:00; a day alone if it is all day",
        source="A link to where the date was published",
        end="When it ends, if that is known; written like the start",
        all_day="Whether it is the whole day",
        zone="The time zone of these times; the dispute's home if left out",
        remind="How long before, for example 24h, 1h; these if left out; or none",
        wake="Whether reminders ring in quiet hours too",
    )
    @app_commands.choices(kind=[app_commands.Choice(name=words.KINDS[kind], value=kind.value) for kind in KINDS])
    async def add(
        self,
        interaction: Interaction,
        dispute: app_commands.Transform[str, DisputeArgument],
        kind: str,
        start: app_commands.Range[str, 1, 60],
        source: app_commands.Range[str, 1, 400],
        end: app_commands.Range[str, 1, 60] | None = None,
        all_day: bool = False,  # noqa: FBT001, FBT002 - the library gives options by position
        zone: app_commands.Transform[str, ZoneArgument] | None = None,
        remind: app_commands.Range[str, 1, 80] | None = None,
        wake: bool = False,  # noqa: FBT001, FBT002 - as above
    ) -> None:
        """Raises the UserErrors of the service."""
        await interaction.response.defer(ephemeral=True)
        service = self.services.bargaining
        date = await service.add(
            managed_server_of(interaction),
            actor_id=interaction.user.id,
            dispute=dispute,
            kind=kind,
            start=start,
            source_url=source,
            end=end,
            all_day=all_day,
            zone=zone,
            remind=remind,
            wakes=wake,
        )
        await reply(interaction, answers_desk.date_added(date, service.name(date)))

    @app_commands.command(name="list", description="The dates ahead, with their numbers and reminders")
    async def list_dates(self, interaction: Interaction) -> None:
        """For moderators."""
        await interaction.response.defer(ephemeral=True)
        service = self.services.bargaining
        found = await service.ahead(managed_server_of(interaction))
        await reply(interaction, answers_desk.date_list(found, service.name, moderator=True))

    @app_commands.command(description="Call a date off; what members were told is put right")
    @app_commands.describe(date="Which one")
    async def cancel(self, interaction: Interaction, date: app_commands.Transform[int, DateNumber]) -> None:
        """Raises UserError("date_unknown")."""
        await interaction.response.defer(ephemeral=True)
        service = self.services.bargaining
        off = await service.cancel(managed_server_of(interaction), date, actor_id=interaction.user.id)
        await reply(interaction, answers_desk.date_cancelled(off, service.name(off)))


@app_commands.guild_only()
class Dates(commands.GroupCog, group_name="dates", group_description="Bargaining dates ahead"):
    """What comes next."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(name="list", description="The bargaining dates ahead, in your own time zone")
    async def list_dates(self, interaction: Interaction) -> None:
        """For everybody."""
        await interaction.response.defer(ephemeral=True)
        service = self.services.bargaining
        found = await service.ahead(server_of(interaction))
        await reply(interaction, answers_desk.date_list(found, service.name, moderator=False))


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(Bargaining(bot))
    await bot.add_cog(Dates(bot))
    bot.add_dynamic_items(DatesButton)
