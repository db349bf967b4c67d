"""Migrations: whole or not at all, a copy first, and no database that is not ours or too new."""

# ruff: noqa: ASYNC221, ASYNC240 - files and child processes are the test's own

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from bot.announcements.publishing import key_of
from bot.archive.terms import terms_of
from bot.corrections.links import ReportLink
from bot.errors import StartError, StorageBusy
from bot.feeds.identity import clean_link
from bot.storage import announcements, corrections, deliveries, entries, search
from bot.storage.database import Database
from bot.storage.engines import parse_url
from bot.storage.schema import check, migrate, newest_revision
from bot.storage.tables import WORDS_INDEX, metadata
from tests.storage.samples import add_feeds, new_entry

ROOT = Path(__file__).resolve().parents[2]
ANNOTATION = (
    '{"relevant": false, "reason": "", "tags": [], "status": "reported", "label": "reported", "attributed_to": [], '
    '"unnamed_source": false, "dates": [], "quotes": []}'
)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that nothing was ever put into, once on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'data' / 'picketwire.db'}"
    return str(request.getfixturevalue("bare_postgres"))


async def run_sql(url: str, *statements: str) -> None:
    db = await Database.open(url)
    async with db.transaction() as conn:
        for statement in statements:
            await conn.execute(sa.text(statement))
    await db.close()


async def tables(url: str) -> set[str]:
    db = await Database.open(url)
    async with db.reading() as conn:
        found = set(await conn.run_sync(lambda sync: sa.inspect(sync).get_table_names()))
    await db.close()
    return {
        name for name in found if not name.startswith(WORDS_INDEX)
    }  # the tables that SQLite's index keeps for itself


async def test_an_empty_database_gets_all_tables_and_a_second_time_nothing_changes(bare_url: str) -> None:
    assert await migrate(bare_url, keep_copy=None) is None
    assert await tables(bare_url) == {*metadata.tables, "alembic_version"}
    assert await migrate(bare_url, keep_copy=None) is None
    assert "up to date" in await check(bare_url)


async def test_tables_and_migrations_agree(bare_url: str) -> None:
    await migrate(bare_url, keep_copy=None)
    url = parse_url(bare_url).render_as_string(hide_password=False)
    arguments = [sys.executable, "-m", "alembic", "-c", "config/alembic.ini", "-x", f"url={url}", "check"]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, "No new upgrade operations" in done.stdout) == (0, True), done.stdout + done.stderr


async def test_starts_at_the_same_moment_migrate_once(bare_url: str) -> None:
    await asyncio.gather(*(migrate(bare_url, keep_copy=None) for _ in range(3)))
    assert "up to date" in await check(bare_url)


async def test_a_migration_that_fails_changes_nothing(bare_url: str) -> None:
    """The last table cannot be made, because a view has its name already."""
    if bare_url.startswith("sqlite"):
        Path(parse_url(bare_url).database or "").parent.mkdir()
    await run_sql(bare_url, "CREATE VIEW entry_tags AS SELECT 1 AS one")
    with pytest.raises(sa.exc.DBAPIError):
        await migrate(bare_url, keep_copy=None)
    assert await tables(bare_url) == set()


async def test_a_database_of_a_newer_version_is_refused_and_left_alone(database_url: str) -> None:
    await run_sql(database_url, "UPDATE alembic_version SET version_num = 'f00d'")
    try:
        for refused in (migrate(database_url, keep_copy=None), check(database_url)):
            with pytest.raises(StartError, match=r"from a newer version of the bot .*f00d"):
                await refused
    finally:
        await run_sql(database_url, f"UPDATE alembic_version SET version_num = '{newest_revision()}'")


async def test_tables_of_something_else_are_refused(bare_url: str) -> None:
    if bare_url.startswith("sqlite"):
        Path(parse_url(bare_url).database or "").parent.mkdir()
    await run_sql(bare_url, "CREATE TABLE feeds (id INTEGER)")
    with pytest.raises(StartError, match="tables of something else"):
        await migrate(bare_url, keep_copy=None)


