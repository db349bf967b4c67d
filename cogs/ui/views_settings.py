"""The button on a notice about a lost place, and the list of channels it leads to; both go on working after a restart."""

from __future__ import annotations

import re
from typing import Any, Self, cast

import discord

from cogs.access import managed_server_of, missing_in
from cogs.errors import answer_error
from cogs.ui import answers_digest, answers_settings
from cogs.ui.answers import reply
from cogs.ui.transformers_places import place_of
from cogs.ui.views import AnyInteraction, Interaction, StandingButton

Select = discord.ui.ChannelSelect[Any]


class RepairButton(StandingButton, template=r"repair:(?P<delivery>[0-9A-Za-z_-]{1,40})"):
    """Asks for another place."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        services = interaction.client.services
        lost = await services.upkeep.lost(managed_server_of(interaction), self.found["delivery"])
        subject = services.choices.subject_name(lost.kind, lost.subject)
        await reply(interaction, answers_settings.choose(lost, subject))


class RepairPick(discord.ui.DynamicItem[Select], template=r"repair-pick:(?P<route>\d{1,18})"):
    """Takes the place that was picked, once the bot may post there."""

    def __init__(self, item: Select, route: int) -> None:
        super().__init__(item)
        self.route = route

    @classmethod
    async def from_custom_id(
        cls, _interaction: AnyInteraction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """See the library."""
        return cls(cast("Select", item), int(match["route"]))

    async def callback(self, interaction: AnyInteraction) -> None:
        """Acknowledge, change, answer in place of the list."""
        try:
            await interaction.response.defer()
            guild_id = managed_server_of(interaction)
            chosen = place_of(self.item.values[0])
            if missing := missing_in(interaction.guild, chosen.home_id, thread=chosen.thread):
                await reply(interaction, answers_digest.permissions_missing(chosen.place.channel_id, missing))
                return
            await interaction.client.services.upkeep.repair(
                guild_id, actor_id=interaction.user.id, route=self.route, place=chosen.place
            )
            await reply(interaction, answers_settings.repaired(chosen.place))
        except Exception as e:  # noqa: BLE001 - the handler logs what it does not know
            await answer_error(interaction, e)
