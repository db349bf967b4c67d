"""The buttons that pin lines, take them off and bring them back, for those who may manage the server; after a restart too."""

from __future__ import annotations

from cogs.access import managed_server_of
from cogs.ui import answers_stand
from cogs.ui.answers import reply
from cogs.ui.views import Interaction, StandingButton


class BringBackButton(StandingButton, template=r"stand-back:(?P<pin>\d{1,18})"):
    """Under `/stand history`. A second press is told that the line stands."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        stands = interaction.client.services.stands
        pin = await stands.bring_back(
            managed_server_of(interaction), int(self.found["pin"]), actor_id=interaction.user.id
        )
        await reply(interaction, answers_stand.brought_back(pin, stands))


class PinButton(StandingButton, template=r"stand-pin:(?P<issue>[\w-]{1,32}):(?P<key>\d{1,18}\.\d{1,10})"):
    """Beside a sentence found in the news. A second press is told that the line stands."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        guild_id, stands = managed_server_of(interaction), interaction.client.services.stands
        pin = await stands.pin_found(guild_id, self.found["issue"], self.found["key"], actor_id=interaction.user.id)
        await reply(interaction, answers_stand.pinned(pin, stands))


class TakeOffButton(StandingButton, template=r"stand-clear:(?P<pin>\d{1,18})"):
    """Under the answer that a line was pinned. A second press is told that it no longer stands."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        guild_id, stands = managed_server_of(interaction), interaction.client.services.stands
        pin = await stands.clear(guild_id, int(self.found["pin"]), actor_id=interaction.user.id)
        await reply(interaction, answers_stand.cleared(pin, stands))
