"""Trends of issues as one server sees them, and the pictures of them. Reads only; the rules are in `trends.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.errors import UserError
from bot.issues.drawing import ChartDrawer
from bot.issues.trends import MOST_DAILY, series_of, spans_of, starts_of
from bot.models.registry import Dispute
from bot.models.services import IssueName
from bot.models.trends import Chart, Span, Trend
from bot.storage import dates, disputes, feeds, issues, servers
from bot.storage.database import Connection, Database

USUAL_DAYS, MOST_DAYS = 30, 90


class TrendService:
    """Methods that read may raise StorageBusy."""

    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        issues: Sequence[IssueName],
        disputes: Sequence[Dispute],
        drawer: ChartDrawer,
    ) -> None:
        self._db, self._clock, self._drawer = db, clock, drawer
        self._issues = {issue.id: issue for issue in issues}
        self._guilds: Mapping[str, str] = {dispute.key: dispute.guild for dispute in disputes}

    async def trend(self, guild_id: int, issue: str | None = None, *, days: int = USUAL_DAYS) -> Trend:
        """The last `days` (1 to 90) days up to now, in the server's zone. Raises UserError("unknown_issue")."""
        if issue is not None and issue not in self._issues:
            raise UserError("unknown_issue", issue=issue)
        days = min(max(days, 1), MOST_DAYS)
        now = self._clock.now()
        wanted = [self._issues[issue]] if issue is not None else list(self._issues.values())
        async with self._db.reading() as conn:
            server = await servers.get(conn, guild_id)
            zone = server.zone if server else "UTC"
            today = now.astimezone(ZoneInfo(zone)).date()
            first = today - timedelta(days=days - 1)
            since = now.astimezone(ZoneInfo(zone)).replace(
                year=first.year, month=first.month, day=first.day, hour=0, minute=0, second=0, microsecond=0
            )
            told = await issues.first_told(conn, guild_id, [each.id for each in wanted], since=since, as_of=now)
            spans = await self._spans(conn, guild_id, first, today)
            marked = await dates.between(conn, guild_id, since, now)
            checked = [feed.last_ok_at for feed in await feeds.of_server(conn, guild_id) if feed.last_ok_at]
        weekly = days > MOST_DAILY
        starts = starts_of(first, today, weekly=weekly)
        return Trend(
            days=days,
            weekly=weekly,
            starts=starts,
            today=today,
            since=since,
            series=series_of(((row.issue, row.at) for row in told), wanted, starts, zone, weekly=weekly),
            stories=len({row.story_id for row in told}),
            issue=self._issues[issue] if issue is not None else None,
            spans=tuple(spans),
            dates=tuple(sorted({each.starts.date() for each in marked})),
            last_checked=max(checked, default=None),
        )

    async def picture(self, chart: Chart) -> bytes | None:
        """The picture as a PNG file; None where it could not be drawn in time, which the log explains."""
        return await self._drawer.draw(chart)

    async def _spans(self, conn: Connection, guild_id: int, first: date, last: date) -> list[Span]:
        steps = await disputes.of_server(conn, guild_id)
        return [
            span
            for key in dict.fromkeys(step.dispute for step in steps)
            for span in spans_of(self._guilds.get(key, key), [s for s in steps if s.dispute == key], first, last)
        ]
