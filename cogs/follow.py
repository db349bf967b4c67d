"""`/follow`: what a member follows on this server, told by a direct message of its own. Private, and each member's alone."""

from __future__ import annotations

import logging
from datetime import time
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from bot.errors import StorageBusy, UserError
from bot.models.members import Followed, FollowKind
from cogs.access import direct_conversation_of, managed_server_of, server_of
from cogs.roles import must_be_able, take_off
from cogs.ui import answers_follow, wording_follow
from cogs.ui.answers import reply
from cogs.ui.transformers import IssueArgument, ZoneArgument
from cogs.ui.transformers_desk import DisputeArgument
from cogs.ui.transformers_follow import MESSAGE, ROLE, FollowArgument
from cogs.ui.transformers_time import TimeArgument
from cogs.ui.views_follow import FollowRoleButton, FollowStopButton

log = logging.getLogger(__name__)

Interaction = discord.Interaction[PicketwireClient]


@app_commands.guild_only()
class Follow(commands.GroupCog, group_name="follow", group_description="News by direct message, for you alone"):
    """Personal digests."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(description="Get the news you choose as a direct message once a day")
    @app_commands.describe(
        issue="An issue to follow; all news of this server if both are left out",
        dispute="Or a dispute to follow",
        how="By direct message once a day if left out, or by a role that new stories notify",
        zone="Your time zone, for the hour of the message; the server's if left out",
    )
    @app_commands.choices(
        how=[app_commands.Choice(name=name, value=value) for value, name in wording_follow.HOW.items()]
    )
    async def add(
        self,
        interaction: Interaction,
        issue: app_commands.Transform[str, IssueArgument] | None = None,
        dispute: app_commands.Transform[str, DisputeArgument] | None = None,
        how: str = MESSAGE,
        zone: app_commands.Transform[str, ZoneArgument] | None = None,
    ) -> None:
        """Raises UserError: not_set_up, follow_one, followed_already, too_many_follows, inbox_unopened, roles_off."""
        await interaction.response.defer(ephemeral=True)
        if issue and dispute:
            raise UserError("follow_one")
        followed = Followed(FollowKind.ALL)
        if issue or dispute:
            followed = Followed(FollowKind.ISSUE, issue) if issue else Followed(FollowKind.DISPUTE, dispute or "")
        if how == ROLE:
            await self.services.roles.role_of(server_of(interaction), followed)
            await reply(interaction, answers_follow.ask_role(followed, self._name))
            return
        found = await self.services.personal.follow(
            server_of(interaction),
            interaction.user.id,
            followed,
            channel_id=await direct_conversation_of(interaction),
            zone=zone,
        )
        await reply(interaction, answers_follow.added(found, self._name))

    @app_commands.command(description="Stop following something")
    @app_commands.describe(what="Which one")
    async def remove(
        self, interaction: Interaction, what: app_commands.Transform[tuple[str, Followed], FollowArgument]
    ) -> None:
        """Raises UserError: not_followed, role_left_on."""
        await interaction.response.defer(ephemeral=True)
        guild_id, member_id, (how, followed) = server_of(interaction), interaction.user.id, what
        if how == ROLE:
            _, left = await take_off(interaction.client, member_id, of=(guild_id, followed))
            if left:
                raise UserError("role_left_on")
            found = await self.services.personal.of(guild_id, member_id)
        else:
            found = await self.services.personal.unfollow(guild_id, member_id, followed)
        await reply(interaction, answers_follow.removed(found, self._name, roles=await self._roles(interaction)))

    @app_commands.command(name="list", description="What you follow on this server, and when you are told")
    async def list_followed(self, interaction: Interaction) -> None:
        """For the member alone."""
        await interaction.response.defer(ephemeral=True)
        found = await self.services.personal.of(server_of(interaction), interaction.user.id)
        await reply(interaction, answers_follow.following(found, self._name, roles=await self._roles(interaction)))

    @app_commands.command(description="Choose when your direct message comes, and hours in which nothing does")
    @app_commands.describe(
        at="The time of day, for example 07:30",
        zone="Your time zone",
        quiet_from="From when on nothing comes, for example 22:00",
        quiet_to="Until when; the same time as the other for no quiet hours",
    )
    @app_commands.rename(at="time")
    async def hours(
        self,
        interaction: Interaction,
        at: app_commands.Transform[time, TimeArgument] | None = None,
        zone: app_commands.Transform[str, ZoneArgument] | None = None,
        quiet_from: app_commands.Transform[time, TimeArgument] | None = None,
        quiet_to: app_commands.Transform[time, TimeArgument] | None = None,
    ) -> None:
        """Raises UserError: hours_what, hours_both, nothing_followed."""
        await interaction.response.defer(ephemeral=True)
        if (quiet_from is None) != (quiet_to is None):
            raise UserError("hours_both")
        quiet = (quiet_from, quiet_to) if quiet_from is not None and quiet_to is not None else None
        if at is None and zone is None and quiet is None:
            raise UserError("hours_what")
        found = await self.services.personal.set_hours(
            server_of(interaction), interaction.user.id, at=at, zone=zone, quiet=quiet
        )
        await reply(interaction, answers_follow.following(found, self._name, wording_follow.HOURS_HEADING))

    @commands.Cog.listener()
    async def on_app_command_completion(self, interaction: Interaction, _command: Any) -> None:
        """A digest that could not be delivered is told of once, privately, after the member's next command of any kind."""
        if interaction.guild_id is None:
            return
        try:
            day = await self.services.personal.came_back(interaction.guild_id, interaction.user.id)
            if day is not None:
                await interaction.followup.send(answers_follow.undelivered(day), ephemeral=True)
        except (StorageBusy, discord.HTTPException) as e:
            log.warning("a digest that was not delivered could not be told of: %s", e)

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """A role of ours that was deleted is made anew for the next who asks."""
        try:
            await self.services.roles.gone(role.guild.id, role.id)
        except StorageBusy as e:
            log.warning("a deleted role of server %s could not be noted: %s", role.guild.id, e)

    async def _roles(self, interaction: Interaction) -> list[Followed]:
        held = await self.services.roles.held_by(interaction.user.id)
        return [followed for guild_id, followed, _ in held if guild_id == interaction.guild_id]

    def _name(self, followed: Followed) -> str:
        return answers_follow.name_of(followed, self.services.choices.subject_name)


@app_commands.command(name="follow-roles", description="Let members take roles that new stories notify, or not")
@app_commands.describe(on="True: members may take them with /follow add; False: stories notify nobody")
async def settings_follow_roles(interaction: Interaction, on: bool) -> None:  # noqa: FBT001 - the library's way
    """Checked first, then saved. Raises UserError: not_set_up, roles_manage, roles_mention."""
    await interaction.response.defer(ephemeral=True)
    guild_id, services = managed_server_of(interaction), interaction.client.services
    server = await services.servers.get(guild_id)
    if on and server is not None:
        must_be_able(interaction.guild, server.news_channel_id)
    server = await services.roles.allow(guild_id, actor_id=interaction.user.id, on=on)
    await reply(interaction, answers_follow.roles_allowed(server))


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client, after `/settings`."""
    await bot.add_cog(Follow(bot))
    bot.add_dynamic_items(FollowStopButton, FollowRoleButton)
    settings = bot.tree.get_command("settings")
    if not isinstance(settings, app_commands.Group):
        raise TypeError("the settings are loaded first")
    settings.add_command(settings_follow_roles)
