"""Backups of a SQLite database and the way back. PostgreSQL has its own tools, which the errors name."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from bot.errors import StartError
from bot.storage.engines import parse_url, sqlite_file
from bot.storage.instance import InstanceLock
from bot.storage.schema import require_known
from bot.storage.sqlite_files import SIDE_FILES, copy_database, damage, revision_of, unused


async def backup(url: str, target: Path) -> None:
    """Copy the database into the file `target`, also while the bot runs; the copy is checked. StartError when it cannot be done."""
    file = _file(url, "pg_dump --format=custom --file=FILE")
    if not file.exists():
        raise StartError(f"There is no database at {file} to back up.")
    try:
        await asyncio.to_thread(copy_database, file, target)
    except FileExistsError:
        raise StartError(f"{target} exists already. A backup never overwrites a file: give another name.") from None
    except (OSError, sqlite3.Error) as error:
        raise StartError(f"The backup could not be written to {target}: {error}. No file was left there.") from error


async def restore(url: str, source: Path) -> Path | None:
    """Put the backup `source` in the database's place. Where the database that was there is kept now, None if there was none.

    StartError, with nothing changed, when a process runs on the database or the backup is damaged, not ours or newer.
    """
    file = _file(url, "pg_restore --clean --dbname=DATABASE FILE")
    await asyncio.to_thread(_examine, source)
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = InstanceLock(url)
    await lock.take()
    try:
        return await asyncio.to_thread(_exchange, file, source)
    except (OSError, sqlite3.Error) as error:
        raise StartError(f"The backup could not be put in place of {file}: {error}.") from error
    finally:
        await lock.release()


def _examine(source: Path) -> None:
    if not source.is_file():
        raise StartError(f"There is no backup at {source}.")
    if fault := damage(source):
        raise StartError(f"{source} is not a sound SQLite database: {fault}.")
    revision = revision_of(source)
    if revision is None:
        raise StartError(f"{source} is a SQLite database, but not one of Picketwire.")
    require_known(revision, str(source))


def _exchange(file: Path, source: Path) -> Path | None:
    """Swap the files so that at every moment there is a whole database in place."""
    ready = file.with_name(f".{file.name}.restored")
    ready.unlink(missing_ok=True)
    copy_database(source, ready)
    _distrust(ready)
    kept = None
    if file.exists():
        with suppress(sqlite3.Error), closing(sqlite3.connect(file)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        kept = unused(file.parent, f"{file.stem}-replaced", file.suffix)
        os.link(file, kept)
        for side in SIDE_FILES:  # left only where the old database is damaged
            beside = file.with_name(file.name + side)
            if beside.exists():
                beside.replace(kept.with_name(kept.name + side))
    ready.replace(file)
    return kept


def _distrust(file: Path) -> None:
    """What happened after the backup is not known to it: what waited then may be sent, what came since may be posted.

    So what waits counts as tried (the channel is searched before it is sent), and each feed's next answer as its first (stored,
    not announced).
    """
    with closing(sqlite3.connect(file)) as conn, conn:
        conn.execute(
            "UPDATE deliveries SET first_tried_at = coalesce(first_tried_at, created_at) "
            "WHERE state IN ('pending', 'claimed') AND target_id IS NULL"
        )
        conn.execute("UPDATE feeds SET first_polled_at = NULL, etag = NULL, last_modified = NULL, body_hash = NULL")


def _file(url: str, command: str) -> Path:
    file = sqlite_file(parse_url(url))
    if file is None:
        raise StartError(f"The database is PostgreSQL: use `{command}`, which comes with it.")
    return file
