"""The buttons that turn the pages of `/digest`, also after a restart."""

from __future__ import annotations

from cogs.access import server_of
from cogs.ui import answers_digest
from cogs.ui.answers import reply
from cogs.ui.answers_news import moment_of
from cogs.ui.views import Interaction, StandingButton, names_of_issues


class DigestPageButton(StandingButton, template=r"digest:(?P<days>\d{1,2}):(?P<page>\d{1,4}):(?P<as_of>\d{1,17})"):
    """Turns a page, in step with the first."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        found = await interaction.client.services.digests.on_demand(
            server_of(interaction),
            days=int(self.found["days"]),
            page=int(self.found["page"]),
            as_of=moment_of(self.found["as_of"]),
        )
        await reply(interaction, answers_digest.page(found, names_of_issues(interaction)))


class SincePageButton(StandingButton, template=r"since:(?P<since>\d{1,17}):(?P<page>\d{1,4}):(?P<as_of>\d{1,17})"):
    """Turns a page of `/news since`; the visit was noted with the first one."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        found = await interaction.client.services.digests.on_demand(
            server_of(interaction),
            page=int(self.found["page"]),
            as_of=moment_of(self.found["as_of"]),
            after=moment_of(self.found["since"]),
        )
        await reply(interaction, answers_digest.page(found, names_of_issues(interaction)))
