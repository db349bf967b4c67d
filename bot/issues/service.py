"""What members ask about an issue: where the sides stand, its stories of the last days, all issues at a glance. Reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.delivery.composer import compose
from bot.digests.contents import Upcoming, no_dates
from bot.disputes.service import DisputeService
from bot.disputes.settled import settled_by
from bot.errors import UserError
from bot.issues.positions import PositionReader
from bot.issues.sharing import ShareLimit
from bot.models.disputes import DisputeStatus, StepRecord
from bot.models.registry import Outlet
from bot.models.services import IssueName
from bot.models.stands import Stands
from bot.models.summaries import IssueCounts, IssueLine, IssueList, IssueSummary
from bot.storage import disputes as steps
from bot.storage import feeds, issues, stories
from bot.storage.database import Connection, Database

PAGE = 3  # stories: what a phone shows at once, under where the sides stand
USUAL_DAYS, MOST_DAYS = 7, 90
WEEK = timedelta(days=7)
DATES = 3


class IssueService:
    """Answers from the archive, as far as the asking server follows the feeds. Methods may raise StorageBusy.

    `upcoming` gives a server's next bargaining dates, `disputes` its disputes' status.
    """

    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        outlets: Mapping[str, Outlet],
        issues: Sequence[IssueName],
        upcoming: Upcoming = no_dates,
        disputes: DisputeService | None = None,
    ) -> None:
        self._db, self._clock, self._outlets = db, clock, outlets
        self._issues = {issue.id: issue for issue in issues}
        self._upcoming = upcoming
        self._disputes = disputes
        self.shares = ShareLimit(db)
        self.positions = PositionReader(outlets, disputes.disputes.values() if disputes else ())

    async def summary(
        self,
        guild_id: int,
        issue: str,
        *,
        dispute: str = "",
        days: int = USUAL_DAYS,
        page: int = 0,
        as_of: datetime | None = None,
    ) -> IssueSummary:
        """A page of what was published on the issue in the last `days` (1 to 90) days; on the first, where the sides stand too.

        `dispute`: positions of this one only. Raises UserError: "unknown_issue", "unknown_dispute".
        """
        if issue not in self._issues:
            raise UserError("unknown_issue", issue=issue)
        days = min(max(days, 1), MOST_DAYS)
        moment = as_of or self._clock.now()
        since = moment - timedelta(days=days)
        last, last_at = None, None
        async with self._db.reading() as conn:
            counted = await issues.counts(conn, guild_id, [issue], since=since, as_of=moment)
            counts = counted.get(issue, IssueCounts())
            pages = max(1, -(-counts.stories // PAGE))
            page = min(max(page, 0), pages - 1)
            found = await issues.page(conn, guild_id, issue, since=since, as_of=moment, offset=page * PAGE, limit=PAGE)
            if not found and (before := await issues.last(conn, guild_id, issue, as_of=moment)) is not None:
                last = next(iter(await stories.seen_of(conn, guild_id, before[:1], as_of=moment)), None)
                last_at = before[1]
            dates = await self._upcoming(conn, guild_id, moment)
            status, settled = await self._status(conn, guild_id, dispute, moment)
            stands = await self.positions.of(conn, guild_id, issue, dispute, moment) if page == 0 else Stands()
            checked = await _last_checked(conn, guild_id)
        return IssueSummary(
            issue=self._issues[issue],
            days=days,
            since=since,
            as_of=moment,
            counts=counts,
            stories=tuple(compose(story, self._outlets) for story in found),
            page=page,
            pages=pages,
            dates=tuple(dates[:DATES]),
            last=compose(last, self._outlets) if last else None,
            last_at=last_at,
            last_checked=checked,
            dispute=dispute,
            status=status,
            settled=settled,
            stands=stands,
        )

    async def _status(
        self, conn: Connection, guild_id: int, dispute: str, now: datetime
    ) -> tuple[DisputeStatus | None, StepRecord | None]:
        """The dispute that the summary tells of, if any step of it was entered, and the step that settled it."""
        if self._disputes is None:
            return None, None
        known = {each.dispute.key: each for each in await self._disputes.status_in(conn, guild_id, now)}
        if dispute and dispute not in known:
            raise UserError("unknown_dispute", dispute=dispute)
        status = known[dispute] if dispute else next((each for each in known.values() if each.known), None)
        if status is None or not status.known:
            return None, None
        return status, settled_by(await steps.of_server(conn, guild_id, status.dispute.key))

    async def overview(self, guild_id: int) -> IssueList:
        """All issues with the counts of the last seven days."""
        now = self._clock.now()
        lines = []
        async with self._db.reading() as conn:
            counts = await issues.counts(conn, guild_id, list(self._issues), since=now - WEEK, as_of=now)
            for issue in self._issues.values():
                last = None if issue.id in counts else await issues.last(conn, guild_id, issue.id, as_of=now)
                lines.append(IssueLine(issue, counts.get(issue.id, IssueCounts()), last[1] if last else None))
            checked = await _last_checked(conn, guild_id)
        return IssueList(tuple(lines), now - WEEK, checked)


async def _last_checked(conn: Connection, guild_id: int) -> datetime | None:
    return max((feed.last_ok_at for feed in await feeds.of_server(conn, guild_id) if feed.last_ok_at), default=None)
