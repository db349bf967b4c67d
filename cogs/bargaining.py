"""`/bargaining add|list|show|edit|move|cancel` for people with Manage Server."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.bargaining.dates import KINDS
from bot.bargaining.typed import LONGEST_LINK, LONGEST_NOTE
from bot.client import PicketwireClient
from bot.errors import UserError
from bot.models.desk import DateRef
from cogs.access import managed_server_of, missing_in
from cogs.mentions import role_of_date
from cogs.ui import answers_dates
from cogs.ui import wording_desk as words
from cogs.ui.answers import reply
from cogs.ui.transformers import ChannelArgument, ZoneArgument
from cogs.ui.transformers_desk import DateNumber, DisputeArgument
from cogs.ui.views_dates import KeepButton, MoveButton, conflicts_told
from cogs.ui.wording import permissions_text

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
        note="Where it is and how to get in, by any way there is",
        remind="How long before (a whole day: before 09:00): 24h, 1h; the server's usual ones if left out; or none",
        wake="Whether reminders ring in quiet hours too",
        channel="Where reminders go; the news channel if left out",
        role="A role that reminders mention; one that you may mention",
    )
    @app_commands.choices(kind=[app_commands.Choice(name=words.KINDS[kind], value=kind.value) for kind in KINDS])
    async def add(
        self,
        interaction: Interaction,
        dispute: app_commands.Transform[str, DisputeArgument],
        kind: str,
        start: app_commands.Range[str, 1, 60],
        source: app_commands.Range[str, 1, LONGEST_LINK],
        end: app_commands.Range[str, 1, 60] | None = None,
        all_day: bool = False,  # noqa: FBT001, FBT002 - the library gives options by position
        zone: app_commands.Transform[str, ZoneArgument] | None = None,
        note: app_commands.Range[str, 1, LONGEST_NOTE] | None = None,
        remind: app_commands.Range[str, 1, 80] | None = None,
        wake: bool = False,  # noqa: FBT001, FBT002 - as above
        channel: app_commands.Transform[int, ChannelArgument] | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Raises the UserErrors of the service, and those about the channel and the role."""
        await interaction.response.defer(ephemeral=True)
        guild_id, service = managed_server_of(interaction), self.services.bargaining
        role_id = await self._checked(interaction, guild_id, channel, role)
        date = await service.add(
            guild_id,
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
            note=note or "",
            channel_id=channel,
            role_id=role_id,
        )
        await reply(interaction, answers_dates.date_added(date, service.name(date), self.services.clock.now()))

    @app_commands.command(name="list", description="The dates ahead, with their numbers and reminders")
    async def list_dates(self, interaction: Interaction) -> None:
        """For moderators."""
        await interaction.response.defer(ephemeral=True)
        service = self.services.bargaining
        found = await service.ahead(managed_server_of(interaction))
        now = self.services.clock.now()
        await reply(interaction, answers_dates.date_list(found, service.name, moderator=True, now=now))

    @app_commands.command(description="All of a date, and what was changed about it")
    @app_commands.describe(date="Which one")
    async def show(self, interaction: Interaction, date: app_commands.Transform[DateRef, DateNumber]) -> None:
        """Raises UserError("date_unknown")."""
        await interaction.response.defer(ephemeral=True)
        service = self.services.bargaining
        known, changes = await service.show(managed_server_of(interaction), date.id)
        await reply(interaction, answers_dates.shown(known, changes, service.name(known), self.services.clock.now()))

    @app_commands.command(description="Change a date's place, source, reminders, channel or role; its time is moved")
    @app_commands.describe(
        date="Which one",
        note="Where it is and how to get in, by any way there is",
        source="A link to where it was published",
        remind="How long before, for example 24h, 1h; or none",
        wake="Whether reminders ring in quiet hours too",
        channel="Where reminders go",
        role="A role that reminders mention; one that you may mention",
        clear="Take one of these away",
    )
    @app_commands.choices(clear=[app_commands.Choice(name=name, value=name) for name in ("note", "channel", "role")])
    async def edit(
        self,
        interaction: Interaction,
        date: app_commands.Transform[DateRef, DateNumber],
        note: app_commands.Range[str, 1, LONGEST_NOTE] | None = None,
        source: app_commands.Range[str, 1, LONGEST_LINK] | None = None,
        remind: app_commands.Range[str, 1, 80] | None = None,
        wake: bool | None = None,  # noqa: FBT001 - as above
        channel: app_commands.Transform[int, ChannelArgument] | None = None,
        role: discord.Role | None = None,
        clear: str | None = None,
    ) -> None:
        """Raises the UserErrors of the service, and those about the channel and the role."""
        await interaction.response.defer(ephemeral=True)
        guild_id, service = managed_server_of(interaction), self.services.bargaining
        async with conflicts_told(interaction):
            if role is not None and channel is None:
                known, _ = await service.show(guild_id, date.id)
                role_id = await self._checked(interaction, guild_id, known.channel_id, role)
            else:
                role_id = await self._checked(interaction, guild_id, channel, role)
            change = await service.edit(
                guild_id,
                date,
                actor_id=interaction.user.id,
                note=note,
                source_url=source,
                remind=remind,
                wakes=wake,
                channel_id=channel,
                role_id=role_id,
                clear=clear,
            )
            name, now = service.name(change.after), self.services.clock.now()
            await reply(interaction, answers_dates.edited(change, name, now))

    @app_commands.command(description="Give a date another time; you see what follows before it is done")
    @app_commands.describe(
        date="Which one",
        start="For example fri 10:00, 1 Dec 10:00 or 2026-12-01; a day alone keeps the time of day",
        end="When it ends; its length stays if left out",
        all_day="Whether it is the whole day; if left out, it stays as it was, unless you give a time",
        zone="The time zone of these times; the date's own if left out",
    )
    async def move(
        self,
        interaction: Interaction,
        date: app_commands.Transform[DateRef, DateNumber],
        start: app_commands.Range[str, 1, 60],
        end: app_commands.Range[str, 1, 60] | None = None,
        all_day: bool | None = None,  # noqa: FBT001 - as above
        zone: app_commands.Transform[str, ZoneArgument] | None = None,
    ) -> None:
        """Raises the UserErrors of the service."""
        await interaction.response.defer(ephemeral=True)
        guild_id, service = managed_server_of(interaction), self.services.bargaining
        async with conflicts_told(interaction):
            proposed = await service.propose_move(guild_id, date, start=start, end=end, all_day=all_day, zone=zone)
            name, now = service.name(proposed.after), self.services.clock.now()
            await reply(interaction, answers_dates.move_preview(proposed, name, now))

    @app_commands.command(description="Call a date off; what members were told is corrected")
    @app_commands.describe(date="Which one")
    async def cancel(self, interaction: Interaction, date: app_commands.Transform[DateRef, DateNumber]) -> None:
        """Raises UserError("date_unknown")."""
        await interaction.response.defer(ephemeral=True)
        guild_id, service = managed_server_of(interaction), self.services.bargaining
        async with conflicts_told(interaction):
            off = await service.cancel(guild_id, date, actor_id=interaction.user.id)
            name, now = service.name(off), self.services.clock.now()
            await reply(interaction, answers_dates.date_cancelled(off, name, now))

    async def _checked(
        self, interaction: Interaction, guild_id: int, channel_id: int | None, role: discord.Role | None
    ) -> int | None:
        """The role's id, once it and the channel can be used. Raises UserErrors: date_channel, role_..."""
        if channel_id is not None and (missing := missing_in(interaction.guild, channel_id)):
            raise UserError("date_channel", permissions=permissions_text(missing))
        if role is None:
            return None
        server = await self.services.servers.get(guild_id)
        if server is None or server.news_channel_id is None:
            raise UserError("not_set_up")
        return role_of_date(interaction, role, channel_id or server.news_channel_id)


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(Bargaining(bot))
    bot.add_dynamic_items(MoveButton, KeepButton)
