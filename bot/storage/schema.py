"""The shape of the database: brought up to date at the start, and checked. The revisions are in `migrations/versions/`."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import sqlalchemy as sa

from bot.errors import StartError
from bot.storage.database import WRITERS_LOCK, Connection, unit
from bot.storage.engines import make_schema_engine, parse_url, sqlite_file
from bot.storage.sqlite_files import copy_database, unused
from bot.storage.tables import metadata

MIGRATIONS = Path(__file__).parent / "migrations"
_DAMAGED = {11, 26}  # SQLITE_CORRUPT, SQLITE_NOTADB


async def migrate(url: str, *, keep_copy: Path | None, busy_timeout: float = 10) -> Path | None:
    """Bring the database up to date, whole or not at all; make it where there is none. The copy kept, if one was.

    `keep_copy`: the folder for a copy of a SQLite file that is about to be changed; None keeps none, as does PostgreSQL.
    `busy_timeout`: the longest wait, in seconds, for another process that writes.
    StartError for a database of a newer version, a foreign or a damaged one; StorageBusy when it cannot be done now.
    """
    file = sqlite_file(parse_url(url))
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        await asyncio.to_thread(_keep_a_log, file, busy_timeout)
    async with _opened(url, busy_timeout) as conn:
        before = await _revision(conn, url)
        if before == newest_revision():
            return None
        copy = None
        if before is not None and file is not None and keep_copy is not None:
            copy = await asyncio.to_thread(_keep, file, keep_copy, before)
        await conn.run_sync(_upgrade)
        return copy


async def check(url: str) -> str:
    """What state the database is in, in one sentence, without changing it; StartError where the bot could not use it."""
    parsed = parse_url(url)
    file = sqlite_file(parsed)
    if file is not None and not file.exists():
        return f"the database {file} is not there yet; the first start makes it"
    name = str(file) if file is not None else parsed.render_as_string(hide_password=True)
    async with _opened(url) as conn:
        revision = await _revision(conn, url)
    if revision is None:
        return f"the database {name} is empty; the first start fills it"
    if revision != newest_revision():
        return f"the database {name} is of an earlier version; the next start brings it up to date"
    return f"the database {name} is up to date"


def newest_revision() -> str:
    """The revision that this version of the bot works with."""
    return max(_revisions())


def require_known(revision: str, what: str) -> None:
    """StartError unless the revision that `what` has is one of ours."""
    if revision not in _revisions():
        raise StartError(
            f"{what} is from a newer version of the bot (revision {revision}, this one knows up to {newest_revision()}). "
            "Start that version, or restore a backup made with this one."
        )


def _revisions() -> set[str]:
    """Of the files' names, v0001_what_changes.py: Alembic itself is loaded only to migrate, it takes 10 MiB."""
    return {file.name[1:].partition("_")[0] for file in (MIGRATIONS / "versions").glob("v*_*.py")}


@asynccontextmanager
async def _opened(url: str, busy_timeout: float = 10) -> AsyncIterator[Connection]:
    parsed = parse_url(url)
    engine = make_schema_engine(parsed, busy_timeout=busy_timeout)
    try:
        async with unit(engine) as conn:
            if engine.dialect.name == "postgresql":
                await conn.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITERS_LOCK)))
            yield conn
    except (sa.exc.DBAPIError, sqlite3.Error) as error:
        origin = error.orig if isinstance(error, sa.exc.DBAPIError) else error
        if getattr(origin, "sqlite_errorcode", None) not in _DAMAGED:
            raise
        raise StartError(
            f"The file {parsed.database} is not a sound SQLite database: {origin}. "
            "Move it away, then restore a backup with `python -m bot restore FILE`, or start afresh."
        ) from error
    finally:
        await engine.dispose()


async def _revision(conn: Connection, url: str) -> str | None:
    """The database's revision, None when it is empty; StartError when it is not ours or from a newer version."""
    revision, tables = await conn.run_sync(_look)
    name = parse_url(url).database
    if revision is None:
        if tables & set(metadata.tables):
            raise StartError(f"The database {name} holds tables of something else. Give the bot a database of its own.")
        return None
    require_known(revision, f"The database {name}")
    return revision


def _keep_a_log(file: Path, patience: float) -> None:
    """Switch the file to write-ahead logging. SQLite does not wait for others with that, so it is asked again for `patience` seconds."""
    until = time.monotonic() + patience
    try:
        opened = sqlite3.connect(file)
    except sqlite3.OperationalError:
        return  # whoever opens it next is told what is wrong
    with closing(opened) as conn:
        while True:
            try:
                conn.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    return  # whoever opens it next is told what is wrong
                time.sleep(0.05)
            except sqlite3.DatabaseError:
                return  # as above
            else:
                return


def _look(connection: sa.Connection) -> tuple[str | None, set[str]]:
    tables = set(sa.inspect(connection).get_table_names())
    stamped = "alembic_version" in tables
    return connection.scalar(sa.text("SELECT version_num FROM alembic_version")) if stamped else None, tables


def _upgrade(connection: sa.Connection) -> None:
    from alembic import command  # noqa: PLC0415 - see _revisions
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite" and (
        broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    ):
        raise RuntimeError(f"the migration left rows that point nowhere, first in table {broken[0]}: rolled back")


def _keep(file: Path, folder: Path, revision: str) -> Path:
    """Copy the file into the folder. The writer's lock is ours, so nothing changes meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = unused(folder, f"{file.stem}-{revision}", file.suffix)
    copy_database(file, copy)
    return copy
