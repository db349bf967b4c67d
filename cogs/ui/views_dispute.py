"""Standing buttons of disputes; see `views.py`."""

from __future__ import annotations

from cogs.access import server_of
from cogs.ui import answers_dispute
from cogs.ui.answers import reply
from cogs.ui.views import Interaction, StandingButton


class StatusButton(StandingButton, template=r"status:(?P<delivery>[0-9A-Za-z_-]{1,40})"):
    """On posts of steps: where the disputes stand."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        service = interaction.client.services.disputes
        await reply(interaction, answers_dispute.overview(await service.status(server_of(interaction)), service.source))
