"""What a member follows in a server and when the personal digest comes: chosen, shown, dropped. What is due is the planner's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.announcements.recurrence import occurrence_after
from bot.clock import Clock
from bot.errors import UserError
from bot.models.members import Followed, PersonalPlan
from bot.models.schedules import Cadence, Rule
from bot.models.servers import Server
from bot.storage import deliveries, digests, members, servers
from bot.storage.database import Connection, Database

USUAL_TIME = time(8)
QUIET = (time(22), time(7))
MOST_FOLLOWS = 25
FIRST_REACH = timedelta(days=1)  # how far back the first digest goes


@dataclass(frozen=True, slots=True)
class Following:
    """What a member follows in a server, and the digest for it; None where nothing is followed."""

    follows: tuple[Followed, ...]
    plan: PersonalPlan | None
    paused: bool = False  # posting in the server is stopped, so the digest waits


class PersonalService:
    """All methods may raise StorageBusy, those that change something UserError("not_set_up")."""

    def __init__(self, *, db: Database, clock: Clock, wake: Callable[[], None]) -> None:
        self._db, self._clock, self._wake = db, clock, wake
        self._held: set[tuple[int, int]] = set()  # server and member: looked up at each command, so kept here

    async def open(self) -> None:
        """Learn whose digests could not be delivered."""
        async with self._db.reading() as conn:
            self._held = await members.held(conn)

    def held(self, guild_id: int, member_id: int) -> None:
        """A digest could not be delivered: the member's next command tells it."""
        self._held.add((guild_id, member_id))

    async def of(self, guild_id: int, member_id: int) -> Following:
        """What the member follows here."""
        async with self._db.reading() as conn:
            return await self._of(conn, guild_id, member_id)

    async def follow(
        self, guild_id: int, member_id: int, followed: Followed, *, channel_id: int, zone: str | None = None
    ) -> Following:
        """Follow it; the first time a digest is begun, at 08:00 in `zone` or the server's zone. `channel_id`: the direct conversation.

        Raises UserError: "followed_already", "too_many_follows".
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await _ready(conn, guild_id)
            before = await members.followed_by(conn, guild_id, member_id)
            if len(before) >= MOST_FOLLOWS:
                raise UserError("too_many_follows", most=MOST_FOLLOWS)
            if not await members.follow(conn, guild_id, member_id, followed, now):
                raise UserError("followed_already")
            plan = await members.get_plan(conn, guild_id, member_id)
            if plan is None:
                plan = await self._new_plan(conn, server, member_id, channel_id, zone or server.zone, now)
            await members.save_plan(conn, replace(plan, channel_id=channel_id))
            following = await self._of(conn, guild_id, member_id)
        self._wake()
        return following

    async def unfollow(self, guild_id: int, member_id: int, followed: Followed) -> Following:
        """Follow it no more; with nothing left there is no digest either. Raises UserError("not_followed")."""
        async with self._db.transaction() as conn:
            if not await members.unfollow(conn, guild_id, member_id, followed):
                raise UserError("not_followed")
            if not await members.followed_by(conn, guild_id, member_id):
                await self._stop(conn, guild_id, member_id)
            return await self._of(conn, guild_id, member_id)

    async def stop(self, delivery_id: str, member_id: int) -> None:
        """Drop all that the member follows in the server that a personal digest is about. Raises UserError("nothing_followed")."""
        async with self._db.transaction() as conn:
            delivery = await deliveries.get(conn, delivery_id)
            plan = await members.get_plan(conn, delivery.guild_id, member_id) if delivery else None
            if plan is None:
                raise UserError("nothing_followed")
            await self._stop(conn, plan.guild_id, member_id)

    async def set_hours(
        self,
        guild_id: int,
        member_id: int,
        *,
        at: time | None = None,
        zone: str | None = None,
        quiet: tuple[time, time] | None = None,
    ) -> Following:
        """Choose when the digest comes; what is not given stays, equal quiet times mean no quiet hours.

        Raises UserError("nothing_followed").
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            plan = await members.get_plan(conn, guild_id, member_id)
            if plan is None:
                raise UserError("nothing_followed")
            quiet_from, quiet_to = quiet or (plan.quiet_from, plan.quiet_to)
            plan = replace(plan, at=at or plan.at, zone=zone or plan.zone, quiet_from=quiet_from, quiet_to=quiet_to)
            following = occurrence_after(Rule(Cadence.DAILY, plan.at), now, plan.zone, beyond=plan.last_day)
            await members.save_plan(conn, replace(plan, next=following))
            shown = await self._of(conn, guild_id, member_id)
        self._wake()
        return shown

    async def came_back(self, guild_id: int, member_id: int) -> date | None:
        """The member is here: the day whose digest could not be delivered, told once; from now on digests are tried again."""
        if (guild_id, member_id) not in self._held:
            return None
        now, held = self._clock.now(), None
        async with self._db.transaction() as conn:
            plan = await members.get_plan(conn, guild_id, member_id)
            if plan is not None and plan.held_day is not None:
                held = plan.held_day
                following = occurrence_after(Rule(Cadence.DAILY, plan.at), now, plan.zone, beyond=plan.last_day)
                await members.save_plan(conn, replace(plan, next=following, held_day=None))
        self._held.discard((guild_id, member_id))
        self._wake()
        return held

    async def visit(self, guild_id: int, member_id: int) -> tuple[datetime | None, datetime]:
        """Note that the member looked now; the time of the look before, and now. Raises UserError("not_set_up")."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            await _ready(conn, guild_id)
            return await members.visit(conn, guild_id, member_id, now), now

    async def _new_plan(
        self, conn: Connection, server: Server, member_id: int, channel_id: int, zone: str, now: datetime
    ) -> PersonalPlan:
        since = max(now - FIRST_REACH, server.setup_at or now)
        return PersonalPlan(
            guild_id=server.guild_id,
            member_id=member_id,
            channel_id=channel_id,
            at=USUAL_TIME,
            zone=zone,
            quiet_from=QUIET[0],
            quiet_to=QUIET[1],
            next=occurrence_after(Rule(Cadence.DAILY, USUAL_TIME), now, zone),
            last_day=None,
            covered=await digests.reach_at(conn, since),
        )

    async def _stop(self, conn: Connection, guild_id: int, member_id: int) -> None:
        plan = await members.get_plan(conn, guild_id, member_id)
        if plan is not None:
            await deliveries.withdraw_direct(conn, guild_id, plan.channel_id)
        await members.drop_plan(conn, guild_id, member_id)

    async def _of(self, conn: Connection, guild_id: int, member_id: int) -> Following:
        follows, server = await members.followed_by(conn, guild_id, member_id), await servers.get(conn, guild_id)
        plan = await members.get_plan(conn, guild_id, member_id)
        return Following(tuple(follows), plan, paused=server is not None and server.paused)


async def _ready(conn: Connection, guild_id: int) -> Server:
    server = await servers.get(conn, guild_id)
    if server is None or not server.ready:
        raise UserError("not_set_up")
    return server
