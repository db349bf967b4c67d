"""One process a database: a lock that ends with the process that holds it, however that ends.

SQLite: an exclusive `flock` on a file beside the database. PostgreSQL: an advisory lock on a connection kept for it.
Neither outlives a killed process, so a restart never waits for a lease to run out.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import StartError, StorageBusy
from bot.storage.engines import as_busy, make_engine, parse_url, sqlite_file

_LOCK = 0x7069_636C  # any number that all processes agree on
_TAKEN = (
    "Another Picketwire process is running with this database. Two would post everything twice, so this one stops. "
    "Stop the other one first, or give this one its own PICKETWIRE_DATABASE_URL."
)


class InstanceLock:
    """Held from `take` to `release`."""

    def __init__(self, url: str) -> None:
        self._url = parse_url(url)
        self._file: int | None = None
        self._engine: AsyncEngine | None = None
        self._conn: AsyncConnection | None = None

    async def take(self) -> None:
        """Take the lock at once or raise StartError; StorageBusy where the database cannot be reached."""
        path = sqlite_file(self._url)
        if path is not None:
            self._take_file(path)
        elif self._url.get_backend_name() == "postgresql":
            await self._take_advisory()

    def _take_file(self, path: Path) -> None:
        lock = path.with_name(path.name + ".lock")
        try:
            handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as e:
            raise StartError(
                f"The folder of the database cannot be written: {lock}: {e.strerror}. "
                "Give the bot's user the right to write there, or set PICKETWIRE_DATABASE_URL to another place."
            ) from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise StartError(_TAKEN) from None
        self._file = handle

    async def _take_advisory(self) -> None:
        self._engine = make_engine(self._url, busy_timeout=10, connections=1)
        try:
            self._conn = await self._engine.connect()
            taken = await self._conn.scalar(sa.select(sa.func.pg_try_advisory_lock(_LOCK)))
            await self._conn.commit()
        except Exception as e:
            if busy := as_busy(e):
                raise busy from e
            raise
        if not taken:
            await self.release()
            raise StartError(_TAKEN)

    async def still_held(self) -> bool:
        """Whether the lock is ours; False after PostgreSQL dropped the connection that carried it."""
        if self._conn is None:
            return self._file is not None
        try:
            await self._conn.execute(sa.text("select 1"))
            await self._conn.commit()
        except (sa.exc.DBAPIError, StorageBusy, OSError):
            return False
        return True

    async def release(self) -> None:
        """Give the lock back; harmless when it is not held."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
        if self._conn is not None:
            await self._conn.close()
            self._conn = None
        if self._engine is not None:
            await self._engine.dispose()
            self._engine = None
