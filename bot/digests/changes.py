"""What moderators entered about disputes and dates in some time, and what ends next, as a digest tells it. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.bargaining.dates import WHEN
from bot.disputes.ladder import status_of
from bot.models.desk import BargainingDate, DateState
from bot.models.disputes import StepState
from bot.models.posts import DigestChange
from bot.models.registry import Dispute
from bot.storage import dates, disputes
from bot.storage.database import Connection

MOST_CHANGES, MOST_EXPIRIES = 8, 3
EXPIRY = "expiry"  # of the kinds of change the one that nobody entered


class ChangeReader:
    """Reads inside the caller's transaction."""

    def __init__(self, registry: Sequence[Dispute]) -> None:
        self._registry = {dispute.key: dispute for dispute in registry}

    async def changes(self, conn: Connection, guild_id: int, since: datetime, until: datetime) -> list[DigestChange]:
        """Steps that stand, then dates that are new, moved or called off: entered after `since` and up to `until`, the newest eight."""
        steps = await disputes.entered(conn, guild_id, since=since, until=until)
        found = [
            DigestChange(
                "step",
                self._name(one.dispute),
                one.step.value,
                one.day.isoformat(),
                url=one.source_url,
                dispute=one.dispute,
            )
            for one in steps
        ]
        for date in await dates.changed(conn, guild_id, since, until):
            what = await self._what(conn, date, since)
            if what and date.starts_at is not None and date.starts_at > since:
                found.append(
                    DigestChange(
                        what, self._name(date.dispute), date.kind, at=date.starts_at, home_zone=date.zone,
                        all_day=date.all_day, url=date.source_url, dispute=date.dispute,
                    )
                )  # fmt: skip
        return found[-MOST_CHANGES:]

    async def expiries(self, conn: Connection, guild_id: int, now: datetime) -> list[DigestChange]:
        """The next three that end, of the disputes that this server keeps a status of, or else of all."""
        every = await disputes.of_server(conn, guild_id)
        steps = [step for step in every if step.state is StepState.STANDING]
        known = {step.dispute for step in steps} & self._registry.keys()
        found = []
        for dispute in self._registry.values():
            if known and dispute.key not in known:
                continue
            today = now.astimezone(ZoneInfo(dispute.zone)).date()
            ends = status_of([step for step in steps if step.dispute == dispute.key], dispute, today).expiry
            if ends is not None and ends.days_left >= 0:
                # Two contracts of one guild and employer may end on the same day.
                name = f"{self._name(dispute.key)}, {dispute.contract}"
                found.append(
                    DigestChange(
                        EXPIRY, name, ends.kind, ends.day.isoformat(), url=ends.source_url, dispute=dispute.key
                    )
                )
        return sorted(found, key=lambda each: each.day)[:MOST_EXPIRIES]

    async def _what(self, conn: Connection, date: BargainingDate, since: datetime) -> str:
        if date.created_at is not None and date.created_at > since:
            return "" if date.state is DateState.CANCELLED else "date_new"
        if date.state is DateState.CANCELLED:
            return "date_off"
        changes = await dates.changes_after(conn, date.id, 0)
        moved = any(change.at > since and any(name == WHEN for name, _, _ in change.fields) for change in changes)
        return "date_moved" if moved else ""

    def _name(self, key: str) -> str:
        known = self._registry.get(key)
        return f"{known.guild} and {known.employer}" if known else key
