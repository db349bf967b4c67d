"""The buttons that turn the pages of `/audit`, also after a restart; see `views.py`."""

from __future__ import annotations

from bot.models.trail import TrailQuery
from cogs.access import managed_server_of
from cogs.ui import answers_audit
from cogs.ui.answers import reply
from cogs.ui.answers_news import moment_of
from cogs.ui.views import Interaction, StandingButton


class TrailPageButton(
    StandingButton,
    template=r"audit:(?P<page>\d{1,5}):(?P<days>\d{1,4}):(?P<kind>[a-z]{0,16}):(?P<who>\d{0,20}):(?P<as_of>\d{1,17})",
):
    """Turns a page, in step with the first; checks again who turns it."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        who = self.found["who"]
        query = TrailQuery(int(self.found["days"]), int(who) if who else None, self.found["kind"])
        found = await interaction.client.services.trail.page(
            managed_server_of(interaction),
            query,
            page=int(self.found["page"]),
            as_of=moment_of(self.found["as_of"]),
        )
        await reply(interaction, answers_audit.page(found))
