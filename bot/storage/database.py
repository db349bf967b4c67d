"""The database as services see it: units of work. What is asked in them is in the query modules, one a noun."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.engines import as_busy, make_engine, parse_url

# The name by which everybody else knows it: only this package imports SQLAlchemy.
Connection = AsyncConnection

# Any number, as long as all processes on one database agree.
WRITERS_LOCK = 0x7069_636B
_READERS = 4


class Database:
    """An opened database. Each unit of work has its own connection; writers take turns on both engines, readers never wait for them.

    Taking turns makes what is right on SQLite right on PostgreSQL too: what a transaction has read cannot change before it writes.
    """

    def __init__(self, writers: AsyncEngine, readers: AsyncEngine) -> None:
        self._writers, self._readers = writers, readers
        self.dialect = writers.dialect.name  # "sqlite" or "postgresql"

    @classmethod
    async def open(cls, url: str, *, busy_timeout: float = 10) -> Database:
        """Prepare the pools; connects at the first unit of work and never migrates. StartError for an address that cannot be right.

        `busy_timeout`: the longest wait, in seconds, for another writer.
        """
        parsed = parse_url(url)
        # SQLite has one writer at a time anyway: they queue for one connection, in order, rather than in SQLite's sleep loop.
        writers = make_engine(
            parsed, busy_timeout=busy_timeout, connections=1 if parsed.get_backend_name() == "sqlite" else 4
        )
        readers = make_engine(parsed, busy_timeout=busy_timeout, connections=_READERS, read_only=True)
        return cls(writers, readers)

    @asynccontextmanager
    async def transaction(self, *, in_turn: bool = True) -> AsyncIterator[AsyncConnection]:
        """A unit that writes: committed at the end, rolled back on any exception. StorageBusy when it cannot be done now.

        `in_turn=False` lets it run beside other writers on PostgreSQL: only for statements that are right without turns.
        """
        async with unit(self._writers) as conn:
            if in_turn and self.dialect == "postgresql":
                await conn.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITERS_LOCK)))
            yield conn

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A unit that only reads, on SQLite one unchanging view; writing in it raises StorageBusy("read_only")."""
        async with unit(self._readers) as conn:
            yield conn

    async def close(self) -> None:
        """Close the idle connections; units still running keep theirs until they end."""
        await self._readers.dispose()
        await self._writers.dispose()


@asynccontextmanager
async def unit(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """One transaction on a connection of its own; what cannot be done now is raised as StorageBusy. Services use Database."""
    conn = engine.connect()
    try:
        await _uninterrupted(_begin(conn))
    except asyncio.CancelledError:
        if conn.sync_connection is not None:
            await _uninterrupted(conn.close())
        raise
    except Exception as error:
        if busy := as_busy(error):
            raise busy from error
        raise
    try:
        yield conn
        await _uninterrupted(conn.commit())
    except sa.exc.DBAPIError as error:
        if busy := as_busy(error):
            raise busy from error
        raise
    finally:
        await _uninterrupted(conn.close())  # rolls back what was not committed


async def _begin(conn: AsyncConnection) -> None:
    await conn.start()
    try:
        await conn.begin()
    except BaseException:
        await conn.close()
        raise


async def _uninterrupted(work: Coroutine[Any, Any, None]) -> None:
    """Await to the end even when cancelled meanwhile: half a BEGIN or COMMIT would leave a connection that holds the lock."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        if not task.cancelled():
            task.exception()  # seen: the cancellation is what counts
        raise


def insert(table: sa.Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    """The engine's own INSERT, which knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def values_of(row: sa.Row[Any]) -> dict[str, Any]:
    """The row as keyword arguments."""
    return dict(row._mapping)  # noqa: SLF001 - public in spite of its name
