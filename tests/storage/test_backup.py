"""Backups: taken while the bot writes, checked, never over another file; restored only where nothing runs."""

# ruff: noqa: ASYNC240 - the files are the test's own

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import StartError
from bot.storage import facts
from bot.storage.backup import backup, restore
from bot.storage.database import Database
from bot.storage.instance import InstanceLock
from bot.storage.sqlite_files import damage
from tests.storage.samples import NOW


async def put(url: str, value: str) -> None:
    db = await Database.open(url)
    async with db.transaction() as conn:
        await facts.put(conn, "n", value, NOW)
    await db.close()


async def get(url: str) -> str | None:
    db = await Database.open(url)
    async with db.reading() as conn:
        value = await facts.get(conn, "n")
    await db.close()
    return value


def revision(file: Path, value: str) -> None:
    with closing(sqlite3.connect(file)) as conn:
        conn.execute("UPDATE alembic_version SET version_num = ?", (value,))
        conn.commit()


async def test_a_backup_taken_while_the_bot_writes_is_whole(sqlite_database: str, tmp_path: Path) -> None:
    db = await Database.open(sqlite_database)

    async def write_on() -> None:
        number = 0
        while True:
            number += 1
            async with db.transaction() as conn:
                await facts.put(conn, "one", str(number), NOW)
                await facts.put(conn, "two", str(number), NOW)

    writer = asyncio.create_task(write_on())
    await asyncio.sleep(0.05)
    await backup(sqlite_database, tmp_path / "copy.db")
    assert not writer.done()
    writer.cancel()
    await asyncio.gather(writer, return_exceptions=True)
    await db.close()
    assert damage(tmp_path / "copy.db") is None
    with closing(sqlite3.connect(tmp_path / "copy.db")) as conn:
        one, two = conn.execute("SELECT value FROM facts ORDER BY name").fetchall()
    assert one == two
    assert {file.name for file in tmp_path.iterdir()} == {"picketwire.db", "copy.db"}


async def test_a_backup_never_overwrites_a_file(sqlite_database: str, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("dear to somebody")
    with pytest.raises(StartError, match="exists already"):
        await backup(sqlite_database, target)
    assert target.read_text() == "dear to somebody"


async def test_a_backup_of_nothing_or_to_nowhere_says_so(sqlite_database: str, tmp_path: Path) -> None:
    with pytest.raises(StartError, match="no database at"):
        await backup(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "copy.db")
    with pytest.raises(StartError, match="could not be written"):
        await backup(sqlite_database, tmp_path / "no" / "such" / "folder" / "copy.db")


async def test_postgresql_is_backed_up_with_its_own_tools() -> None:
    with pytest.raises(StartError, match="pg_dump"):
        await backup("postgresql://a@b/c", Path("copy"))
    with pytest.raises(StartError, match="pg_restore"):
        await restore("postgresql://a@b/c", Path("copy"))


async def test_a_restored_backup_is_what_it_was_and_the_present_is_kept(sqlite_database: str, tmp_path: Path) -> None:
    await put(sqlite_database, "then")
    await backup(sqlite_database, tmp_path / "copy.db")
    await put(sqlite_database, "now")
    kept = await restore(sqlite_database, tmp_path / "copy.db")
    assert await get(sqlite_database) == "then"
    assert await get(f"sqlite:///{kept}") == "now"
    assert (tmp_path / "copy.db").exists()
    await put(sqlite_database, "later")
    again = await restore(sqlite_database, tmp_path / "copy.db")
    assert again != kept
    assert [await get(url) for url in (sqlite_database, f"sqlite:///{again}")] == ["then", "later"]


async def test_what_a_killed_bot_left_in_the_log_is_kept_too(sqlite_database: str, tmp_path: Path) -> None:
    await put(sqlite_database, "then")
    await backup(sqlite_database, tmp_path / "copy.db")
    db = await Database.open(sqlite_database)
    async with db.transaction() as conn:
        await facts.put(conn, "n", "only in the log", NOW)
    for name in ("picketwire.db", "picketwire.db-wal"):
        (tmp_path / f"killed-{name}").write_bytes((tmp_path / name).read_bytes())
    await db.close()
    for name in ("picketwire.db", "picketwire.db-wal"):
        (tmp_path / f"killed-{name}").replace(tmp_path / name)
    kept = await restore(sqlite_database, tmp_path / "copy.db")
    assert [await get(url) for url in (sqlite_database, f"sqlite:///{kept}")] == ["then", "only in the log"]


async def test_a_backup_is_restored_where_there_is_nothing_yet(sqlite_database: str, tmp_path: Path) -> None:
    await put(sqlite_database, "then")
    elsewhere = f"sqlite:///{tmp_path / 'new' / 'picketwire.db'}"
    assert await restore(elsewhere, tmp_path / "picketwire.db") is None
    assert await get(elsewhere) == "then"


async def test_a_damaged_database_is_replaced_and_kept(sqlite_database: str, tmp_path: Path) -> None:
    await put(sqlite_database, "then")
    await backup(sqlite_database, tmp_path / "copy.db")
    (tmp_path / "picketwire.db").write_bytes(b"ruined")
    kept = await restore(sqlite_database, tmp_path / "copy.db")
    assert kept is not None
    assert (kept.read_bytes(), await get(sqlite_database)) == (b"ruined", "then")


async def test_nothing_is_restored_while_a_process_runs(sqlite_database: str, tmp_path: Path) -> None:
    await put(sqlite_database, "then")
    await backup(sqlite_database, tmp_path / "copy.db")
    await put(sqlite_database, "now")
    running = InstanceLock(sqlite_database)
    await running.take()
    with pytest.raises(StartError, match="Another Picketwire process"):
        await restore(sqlite_database, tmp_path / "copy.db")
    await running.release()
    assert await get(sqlite_database) == "now"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("none", "no backup at"),
        ("ruined", "not a sound"),
        ("foreign", "not one of Picketwire"),
        ("newer", "newer version"),
    ],
)
async def test_what_is_no_backup_of_ours_is_refused(
    fault: str, words: str, sqlite_database: str, tmp_path: Path
) -> None:
    await put(sqlite_database, "now")
    source = tmp_path / "copy.db"
    if fault == "ruined":
        await backup(sqlite_database, source)
        content = bytearray(source.read_bytes())
        content[4096 * 2 : 4096 * 4] = b"\xff" * 4096 * 2
        source.write_bytes(content)
    elif fault == "foreign":
        with closing(sqlite3.connect(source)) as conn:
            conn.execute("CREATE TABLE recipes (id INTEGER)")
    elif fault == "newer":
        await backup(sqlite_database, source)
        revision(source, "f00d")
    with pytest.raises(StartError, match=words):
        await restore(sqlite_database, source)
    assert await get(sqlite_database) == "now"
