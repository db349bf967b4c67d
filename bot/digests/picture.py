"""The picture of a weekly digest: how many stories a day were about the issues, over four weeks. Its words and form are the charts'."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.errors import StorageBusy
from bot.issues.trend_service import TrendService
from bot.issues.trends import drawable
from bot.models.announcements import Attachment
from bot.models.trends import Chart, Trend

log = logging.getLogger(__name__)

DAYS = 28
FILE = "trends.png"


@dataclass(frozen=True, slots=True)
class WeeklyPicture:
    """`chart_of` and `alt_of` say a trend as a chart and in words."""

    trends: TrendService
    chart_of: Callable[[Trend], Chart]
    alt_of: Callable[[Trend], str]

    async def of(self, guild_id: int) -> Attachment | None:
        """A server's picture now; None where there is too little for one or it cannot be drawn, which the log explains."""
        try:
            trend = await self.trends.trend(guild_id, days=DAYS)
        except StorageBusy as e:
            log.warning("a digest goes without its picture: %s", e)
            return None
        data = await self.trends.picture(self.chart_of(trend)) if drawable(trend) else None
        return Attachment(FILE, "image/png", data, self.alt_of(trend)) if data is not None else None
