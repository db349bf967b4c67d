"""The button that forgets whoever presses it; it works after a restart."""

from __future__ import annotations

from cogs.roles import take_off
from cogs.ui import answers_privacy
from cogs.ui.answers import reply
from cogs.ui.views import Interaction, StandingButton


class ForgetButton(StandingButton, template=r"privacy-forget:yes"):
    """A second press finds nothing left."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        count, left = await take_off(interaction.client, interaction.user.id)
        count += await interaction.client.services.privacy.forget(interaction.user.id)
        await reply(interaction, answers_privacy.forgotten(count, left))
