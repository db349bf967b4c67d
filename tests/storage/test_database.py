"""Units of work on both engines: nothing is lost between writers, and what cannot be done now is said so."""

# ruff: noqa: PT012, ASYNC220, ASYNC221, ASYNC240 - what fails is a whole unit of work; files and child processes are the test's own

from __future__ import annotations

import asyncio
import logging
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.errors import StartError, StorageBusy
from bot.log import ScrubbingFormatter
from bot.storage import facts
from bot.storage.database import Connection, Database
from bot.storage.tables import facts as facts_table
from bot.storage.tables import servers as servers_table
from tests.storage.samples import NOW

PERSON = 9_199_999_999_999_999_999


async def read(db: Database, name: str = "n") -> str | None:
    async with db.reading() as conn:
        return await facts.get(conn, name)


async def put(db: Database, value: str, name: str = "n") -> None:
    async with db.transaction() as conn:
        await facts.put(conn, name, value, NOW)


async def increment(db: Database) -> None:
    async with db.transaction() as conn:
        before = int(await facts.get(conn, "n") or 0)
        await asyncio.sleep(0)
        await facts.put(conn, "n", str(before + 1), NOW)


@pytest.fixture
async def hasty(database_url: str) -> AsyncIterator[Database]:
    """A database that waits for other writers for only 0.2 seconds."""
    db = await Database.open(database_url, busy_timeout=0.2)
    yield db
    await db.close()


async def test_a_hundred_concurrent_increments_all_survive(db: Database) -> None:
    await asyncio.gather(*(increment(db) for _ in range(100)))
    assert await read(db) == "100"


async def test_increments_of_two_processes_all_survive(database_url: str) -> None:
    one, two = await Database.open(database_url), await Database.open(database_url)
    await asyncio.gather(*(increment(db) for _ in range(25) for db in (one, two)))
    assert await read(one) == "50"
    await one.close()
    await two.close()


async def test_an_exception_rolls_back(db: Database) -> None:
    with pytest.raises(LookupError):
        async with db.transaction() as conn:
            await facts.put(conn, "n", "1", NOW)
            raise LookupError
    assert await read(db) is None


async def test_cancelled_units_leave_no_lock_and_no_half_behind(hasty: Database) -> None:
    async def both(number: int) -> None:
        async with hasty.transaction() as conn:
            await facts.put(conn, "one", str(number), NOW)
            assert await facts.get(conn, "two") is not None
            await facts.put(conn, "two", str(number), NOW)

    await put(hasty, "0", "one")
    await put(hasty, "0", "two")
    dice = random.Random(1)
    tasks = []  # kept, as whoever logs the tracebacks would: they hold cursors
    for number in range(100):
        tasks.append(asyncio.create_task(both(number)))
        await asyncio.sleep(dice.random() * 0.004)
        tasks[-1].cancel()
        await asyncio.gather(tasks[-1], return_exceptions=True)
    await put(hasty, "done", "three")
    assert await read(hasty, "one") == await read(hasty, "two")


async def test_many_units_cancelled_while_they_wait_leave_the_database_usable(hasty: Database) -> None:
    tasks = [asyncio.create_task(increment(hasty)) for _ in range(30)]
    await asyncio.sleep(0.005)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await put(hasty, "after")
    assert await read(hasty) == "after"


async def test_readers_do_not_wait_for_a_writer_and_do_not_see_it(db: Database) -> None:
    await put(db, "before")
    async with db.transaction() as conn:
        await facts.put(conn, "n", "after", NOW)
        assert await asyncio.wait_for(read(db), 1) == "before"
    assert await read(db) == "after"


async def test_writing_while_reading_is_refused(db: Database) -> None:
    with pytest.raises(StorageBusy) as caught:
        async with db.reading() as conn:
            await facts.put(conn, "n", "1", NOW)
    assert caught.value.reason == "read_only"


async def test_another_process_with_the_lock_makes_it_busy_and_nothing_is_lost(
    hasty: Database, database_url: str
) -> None:
    other = await Database.open(database_url)
    async with other.transaction() as conn:
        await facts.put(conn, "n", "other", NOW)
        with pytest.raises(StorageBusy) as caught:
            await put(hasty, "mine")
        assert caught.value.reason == "locked"
    await put(hasty, "mine", "m")
    assert (await read(hasty), await read(hasty, "m")) == ("other", "mine")
    await other.close()


