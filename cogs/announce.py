"""`/announce` and `/settings urgent` for people with Manage Server: a form, an exact preview, and nothing before the yes."""

from __future__ import annotations

import logging

import discord
from discord import app_commands
from discord.ext import commands

from bot.announcements.drafting import MOST_TIMES
from bot.announcements.service import MOST_URGENT
from bot.client import PicketwireClient
from bot.errors import StorageBusy, UserError
from bot.models.announcements import Manner
from bot.models.schedules import Cadence
from cogs.access import managed_server_of
from cogs.announce_options import begin_edit, manner_of
from cogs.ui import answers_announcements as answers
from cogs.ui.answers import reply
from cogs.ui.forms_announcements import ANNOUNCEMENT, AnnouncementForm, announcement_sent, must_be_open
from cogs.ui.modals import form_id
from cogs.ui.transformers import ChannelArgument
from cogs.ui.transformers_announcements import AnnouncementNumber, AnyAnnouncement, ChangeableAnnouncement, Chosen
from cogs.ui.views_announcements import BUTTONS, page_of, skip
from cogs.ui.wording_announcements import CADENCES, WITHOUT

log = logging.getLogger(__name__)
Interaction = discord.Interaction[PicketwireClient]
REPEATS = [app_commands.Choice(name=name, value=str(value)) for value, name in CADENCES.items()]
LEFT_OUT = [app_commands.Choice(name=name, value=value) for value, name in WITHOUT.items()]


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Announce(commands.GroupCog, group_name="announce", group_description="Announcements by this server's moderators"):
    """Announcements. A form must be the first answer, so commands that open one defer nothing."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.desk = bot.services.announcements

    @app_commands.command(description="Write an announcement and choose when it is posted")
    @app_commands.describe(
        channel="Where it is posted",
        role="Who is notified; only roles that you may mention",
        picture="A picture, up to 5 MB",
        alt="What the picture shows, in a sentence",
        repeat="How often it comes again",
        until="With repeat: the last day, for example 1 Dec",
        times="With repeat: how many times in all",
        urgent="Let it ring in quiet hours too; a few a day",
        hold="If approval comes late: post it then, rather than not at all",
    )
    @app_commands.choices(repeat=REPEATS)
    async def schedule(
        self,
        interaction: Interaction,
        channel: app_commands.Transform[int, ChannelArgument],
        role: discord.Role | None = None,
        picture: discord.Attachment | None = None,
        alt: str | None = None,
        repeat: str | None = None,
        until: str | None = None,
        times: app_commands.Range[int, 1, MOST_TIMES] | None = None,
        urgent: bool = False,  # noqa: FBT001, FBT002 - the library gives options by position
        hold: bool = False,  # noqa: FBT001, FBT002 - as above
    ) -> None:
        """Raises UserError: needs_manage_server, announce_channel, and what the options are refused for."""
        guild_id = managed_server_of(interaction)
        must_be_open(interaction, channel)
        base = Manner(urgent=urgent, hold=hold)
        manner = await manner_of(interaction, base, channel, role=role, picture=picture, alt=alt)
        form = await self.desk.writing.begin(
            guild_id,
            actor_id=interaction.user.id,
            channel_id=channel,
            manner=manner,
            cadence=Cadence(repeat) if repeat else None,
            until=until,
            times=times,
        )
        await interaction.response.send_modal(AnnouncementForm(form))

    @app_commands.command(name="now", description="Write an announcement that is posted at once")
    @app_commands.describe(
        channel="Where it is posted",
        role="Who is notified; only roles that you may mention",
        picture="A picture, up to 5 MB",
        alt="What the picture shows, in a sentence",
        urgent="Let it ring in quiet hours too; a few a day",
    )
    async def at_once(
        self,
        interaction: Interaction,
        channel: app_commands.Transform[int, ChannelArgument],
        role: discord.Role | None = None,
        picture: discord.Attachment | None = None,
        alt: str | None = None,
        urgent: bool = False,  # noqa: FBT001, FBT002 - the library gives options by position
    ) -> None:
        """Raises what `schedule` raises."""
        guild_id = managed_server_of(interaction)
        must_be_open(interaction, channel)
        base = Manner(urgent=urgent, at_once=True)
        manner = await manner_of(interaction, base, channel, role=role, picture=picture, alt=alt)
        form = await self.desk.writing.begin(guild_id, actor_id=interaction.user.id, channel_id=channel, manner=manner)
        await interaction.response.send_modal(AnnouncementForm(form))

    @app_commands.command(description="Change what is scheduled, or a post that is there already")
    @app_commands.describe(
        announcement="Which one",
        correction="For a post that is there: keep its text and post a correction",
        role="Somebody else to notify",
        picture="Another picture",
        alt="What the picture shows, in a sentence",
        repeat="Another repetition, from the time you give",
        until="With repeat: the last day",
        times="With repeat: how many times in all",
        without="What is left out from now on",
    )
    @app_commands.choices(repeat=REPEATS, without=LEFT_OUT)
    async def edit(
        self,
        interaction: Interaction,
        announcement: app_commands.Transform[Chosen, ChangeableAnnouncement],
        correction: bool = False,  # noqa: FBT001, FBT002 - the library gives options by position
        role: discord.Role | None = None,
        picture: discord.Attachment | None = None,
        alt: str | None = None,
        repeat: str | None = None,
        until: str | None = None,
        times: app_commands.Range[int, 1, MOST_TIMES] | None = None,
        without: str | None = None,
    ) -> None:
        """What was confirmed stays until the change is. Raises UserError: announce_unknown, announce_done, announce_gone, and more."""
        guild_id, actor_id = managed_server_of(interaction), interaction.user.id
        options = (role, picture, alt, repeat, until, times, without)
        if announcement.delivery_id is not None:
            if any(option is not None for option in options):
                raise UserError("announce_post_options")
            form = await self.desk.writing.begin_post_change(
                guild_id, announcement.delivery_id, actor_id=actor_id, correction=correction
            )
        elif correction:
            raise UserError("announce_correction")
        else:
            form = await begin_edit(
                interaction,
                announcement.number,
                role=role,
                picture=picture,
                alt=alt,
                repeat=(Cadence(repeat) if repeat else None, until, times),
                without=without,
            )
        await interaction.response.send_modal(AnnouncementForm(form))

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Forms are known by their custom_id, so that one opened before a restart still works after it."""
        if interaction.type is discord.InteractionType.modal_submit and form_id(interaction).startswith(
            f"{ANNOUNCEMENT}:"
        ):
            await announcement_sent(interaction)

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """What would have notified the role notifies nobody instead, and moderators are told."""
        try:
            await self.desk.series.role_gone(role.guild.id, role.id)
        except StorageBusy as e:
            log.warning("a deleted role of server %s could not be noted, the next start does: %s", role.guild.id, e)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """The same for roles that were deleted while the bot was away."""
        try:
            await self.desk.series.roles_present(guild.id, {role.id for role in guild.roles})
        except StorageBusy as e:
            log.warning("the roles of server %s could not be looked through: %s", guild.id, e)

    @app_commands.command(name="list", description="What is scheduled and not yet posted")
    async def list_scheduled(self, interaction: Interaction) -> None:
        """For moderators."""
        await interaction.response.defer(ephemeral=True)
        guild_id = managed_server_of(interaction)
        waiting, held = await self.desk.writing.scheduled(guild_id), await self.desk.records.held(guild_id)
        await reply(interaction, answers.listed(waiting, held))

    @app_commands.command(description="One announcement, as members see it, and what is known of it")
    @app_commands.describe(announcement="Which one")
    async def show(self, interaction: Interaction, announcement: app_commands.Transform[int, AnyAnnouncement]) -> None:
        """Raises UserError("announce_unknown")."""
        await interaction.response.defer(ephemeral=True)
        await reply(interaction, await page_of(interaction, managed_server_of(interaction), announcement))

    @app_commands.command(description="Every version of an announcement, with who and when")
    @app_commands.describe(announcement="Which one")
    async def history(
        self, interaction: Interaction, announcement: app_commands.Transform[int, AnyAnnouncement]
    ) -> None:
        """Raises UserError("announce_unknown")."""
        await interaction.response.defer(ephemeral=True)
        found = await self.desk.records.history(managed_server_of(interaction), announcement)
        await reply(interaction, answers.history(found))

    @app_commands.command(name="skip", description="Leave out the next time of an announcement that is repeated")
    @app_commands.describe(announcement="Which one")
    async def leave_out(
        self, interaction: Interaction, announcement: app_commands.Transform[int, AnnouncementNumber]
    ) -> None:
        """Raises UserError: announce_unknown, announce_no_series, announce_last, announce_gone."""
        await interaction.response.defer(ephemeral=True)
        await reply(interaction, await skip(interaction, announcement))

    @app_commands.command(description="Withdraw an announcement that is scheduled")
    @app_commands.describe(announcement="Which one")
    async def cancel(
        self, interaction: Interaction, announcement: app_commands.Transform[int, AnnouncementNumber]
    ) -> None:
        """Raises UserError("announce_unknown"), UserError("announce_done")."""
        await interaction.response.defer(ephemeral=True)
        guild_id = managed_server_of(interaction)
        known = await self.desk.writing.cancel(guild_id, announcement, actor_id=interaction.user.id)
        await reply(interaction, answers.cancelled(known))


@app_commands.command(name="urgent", description="Choose how many announcements a day may ring in quiet hours")
@app_commands.describe(cap="How many a day; 0 for none")
@app_commands.rename(cap="a_day")
async def settings_urgent(interaction: Interaction, cap: app_commands.Range[int, 0, MOST_URGENT]) -> None:
    """Raises UserError("not_set_up")."""
    await interaction.response.defer(ephemeral=True)
    await interaction.client.services.announcements.writing.cap_urgent(
        managed_server_of(interaction), cap, actor_id=interaction.user.id
    )
    await reply(interaction, answers.urgent_chosen(cap))


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client, after `/settings`."""
    await bot.add_cog(Announce(bot))
    bot.add_dynamic_items(*BUTTONS)
    settings = bot.tree.get_command("settings")
    if not isinstance(settings, app_commands.Group):
        raise TypeError("the settings are loaded first")
    settings.add_command(settings_urgent)
