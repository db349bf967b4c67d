"""Small facts about this installation, kept in the database: for instance the hash of the commands last synced."""

from __future__ import annotations

from bot.clock import Clock
from bot.storage import facts
from bot.storage.database import Database


class FactService:
    """Get and put by name."""

    def __init__(self, *, db: Database, clock: Clock) -> None:
        self._db, self._clock = db, clock

    async def get(self, name: str) -> str | None:
        """The value, or None where none was put."""
        async with self._db.reading() as conn:
            return await facts.get(conn, name)

    async def put(self, name: str, value: str) -> None:
        """Keep the value in place of an earlier one."""
        async with self._db.transaction() as conn:
            await facts.put(conn, name, value, self._clock.now())