async def test_a_unit_that_holds_the_writers_turn_too_long_makes_others_busy(hasty: Database) -> None:
    async with hasty.transaction():
        with pytest.raises(StorageBusy) as caught:
            await put(hasty, "1")
    assert caught.value.reason == "locked"


async def test_an_error_of_the_units_own_code_stays_what_it_is(db: Database) -> None:
    with pytest.raises(FileNotFoundError):
        async with db.transaction():
            Path("/nowhere/to/be/found").read_text()
    with pytest.raises(sa.exc.IntegrityError):
        async with db.transaction() as conn:
            await conn.execute(sa.insert(facts_table).values(name="n", value=None, at=NOW))


async def test_an_error_names_no_values_in_the_log(db: Database) -> None:
    row = {"guild_id": PERSON, "zone": "UTC"}
    with pytest.raises(sa.exc.IntegrityError) as caught:
        async with db.transaction() as conn:
            await conn.execute(sa.insert(servers_table).values(row))
            await conn.execute(sa.insert(servers_table).values(row))
    record = logging.LogRecord("bot.x", logging.ERROR, "", 0, "failed", (), (caught.type, caught.value, caught.tb))
    assert str(PERSON) not in ScrubbingFormatter(()).format(record)


async def test_an_unreachable_server_is_said_to_be() -> None:
    db = await Database.open("postgresql://someone:secret@127.0.0.1:1/picketwire")
    with pytest.raises(StorageBusy) as caught:
        await read(db)
    assert caught.value.reason == "unreachable"
    assert "secret" not in str(caught.value)
    await db.close()


@pytest.mark.postgres
async def test_a_server_that_drops_the_connection_is_reached_again(postgres_database: str) -> None:
    db = await Database.open(postgres_database)
    await put(db, "before")
    with pytest.raises(StorageBusy) as caught:
        async with db.transaction() as conn:
            await facts.put(conn, "n", "lost", NOW)
            async with db.transaction(in_turn=False) as killer:
                await killer.execute(
                    sa.text(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                        " AND datname = current_database()"
                    )
                )
            await facts.put(conn, "n", "lost", NOW)
    assert caught.value.reason == "unreachable"
    assert await read(db) == "before"
    await db.close()


async def test_a_full_database_is_said_to_be_and_loses_nothing(sqlite_database: str) -> None:
    db = await Database.open(sqlite_database)
    await put(db, "kept")
    async with db.transaction() as conn:
        pages = (await conn.exec_driver_sql("PRAGMA page_count")).scalar_one()
        await conn.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StorageBusy) as caught:
        async with db.transaction() as conn:
            await facts.put(conn, "n", "half", NOW)
            await facts.put(conn, "big", "x" * 100_000, NOW)
    assert caught.value.reason == "full"
    assert await read(db) == "kept"
    async with db.transaction() as conn:
        await conn.exec_driver_sql("PRAGMA max_page_count=100000")
        await facts.put(conn, "big", "x" * 100_000, NOW)
    assert len(await read(db, "big") or "") == 100_000
    await db.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> AsyncIterator[Path]:
    """A file system of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    try:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("no mount command")
    if done.returncode:
        pytest.skip("not allowed to mount a small file system here")
    yield disk
    subprocess.run(["umount", disk], check=True)


async def test_a_full_disk_is_said_to_be_and_works_again_once_there_is_room(
    small_disk: Path, migrated_file: Path
) -> None:
    shutil.copyfile(migrated_file, small_disk / "picketwire.db")
    db = await Database.open(f"sqlite:///{small_disk / 'picketwire.db'}")
    await put(db, "kept")
    ballast = small_disk / "ballast"
    with pytest.raises(OSError, match="No space"):
        ballast.write_bytes(b"x" * 2_000_000)
    with pytest.raises(StorageBusy) as caught:
        for number in range(100):
            await put(db, "x" * 50_000, f"big {number}")
    assert caught.value.reason == "full"
    assert await read(db) == "kept"
    ballast.unlink()
    await put(db, "after")
    assert await read(db) == "after"
    await db.close()


FILLER = """
import asyncio, resource, signal, sys
from tests.storage.samples import NOW
from bot.errors import StorageBusy
from bot.storage import facts
from bot.storage.database import Database

