"""Once a day: delete what is older than the host wants to keep, in small batches. What may be deleted is in `bot/storage/retention.py`."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.storage import audit, retention
from bot.storage.database import Database

log = logging.getLogger(__name__)

DAY = timedelta(days=1)
POSTED = timedelta(days=30)  # stories posted since are kept whole, however old
BATCH = 200
PAUSE = 0.05  # real seconds between two batches, for others to write


class Retention:
    """`days`: how long entries are kept, `audit_days`: how long what moderators did; 0 keeps all."""

    def __init__(self, *, db: Database, clock: Clock, days: int, audit_days: int = 0) -> None:
        self._db, self._clock, self._days, self._audit_days = db, clock, days, audit_days
        self._next: datetime | None = None

    async def tick(self) -> None:
        """Sweep if the last one is a day ago. Raises StorageBusy; the next tick goes on."""
        now = self._clock.now()
        if self._next is None or now >= self._next:
            if self._days:
                await self.sweep()
            if self._audit_days:
                await self.sweep_audit()
            self._next = now + DAY

    async def sweep(self) -> int:
        """Delete all that is too old; how many entries."""
        now = self._clock.now()
        before = now - timedelta(days=self._days)
        deleted = 0
        while True:
            async with self._db.transaction() as conn:
                count = await retention.delete_entries(conn, before=before, posted_since=now - POSTED, limit=BATCH)
                emptied = await retention.delete_stories(conn, before=before, limit=BATCH)
                finished = await retention.delete_deliveries(conn, before=before, limit=BATCH)
            deleted += count
            # An edit goes before what it edits, so as long as deliveries go there may be more.
            if count < BATCH and emptied < BATCH and not finished:
                break
            await self._clock.sleep(PAUSE)
        if deleted:
            log.info("deleted %d entries older than %d days", deleted, self._days)
        return deleted

    async def sweep_audit(self) -> int:
        """Delete the lines of the trail that are too old; how many."""
        before, deleted = self._clock.now() - timedelta(days=self._audit_days), 0
        while True:
            async with self._db.transaction() as conn:
                count = await audit.delete(conn, before=before, limit=BATCH)
            deleted += count
            if count < BATCH:
                return deleted
            await self._clock.sleep(PAUSE)