@pytest.mark.parametrize("use", [partial(migrate, keep_copy=None), check])
async def test_a_file_that_is_no_database_is_refused_with_a_way_out(
    use: Callable[[str], Awaitable[object]], tmp_path: Path
) -> None:
    (tmp_path / "picketwire.db").write_bytes(b"These are not the bytes of a database. " * 100)
    with pytest.raises(StartError, match="python -m bot restore FILE"):
        await use(f"sqlite:///{tmp_path / 'picketwire.db'}")


async def test_check_says_what_the_first_start_will_do_and_makes_no_file(tmp_path: Path) -> None:
    assert "not there yet" in await check(f"sqlite:///{tmp_path / 'picketwire.db'}")
    assert list(tmp_path.iterdir()) == []


async def test_check_never_shows_a_password() -> None:
    with pytest.raises(StorageBusy) as caught:
        await check("postgresql://someone:hunter2@127.0.0.1:1/picketwire")
    assert "hunter2" not in str(caught.value)


@pytest.fixture
def of_an_earlier_version(sqlite_database: str, tmp_path: Path) -> str:
    """The address of a database with a row of its own, from before a migration that is written into `revisions`."""
    with closing(sqlite3.connect(tmp_path / "picketwire.db")) as conn:
        conn.execute("INSERT INTO facts VALUES ('n', 'kept', '2023-08-11 12:00:00.000000')")
        conn.commit()
    return sqlite_database


