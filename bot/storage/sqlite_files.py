"""Whole SQLite files: copying one while it is in use, telling whether one is sound and of which revision. Blocking: call in a thread."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

# Beside the database: what has been committed but not yet moved into it, and its index.
SIDE_FILES = ("-wal", "-shm")


def copy_database(source: Path, target: Path) -> None:
    """Make `target`, which must not exist, a sound single-file copy of the database as of now.

    FileExistsError when there is a target; OSError or sqlite3.Error when it cannot be written or the source is damaged. There
    never is half a target.
    """
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(part)) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")  # the copy carries the mode, but must be one file
        if fault := damage(part):
            raise sqlite3.DatabaseError(fault)
        _sync(part)
        os.link(part, target)  # unlike a rename, never over another file
    finally:
        for name in ("", *SIDE_FILES):
            part.with_name(part.name + name).unlink(missing_ok=True)
    _sync(target.parent)


def damage(path: Path) -> str | None:
    """The first thing wrong with the file as a SQLite database, None when it is sound."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as conn:
            found = str(conn.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.Error as error:
        return str(error)
    return None if found == "ok" else found


def revision_of(path: Path) -> str | None:
    """The revision noted in a database file of ours, None in any other."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as conn:
            row = conn.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        return None
    return str(row[0]) if row else None


def unused(folder: Path, stem: str, suffix: str) -> Path:
    """A path in the folder at which there is nothing yet: the stem, a number, the suffix."""
    return next(path for n in count(1) if not (path := folder / f"{stem}-{n}{suffix}").exists())


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
