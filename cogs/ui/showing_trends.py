"""`/issue trends` and its button: the numbers, and the picture where there is enough for one."""

from __future__ import annotations

import discord

from bot.client import PicketwireClient
from bot.issues.trend_service import USUAL_DAYS
from bot.issues.trends import drawable
from cogs.access import server_of
from cogs.ui import answers_trends
from cogs.ui.answers import Answer
from cogs.ui.charts_trends import chart_of


async def trends_of(
    interaction: discord.Interaction[PicketwireClient], issue: str | None, days: int = USUAL_DAYS
) -> Answer:
    """Of one issue, or of those with most stories. Raises UserError("unknown_issue")."""
    trends = interaction.client.services.trends
    trend = await trends.trend(server_of(interaction), issue, days=days)
    picture = await trends.picture(chart_of(trend)) if drawable(trend) else None
    return answers_trends.answer(trend, picture)
