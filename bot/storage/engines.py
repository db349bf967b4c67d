"""How the two engines are connected to: addresses, pools, SQLite's pragmas, and which of their errors mean "try again later".

Transactions are in `database.py`, the shape of the database is in `schema.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.errors import StartError, StorageBusy
from bot.storage import sqlite_driver

_ONE_TRIP = {"async_creator_fn": sqlite_driver.connect}  # see there
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}

# https://www.sqlite.org/rescode.html: the low byte of an extended code.
_SQLITE_REASONS = {5: "locked", 6: "locked", 8: "read_only", 10: "unreachable", 13: "full", 14: "unreachable"}
# https://www.postgresql.org/docs/15/errcodes-appendix.html: whole codes before classes.
_POSTGRES_REASONS = {
    "55P03": "locked",
    "40001": "locked",
    "40P01": "locked",
    "53100": "full",
    "25006": "read_only",
    "57P01": "unreachable",
    "57P02": "unreachable",
    "57P03": "unreachable",
    "08": "unreachable",
    "53": "unreachable",
    "28": "unreachable",
    "3D": "unreachable",
}


def parse_url(url: str) -> URL:
    """The address with its async driver; StartError unless it is a SQLite file or a PostgreSQL database."""
    example = "sqlite+aiosqlite:///data/picketwire.db or postgresql+asyncpg://user:password@host/database"
    try:
        parsed = make_url(url)
    except sa.exc.ArgumentError:
        raise StartError(f"The database address cannot be read. Right is, for example, {example}.") from None
    driver = _DRIVERS.get(parsed.get_backend_name())
    if driver is None:
        raise StartError(f"The database address begins with {parsed.drivername!r}. Right is, for example, {example}.")
    if driver == _DRIVERS["sqlite"] and parsed.database in {None, "", ":memory:"}:
        raise StartError(f"The database address names no file. Right is, for example, {example}.")
    return parsed.set(drivername=driver)


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite address, None for PostgreSQL."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def make_engine(url: URL, *, busy_timeout: float, connections: int, read_only: bool = False) -> AsyncEngine:
    """An engine with a pool of `connections`; `busy_timeout` in seconds is the longest wait for a lock or for a free connection.

    Its errors name no values of rows: they stand in logs, which hold no person's number.
    """
    pool: dict[str, Any] = {"pool_size": connections, "max_overflow": 0, "pool_timeout": max(busy_timeout, 0.1)}
    if url.get_backend_name() == "sqlite":
        engine = create_async_engine(url, connect_args=_ONE_TRIP, hide_parameters=True, **pool)
        _hook_sqlite(engine, busy_timeout=busy_timeout, read_only=read_only)
        return engine
    return create_async_engine(
        url,
        pool_pre_ping=True,
        connect_args=_postgres_settings(busy_timeout, read_only=read_only),
        hide_parameters=True,
        **pool,
    )


def make_schema_engine(url: URL, *, busy_timeout: float = 10) -> AsyncEngine:
    """An engine for migrations: no pool, and foreign keys off on SQLite, where rebuilding a table would cascade into its children."""
    if url.get_backend_name() == "sqlite":
        engine = create_async_engine(url, connect_args=_ONE_TRIP, poolclass=NullPool)
        _hook_sqlite(engine, busy_timeout=busy_timeout, read_only=False, foreign_keys=False)
        return engine
    return create_async_engine(url, poolclass=NullPool, connect_args=_postgres_settings(busy_timeout, read_only=False))


def _postgres_settings(busy_timeout: float, *, read_only: bool) -> dict[str, Any]:
    settings = {
        "application_name": "picketwire",
        "timezone": "UTC",
        "lock_timeout": str(max(1, int(busy_timeout * 1000))),
    }
    if read_only:
        settings["default_transaction_read_only"] = "on"
    return {"server_settings": settings, "timeout": 10}


def _hook_sqlite(engine: AsyncEngine, *, busy_timeout: float, read_only: bool, foreign_keys: bool = True) -> None:
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    @sa.event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        # The driver must not begin by itself: its deferred transactions lose concurrent updates without any error.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={int(busy_timeout * 1000)}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")  # NORMAL may lose the last commits at a power cut
        cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        cursor.execute("PRAGMA journal_size_limit=16777216")
        if read_only:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @sa.event.listens_for(engine.sync_engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    @sa.event.listens_for(engine.sync_engine, "invalidate")
    def give_up_lock(connection: Any, _record: Any, _error: BaseException | None) -> None:
        # A unit cancelled inside a statement: SQLite keeps a closed connection, and its lock, as long as a cursor is alive in a traceback.
        connection.rollback()


def as_busy(error: BaseException) -> StorageBusy | None:
    """The StorageBusy that an error of the engines stands for, None when it is a fault of ours."""
    if isinstance(error, sa.exc.TimeoutError):
        return StorageBusy("locked", "no free connection")
    if isinstance(error, OSError | TimeoutError):
        return StorageBusy("unreachable", str(error) or type(error).__name__)
    lost = isinstance(error, sa.exc.DBAPIError) and error.connection_invalidated
    origin = error.orig if isinstance(error, sa.exc.DBAPIError) and error.orig is not None else error
    code = getattr(origin, "sqlite_errorcode", None)
    state = getattr(origin, "sqlstate", None) or ""
    reason = (
        _SQLITE_REASONS.get(code & 0xFF) if code else _POSTGRES_REASONS.get(state) or _POSTGRES_REASONS.get(state[:2])
    )
    if reason is None and lost:
        reason = "unreachable"
    return StorageBusy(reason, str(origin)) if reason else None
