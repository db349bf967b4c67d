"""What moderators do with suggested dates: look at them, confirm one as it is or changed, set one aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time

from bot.announcements.localtime import wall_of
from bot.announcements.when import day_meant
from bot.bargaining import typed
from bot.bargaining.choices import ready
from bot.bargaining.service import BargainingService
from bot.bargaining.suggesting import SuggestionPlanner
from bot.bargaining.suggestions import card, rivals, time_of
from bot.clock import Clock
from bot.errors import UserError
from bot.models.desk import BargainingDate
from bot.models.servers import AuditLine
from bot.models.suggestions import Suggestion, SuggestionCard, SuggestionState
from bot.storage import audit, date_choices, dates, suggestions
from bot.storage.database import Connection, Database


class SuggestionService:
    """`which` is the delivery of a suggestion's card, or "s" and its number. All methods may raise StorageBusy, and those that
    take `which` UserError("suggestion_unknown")."""

    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        planner: SuggestionPlanner,
        bargaining: BargainingService,
        wake: Callable[[], None],
    ) -> None:
        self._db, self._clock, self._planner, self._bargaining, self._wake = db, clock, planner, bargaining, wake

    async def waiting(self, guild_id: int) -> list[SuggestionCard]:
        """The suggestions ahead that nobody has decided on, the next day first."""
        now = self._clock.now()
        async with self._db.reading() as conn:
            found = await suggestions.waiting(conn, guild_id, now.date())
            entered = await dates.ahead(conn, guild_id, now)
        return [card(one, self._name(one), rivals(one, found, entered)) for one in found]

    async def show(self, guild_id: int, which: str) -> SuggestionCard:
        """One suggestion."""
        now = self._clock.now()
        async with self._db.reading() as conn:
            one = await self._known(conn, guild_id, which)
            others = await suggestions.waiting(conn, guild_id, now.date())
            return card(one, self._name(one), rivals(one, others, await dates.ahead(conn, guild_id, now)))

    async def form(self, guild_id: int, which: str) -> tuple[Suggestion, str]:
        """What a form to change a suggestion begins with: the suggestion, and its time as it can be typed."""
        async with self._db.reading() as conn:
            one = await self._known(conn, guild_id, which)
        wall = time_of(one.evidence, self._zone(one))
        return one, f"{wall:%Y-%m-%d %H:%M}" if wall else one.day.isoformat()

    async def confirm(
        self,
        guild_id: int,
        which: str,
        *,
        actor_id: int,
        start: str | None = None,
        source_url: str | None = None,
        note: str = "",
        remind: str | None = None,
    ) -> BargainingDate:
        """Enter a suggestion as a date, as it is or as typed; however often that is asked, there is one date.

        Raises UserError: not_set_up, suggestion_ignored, date_unclear, date_past, date_far, date_link, date_note, date_offsets.
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await ready(conn, guild_id)
            one = await self._known(conn, guild_id, which)
            if one.state is SuggestionState.IGNORED:
                raise UserError("suggestion_ignored")
            if one.date_id is not None and (there := await dates.get(conn, guild_id, one.date_id)) is not None:
                return there
            starts, all_day = self._start(one, start, now)
            usual = (await date_choices.get(conn, guild_id)).offsets
            date = BargainingDate(
                id=0,
                guild_id=guild_id,
                dispute=one.dispute,
                kind=one.kind,
                starts=starts,
                zone=self._zone(one),
                all_day=all_day,
                source_url=typed.link(one.evidence[0].url if source_url is None else source_url),
                offsets=usual if remind is None else typed.offsets(remind),
                note=typed.note(note),
            )
            date = typed.in_order(date, now)
            same = await dates.same(conn, date)
            date = same or await self._bargaining.keep(conn, server, date, actor_id=actor_id, now=now)
            decided = replace(one, state=SuggestionState.CONFIRMED, date_id=date.id)
            await self._decide(conn, decided, "suggestion confirm", actor_id, now)
            await self._planner.refresh(conn, server, one.dispute, one.kind, now)
        self._wake()
        return date

    async def ignore(self, guild_id: int, which: str, *, actor_id: int) -> SuggestionCard:
        """Set a suggestion aside for good; a second time changes nothing. Raises UserError: not_set_up, suggestion_confirmed."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await ready(conn, guild_id)
            one = await self._known(conn, guild_id, which)
            if one.state is SuggestionState.CONFIRMED:
                raise UserError("suggestion_confirmed")
            if one.state is SuggestionState.OPEN:
                one = replace(one, state=SuggestionState.IGNORED)
                await self._decide(conn, one, "suggestion ignore", actor_id, now)
                await self._planner.refresh(conn, server, one.dispute, one.kind, now)
        self._wake()
        return card(one, self._name(one), ())

    async def _decide(self, conn: Connection, one: Suggestion, action: str, actor_id: int, now: datetime) -> None:
        await suggestions.decide(conn, one, now)
        detail = f"{one.id} {one.dispute} {one.kind} {one.day}" + (f" -> date {one.date_id}" if one.date_id else "")
        await audit.add(conn, AuditLine(now, one.guild_id, actor_id, action, detail))

    async def _known(self, conn: Connection, guild_id: int, which: str) -> Suggestion:
        number = which.removeprefix("s")
        one = await suggestions.of_card(conn, guild_id, which)
        if one is None and number != which and number.isdigit() and len(number) <= 18:
            one = await suggestions.get(conn, guild_id, int(number))
        if one is None:
            raise UserError("suggestion_unknown")
        return one

    def _start(self, one: Suggestion, start: str | None, now: datetime) -> tuple[datetime, bool]:
        """The wall time of the date, and whether it is the whole day. Raises UserError("date_unclear")."""
        zone = self._zone(one)
        if start is None:
            wall = time_of(one.evidence, zone)
            return wall or datetime.combine(one.day, time()), wall is None
        day = day_meant(start, wall_of(now, zone).date())
        if day is not None:
            return datetime.combine(day, time()), True
        return typed.wall(start, now, zone, all_day=False), False

    def _zone(self, one: Suggestion) -> str:
        dispute = self._bargaining.disputes.get(one.dispute)
        return dispute.zone if dispute is not None else "America/Los_Angeles"

    def _name(self, one: Suggestion) -> str:
        return self._planner.names.get(one.dispute, one.dispute)
