"""A server's digest as its moderators choose it, and a digest on demand for whoever asks. What is due is the planner's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.announcements.localtime import wall_of
from bot.announcements.recurrence import occurrence_after
from bot.delivery.limits import ANSWER
from bot.digests.builder import split
from bot.digests.contents import DigestKit, digest_of
from bot.digests.planner import key_of
from bot.errors import UserError
from bot.models.posts import DigestPost
from bot.models.schedules import Cadence, DigestPlan, Rule
from bot.models.servers import AuditLine, Server
from bot.storage import audit, digests, servers
from bot.storage.database import Connection

USUAL_TIME = time(9)
PERIOD = {Cadence.DAILY: timedelta(days=1), Cadence.WEEKDAYS: timedelta(days=1), Cadence.WEEKLY: timedelta(days=7)}
MOST_DAYS = 14
FOOTER = 200  # units of an answer for what stands under a page


@dataclass(frozen=True, slots=True)
class DigestPage:
    """One page, counted from 0, of a digest on demand; `as_of` keeps later pages in step with the first."""

    post: DigestPost
    days: int
    page: int
    pages: int
    as_of: datetime
    since: datetime | None = None  # where a moment was asked for instead of days


class DigestService:
    """All methods may raise StorageBusy."""

    def __init__(self, kit: DigestKit, *, wake: Callable[[], None]) -> None:
        self._kit, self._db, self._clock, self._wake = kit, kit.db, kit.clock, wake

    async def get(self, guild_id: int) -> DigestPlan | None:
        """The server's digest, None where it has none."""
        async with self._db.reading() as conn:
            return await digests.get(conn, guild_id)

    async def schedule(
        self,
        guild_id: int,
        *,
        actor_id: int,
        cadence: Cadence,
        at: time | None = None,
        weekday: int | None = None,
        channel_id: int | None = None,
        say_empty: bool | None = None,
    ) -> DigestPlan:
        """Choose the digest; what is not given stays, or is 09:00, Monday, the news channel, yes.

        The first one reaches a day back, a weekly one a week. Raises UserError("not_set_up"), UserError("digest_weekday").
        """
        if weekday is not None and cadence is not Cadence.WEEKLY:
            raise UserError("digest_weekday")
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await _ready(conn, guild_id)
            before = await digests.get(conn, guild_id)
            if weekday is None:
                weekday = before.rule.weekday if before else 0
            rule = Rule(cadence, at or (before.rule.at if before else USUAL_TIME), weekday=weekday)
            following = occurrence_after(rule, now, server.zone, beyond=before.last_day if before else None)
            if await digests.is_planned(conn, key_of(guild_id, cadence, following, 1)):  # it was off for a while
                following = occurrence_after(rule, now, server.zone, beyond=following.day)
            if channel_id is None:
                channel_id = before.channel_id if before else None
            since = max(now - PERIOD[cadence], server.setup_at or now)
            plan = DigestPlan(
                guild_id=guild_id,
                rule=rule,
                channel_id=None if channel_id == server.news_channel_id else channel_id,
                say_empty=say_empty if say_empty is not None else before is None or before.say_empty,
                zone=server.zone,
                next=following,
                last_day=before.last_day if before else None,
                covered=before.covered if before else await digests.reach_at(conn, since),
            )
            await digests.save(conn, plan)
            place = f"channel {plan.channel_id}" if plan.channel_id else "news channel"
            detail = f"{cadence} at {rule.at:%H:%M}, {place}, {'also' if plan.say_empty else 'not'} when empty"
            await audit.add(conn, AuditLine(now, guild_id, actor_id, "digest", detail))
        self._wake()
        return plan

    async def stop(self, guild_id: int, *, actor_id: int) -> bool:
        """Post no digests any more; False where there were none. Raises UserError("not_set_up")."""
        async with self._db.transaction() as conn:
            await _ready(conn, guild_id)
            removed = await digests.remove(conn, guild_id)
            if removed:
                await audit.add(conn, AuditLine(self._clock.now(), guild_id, actor_id, "digest", "off"))
        return removed

    async def on_demand(
        self,
        guild_id: int,
        *,
        days: int = MOST_DAYS,
        page: int = 0,
        as_of: datetime | None = None,
        after: datetime | None = None,
    ) -> DigestPage:
        """What was published in the last `days` (1 to 14) days, and later than `after`, as far as the server posts it.

        Raises UserError("not_set_up").
        """
        days = min(max(days, 1), MOST_DAYS)
        moment = as_of or self._clock.now()
        since = max(moment - timedelta(days=days), after or moment - timedelta(days=days))
        async with self._db.reading() as conn:
            server = await _ready(conn, guild_id)
            told = await digests.told_between(conn, guild_id, since, moment)
            whole = await digest_of(
                conn,
                self._kit,
                server,
                told,
                cadence="",
                day=wall_of(moment, server.zone).date().isoformat(),
                since=since,
                until=moment,
                is_new=lambda entry: since < entry.at and entry.seen_at <= moment,
            )
        parts = split(whole, self._kit.lengths, ANSWER - FOOTER)
        page = min(max(page, 0), len(parts) - 1)
        return DigestPage(parts[page], days, page, len(parts), moment, after)


async def _ready(conn: Connection, guild_id: int) -> Server:
    server = await servers.get(conn, guild_id)
    if server is None or not server.ready:
        raise UserError("not_set_up")
    return server
