"""Moderators pin, change and clear lines on where a side stands; each change is in the audit trail and can be brought back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.announcements.localtime import wall_of
from bot.bargaining.dates import link_is_right
from bot.clock import Clock
from bot.delivery.limits import blank
from bot.disputes.days import day_past
from bot.errors import UserError
from bot.issues.positions import PositionReader
from bot.issues.stands import A_SIDE
from bot.models.posts import Telling
from bot.models.registry import Dispute
from bot.models.servers import AuditLine, Server
from bot.models.services import IssueName
from bot.models.stands import SIDES, Pin, PinState, Stand
from bot.models.statements import StatementState
from bot.storage import audit, servers, stand_pins, statements
from bot.storage.database import Connection, Database

LONGEST = 300  # characters of a line
MOST_MOVING = 30  # days


@dataclass(frozen=True, slots=True)
class Typed:
    """A line as a moderator typed it; None in a change: as it was. `moving_days` 0 takes the mark off."""

    text: str | None = None
    source_url: str | None = None
    day: str | None = None
    moving_days: int | None = None


class StandService:
    """All methods may raise StorageBusy, those that change something UserError("not_set_up")."""

    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        reader: PositionReader,
        issues: Iterable[IssueName],
        disputes: Iterable[Dispute],
    ) -> None:
        self._db, self._clock, self._reader = db, clock, reader
        self._issues = {issue.id: issue.name for issue in issues}
        self._disputes = {dispute.key: dispute for dispute in disputes}

    def issue_name(self, issue: str) -> str:
        """As people read it."""
        return self._issues.get(issue, issue)

    def shown(self, pin: Pin) -> Stand:
        """A line as a summary has it."""
        return self._reader.pinned(pin, self._clock.now())

    async def pin(self, guild_id: int, *, actor_id: int, issue: str, side: str, dispute: str = "", typed: Typed) -> Pin:
        """Pin a line. Raises UserError: unknown_issue, unknown_dispute, unknown_side, stand_full, and those of `_read`."""
        if issue not in self._issues:
            raise UserError("unknown_issue", issue=issue)
        if dispute and dispute not in self._disputes:
            raise UserError("unknown_dispute", dispute=dispute)
        if side not in SIDES:
            raise UserError("unknown_side")
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await _ready(conn, guild_id)
            new = self._read(Pin(0, guild_id, issue, side, "", "", date.min, dispute), typed, server, now)
            return await self._add(conn, new, actor_id, now, "stand set")

    async def pin_found(self, guild_id: int, issue: str, key: str, *, actor_id: int) -> Pin:
        """Pin a sentence found in the news, by the key of `found`. Raises UserError: stand_not_found, stand_full."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await _ready(conn, guild_id)
            quotes = await self._reader.found(conn, guild_id, issue, "", now)
            quote = next((each for each in quotes if each.key == key), None)
            if quote is None:
                raise UserError("stand_not_found")
            told = quote.telling
            new = Pin(
                0, guild_id, issue, quote.side, quote.text, told.url, wall_of(told.at, server.zone).date(),
                source=told.outlet, label=told.label, statement_id=await self._statement(conn, guild_id, told),
                citing=told.attributed_to, unnamed_source=told.unnamed_source,
            )  # fmt: skip
            return await self._add(conn, new, actor_id, now, "stand pin")

    async def edit(self, guild_id: int, pin_id: int, *, actor_id: int, typed: Typed) -> Pin:
        """Put a line right. Raises UserError: stand_unknown, stand_unchanged, and those of `_read`."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await _ready(conn, guild_id)
            old = await self._standing(conn, guild_id, pin_id)
            new = self._read(old, typed, server, now)
            if new == old:
                raise UserError("stand_unchanged")
            if new.source_url != old.source_url:
                new = replace(new, source="", label=None, statement_id=None)
            if new.source_url != old.source_url or new.text != old.text:
                new = replace(new, citing=(), unnamed_source=False)  # they were those of the words before
            await stand_pins.end(conn, old.id, PinState.CHANGED, now)
            new = replace(new, id=await stand_pins.add(conn, new, actor_id=actor_id, now=now), created_at=now)
            await audit.add(conn, _trail_line(new, actor_id, now, "stand edit", old, new))
            return new

    async def clear(self, guild_id: int, pin_id: int, *, actor_id: int) -> Pin:
        """Take a line off. Raises UserError("stand_unknown")."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            await _ready(conn, guild_id)
            old = await self._standing(conn, guild_id, pin_id)
            await stand_pins.end(conn, old.id, PinState.CLEARED, now)
            await audit.add(conn, _trail_line(old, actor_id, now, "stand clear", old, None))
            return old

    async def bring_back(self, guild_id: int, pin_id: int, *, actor_id: int) -> Pin:
        """Pin a changed or cleared line again.

        Raises UserError: stand_unknown, stand_standing, stand_full, stand_retracted where its statement was taken back.
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            await _ready(conn, guild_id)
            old = await stand_pins.get(conn, guild_id, pin_id)
            if old is None:
                raise UserError("stand_unknown")
            if old.statement_id is not None:
                said = await statements.get(conn, guild_id, old.statement_id)
                if said is None or said.state is not StatementState.POSTED:
                    raise UserError("stand_retracted")
            return await self._add(conn, replace(old, moving_until=None), actor_id, now, "stand bring back")

    async def history(self, guild_id: int, issue: str) -> list[Pin]:
        """Every line on the issue in every state, the newest first."""
        async with self._db.reading() as conn:
            return (await stand_pins.of_server(conn, guild_id, issue))[::-1]

    async def standing(self, guild_id: int) -> list[Pin]:
        """The lines that stand, the newest first."""
        async with self._db.reading() as conn:
            return (await stand_pins.standing(conn, guild_id))[::-1]

    async def found(self, guild_id: int, issue: str) -> list[Stand]:
        """The sentences on the issue that can be pinned, the newest first."""
        async with self._db.reading() as conn:
            return await self._reader.found(conn, guild_id, issue, "", self._clock.now())

    async def proposed(self, guild_id: int, issue: str) -> list[Stand]:
        """Those of them that the summary shows beside the pinned lines."""
        async with self._db.reading() as conn:
            stands = await self._reader.of(conn, guild_id, issue, "", self._clock.now())
        return [each for each in stands.lines if each.pin_id is None]

    def _read(self, base: Pin, typed: Typed, server: Server, now: datetime) -> Pin:
        """Raises UserError: stand_text, stand_link, stand_day, stand_day_ahead, stand_moving."""
        text = " ".join((typed.text if typed.text is not None else base.text).split())
        if blank(text) or len(text) > LONGEST:
            raise UserError("stand_text", longest=LONGEST)
        url = (typed.source_url if typed.source_url is not None else base.source_url).strip()
        found_without = url == base.source_url == "" and base.label is not None  # in a statement that has no link
        if not found_without and not link_is_right(url):
            raise UserError("stand_link")
        dispute = self._disputes.get(base.dispute)
        today = wall_of(now, dispute.zone if dispute else server.zone).date()
        day: date | None = base.day
        if typed.day is not None and (day := day_past(typed.day, today)) is None:
            raise UserError("stand_day", typed=typed.day)
        assert day is not None  # noqa: S101 - said just above
        if day > today:
            raise UserError("stand_day_ahead", typed=day)
        until = base.moving_until
        if typed.moving_days is not None:
            if not 0 <= typed.moving_days <= MOST_MOVING:
                raise UserError("stand_moving", most=MOST_MOVING)
            until = now + timedelta(days=typed.moving_days) if typed.moving_days else None
        return replace(base, text=text, source_url=url, day=day, moving_until=until)

    async def _add(self, conn: Connection, pin: Pin, actor_id: int, now: datetime, action: str) -> Pin:
        beside = await stand_pins.standing(conn, pin.guild_id, pin.issue)
        beside = [each for each in beside if (each.dispute, each.side) == (pin.dispute, pin.side)]
        if any((each.text, each.source_url) == (pin.text, pin.source_url) for each in beside):
            raise UserError("stand_standing")
        if len(beside) >= A_SIDE:
            raise UserError("stand_full", most=A_SIDE)
        number = await stand_pins.add(conn, pin, actor_id=actor_id, now=now)
        pin = replace(pin, id=number, state=PinState.STANDING, created_at=now, ended_at=None)
        await audit.add(conn, _trail_line(pin, actor_id, now, action, None, pin))
        return pin

    async def _statement(self, conn: Connection, guild_id: int, told: Telling) -> int | None:
        if not told.statement:
            return None
        said = await statements.of_entry(conn, guild_id, told.entry_id)
        return said.id if said is not None else None

    async def _standing(self, conn: Connection, guild_id: int, pin_id: int) -> Pin:
        pin = await stand_pins.get(conn, guild_id, pin_id)
        if pin is None or pin.state is not PinState.STANDING:
            raise UserError("stand_unknown")
        return pin


async def clear_of_statement(
    conn: Connection, guild_id: int, statement_id: int, *, actor_id: int, now: datetime
) -> None:
    """A statement was taken back: so are the lines that were pinned from it."""
    for pin in await stand_pins.standing(conn, guild_id):
        if pin.statement_id == statement_id:
            await stand_pins.end(conn, pin.id, PinState.CLEARED, now)
            await audit.add(conn, _trail_line(pin, actor_id, now, "stand clear", pin, None))


def _trail_line(
    pin: Pin, actor_id: int, now: datetime, action: str, before: Pin | None, after: Pin | None
) -> AuditLine:
    """What was done to a line, for the trail."""
    detail = f"{pin.id} {pin.issue} {pin.side}"
    return AuditLine(now, pin.guild_id, actor_id, action, detail, before=_words(before), after=_words(after))


def _words(pin: Pin | None) -> str:
    if pin is None:
        return ""
    moving = f", moving until {pin.moving_until.date().isoformat()}" if pin.moving_until else ""
    return f"“{pin.text}”, {pin.day.isoformat()}, {pin.source_url}{moving}"


async def _ready(conn: Connection, guild_id: int) -> Server:
    server = await servers.get(conn, guild_id)
    if server is None or not server.ready:
        raise UserError("not_set_up")
    return server
