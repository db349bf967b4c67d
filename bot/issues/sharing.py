"""How often a summary may be shown to a whole channel."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.storage import shares
from bot.storage.database import Database

PAUSE = timedelta(minutes=10)


class ShareLimit:
    """One share a channel in ten minutes, whatever is restarted in between."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def take(self, channel_id: int, now: datetime) -> bool:
        """Whether something may be shared there now; if so, it counts as shared. Raises StorageBusy."""
        async with self._db.transaction() as conn:
            await shares.forget(conn, now - PAUSE)
            return await shares.note(conn, channel_id, now)
