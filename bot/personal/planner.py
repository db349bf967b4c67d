"""Turns members' digests that are due into direct messages in the outbox, and their rows to the next time, in one transaction each.

A digest without a story, a change or a new position is not sent. After a downtime one comes late, and in the member's quiet
hours it waits for their end.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.announcements.localtime import instant
from bot.announcements.recurrence import latest_by, occurrence_after
from bot.delivery.ids import new_id
from bot.delivery.limits import MESSAGE
from bot.delivery.quiet import end_of_hours
from bot.digests.builder import bounded, is_fresh, is_new
from bot.digests.contents import DigestKit, digest_of, reaching_back, tells_news
from bot.digests.planner import MOST_MESSAGES
from bot.errors import StorageBusy
from bot.models.members import PersonalPlan
from bot.models.posts import Delivery, DigestPost, PersonalDigest
from bot.models.registry import Dispute
from bot.models.schedules import Cadence, Occurrence, Rule
from bot.models.servers import Server
from bot.personal.follows import chosen, concerns
from bot.storage import deliveries, digests, members, servers
from bot.storage.database import Connection

log = logging.getLogger(__name__)

LONGEST = timedelta(days=3)  # a member's digest never reaches further back
LOOK = 60.0  # seconds: a change that nobody told of is seen by then
AT_ONCE = 20  # digests a tick, so that nothing else waits for them
CADENCE = "personal"
FRAME = 200  # units of a message for the line that names the server
_NEVER = datetime.max.replace(tzinfo=UTC)


class PersonalPlanner:
    """Plans what is due. `tick` is called by the metronome, `wake` after anything that may change what is due."""

    def __init__(self, kit: DigestKit, *, disputes: Sequence[Dispute], wake: Callable[[], None]) -> None:
        self._kit, self._db, self._clock, self._wake = kit, kit.db, kit.clock, wake
        self._disputes = disputes
        self._next: datetime | None = None  # nothing is due before; None: look
        self._looked = 0.0

    async def open(self) -> None:
        """Derive the next times again: the zone data may be newer than the process that wrote them. Raises StorageBusy."""
        async with self._db.transaction() as conn:
            for plan in await members.all_plans(conn):
                at = instant(datetime.combine(plan.next.day, plan.at), plan.zone)
                if at != plan.next.at:
                    await members.save_plan(conn, replace(plan, next=Occurrence(plan.next.day, at)))

    def wake(self) -> None:
        """Look at the next tick, whatever is known."""
        self._next = None

    async def tick(self) -> None:
        """Plan what is due by now; mostly nothing is, and nothing is read."""
        now, real = self._clock.now(), self._clock.monotonic()
        if self._next is not None and now < self._next and real - self._looked < LOOK:
            return
        self._next, self._looked = _NEVER, real
        sent = 0
        try:
            async with self._db.reading() as conn:
                due = await members.due_plans(conn, now, AT_ONCE)
            for plan in due:
                async with self._db.transaction() as conn:
                    sent += await self._plan(conn, plan, now)
            async with self._db.reading() as conn:
                earliest = await members.next_at(conn)
        except StorageBusy as e:
            log.warning("personal digests wait: %s", e)
            self._next = None
            return
        if self._next is not None:  # nobody called wake meanwhile
            self._next = earliest or _NEVER
        if sent:
            log.info("personal digests: %d messages", sent)
            self._wake()

    async def _plan(self, conn: Connection, read: PersonalPlan, now: datetime) -> int:
        plan, server = (
            await members.get_plan(conn, read.guild_id, read.member_id),
            await servers.get(conn, read.guild_id),
        )
        if plan is None or plan != read or server is None:
            return 0  # changed meanwhile: the next tick looks again
        rule = Rule(Cadence.DAILY, plan.at)
        due = latest_by(rule, now, plan.zone, first=plan.next)
        covered = await digests.reach_now(conn, now)
        parts = await self._parts(conn, server, plan, due, covered.at)
        for part in parts:
            await deliveries.add(conn, _delivery(server, plan, due, part, now), now)
        following = occurrence_after(rule, now, plan.zone, beyond=due.day)
        await members.save_plan(conn, replace(plan, next=following, last_day=due.day, covered=covered))
        return len(parts)

    async def _parts(
        self, conn: Connection, server: Server, plan: PersonalPlan, due: Occurrence, now: datetime
    ) -> tuple[DigestPost, ...]:
        reach = await reaching_back(conn, plan.covered, now, LONGEST)
        follows = await members.followed_by(conn, plan.guild_id, plan.member_id)
        if not follows:
            return ()
        told = await digests.told_after(conn, plan.guild_id, reach)
        whole = await digest_of(
            conn,
            self._kit,
            server,
            [story for story in told if is_fresh(story, reach)],
            later=[story for story in told if not is_fresh(story, reach)],
            cadence=CADENCE,
            day=due.day.isoformat(),
            since=reach.at,
            until=now,
            wanted=partial(chosen, follows=follows, disputes=self._disputes),
            is_new=partial(is_new, reach=reach),
            concerns=partial(concerns, follows=follows),
        )
        return bounded(whole, self._kit.lengths, MESSAGE - FRAME, MOST_MESSAGES) if tells_news(whole) else ()


def key_of(plan: PersonalPlan, day: Occurrence, part: int) -> str:
    """The idempotency key of a personal digest's message."""
    return f"personal:{plan.guild_id}:{plan.member_id}:{day.at.isoformat()}:{part}"


def _delivery(server: Server, plan: PersonalPlan, due: Occurrence, part: DigestPost, now: datetime) -> Delivery:
    held = end_of_hours(plan.quiet_from, plan.quiet_to, plan.zone, now) if plan.quiet_from != plan.quiet_to else None
    assert server.news_channel_id is not None  # noqa: S101 - only servers that are set up are asked for
    return Delivery(
        id=new_id(),
        guild_id=server.guild_id,
        channel_id=plan.channel_id,
        post=PersonalDigest(server.guild_id, server.news_channel_id, part),
        due_at=held or due.at,
        silent=part.part > 1,
        key=key_of(plan, due, part.part),
    )