@pytest.fixture
def one_more_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version of the bot whose migrations go one step further."""
    folder = tmp_path / "migrations"
    shutil.copytree(ROOT / "bot" / "storage" / "migrations", folder)
    (folder / "versions" / "v9999_notes.py").write_text(
        "from alembic import op\n"
        "import sqlalchemy as sa\n"
        f"revision, down_revision = '9999', '{newest_revision()}'\n"
        "def upgrade():\n"
        "    with op.batch_alter_table('feeds', recreate='always') as batch:\n"
        "        batch.add_column(sa.Column('note', sa.Text()))\n"
    )
    monkeypatch.setattr("bot.storage.schema.MIGRATIONS", folder)


@pytest.mark.usefixtures("one_more_revision")
async def test_a_copy_is_kept_before_a_database_is_changed(of_an_earlier_version: str, tmp_path: Path) -> None:
    assert "earlier version" in await check(of_an_earlier_version)
    copy = await migrate(of_an_earlier_version, keep_copy=tmp_path / "copies")
    assert copy is not None
    assert copy.parent == tmp_path / "copies"
    with closing(sqlite3.connect(copy)) as old, closing(sqlite3.connect(tmp_path / "picketwire.db")) as new:
        assert [conn.execute("SELECT value FROM facts").fetchall() for conn in (old, new)] == [[("kept",)], [("kept",)]]
        assert new.execute("SELECT note FROM feeds").fetchall() == []
        with pytest.raises(sqlite3.OperationalError):
            old.execute("SELECT note FROM feeds")


@pytest.mark.usefixtures("one_more_revision")
async def test_a_table_rebuilt_by_a_migration_keeps_the_rows_that_hang_on_it(
    sqlite_database: str, tmp_path: Path
) -> None:
    db = await Database.open(sqlite_database)
    [feed] = await add_feeds(db, "https://a.example/")
    async with db.transaction() as conn:
        await entries.add(conn, feed.id, new_entry(1))
    await db.close()
    await migrate(sqlite_database, keep_copy=None)
    with closing(sqlite3.connect(tmp_path / "picketwire.db")) as conn:
        assert conn.execute("SELECT feed_id FROM entries").fetchall() == [(feed.id,)]


@pytest.mark.usefixtures("one_more_revision")
async def test_a_database_that_another_process_writes_is_not_migrated(
    of_an_earlier_version: str, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "picketwire.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageBusy):
            await migrate(of_an_earlier_version, keep_copy=tmp_path / "copies", busy_timeout=0.1)
    assert "earlier version" in await check(of_an_earlier_version)


def test_the_newest_file_is_the_head_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "bot" / "storage" / "migrations"))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == newest_revision()


def alembic(url: str, *arguments: str) -> None:
    address = parse_url(url).render_as_string(hide_password=False)
    command = [sys.executable, "-m", "alembic", "-c", "config/alembic.ini", "-x", f"url={address}", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


async def test_entries_from_before_the_search_are_found_after_it_came(bare_url: str) -> None:
    await migrate(bare_url, keep_copy=None)
    alembic(bare_url, "downgrade", "0003")
    at = "'2023-08-11 12:00:00.000000'"
    await run_sql(
        bare_url,
        f"INSERT INTO feeds (id, url, next_check_at) VALUES (1, 'https://a.example/', {at})",
        "INSERT INTO servers (guild_id, zone) VALUES (1, 'UTC')",
        "INSERT INTO server_feeds (guild_id, feed_id) VALUES (1, 1)",
        f"INSERT INTO stories (id, opened_at, last_at) VALUES (1, {at}, {at})",
        *(
            "INSERT INTO entries (id, feed_id, key, source, url, title, text, seen_at, at, content_hash, relevant, announced,"
            f" annotation, story_id) VALUES ({number}, 1, 'g:{number}', 'A', 'https://a.example/', 'Writers'' talks', 'Café',"
            f" {at}, {at}, '0', {relevant}, true, '{{}}', 1)"
            for number, relevant in ((1, "true"), (2, "false"), (3, "true"))
        ),
    )
    await migrate(bare_url, keep_copy=None)
    db = await Database.open(bare_url)
    async with db.reading() as conn:
        hits = await search.find(conn, 1, terms_of("writer cafe"), as_of=datetime(2024, 1, 1, tzinfo=UTC), most=9)
    await db.close()
    assert [hit.entry_id for hit in hits] == [3, 1]


async def test_entries_from_before_the_links_are_found_by_theirs(bare_url: str) -> None:
    await migrate(bare_url, keep_copy=None)
    alembic(bare_url, "downgrade", "0006")
    at = "'2023-08-11 12:00:00.000000'"
    await run_sql(
        bare_url,
        f"INSERT INTO feeds (id, url, next_check_at) VALUES (1, 'https://a.example/', {at})",
        "INSERT INTO servers (guild_id, zone) VALUES (1, 'UTC')",
        "INSERT INTO server_feeds (guild_id, feed_id) VALUES (1, 1)",
        *(
            "INSERT INTO entries (id, feed_id, key, source, url, title, text, seen_at, at, content_hash, relevant, announced,"
            f" annotation) VALUES ({number}, 1, 'g:{number}', 'A', 'https://a.example/{number}?utm_source=x', 'T', '', {at}, {at},"
            f" '0', false, true, '{ANNOTATION}')"
            for number in (1, 2, 3)
        ),
    )
    await migrate(bare_url, keep_copy=None)
    db = await Database.open(bare_url)
    async with db.reading() as conn:
        found = await corrections.report_at(conn, 1, ReportLink(clean_link("http://A.example/2")))
    await db.close()
    assert found is not None
    assert found.id == 2


async def test_an_announcement_scheduled_before_series_came_has_the_key_of_its_occurrence(bare_url: str) -> None:
    await migrate(bare_url, keep_copy=None)
    alembic(bare_url, "downgrade", "0009")
    at = "'2023-08-12 09:00:00.000000'"
    await run_sql(
        bare_url,
        "INSERT INTO servers (guild_id, zone) VALUES (1, 'UTC')",
        "INSERT INTO deliveries (id, guild_id, channel_id, kind, post, due_at, created_at, key) VALUES"
        f" ('d', 1, 2, 'announcement_post', '{{\"announcement_id\": 7, \"text\": \"Gate\"}}', {at}, {at}, 'announcement:7')",
        "INSERT INTO announcements (id, guild_id, channel_id, text, wall, zone, due_at, author_id, state, delivery_id, created_at)"
        f" VALUES (7, 1, 2, 'Gate', '2023-08-12T09:00:00', 'UTC', {at}, 5, 'scheduled', 'd', {at})",
    )
    await migrate(bare_url, keep_copy=None)
    db = await Database.open(bare_url)
    async with db.reading() as conn:
        (known,), (delivery,) = await announcements.scheduled(conn, 1), await deliveries.with_key(conn, "announcement:")
    await db.close()
    assert delivery.key == key_of(known) == "announcement:7:2023-08-12T09:00"
