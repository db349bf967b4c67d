"""SQLite statements in one trip to their connection's thread; the driver and SQLAlchemy make four of each: open, run, read, close.

Pools and pragmas are in `engines.py`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import partial
from typing import Any, Self

import aiosqlite

_CHUNK = 64  # the driver's default; rows are never read in chunks here


class Cursor:
    """What SQLAlchemy's adapter asks of the driver's cursor. After `execute` nothing is open any more: the rows are here."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Self:
        """Run a statement and read all its rows."""
        await self._connection.trip(self._run, sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> Self:
        """Run a statement that gives no rows, once with each of the parameters."""
        await self._connection.trip(self._run_many, sql, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        """The rows that were not given yet."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Nothing is open."""

    def _run(self, connection: sqlite3.Connection, sql: str, parameters: Sequence[Any]) -> None:
        # Closed on this thread, in whatever way it ends: an open one would keep the database's lock.
        with closing(connection.cursor()) as cursor:
            cursor.execute(sql, parameters)
            self._rows = cursor.fetchall() if cursor.description else []
            self._note(cursor)

    def _run_many(self, connection: sqlite3.Connection, sql: str, parameters: Iterable[Sequence[Any]]) -> None:
        with closing(connection.cursor()) as cursor:
            cursor.executemany(sql, parameters)
            self._rows = []
            self._note(cursor)

    def _note(self, cursor: sqlite3.Cursor) -> None:
        self.description, self.rowcount, self.lastrowid = cursor.description, cursor.rowcount, cursor.lastrowid


class Connection(aiosqlite.Connection):
    """The driver's connection, with cursors that make one trip."""

    def cursor(self) -> Cursor:  # type: ignore[override]
        """A cursor; that alone is no trip."""
        return Cursor(self)

    async def trip(self, run: Any, *arguments: Any) -> None:
        """Call `run(sqlite connection, *arguments)` on the connection's thread."""
        await self._execute(lambda: run(self._conn, *arguments))  # type: ignore[no-untyped-call]


async def connect(file: str, **options: Any) -> Connection:
    """Open a file; the options are those of `sqlite3.connect`. Called by SQLAlchemy's pools."""
    connection = Connection(partial(sqlite3.connect, file, **options), _CHUNK)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does it, a forgotten connection keeps no process alive
    await connection
    return connection
