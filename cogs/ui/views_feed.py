"""The buttons that turn the pages of `/feed list`, also after a restart."""

from __future__ import annotations

from cogs.access import managed_server_of
from cogs.ui import answers_feed
from cogs.ui.answers import reply
from cogs.ui.views import Interaction, StandingButton


class FeedsPageButton(StandingButton, template=r"feeds-page:(?P<page>\d{1,4})"):
    """Turns a page."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        lines = await interaction.client.services.feed_desk.lines(managed_server_of(interaction))
        await reply(interaction, answers_feed.listed(lines, int(self.found["page"])))
