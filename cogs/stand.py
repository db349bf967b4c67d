"""`/stand`: moderators pin, change and clear lines on where a side stands. For people with Manage Server, checked at each call."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from bot.issues.pins import LONGEST, MOST_MOVING, Typed
from cogs.access import managed_server_of
from cogs.ui import answers_stand
from cogs.ui import wording_stands as words
from cogs.ui.answers import reply
from cogs.ui.transformers import IssueArgument
from cogs.ui.transformers_desk import DisputeArgument
from cogs.ui.transformers_stand import FoundQuote, PinNumber
from cogs.ui.views_stand import BringBackButton, PinButton, TakeOffButton

Interaction = discord.Interaction[PicketwireClient]
Text = app_commands.Range[str, 1, LONGEST]
Link = app_commands.Range[str, 1, 400]
Day = app_commands.Range[str, 1, 60]
Days = app_commands.Range[int, 0, MOST_MOVING]
_SIDES = [app_commands.Choice(name=name, value=side) for side, name in words.SIDES.items()]


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class StandCommands(
    commands.GroupCog, group_name="stand", group_description="Pin and correct where a side stands on an issue"
):
    """Lines that `/issue summary` shows before those found in the news."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(name="set", description="Pin a line on where a side stands, with its link and date")
    @app_commands.describe(
        issue="Which issue",
        side="Whose position",
        quote="The sentence, word for word as the source has it",
        source="A link to who says so",
        date="When it was said: today, 14 Aug, 2023-08-14",
        dispute="In which dispute; whichever if left out",
        moving_days=f"Mark it as still moving for so many days, up to {MOST_MOVING}; the mark goes by itself",
    )
    @app_commands.choices(side=_SIDES)
    async def enter(
        self,
        interaction: Interaction,
        issue: app_commands.Transform[str, IssueArgument],
        side: str,
        quote: Text,
        source: Link,
        date: Day,
        dispute: app_commands.Transform[str, DisputeArgument] | None = None,
        moving_days: Days | None = None,
    ) -> None:
        """Raises the UserErrors of the service."""
        await interaction.response.defer(ephemeral=True)
        pin = await self.services.stands.pin(
            managed_server_of(interaction),
            actor_id=interaction.user.id,
            issue=issue,
            side=side,
            dispute=dispute or "",
            typed=Typed(quote, source, date, moving_days),
        )
        await reply(interaction, answers_stand.pinned(pin, self.services.stands))

    @app_commands.command(description="Pin a sentence that was found in the news, with its link and date")
    @app_commands.describe(issue="Which issue", quote="The sentence; pick it from the list")
    async def pin(
        self,
        interaction: Interaction,
        issue: app_commands.Transform[str, IssueArgument],
        quote: app_commands.Transform[str, FoundQuote],
    ) -> None:
        """Raises the UserErrors of the service."""
        await interaction.response.defer(ephemeral=True)
        guild_id, actor_id = managed_server_of(interaction), interaction.user.id
        pin = await self.services.stands.pin_found(guild_id, issue, quote, actor_id=actor_id)
        await reply(interaction, answers_stand.pinned(pin, self.services.stands))

    @app_commands.command(description="Correct a pinned line; the history keeps how it was")
    @app_commands.describe(
        which="The line",
        quote="The right sentence, if it was wrong",
        source="The right link, if it was wrong",
        date="The right day, if it was wrong",
        moving_days=f"Still moving for so many days from now, up to {MOST_MOVING}; 0 takes the mark off",
    )
    async def edit(
        self,
        interaction: Interaction,
        which: app_commands.Transform[int, PinNumber],
        quote: Text | None = None,
        source: Link | None = None,
        date: Day | None = None,
        moving_days: Days | None = None,
    ) -> None:
        """Raises the UserErrors of the service."""
        await interaction.response.defer(ephemeral=True)
        pin = await self.services.stands.edit(
            managed_server_of(interaction),
            which,
            actor_id=interaction.user.id,
            typed=Typed(quote, source, date, moving_days),
        )
        await reply(interaction, answers_stand.changed(pin, self.services.stands))

    @app_commands.command(description="Take a pinned line off; what was found in the news takes its place")
    @app_commands.describe(which="The line")
    async def clear(self, interaction: Interaction, which: app_commands.Transform[int, PinNumber]) -> None:
        """Raises UserError("stand_unknown")."""
        await interaction.response.defer(ephemeral=True)
        pin = await self.services.stands.clear(managed_server_of(interaction), which, actor_id=interaction.user.id)
        await reply(interaction, answers_stand.cleared(pin, self.services.stands))

    @app_commands.command(description="Lines pinned on an issue and sentences found on it; buttons pin or bring back")
    @app_commands.describe(issue="Which issue")
    async def history(self, interaction: Interaction, issue: app_commands.Transform[str, IssueArgument]) -> None:
        """Newest first."""
        await interaction.response.defer(ephemeral=True)
        guild_id, stands = managed_server_of(interaction), self.services.stands
        pins, found = await stands.history(guild_id, issue), await stands.proposed(guild_id, issue)
        await reply(interaction, answers_stand.history(pins, found, issue, stands))


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(StandCommands(bot))
    bot.add_dynamic_items(BringBackButton, PinButton, TakeOffButton)
