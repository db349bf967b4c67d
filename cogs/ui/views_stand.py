"""The button that pins a line again, for those who may manage the server; it works after a restart too."""

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
