"""Bargaining dates of a server: added, edited, moved and called off by moderators, each with what members are told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.bargaining import dates as rules
from bot.bargaining import events, telling, typed
from bot.bargaining.calendar import calendar
from bot.bargaining.choices import ready
from bot.clock import Clock
from bot.errors import UserError
from bot.models.desk import BargainingDate, DateChange, DateRef, DateState
from bot.models.posts import DateLine
from bot.models.registry import Dispute
from bot.models.servers import AuditLine, Server
from bot.storage import audit, date_choices, dates, servers
from bot.storage.database import Connection, Database


@dataclass(frozen=True, slots=True)
class Change:
    """A date before and after a change that was made, or is only proposed."""

    before: BargainingDate
    after: BargainingDate
    told: int = 0  # reminders that were sent, of a change that is only proposed


class BargainingService:
    """All methods may raise StorageBusy. `kinds` maps the ids of kinds to the names people read.

    Methods that take a DateRef raise UserError("date_unknown"), and DateChangedMeanwhile where the date is no longer what its
    version was.
    """

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
                    await dates.redate(conn, date.id, starts_at=rules.starts_at(date), over_at=rules.over_at(date))
                    server = await servers.get(conn, date.guild_id)
                    if server is not None and server.news_channel_id is not None:
                        await telling.refresh(conn, server, date, self.name(date))
                        await events.keep(conn, date, self.name(date), self._clock.now())

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
        note: str = "",
        channel_id: int | None = None,
        role_id: int | None = None,
    ) -> BargainingDate:
        """Add a date as typed; times are those of `zone`, by default the dispute's home; offsets by default the server's.

        Raises UserError: not_set_up, unknown_dispute, unknown_date_kind, unknown_zone, date_unclear, date_no_time, day_unclear,
        date_past, date_far, date_end, date_link, date_offsets, date_note, date_there.
        """
        if kind not in self._kinds:
            raise UserError("unknown_date_kind")
        if dispute not in self.disputes:
            raise UserError("unknown_dispute", dispute=dispute)
        now, home = self._clock.now(), typed.zone(zone or self.disputes[dispute].zone)
        date = BargainingDate(
            id=0,
            guild_id=guild_id,
            dispute=dispute,
            kind=kind,
            starts=typed.wall(start, now, home, all_day=all_day),
            ends=typed.wall(end, now, home, all_day=all_day) if end else None,
            zone=home,
            all_day=all_day,
            source_url=typed.link(source_url),
            offsets=() if remind is None else typed.offsets(remind),
            wakes=wakes,
            note=typed.note(note),
            channel_id=channel_id,
            role_id=role_id,
        )
        date = typed.in_order(date, now)
        async with self._db.transaction() as conn:
            server = await ready(conn, guild_id)
            if remind is None:
                date = replace(date, offsets=(await date_choices.get(conn, guild_id)).offsets)
            date = await self.keep(conn, server, date, actor_id=actor_id, now=now)
        self._wake()
        return date

    async def keep(
        self, conn: Connection, server: Server, date: BargainingDate, *, actor_id: int, now: datetime
    ) -> BargainingDate:
        """Store a new date that was checked, with its reminders, in the caller's transaction. Raises UserError("date_there")."""
        if await dates.same(conn, date) is not None:
            raise UserError("date_there")
        number = await dates.add(conn, date, over_at=rules.over_at(date), actor_id=actor_id, now=now)
        date = replace(date, id=number, created_at=now)
        await telling.remind(conn, server, date, self.name(date), now)
        await events.keep(conn, date, self.name(date), now)
        detail = f"{number} {date.dispute} {date.kind}"
        await audit.add(conn, AuditLine(now, date.guild_id, actor_id, "bargaining add", detail))
        return date

    async def ahead(self, guild_id: int) -> list[BargainingDate]:
        """The dates that stand and are not over, the earliest first."""
        async with self._db.reading() as conn:
            return await dates.ahead(conn, guild_id, self._clock.now())

    async def upcoming(self, conn: Connection, guild_id: int, now: datetime) -> Sequence[DateLine]:
        """The next dates as digests and summaries list them."""
        return rules.lines(await dates.ahead(conn, guild_id, now, 5), self._names, self._kinds)

    async def calendar(self, guild_id: int) -> tuple[bytes, int]:
        """The dates ahead as an iCalendar file, those called off among them, and how many stand."""
        now = self._clock.now()
        async with self._db.reading() as conn:
            found = await dates.of_calendar(conn, guild_id, now)
        return calendar(found, self._names, self._kinds, now), sum(d.state is DateState.PLANNED for d in found)

    async def show(self, guild_id: int, date_id: int) -> tuple[BargainingDate, list[DateChange]]:
        """One date, whatever became of it, and what was changed about it. Raises UserError("date_unknown")."""
        async with self._db.reading() as conn:
            date = await dates.get(conn, guild_id, date_id)
            if date is None:
                raise UserError("date_unknown")
            return date, await dates.changes_after(conn, date.id, 0)

    async def propose_move(
        self,
        guild_id: int,
        ref: DateRef,
        *,
        start: str,
        end: str | None = None,
        all_day: bool | None = None,
        zone: str | None = None,
    ) -> Change:
        """What a move would make of a date; nothing is changed yet. Times are those of `zone`, by default the date's own.

        Raises UserError: date_over, date_there and those of `typed.moved`.
        """
        now = self._clock.now()
        async with self._db.reading() as conn:
            before = await self._open(conn, guild_id, ref, now)
            after = typed.moved(before, now, start=start, end=end, all_day=all_day, home=zone)
            if await dates.same(conn, after) is not None:
                raise UserError("date_there")
            return Change(before, after, await telling.reminded(conn, before))

    async def move(
        self,
        guild_id: int,
        ref: DateRef,
        *,
        actor_id: int,
        starts: datetime,
        ends: datetime | None,
        all_day: bool,
        zone: str,
    ) -> Change:
        """Give a date another time, in wall times of `zone`; doing so twice changes nothing more.

        Raises UserError: not_set_up, date_over, date_there and those of `typed.at`.
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await ready(conn, guild_id)
            there = await dates.get(conn, guild_id, ref.id)
            if there is not None and there.state is DateState.PLANNED and ref.version == there.version - 1:
                pressed_again = (there.starts, there.ends, there.all_day, there.zone) == (starts, ends, all_day, zone)
                if pressed_again:
                    return Change(there, there)
            before = await self._open(conn, guild_id, ref, now)
            after = typed.at(before, now, starts=starts, ends=ends, all_day=all_day, home=zone)
            if await dates.same(conn, after) is not None:
                raise UserError("date_there")
            after = replace(after, series=before.series + 1)
            after = await self._save(conn, server, before, after, "bargaining move", actor_id=actor_id, now=now)
        self._wake()
        return Change(before, after)

    async def edit(
        self,
        guild_id: int,
        ref: DateRef,
        *,
        actor_id: int,
        note: str | None = None,
        source_url: str | None = None,
        remind: str | None = None,
        wakes: bool | None = None,
        channel_id: int | None = None,
        role_id: int | None = None,
        clear: str | None = None,
    ) -> Change:
        """Change other things than the time. None leaves a thing as it is; `clear` empties one: note, channel or role.

        Raises UserError: not_set_up, date_over, date_link, date_offsets, date_note, date_no_change.
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await ready(conn, guild_id)
            before = await self._open(conn, guild_id, ref, now)
            after = replace(
                before,
                note=before.note if note is None else typed.note(note),
                source_url=before.source_url if source_url is None else typed.link(source_url),
                offsets=before.offsets if remind is None else typed.offsets(remind),
                wakes=before.wakes if wakes is None else wakes,
                channel_id=before.channel_id if channel_id is None else channel_id,
                role_id=before.role_id if role_id is None else role_id,
            )
            after = replace(
                after,
                note="" if clear == "note" else after.note,
                channel_id=None if clear == "channel" else after.channel_id,
                role_id=None if clear == "role" else after.role_id,
                series=before.series + (after.offsets != before.offsets),
            )
            if after == before:
                raise UserError("date_no_change")
            after = await self._save(conn, server, before, after, "bargaining edit", actor_id=actor_id, now=now)
        self._wake()
        return Change(before, after)

    async def cancel(self, guild_id: int, ref: DateRef, *, actor_id: int) -> BargainingDate:
        """Call a date off: reminders that wait are withdrawn; those sent are edited, and one short message says so."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await servers.get(conn, guild_id)
            before = await self._standing(conn, guild_id, ref)
            assert server is not None  # noqa: S101 - its row is what the date's row refers to
            after = replace(before, state=DateState.CANCELLED)
            after = await self._save(conn, server, before, after, "bargaining cancel", actor_id=actor_id, now=now)
        self._wake()
        return after

    def name(self, date: BargainingDate) -> str:
        """Who bargains."""
        return self._names.get(date.dispute, date.dispute)

    async def _standing(self, conn: Connection, guild_id: int, ref: DateRef) -> BargainingDate:
        date = await dates.get(conn, guild_id, ref.id)
        if date is None or (date.state is DateState.CANCELLED and ref.version in (None, date.version)):
            raise UserError("date_unknown")
        if ref.version not in (None, date.version):
            raise rules.DateChangedMeanwhile(date, await dates.changes_after(conn, date.id, ref.version or 0))
        return date

    async def _open(self, conn: Connection, guild_id: int, ref: DateRef, now: datetime) -> BargainingDate:
        date = await self._standing(conn, guild_id, ref)
        if rules.over_at(date) <= now:
            raise UserError("date_over")
        return date

    async def _save(
        self,
        conn: Connection,
        server: Server,
        before: BargainingDate,
        after: BargainingDate,
        action: str,
        *,
        actor_id: int,
        now: datetime,
    ) -> BargainingDate:
        after = replace(after, version=before.version + 1, changed_at=now)
        fields = rules.differences(before, after)
        change = DateChange(after.version, actor_id, now, fields)
        await dates.save(conn, after, change, over_at=rules.over_at(after))
        await telling.follow(conn, server, before, after, self.name(after), now)
        await events.keep(conn, after, self.name(after), now)
        detail = f"{after.id} {rules.told(fields)}"
        await audit.add(conn, AuditLine(now, after.guild_id, actor_id, action, detail))
        return after