async def fill(url):
    db = await Database.open(url)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
    stored = 0
    try:
        while True:
            async with db.transaction() as conn:
                await facts.put(conn, f"fact {stored}", "x" * 20_000, NOW)
            stored += 1
    except StorageBusy as error:
        print(stored, error.reason)

asyncio.run(fill(sys.argv[1]))
"""


async def test_all_that_was_committed_before_the_file_could_grow_no_more_is_there(sqlite_database: str) -> None:
    done = subprocess.run([sys.executable, "-c", FILLER, sqlite_database], capture_output=True, text=True, check=True)
    stored, reason = done.stdout.split()
    assert (int(stored) > 5, reason in {"full", "unreachable"}) == (True, True)
    db = await Database.open(sqlite_database)
    assert [len(await read(db, f"fact {n}") or "") for n in range(int(stored))] == [20_000] * int(stored)
    await put(db, "room again")
    await db.close()


async def test_commits_survive_a_killed_process(sqlite_database: str) -> None:
    endless = FILLER.replace("400_000", "400_000_000").replace("stored += 1", "stored += 1; print(stored, flush=True)")
    with subprocess.Popen(
        [sys.executable, "-c", endless, sqlite_database], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        stored = 0
        while stored < 30:
            stored = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
    db = await Database.open(sqlite_database)
    assert [len(await read(db, f"fact {n}") or "") for n in range(stored)] == [20_000] * stored
    await db.close()


async def test_sqlite_commits_are_on_the_disk_and_foreign_keys_hold(sqlite_database: str) -> None:
    db = await Database.open(sqlite_database)

    async def pragma(conn: Connection, name: str) -> object:
        return (await conn.exec_driver_sql(f"PRAGMA {name}")).scalar_one()

    async with db.transaction() as conn:
        found = {name: await pragma(conn, name) for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    await db.close()


async def test_closing_leaves_one_file(sqlite_database: str, tmp_path: Path) -> None:
    db = await Database.open(sqlite_database)
    await put(db, "1")
    await db.close()
    assert [file.name for file in tmp_path.iterdir()] == ["picketwire.db"]
    with sqlite3.connect(tmp_path / "picketwire.db") as plain:
        assert plain.execute("SELECT value FROM facts").fetchall() == [("1",)]
    plain.close()


async def test_times_come_back_as_the_same_instant_in_utc(db: Database) -> None:
    moment = datetime(2023, 8, 11, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=-7)))
    async with db.transaction() as conn:
        await conn.execute(sa.insert(facts_table).values(name="n", value="", at=moment))
    async with db.reading() as conn:
        found = (await conn.execute(sa.select(facts_table.c.at))).scalar_one()
    assert (found, found.tzinfo) == (moment, UTC)


async def test_times_compare_as_instants_whatever_their_zone(db: Database) -> None:
    noon_in_london = datetime(2023, 8, 11, 12, tzinfo=timezone(timedelta(hours=1)))
    async with db.transaction() as conn:
        await conn.execute(sa.insert(facts_table).values(name="n", value="", at=noon_in_london))
        query = sa.select(facts_table.c.name).where(facts_table.c.at < datetime(2023, 8, 11, 11, 30, tzinfo=UTC))
        assert (await conn.execute(query)).scalar() == "n"


async def test_naive_times_are_refused(db: Database) -> None:
    with pytest.raises(sa.exc.StatementError, match="naive datetime"):
        async with db.transaction() as conn:
            await facts.put(conn, "n", "1", NOW.replace(tzinfo=None))


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://a/b", "sqlite://", "sqlite:///:memory:"])
async def test_an_address_that_cannot_be_right_stops_the_start_with_an_example(url: str) -> None:
    with pytest.raises(StartError, match=r"sqlite\+aiosqlite:///data/picketwire\.db"):
        await Database.open(url)
