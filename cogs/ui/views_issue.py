"""The buttons of `/issue summary` and `/news search`, which work after a restart too."""

from __future__ import annotations

from typing import Final

import discord

from bot.archive.search import asked_by
from bot.errors import UserError
from bot.models.members import Followed, FollowKind
from cogs.access import direct_conversation_of, may_write, server_of
from cogs.ui import answers_follow, answers_issue, answers_summary, answers_timeline, wording_stands
from cogs.ui.answers import Answer, reply
from cogs.ui.answers_news import moment_of
from cogs.ui.showing_trends import trends_of
from cogs.ui.views import Interaction, StandingButton, names_of_issues

NOBODY: Final = discord.AllowedMentions.none()


class SummaryPageButton(
    StandingButton,
    template=r"issue:(?P<issue>[\w-]{1,32}):(?P<days>\d{1,2}):(?P<page>\d{1,5}):(?P<as_of>\d{1,17})(?::(?P<dispute>[\w-]{0,30}))?",
):
    """Turns a page of an issue's stories, in step with the first."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        found = await interaction.client.services.summaries.summary(
            server_of(interaction),
            self.found["issue"],
            dispute=self.found["dispute"] or "",
            days=int(self.found["days"]),
            page=int(self.found["page"]),
            as_of=moment_of(self.found["as_of"]),
        )
        await reply(interaction, answers_summary.summary(found))


class SearchPageButton(StandingButton, template=r"search:(?P<page>\d{1,4}):(?P<as_of>\d{1,17}):(?P<query>[^\n]{1,80})"):
    """Turns a page of what was found, in step with the first."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        words, filters = asked_by(self.found["query"])
        found = await interaction.client.services.searches.search(
            server_of(interaction),
            words,
            filters=filters,
            page=int(self.found["page"]),
            as_of=moment_of(self.found["as_of"]),
        )
        await reply(interaction, answers_issue.search(found))


class TimelineButton(
    StandingButton,
    template=r"timeline:(?P<page>\d{1,4}):(?P<as_of>\d{1,17}):(?P<issue>[\w-]{0,32}):(?P<dispute>[\w-]{1,40})",
):
    """Turns a page of a timeline, in step with the first."""

    turns_page = True

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        services, issue = interaction.client.services, self.found["issue"]
        found = await services.timelines.timeline(
            server_of(interaction),
            self.found["dispute"],
            issue=issue,
            page=int(self.found["page"]),
            as_of=moment_of(self.found["as_of"]),
        )
        name = names_of_issues(interaction).get(issue, issue)
        await reply(interaction, answers_timeline.timeline(found, name, services.disputes.source))


class TrendsButton(StandingButton, template=r"issue-trends:(?P<issue>[\w-]{1,32})"):
    """How many stories a day were about the issue."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        await reply(interaction, await trends_of(interaction, self.found["issue"]))


class FollowIssueButton(StandingButton, template=r"issue-follow:(?P<issue>[\w-]{1,32})"):
    """Lets the member follow the issue by direct message, as `/follow add` does."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton."""
        services = interaction.client.services
        found = await services.personal.follow(
            server_of(interaction),
            interaction.user.id,
            Followed(FollowKind.ISSUE, self.found["issue"]),
            channel_id=await direct_conversation_of(interaction),
        )
        name = services.choices.subject_name
        await reply(interaction, answers_follow.added(found, lambda each: answers_follow.name_of(each, name)))


class ShareButton(StandingButton, template=r"issue-share:(?P<issue>[\w-]{1,32}):(?P<dispute>[\w-]{0,64})"):
    """Shows the summary as it is now to the whole channel, for those who may write there; nobody is named."""

    async def pressed(self, interaction: Interaction) -> None:
        """See StandingButton. Raises UserError: "share_not_allowed", "share_soon"."""
        services, guild_id = interaction.client.services, server_of(interaction)
        if not may_write(interaction):
            raise UserError("share_not_allowed")
        found = await services.summaries.summary(guild_id, self.found["issue"], dispute=self.found["dispute"])
        if interaction.channel_id is None or not await services.summaries.shares.take(
            interaction.channel_id, services.clock.now()
        ):
            raise UserError("share_soon")
        # The first answer to a press that was acknowledged privately is private: the public one follows it.
        await reply(interaction, Answer((wording_stands.SHARED,)))
        await interaction.followup.send(
            answers_summary.shared(found), allowed_mentions=NOBODY, suppress_embeds=True, ephemeral=False
        )
