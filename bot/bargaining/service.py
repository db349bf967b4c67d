"""Bargaining dates of a server: added, listed and called off by moderators; each with its reminders in the outbox."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import available_timezones

from bot.announcements.localtime import wall_of
from bot.announcements.when import day_meant, minutes_meant, wall_meant
from bot.bargaining import dates as rules
from bot.clock import Clock
from bot.delivery.ids import new_id
from bot.errors import UserError
from bot.models.desk import BargainingDate, DateState
from bot.models.posts import DateCancelled, DateLine, DateReminder, Delivery, DeliveryState
from bot.models.registry import Dispute
from bot.models.servers import AuditLine, Server
from bot.storage import audit, dates, deliveries, servers
from bot.storage.database import Connection, Database

MOST_AHEAD = timedelta(days=3 * 366)


class BargainingService:
    """All methods may raise StorageBusy. `kinds` maps the ids of kinds to the names people read."""

    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        disputes: Iterable[Dispute],
        kinds: Mapping[str, str],
        wake: Callable[[], None],
    ) -> None:
        self._db, self._clock, self._wake = db, clock, wake
        self.disputes = {dispute.key: dispute for dispute in disputes}
        self._kinds = dict(kinds)
        self._names = {key: rules.name_of(dispute) for key, dispute in self.disputes.items()}

    async def open(self) -> None:
        """Derive the instants again: the zone data may be newer than the process that wrote them. Raises StorageBusy."""
        async with self._db.transaction() as conn:
            # A day back: a date that is over by the old rules may be ahead by the new ones.
            for date in await dates.standing(conn, self._clock.now() - timedelta(days=1)):
                if date.starts_at != rules.starts_at(date):
                    await self._derive(conn, date)

    async def add(
        self,
        guild_id: int,
        *,
        actor_id: int,
        dispute: str,
        kind: str,
        start: str,
        source_url: str,
        end: str | None = None,
        all_day: bool = False,
        zone: str | None = None,
        remind: str | None = None,
        wakes: bool = False,
    ) -> BargainingDate:
        """Add a date as typed; times are those of `zone`, by default the dispute's home.

        Raises UserError: not_set_up, unknown_dispute, unknown_date_kind, unknown_zone, date_unclear, day_unclear, date_past,
        date_far, date_end, date_link, date_offsets, date_there.
        """
        if kind not in self._kinds:
            raise UserError("unknown_date_kind")
        if dispute not in self.disputes:
            raise UserError("unknown_dispute", dispute=dispute)
        zone = zone or self.disputes[dispute].zone
        if zone not in available_timezones():
            raise UserError("unknown_zone", zone=zone)
        if not rules.link_is_right(source_url.strip()):
            raise UserError("date_link")
        offsets = (1440, 60) if remind is None else minutes_meant(remind)
        if offsets is None:
            raise UserError("date_offsets", typed=remind)
        now = self._clock.now()
        date = BargainingDate(
            id=0,
            guild_id=guild_id,
            dispute=dispute,
            kind=kind,
            starts=self._typed(start, now, zone, all_day=all_day),
            ends=self._typed(end, now, zone, all_day=all_day) if end else None,
            zone=zone,
            all_day=all_day,
            source_url=source_url.strip(),
            offsets=offsets,
            wakes=wakes,
        )
        date = replace(date, starts_at=rules.starts_at(date))
        if date.ends is not None and (date.ends < date.starts or (date.ends == date.starts and not all_day)):
            raise UserError("date_end")
        if rules.over_at(date) <= now:
            raise UserError("date_past")
        if rules.starts_at(date) - now > MOST_AHEAD:
            raise UserError("date_far")
        async with self._db.transaction() as conn:
            server = await _ready(conn, guild_id)
            if await dates.same(conn, date) is not None:
                raise UserError("date_there")
            number = await dates.add(conn, date, over_at=rules.over_at(date), actor_id=actor_id, now=now)
            date = replace(date, id=number)
            await self._remind(conn, server, date, now)
            await audit.add(conn, AuditLine(now, guild_id, actor_id, "bargaining add", f"{number} {dispute} {kind}"))
        self._wake()
        return date

    async def ahead(self, guild_id: int) -> list[BargainingDate]:
        """The dates that stand and are not over, the earliest first."""
        async with self._db.reading() as conn:
            return await dates.ahead(conn, guild_id, self._clock.now())

    async def upcoming(self, conn: Connection, guild_id: int, now: datetime) -> Sequence[DateLine]:
        """The next dates as digests and summaries list them."""
        return rules.lines(await dates.ahead(conn, guild_id, now, 5), self._names, self._kinds)

    async def cancel(self, guild_id: int, date_id: int, *, actor_id: int) -> BargainingDate:
        """Call a date off: reminders that wait are withdrawn; those sent are edited, and one short message says so.

        Raises UserError("date_unknown").
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            date = await dates.get(conn, guild_id, date_id)
            if date is None or not await dates.cancel(conn, guild_id, date_id):
                raise UserError("date_unknown")
            await self._take_back(conn, date, now)
            await audit.add(conn, AuditLine(now, guild_id, actor_id, "bargaining cancel", str(date_id)))
        self._wake()
        return replace(date, state=DateState.CANCELLED)

    def name(self, date: BargainingDate) -> str:
        """Who bargains."""
        return self._names.get(date.dispute, date.dispute)

    def _typed(self, text: str, now: datetime, zone: str, *, all_day: bool) -> datetime:
        if all_day:
            day = day_meant(text, wall_of(now, zone).date())
            wall = datetime(day.year, day.month, day.day) if day else None  # noqa: DTZ001 - a wall time
        else:
            wall = wall_meant(text, now, zone)
        if wall is None:
            raise UserError("date_unclear" if not all_day else "day_unclear", typed=text)
        return wall

    async def _remind(self, conn: Connection, server: Server, date: BargainingDate, now: datetime) -> None:
        assert server.news_channel_id is not None  # noqa: S101 - a server that is ready has one
        for minutes, due_at in rules.reminders(date, now):
            reminder = Delivery(
                id=new_id(),
                guild_id=server.guild_id,
                channel_id=server.news_channel_id,
                post=rules.reminder_post(date, self.name(date), minutes),
                due_at=due_at,
                expires_at=rules.expires_at(date),
                silent=False,
                key=f"reminder:{date.id}:{minutes}",
            )
            await deliveries.add(conn, reminder, now)

    async def _derive(self, conn: Connection, date: BargainingDate) -> None:
        start = rules.starts_at(date)
        await dates.redate(conn, date.id, starts_at=start, over_at=rules.over_at(date))
        for reminder in await deliveries.with_key(conn, f"reminder:{date.id}:"):
            if isinstance(reminder.post, DateReminder):
                minutes = reminder.post.minutes
                due_at = start - timedelta(minutes=minutes)
                post = rules.reminder_post(date, self.name(date), minutes)
                await deliveries.redate(conn, reminder.id, due_at=due_at, expires_at=rules.expires_at(date), post=post)

    async def _take_back(self, conn: Connection, date: BargainingDate, now: datetime) -> None:
        sent: list[Delivery] = []
        for reminder in await deliveries.with_key(conn, f"reminder:{date.id}:"):
            if reminder.state in (DeliveryState.FAILED, DeliveryState.CANCELLED):
                continue
            if await deliveries.withdraw(conn, reminder.id, now) or not isinstance(reminder.post, DateReminder):
                continue
            # Sent, or on its way: what members have seen is put right.
            sent.append(reminder)
            edit = replace(
                reminder,
                id=new_id(),
                post=replace(reminder.post, cancelled=True),
                due_at=now,
                expires_at=None,
                target_id=reminder.id,
                state=DeliveryState.PENDING,
                attempts=0,
                first_tried_at=None,
                message_id=None,
                key=f"reminder-cancelled:{reminder.id}",
            )
            await deliveries.add(conn, edit, now)
        if sent:
            last = sent[-1]
            link = ""
            if last.message_id is not None:
                link = f"https://discord.com/channels/{last.guild_id}/{last.channel_id}/{last.message_id}"
            notice = DateCancelled(
                name=self.name(date),
                kind=date.kind,
                starts_at=rules.starts_at(date),
                home_zone=date.zone,
                all_day=date.all_day,
                link=link,
            )
            message = Delivery(
                id=new_id(),
                guild_id=date.guild_id,
                channel_id=last.channel_id,
                post=notice,
                due_at=now,
                silent=False,
                key=f"date-cancelled:{date.id}",
            )
            await deliveries.add(conn, message, now)


async def _ready(conn: Connection, guild_id: int) -> Server:
    server = await servers.get(conn, guild_id)
    if server is None or not server.ready:
        raise UserError("not_set_up")
    return server
