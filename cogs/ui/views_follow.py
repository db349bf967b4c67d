"""The button under a personal digest; it works in the direct conversation and after a restart."""

from __future__ import annotations

from cogs.ui import answers_follow
from cogs.ui.answers import reply
from cogs.ui.views import Interaction, StandingButton


class FollowStopButton(StandingButton, template=r"follow-stop:(?P<delivery>[0-9A-Za-z_-]{1,40})"):
    """Ends all that the member follows on that server."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        await interaction.client.services.personal.stop(self.found["delivery"], interaction.user.id)
        await reply(interaction, answers_follow.stopped())
