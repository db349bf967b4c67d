"""`/dispute show|history` for everybody; `/dispute step|correct|undo` for people with Manage Server, checked at each call."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from bot.disputes.ladder import PARTIES
from bot.disputes.service import Typed
from cogs.access import managed_server_of, server_of
from cogs.ui import answers_dispute
from cogs.ui import wording_dispute as words
from cogs.ui.answers import reply
from cogs.ui.transformers_desk import DisputeArgument
from cogs.ui.transformers_dispute import StepArgument, StepNumber
from cogs.ui.views_dispute import StatusButton

Interaction = discord.Interaction[PicketwireClient]
Day = app_commands.Range[str, 1, 60]
Link = app_commands.Range[str, 1, 400]
_BY = [app_commands.Choice(name=words.PARTIES[party], value=party) for party in PARTIES]


@app_commands.guild_only()
class Disputes(commands.GroupCog, group_name="dispute", group_description="Where each dispute stands, step by step"):
    """The status ladder."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(description="Where a dispute stands: talks, strike day, what ends next; each with its source")
    @app_commands.describe(dispute="Which one; all if left out")
    async def show(
        self, interaction: Interaction, dispute: app_commands.Transform[str, DisputeArgument] | None = None
    ) -> None:
        """For everybody."""
        await interaction.response.defer(ephemeral=True)
        service, guild_id = self.services.disputes, server_of(interaction)
        if dispute is None:
            await reply(interaction, answers_dispute.overview(await service.status(guild_id), service.source))
        else:
            await reply(interaction, answers_dispute.one(await service.status_of(guild_id, dispute), service.source))

    @app_commands.command(description="Every step of a dispute that was entered here, the newest first")
    @app_commands.describe(dispute="Which one")
    async def history(self, interaction: Interaction, dispute: app_commands.Transform[str, DisputeArgument]) -> None:
        """For everybody."""
        await interaction.response.defer(ephemeral=True)
        service = self.services.disputes
        steps = await service.history(server_of(interaction), dispute)
        await reply(interaction, answers_dispute.history(steps, service.name(dispute), service.source))

    @app_commands.command(description="For moderators: enter the next step of the talks or the strike")
    @app_commands.describe(
        dispute="Which one",
        step="What has happened; offered is what can come next",
        date="When, by the calendar at the dispute's home: today, yesterday, 2 May, 2026-05-02",
        source="A link to who says so",
        until="The last day of an extension, vote or contract; or the day that talks or a strike are set for",
        by="Who suspended the talks",
        post="Whether it is told in the channel for its stories; yes if left out",
    )
    @app_commands.choices(by=_BY)
    async def step(
        self,
        interaction: Interaction,
        dispute: app_commands.Transform[str, DisputeArgument],
        step: app_commands.Transform[str, StepArgument],
        date: Day,
        source: Link,
        until: Day | None = None,
        by: str | None = None,
        post: bool = True,  # noqa: FBT001, FBT002 - the library gives options by position
    ) -> None:
        """Raises the UserErrors of the service."""
        await interaction.response.defer(ephemeral=True)
        service = self.services.disputes
        entered, status = await service.enter(
            managed_server_of(interaction),
            actor_id=interaction.user.id,
            dispute=dispute,
            typed=Typed(step=step, day=date, source_url=source, until=until, by=by),
            post=post,
        )
        await reply(interaction, answers_dispute.entered(entered, status, service.source))

    @app_commands.command(description="For moderators: correct the last step; its post is edited and says so")
    @app_commands.describe(
        which="The step that was entered wrongly",
        step="What has happened, if that was wrong",
        date="When, if that was wrong",
        source="The right link, if that was wrong",
        until="The right last day, or the day it is for, if that was wrong",
        by="Who suspended the talks, if that was wrong",
    )
    @app_commands.choices(by=_BY)
    async def correct(
        self,
        interaction: Interaction,
        which: app_commands.Transform[int, StepNumber],
        step: app_commands.Transform[str, StepArgument] | None = None,
        date: Day | None = None,
        source: Link | None = None,
        until: Day | None = None,
        by: str | None = None,
    ) -> None:
        """Raises the UserErrors of the service."""
        await interaction.response.defer(ephemeral=True)
        service = self.services.disputes
        _, status = await service.correct(
            managed_server_of(interaction),
            which,
            actor_id=interaction.user.id,
            typed=Typed(step=step, day=date, source_url=source, until=until, by=by),
        )
        await reply(interaction, answers_dispute.corrected(status, service.source))

    @app_commands.command(description="For moderators: take the last step back; its post and the history say so")
    @app_commands.describe(which="The step")
    async def undo(self, interaction: Interaction, which: app_commands.Transform[int, StepNumber]) -> None:
        """Raises UserError("step_unknown")."""
        await interaction.response.defer(ephemeral=True)
        service = self.services.disputes
        _, status = await service.undo(managed_server_of(interaction), which, actor_id=interaction.user.id)
        await reply(interaction, answers_dispute.undone(status, service.source))


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(Disputes(bot))
    bot.add_dynamic_items(StatusButton)
