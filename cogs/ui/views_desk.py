"""Standing buttons of dates; see `views.py`."""

from __future__ import annotations

from cogs.access import server_of
from cogs.ui import answers_desk
from cogs.ui.answers import reply
from cogs.ui.views import Interaction, StandingButton

_NUMBER = r"(?P<number>\d{1,18})"


class DatesButton(StandingButton, template=r"dates:(?P<delivery>[0-9A-Za-z_-]{1,40})"):
    """On reminders: all dates ahead."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        service = interaction.client.services.bargaining
        await reply(
            interaction,
            answers_desk.date_list(await service.ahead(server_of(interaction)), service.name, moderator=False),
        )
