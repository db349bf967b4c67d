"""The buttons that turn the pages of `/issue summary` and `/news search`, also after a restart."""

from __future__ import annotations

from cogs.access import server_of
from cogs.ui import answers_issue
from cogs.ui.answers import reply
from cogs.ui.answers_news import moment_of
from cogs.ui.views import Interaction, StandingButton


class SummaryPageButton(
    StandingButton,
    template=r"issue:(?P<issue>[\w-]{1,32}):(?P<days>\d{1,2}):(?P<page>\d{1,5}):(?P<as_of>\d{1,17})",
):
    """Turns a page of an issue's stories, in step with the first."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        found = await interaction.client.services.summaries.summary(
            server_of(interaction),
            self.found["issue"],
            days=int(self.found["days"]),
            page=int(self.found["page"]),
            as_of=moment_of(self.found["as_of"]),
        )
        await reply(interaction, answers_issue.summary(found))


class SearchPageButton(StandingButton, template=r"search:(?P<page>\d{1,4}):(?P<as_of>\d{1,17}):(?P<words>[^\n]{1,80})"):
    """Turns a page of what was found, in step with the first."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        found = await interaction.client.services.searches.search(
            server_of(interaction),
            self.found["words"],
            page=int(self.found["page"]),
            as_of=moment_of(self.found["as_of"]),
        )
        await reply(interaction, answers_issue.search(found))
