"""The status of disputes in a server: moderators enter, correct and take back steps; everybody may ask. Posts go through the outbox."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.announcements.localtime import wall_of
from bot.announcements.when import day_meant
from bot.bargaining.dates import link_is_right
from bot.clock import Clock
from bot.delivery.edits import show, take_back
from bot.delivery.ids import new_id
from bot.delivery.quiet import quiet_until
from bot.delivery.routing import place_of_dispute
from bot.disputes import ladder
from bot.disputes.days import day_past
from bot.disputes.source import source_of
from bot.errors import UserError
from bot.models.disputes import DisputeStatus, Step, StepRecord, StepState, Track
from bot.models.news import Label
from bot.models.posts import Delivery, StepPost
from bot.models.registry import Dispute
from bot.models.routing import Place
from bot.models.servers import AuditLine, Server
from bot.news.outlets import OutletNames
from bot.storage import audit, deliveries, disputes, routes, servers
from bot.storage.database import Connection, Database


@dataclass(frozen=True, slots=True)
class Typed:
    """A step as a moderator typed it; None in a correction: as it was."""

    step: str | None = None
    day: str | None = None
    source_url: str | None = None
    until: str | None = None
    by: str | None = None


class DisputeService:
    """All methods may raise StorageBusy. `steps` maps the values of Step to the names people read."""

    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        disputes: Iterable[Dispute],
        outlets: OutletNames,
        steps: Mapping[str, str],
        wake: Callable[[], None],
    ) -> None:
        self._db, self._clock, self._wake = db, clock, wake
        self.disputes = {dispute.key: dispute for dispute in disputes}
        self._outlets, self._steps = outlets, dict(steps)

    async def status(self, guild_id: int) -> tuple[DisputeStatus, ...]:
        """All disputes of the registry: those with steps first, the one with the newest step before the others."""
        async with self._db.reading() as conn:
            return await self.status_in(conn, guild_id, self._clock.now())

    async def status_in(self, conn: Connection, guild_id: int, now: datetime) -> tuple[DisputeStatus, ...]:
        """See `status`."""
        kept: dict[str, list[StepRecord]] = {}
        for one in await disputes.of_server(conn, guild_id):
            kept.setdefault(one.dispute, []).append(one)
        found = [self._status(dispute, kept.get(dispute.key, []), now) for dispute in self.disputes.values()]
        return tuple(sorted(found, key=lambda each: each.since or date.min, reverse=True))

    async def status_of(self, guild_id: int, dispute: str) -> DisputeStatus:
        """One dispute. Raises UserError("unknown_dispute")."""
        known = self._known(dispute)
        async with self._db.reading() as conn:
            return self._status(known, await disputes.of_server(conn, guild_id, dispute), self._clock.now())

    async def changes(self, conn: Connection, guild_id: int, *, since: datetime, until: datetime) -> list[StepRecord]:
        """Steps that stand and were entered after `since` and up to `until`, in that order."""
        return await disputes.entered(conn, guild_id, since=since, until=until)

    async def history(self, guild_id: int, dispute: str) -> list[StepRecord]:
        """Every step of a dispute, corrected and undone ones too, by their days. Raises UserError("unknown_dispute")."""
        self._known(dispute)
        async with self._db.reading() as conn:
            found = await disputes.of_server(conn, guild_id, dispute)
        return sorted(found, key=lambda each: (each.day, each.id))

    async def changeable(self, guild_id: int) -> list[StepRecord]:
        """The steps that can be corrected or undone: the last of each track of each dispute, the newest first."""
        statuses = await self.status(guild_id)
        last = [step for status in statuses for step in (status.talks, status.strike) if step is not None]
        return sorted(last, key=lambda each: each.id, reverse=True)

    def source(self, url: str) -> tuple[Label, str]:
        """Whose a link is."""
        return source_of(url, self._outlets)

    def name(self, dispute: str) -> str:
        """Guild and employer."""
        known = self.disputes.get(dispute)
        return f"{known.guild} and {known.employer}" if known else dispute

    async def enter(
        self, guild_id: int, *, actor_id: int, dispute: str, typed: Typed, post: bool = True
    ) -> tuple[StepRecord, DisputeStatus]:
        """Enter a step as typed, and tell it where stories of the dispute go if `post`; the step and where the dispute stands now.

        Raises UserError: not_set_up, unknown_dispute, unknown_step, and those of `_read` and `ladder.refusal`.
        """
        known, now = self._known(dispute), self._clock.now()
        new = self._read(StepRecord(0, guild_id, dispute, Step.NOT_STARTED, date.min, ""), typed, known, now)
        async with self._db.transaction() as conn:
            server = await _ready(conn, guild_id)
            before = await disputes.of_server(conn, guild_id, dispute)
            self._must_fit(before, new, known, now)
            new = replace(new, id=await disputes.add(conn, new, actor_id=actor_id, now=now))
            if post:
                new = await self._post(conn, server, new, [*before, new], now)
            line = AuditLine(now, guild_id, actor_id, "dispute step", f"step {new.id}")
            last = ladder.last_of(before, new.step.track)
            await audit.add(conn, self._audited(line, last, new))
        self._wake()
        return new, self._status(known, [*before, new], now)

    async def correct(
        self, guild_id: int, step_id: int, *, actor_id: int, typed: Typed
    ) -> tuple[StepRecord, DisputeStatus]:
        """Put the last step of a track right; its post is edited and says so.

        Raises UserError: step_unknown, step_unchanged, and those of `enter`.
        """
        now = self._clock.now()
        async with self._db.transaction() as conn:
            old, others = await self._last(conn, guild_id, step_id)
            known = self._known(old.dispute)
            new = self._read(old, typed, known, now)
            if new == old:
                raise UserError("step_unchanged")
            if new.step.track is not old.step.track:
                raise UserError("step_other_track")
            self._must_fit(others, new, known, now)
            await disputes.end(conn, old.id, StepState.CORRECTED, now)
            new = replace(new, id=await disputes.add(conn, new, actor_id=actor_id, now=now))
            delivery = await deliveries.get(conn, old.delivery_id) if old.delivery_id else None
            if delivery is not None:
                shown = replace(self._told(new, [*others, new], known), corrected_at=now)
                await show(conn, delivery, shown, due_at=now, now=now)
            line = AuditLine(now, guild_id, actor_id, "dispute correct", f"step {old.id}, replaced by step {new.id}")
            await audit.add(conn, self._audited(line, old, new))
        self._wake()
        return new, self._status(known, [*others, new], now)

    async def undo(self, guild_id: int, step_id: int, *, actor_id: int) -> tuple[StepRecord, DisputeStatus]:
        """Take the last step of a track back; its post says so. Raises UserError("step_unknown")."""
        async with self._db.transaction() as conn:
            undone = await self.undo_in(conn, guild_id, step_id, actor_id=actor_id, now=self._clock.now())
        self._wake()
        return undone

    async def undo_in(
        self, conn: Connection, guild_id: int, step_id: int, *, actor_id: int, now: datetime
    ) -> tuple[StepRecord, DisputeStatus]:
        """See `undo`; inside the caller's transaction."""
        old, others = await self._last(conn, guild_id, step_id)
        known = self._known(old.dispute)
        await disputes.end(conn, old.id, StepState.UNDONE, now)
        delivery = await deliveries.get(conn, old.delivery_id) if old.delivery_id else None
        if delivery is not None:
            told = replace(self._told(old, [*others, old], known), undone_at=now)
            await take_back(conn, delivery, told, now)
        line = AuditLine(now, guild_id, actor_id, "dispute undo", f"step {old.id}")
        await audit.add(conn, self._audited(line, old, None))
        return old, self._status(known, others, now)

    async def step_of(self, conn: Connection, guild_id: int, delivery_id: str) -> int:
        """The number of the step that a post tells. Raises UserError("step_unknown")."""
        found = await disputes.told_by(conn, guild_id, delivery_id)
        if found is None:
            raise UserError("step_unknown")
        return found

    def _known(self, dispute: str) -> Dispute:
        if dispute not in self.disputes:
            raise UserError("unknown_dispute", dispute=dispute)
        return self.disputes[dispute]

    def _status(self, dispute: Dispute, records: list[StepRecord], now: datetime) -> DisputeStatus:
        return ladder.status_of(records, dispute, wall_of(now, dispute.zone).date())

    def _read(self, base: StepRecord, typed: Typed, dispute: Dispute, now: datetime) -> StepRecord:
        """Raises UserError: unknown_step, step_day_unclear, step_until_unclear, step_link."""
        today = wall_of(now, dispute.zone).date()
        if typed.step is not None and typed.step not in self._steps:
            raise UserError("unknown_step")
        step = Step(typed.step) if typed.step is not None else base.step
        day: date | None = base.day
        if typed.day is not None and (day := day_past(typed.day, today)) is None:
            raise UserError("step_day_unclear", typed=typed.day)
        assert day is not None  # noqa: S101 - said just above
        # What belongs to another step is not kept in a correction.
        until = base.until if step in ladder.MAY_HAVE_UNTIL else None
        if typed.until is not None:
            # A day of the month is the next one after the step, which may be long ago; "fri" is meant from today.
            until = day_meant(typed.until, day if any(map(str.isdigit, typed.until)) else today)
            if until is None:
                raise UserError("step_until_unclear", typed=typed.until)
        source_url = (typed.source_url or base.source_url).strip()
        if not link_is_right(source_url):
            raise UserError("step_link")
        by = typed.by if typed.by is not None else base.by if step is Step.SUSPENDED else ""
        return replace(base, step=step, day=day, until=until, by=by, source_url=source_url)

    def _must_fit(self, records: list[StepRecord], new: StepRecord, dispute: Dispute, now: datetime) -> None:
        refused = ladder.refusal(records, new, wall_of(now, dispute.zone).date())
        if refused is None:
            return
        values: dict[str, object] = {"step": self._steps[new.step], "typed": new.day}
        if refused.last is not None:
            values |= {"last": self._steps[refused.last.step], "day": refused.last.day}
        raise UserError(refused.key, **values, possible=tuple(self._steps[step] for step in refused.possible))

    async def _last(self, conn: Connection, guild_id: int, step_id: int) -> tuple[StepRecord, list[StepRecord]]:
        """A step that is the last of its track, and the other steps of its dispute. Raises UserError("step_unknown")."""
        step = await disputes.get(conn, guild_id, step_id)
        records = await disputes.of_server(conn, guild_id, step.dispute) if step is not None else []
        if step is None or step not in [ladder.last_of(records, track) for track in Track]:
            raise UserError("step_unknown")
        return step, [each for each in records if each.id != step_id]

    def _told(self, step: StepRecord, records: list[StepRecord], dispute: Dispute) -> StepPost:
        label, source = self.source(step.source_url)
        day, struck = ladder.strike_days(records, step.day)
        return StepPost(
            step_id=step.id,
            name=self.name(dispute.key),
            contract=dispute.contract,
            step=step.step.value,
            day=step.day.isoformat(),
            home_zone=dispute.zone,
            source_url=step.source_url,
            source=source,
            label=label,
            until=step.until.isoformat() if step.until else "",
            by=step.by,
            strike_day=(day or 0) if step.step is Step.ON_STRIKE else 0,
            days_struck=struck if step.step in (Step.STRIKE_SUSPENDED, Step.STRIKE_ENDED) else 0,
        )

    async def _post(
        self, conn: Connection, server: Server, step: StepRecord, records: list[StepRecord], now: datetime
    ) -> StepRecord:
        assert server.news_channel_id is not None  # noqa: S101 - a server that is ready has one
        rules = (await routes.rules_for(conn, [server]))[server.guild_id]
        place = place_of_dispute(step.dispute, rules.routes, Place(server.news_channel_id))
        delivery = Delivery(
            id=new_id(),
            guild_id=server.guild_id,
            channel_id=place.channel_id,
            forum=place.forum,
            post=self._told(step, records, self.disputes[step.dispute]),
            due_at=quiet_until(server, now) or now,
            silent=server.silent,
            key=f"step:{step.id}",
        )
        await deliveries.add(conn, delivery, now)
        await disputes.posted(conn, step.id, delivery.id)
        return replace(step, delivery_id=delivery.id)

    def _audited(self, line: AuditLine, before: StepRecord | None, after: StepRecord | None) -> AuditLine:
        delivery_id = after.delivery_id if after is not None else before.delivery_id if before is not None else None
        return replace(line, before=self._words(before), after=self._words(after), delivery_id=delivery_id)

    def _words(self, step: StepRecord | None) -> str:
        if step is None:
            return ""
        until = f" until {step.until.isoformat()}" if step.until else ""
        by = f" by {step.by}" if step.by else ""
        return (
            f"{self.name(step.dispute)}: {self._steps[step.step]}{by}, {step.day.isoformat()}{until}, {step.source_url}"
        )


async def _ready(conn: Connection, guild_id: int) -> Server:
    server = await servers.get(conn, guild_id)
    if server is None or not server.ready:
        raise UserError("not_set_up")
    return server
