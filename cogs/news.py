"""`/news`: the latest stories, by issue and outlet, and the search."""

from __future__ import annotations

from datetime import date, timedelta

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive.search import LONGEST
from bot.client import PicketwireClient
from bot.disputes.days import day_past
from bot.errors import UserError
from bot.models.news import Label
from bot.models.search import Filters
from cogs.access import server_of
from cogs.ui import answers_digest, answers_issue, answers_news
from cogs.ui.answers import reply
from cogs.ui.transformers import IssueArgument, OutletArgument
from cogs.ui.transformers_desk import DisputeArgument
from cogs.ui.views import name_of_outlet, names_of_issues
from cogs.ui.views_digest import SincePageButton
from cogs.ui.views_issue import SearchPageButton
from cogs.ui.wording import LABELS

Day = app_commands.Range[str, 1, 60]
FIRST_VISIT = timedelta(days=1)  # how far back the first answer of `/news since` goes


@app_commands.guild_only()
class News(commands.GroupCog, group_name="news", group_description="News about Hollywood bargaining"):
    """Commands about stories."""

    def __init__(self, bot: PicketwireClient) -> None:
        self.services = bot.services

    @app_commands.command(description="The latest stories, newest first")
    @app_commands.describe(issue="Only stories about this issue", outlet="Only stories this outlet has")
    async def latest(
        self,
        interaction: discord.Interaction[PicketwireClient],
        issue: app_commands.Transform[str, IssueArgument] | None = None,
        outlet: app_commands.Transform[str, OutletArgument] | None = None,
    ) -> None:
        """The first page; buttons turn to the others."""
        await interaction.response.defer(ephemeral=True)
        page = await self.services.archive.latest(
            server_of(interaction), issue=issue, outlet=outlet, page=0, as_of=None
        )
        answer = answers_news.latest(
            page,
            issue=issue,
            outlet=outlet,
            outlet_name=name_of_outlet(interaction, outlet),
            issues=names_of_issues(interaction),
        )
        await reply(interaction, answer)

    @app_commands.command(description="Find stories by words of their headlines and texts")
    @app_commands.describe(
        words="Words that a story must have, or a phrase in “quotation marks”",
        issue="Only stories about this issue",
        outlet="Only what this outlet published",
        label="Only what is under this label",
        dispute="Only stories about this dispute",
        first="From this day on: yesterday, 14 Aug, 2023-08-14",
        last="Up to this day",
    )
    @app_commands.rename(first="from", last="to")
    @app_commands.choices(label=[app_commands.Choice(name=name, value=label.value) for label, name in LABELS.items()])
    async def search(
        self,
        interaction: discord.Interaction[PicketwireClient],
        words: app_commands.Range[str, 1, LONGEST],
        issue: app_commands.Transform[str, IssueArgument] | None = None,
        outlet: app_commands.Transform[str, OutletArgument] | None = None,
        label: str | None = None,
        dispute: app_commands.Transform[str, DisputeArgument] | None = None,
        first: Day | None = None,
        last: Day | None = None,
    ) -> None:
        """The first page; buttons turn to the others. Raises UserError: "search_day" and those of the service."""
        await interaction.response.defer(ephemeral=True)
        guild_id, searches = server_of(interaction), self.services.searches
        today = await searches.today(guild_id) if first or last else None
        filters = Filters(
            issue=issue or "",
            outlet=outlet or "",
            label=Label(label) if label else None,
            dispute=dispute or "",
            since=_day(first, today),
            until=_day(last, today),
        )
        found = await searches.search(guild_id, words, filters=filters)
        await reply(interaction, answers_issue.search(found))

    @app_commands.command(description="What is new since you last asked this")
    async def since(self, interaction: discord.Interaction[PicketwireClient]) -> None:
        """The first page; buttons turn to the others. Raises UserError("not_set_up")."""
        await interaction.response.defer(ephemeral=True)
        guild_id, issues = server_of(interaction), names_of_issues(interaction)
        before, now = await self.services.personal.visit(guild_id, interaction.user.id)
        found = await self.services.digests.on_demand(guild_id, as_of=now, after=before or now - FIRST_VISIT)
        await reply(interaction, (answers_digest.page if before else answers_digest.first_visit)(found, issues))


def _day(typed: str | None, today: date | None) -> date | None:
    """Raises UserError("search_day")."""
    if typed is None or today is None:
        return None
    day = day_past(typed, today)
    if day is None:
        raise UserError("search_day", typed=typed)
    return day


async def setup(bot: PicketwireClient) -> None:
    """Loaded by the client."""
    await bot.add_cog(News(bot))
    bot.add_dynamic_items(SearchPageButton, SincePageButton)
