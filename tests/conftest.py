"""Fixtures that every area uses: `db`, an opened, migrated and empty database, once on each engine."""

from __future__ import annotations

import asyncio
import gc
import itertools
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from bot.storage.database import Database
from bot.storage.schema import migrate
from bot.storage.tables import metadata
from tests.postgres import binaries, shared_cluster

NUMBERS = itertools.count(1)


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: without this, looking through it for garbage takes a quarter of the tests' time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5000, 20, 20)  # each collection looks through all that a running test holds: let them be few


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy from."""
    file = tmp_path_factory.mktemp("template") / "picketwire.db"
    asyncio.run(migrate(f"sqlite:///{file}", keep_copy=None))
    return file


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """The name of this process among those of pytest-xdist."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory, worker: str) -> Iterator[Path]:
    """The socket folder of a private PostgreSQL. Skips where there is none, or fails if PICKETWIRE_REQUIRE_POSTGRES=1."""
    programs = binaries()
    if programs is None:
        reason = "PostgreSQL is not installed (Debian: postgresql); its half of the storage tests did not run"
        if os.environ.get("PICKETWIRE_REQUIRE_POSTGRES") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    base = tmp_path_factory.getbasetemp()
    with shared_cluster(base if worker == "main" else base.parent, programs) as folder:
        yield folder


@pytest.fixture(scope="session")
def workers_database(cluster: Path, worker: str) -> str:
    """The name of this worker's migrated PostgreSQL database."""
    asyncio.run(_administer(cluster, "postgres", f"CREATE DATABASE {worker}"))
    asyncio.run(migrate(postgres_url(cluster, worker), keep_copy=None))
    return worker


@pytest.fixture
async def postgres_database(cluster: Path, workers_database: str) -> AsyncIterator[str]:
    """The address of a migrated, empty PostgreSQL database; emptied after the test, as a new one would take a hundred times as long.

    Rows are deleted: with as many small tables as these, TRUNCATE takes fifty times as long.
    """
    yield postgres_url(cluster, workers_database)
    await _administer(
        cluster,
        workers_database,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE pid <> pg_backend_pid() AND datname = current_database() AND backend_type = 'client backend'",
        "SET session_replication_role = replica",  # in any order, whatever refers to what
        ";".join(f"DELETE FROM {table}" for table in metadata.tables),
        "SELECT setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences WHERE last_value IS NOT NULL",
    )


@pytest.fixture
async def bare_postgres(cluster: Path, worker: str) -> AsyncIterator[str]:
    """The address of a PostgreSQL database without any tables, the test's own."""
    name = f"{worker}_{next(NUMBERS)}"
    await _administer(cluster, "postgres", f"CREATE DATABASE {name}")
    yield postgres_url(cluster, name)
    await _administer(cluster, "postgres", f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_database(migrated_file: Path, tmp_path: Path) -> str:
    """The address of a migrated, empty SQLite database of the test's own."""
    shutil.copyfile(migrated_file, tmp_path / "picketwire.db")
    return f"sqlite:///{tmp_path / 'picketwire.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated, empty database, once on each engine."""
    return str(request.getfixturevalue("sqlite_database" if request.param == "sqlite" else "postgres_database"))


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """An opened, migrated, empty database, once on each engine."""
    opened = await Database.open(database_url)
    yield opened
    await opened.close()


def postgres_url(cluster: Path, name: str) -> str:
    """The address of one of the cluster's databases."""
    return f"postgresql+asyncpg://picketwire@/{name}?host={cluster}"


async def _administer(cluster: Path, database: str, *statements: str) -> None:
    conn = await asyncpg.connect(host=str(cluster), user="picketwire", database=database)
    try:
        for statement in statements:
            await conn.execute(statement)
    finally:
        await conn.close()
