"""`/issue`: where the sides stand on an issue and what was published on it, and all issues at a glance."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import PicketwireClient
from bot.issues.service import MOST_DAYS, USUAL_DAYS
from bot.issues.trend_service import USUAL_DAYS as TREND_DAYS
from bot.issues.trends import MOST_DAILY
from cogs.access import server_of
from cogs.ui import answers_issue, answers_summary, answers_timeline
from cogs.ui.answers import reply
from cogs.ui.showing_trends import trends_of
from cogs.ui.transformers import IssueArgument
from cogs.ui.transformers_desk import DisputeArgument
from cogs.ui.views import names_of_issues
from cogs.ui.views_issue import FollowIssueButton, ShareButton, SummaryPageButton, TimelineButton, TrendsButton


@app_commands.guild_only()
class Issue(commands.GroupCog, group_name="issue", group_description="What was published on an issue"):
    """Commands about issues."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(description="Where the sides stand on an issue, the stories about it, and the next dates")
    @app_commands.describe(
        issue="Which issue",
        dispute="Whose positions; those of all disputes if left out",
        days=f"How many days of stories, 1 to {MOST_DAYS}; {USUAL_DAYS} if left out",
    )
    async def summary(
        self,
        interaction: discord.Interaction[PicketwireClient],
        issue: app_commands.Transform[str, IssueArgument],
        dispute: app_commands.Transform[str, DisputeArgument] | None = None,
        days: app_commands.Range[int, 1, MOST_DAYS] = USUAL_DAYS,
    ) -> None:
        """The first page; buttons turn to the others. Raises UserError: "unknown_issue", "unknown_dispute"."""
        await interaction.response.defer(ephemeral=True)
        found = await self.services.summaries.summary(server_of(interaction), issue, dispute=dispute or "", days=days)
        await reply(interaction, answers_summary.summary(found))

    @app_commands.command(
        description="How many stories a day were about an issue, with strikes, talks and dates, as a picture"
    )
    @app_commands.describe(
        issue="Which issue; the ones with most stories if left out",
        days=f"How many days back, 1 to {MOST_DAYS}; {TREND_DAYS} if left out; by week if more than {MOST_DAILY}",
    )
    async def trends(
        self,
        interaction: discord.Interaction[PicketwireClient],
        issue: app_commands.Transform[str, IssueArgument] | None = None,
        days: app_commands.Range[int, 1, MOST_DAYS] = TREND_DAYS,
    ) -> None:
        """The numbers, and the picture where there is enough for one. Raises UserError("unknown_issue")."""
        await interaction.response.defer(ephemeral=True)
        await reply(interaction, await trends_of(interaction, issue, days))

    @app_commands.command(description="What happened in a dispute, day by day: steps, dates, official words, reports")
    @app_commands.describe(dispute="Which dispute", issue="Only stories about this issue")
    async def timeline(
        self,
        interaction: discord.Interaction[PicketwireClient],
        dispute: app_commands.Transform[str, DisputeArgument],
        issue: app_commands.Transform[str, IssueArgument] | None = None,
    ) -> None:
        """The first page; buttons turn to the others. Raises UserError: "unknown_dispute", "unknown_issue"."""
        await interaction.response.defer(ephemeral=True)
        found = await self.services.timelines.timeline(server_of(interaction), dispute, issue=issue or "")
        name = names_of_issues(interaction).get(issue, issue) if issue else ""
        await reply(interaction, answers_timeline.timeline(found, name, self.services.disputes.source))

    @app_commands.command(name="list", description="All issues, with how much was published on each this week")
    async def overview(self, interaction: discord.Interaction[PicketwireClient]) -> None:
        """One page."""
        await interaction.response.defer(ephemeral=True)
        await reply(interaction, answers_issue.overview(await self.services.summaries.overview(server_of(interaction))))


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(Issue(bot))
    bot.add_dynamic_items(SummaryPageButton, FollowIssueButton, ShareButton, TimelineButton, TrendsButton)
