"""Turns a digest that is due into messages in the outbox, and its row to the next time, in one transaction.

    row due (or the server's zone changed) -> a weekly one's picture is drawn
      -> stories announced since the last one -> grouped, split -> deliveries, next_at

After a downtime one digest comes late, not one a missed day. A paused server's digest waits.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.announcements.localtime import instant
from bot.announcements.recurrence import latest_by, occurrence_after
from bot.delivery.ids import new_id
from bot.delivery.limits import MESSAGE
from bot.delivery.quiet import quiet
from bot.digests.builder import bounded, is_fresh, is_new
from bot.digests.contents import DigestKit, digest_of, reaching_back, tells_news
from bot.errors import StorageBusy
from bot.models.announcements import Attachment
from bot.models.posts import Delivery, DigestPost
from bot.models.schedules import Cadence, DigestPlan, Occurrence
from bot.models.servers import Server
from bot.storage import deliveries, digests, pictures, servers
from bot.storage.database import Connection

log = logging.getLogger(__name__)

LONGEST = timedelta(days=8)  # a digest never reaches further back, however late it is
MOST_MESSAGES = 4  # of one digest; the rest of its stories is counted
LOOK = 60.0  # seconds: a change that nobody told of is seen by then
_NEVER = datetime.max.replace(tzinfo=UTC)


class DigestPlanner:
    """Plans what is due. `tick` is called by the metronome, `wake` after anything that may change what is due."""

    def __init__(self, kit: DigestKit, *, wake: Callable[[], None]) -> None:
        self._kit, self._db, self._clock, self._wake = kit, kit.db, kit.clock, wake
        self._next: datetime | None = None  # nothing is due before; None: look
        self._looked = 0.0

    async def open(self) -> None:
        """Derive the next times again: the zone data may be newer than the process that wrote them. Raises StorageBusy."""
        async with self._db.transaction() as conn:
            for plan in await digests.all_plans(conn):
                at = instant(datetime.combine(plan.next.day, plan.rule.at), plan.zone)
                if at != plan.next.at:
                    await digests.save(conn, replace(plan, next=Occurrence(plan.next.day, at)))

    def wake(self) -> None:
        """Look at the next tick, whatever is known."""
        self._next = None

    async def tick(self) -> None:
        """Plan what is due by now; mostly nothing is, and nothing is read."""
        now, real = self._clock.now(), self._clock.monotonic()
        if self._next is not None and now < self._next and real - self._looked < LOOK:
            return
        self._next, self._looked = _NEVER, real
        try:
            async with self._db.reading() as conn:
                due = await digests.to_plan(conn, now)
            for guild_id in due:
                picture = await self._picture(guild_id, now)
                async with self._db.transaction() as conn:
                    await self._plan(conn, guild_id, now, picture)
            async with self._db.reading() as conn:
                earliest = await digests.next_at(conn)
        except StorageBusy as e:
            log.warning("digests wait: %s", e)
            self._next = None
            return
        if self._next is not None:  # nobody called wake meanwhile
            self._next = earliest or _NEVER
        if due:
            self._wake()

    async def _picture(self, guild_id: int, now: datetime) -> Attachment | None:
        """Drawn before the transaction, which is not to wait for it."""
        async with self._db.reading() as conn:
            plan = await digests.get(conn, guild_id)
        if plan is None or plan.rule.cadence is not Cadence.WEEKLY or plan.next.at > now:
            return None
        return await self._kit.picture(guild_id)

    async def _plan(self, conn: Connection, guild_id: int, now: datetime, picture: Attachment | None) -> None:
        plan, server = await digests.get(conn, guild_id), await servers.get(conn, guild_id)
        if plan is None or server is None or not server.ready or server.paused:
            return
        if plan.zone != server.zone:
            following = occurrence_after(plan.rule, now, server.zone, beyond=plan.last_day)
            await digests.save(conn, replace(plan, zone=server.zone, next=following))
            return
        if plan.next.at > now:
            return
        due = latest_by(plan.rule, now, plan.zone, first=plan.next)
        covered = await digests.reach_now(conn, now)
        count = await self._enqueue(conn, server, plan, due, covered.at, picture)
        await digests.save(
            conn,
            replace(
                plan,
                next=occurrence_after(plan.rule, now, plan.zone, beyond=due.day),
                last_day=due.day,
                covered=covered,
            ),
        )
        log.info("digest of %s for server %s: %d messages", due.day, guild_id, count)

    async def _enqueue(
        self,
        conn: Connection,
        server: Server,
        plan: DigestPlan,
        due: Occurrence,
        now: datetime,
        picture: Attachment | None,
    ) -> int:
        reach = await reaching_back(conn, plan.covered, now, LONGEST)
        told = await digests.told_after(conn, server.guild_id, reach)
        whole = await digest_of(
            conn,
            self._kit,
            server,
            [story for story in told if is_fresh(story, reach)],
            later=[story for story in told if not is_fresh(story, reach)],
            is_new=partial(is_new, reach=reach),
            cadence=plan.rule.cadence.value,
            day=due.day.isoformat(),
            since=reach.at,
            until=now,
        )
        if not tells_news(whole) and not plan.say_empty:
            return 0
        parts = bounded(whole, self._kit.lengths, MESSAGE, MOST_MESSAGES)
        if picture is not None and whole.count and plan.rule.cadence is Cadence.WEEKLY:
            picture_id = await pictures.add(conn, server.guild_id, picture, now=now)
            parts = (replace(parts[0], picture_id=picture_id), *parts[1:])
        for part in parts:
            await deliveries.add(conn, _delivery(server, plan, due, part, now), now)
        return len(parts)


def key_of(guild_id: int, cadence: Cadence, day: Occurrence, part: int) -> str:
    """The idempotency key of a digest's message."""
    return f"digest:{guild_id}:{cadence}:{day.day}:{part}"


def _delivery(server: Server, plan: DigestPlan, due: Occurrence, part: DigestPost, now: datetime) -> Delivery:
    channel_id = plan.channel_id or server.news_channel_id
    assert channel_id is not None  # noqa: S101 - Server.ready says so
    return Delivery(
        id=new_id(),
        guild_id=server.guild_id,
        channel_id=channel_id,
        post=part,
        due_at=due.at,
        # One digest is one notification at most, and none in quiet hours.
        silent=server.silent or part.part > 1 or quiet(server, now),
        key=key_of(server.guild_id, plan.rule.cadence, due, part.part),
    )
