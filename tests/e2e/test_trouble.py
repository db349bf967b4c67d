"""The whole bot in trouble: faults of Discord, dead feeds, a full disk, a locked database, a second process, closed doors."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.stage import Stage
from tests.e2e.stories import distinct


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 8 MiB; skips where this user may not mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)], check=False)
    if mounted.returncode != 0:
        pytest.skip("a small disk needs the right to mount one")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


FAULTS: dict[str, dict[str, Any]] = {
    "429": {"status": 429, "retry_after": 0.3},
    "500": {"status": 500},
    "503": {"status": 503},
    "500 after commit": {"status": 500, "after_commit": True},
    "dropped before": {"drop": "before"},
    "dropped response": {"drop": "after"},
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_of_discord_loses_and_doubles_nothing(tmp_path: Path, fault: str) -> None:
    stories = distinct(8)
    async with Stage(tmp_path, ["lantern"]) as stage:
        await stage.start()
        await stage.set_up()
        await stage.polled()
        stage.discord.fail("POST", "/channels/*/messages", times=2, **FAULTS[fault])
        for number, story in enumerate(stories):
            stage.publish("lantern", f"s{number}", *story)
        await stage.until(lambda: all(any(t in text for text in stage.texts()) for t, _ in stories), what="all stories")
        assert [sum(t in text for text in stage.texts()) for t, _ in stories] == [1] * len(stories)
        assert len(stage.discord.journal.of("fault")) == 2


async def test_a_reconnect_and_a_lost_session_lose_and_double_nothing(tmp_path: Path) -> None:
    stories = distinct(6)
    async with Stage(tmp_path, ["lantern"]) as stage:
        await stage.start()
        await stage.set_up()
        await stage.polled()
        for number, story in enumerate(stories):
            stage.publish("lantern", f"s{number}", *story)
            if number == 1:
                stage.discord.gateway.reconnect()
            if number == 3:
                stage.discord.gateway.invalidate()
            await asyncio.sleep(0.3)
        await stage.until(lambda: all(any(t in text for text in stage.texts()) for t, _ in stories), what="all stories")
        await stage.until(lambda: stage.discord.gateway.connected, what="the bot to be connected again")
        assert [sum(t in text for text in stage.texts()) for t, _ in stories] == [1] * len(stories)
        answer = await stage.command(stage.member, "about")
        assert not answer.failed


async def test_a_member_is_refused_what_is_a_moderators(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"]) as stage:
        await stage.start()
        await stage.set_up()
        for name in ("settings pause", "settings resume", "settings show"):
            answer = await stage.discord.run_command(stage.guild, stage.news, stage.member, name, force=True)
            assert "Manage Server" in answer.text, name
            assert answer.ephemeral


async def test_pause_stops_posting_at_once_and_resume_tells_what_waited(tmp_path: Path) -> None:
    stories = distinct(6)
    async with Stage(tmp_path, ["lantern"]) as stage:
        await stage.start()
        await stage.set_up()
        await stage.polled()
        await stage.command(stage.moderator, "settings pause")
        before = len(stage.texts())
        for number, story in enumerate(stories):
            stage.publish("lantern", f"s{number}", *story)
        await stage.polled(2)
        await asyncio.sleep(0.5)
        assert len(stage.texts()) == before
        await stage.command(stage.moderator, "settings resume")
        await stage.until(lambda: len(stage.texts()) > before, what="what waited")
        await stage.polled()
        assert len(stage.texts()) == before + 1  # six stories in one message
        assert all(title in stage.texts()[-1] for title, _ in stories)


async def test_a_feed_that_dies_is_reported_once_and_once_when_it_recovers(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"], speed=20_000) as stage:
        await stage.start()
        await stage.set_up()
        await stage.polled()
        known = len(stage.texts(stage.desk))
        stage.wire.wires["lantern"].status = 402
        await stage.until(lambda: len(stage.texts(stage.desk)) > known, seconds=40, what="the notice")
        assert "402" in stage.texts(stage.desk)[-1]
        await stage.polled(2)
        assert len(stage.texts(stage.desk)) == known + 1
        stage.wire.wires["lantern"].status = 200
        await stage.until(lambda: len(stage.texts(stage.desk)) > known + 1, seconds=40, what="the recovery")
        await stage.polled(1)
        assert len(stage.texts(stage.desk)) == known + 2


async def test_a_lost_permission_is_told_and_set_up_again_brings_what_was_missed(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"]) as stage:
        (first, _), *_ = stories = distinct(2)
        await stage.start()
        await stage.set_up()
        await stage.polled()
        stage.discord.delete_channel(stage.news)
        stage.publish("lantern", "s0", *stories[0])
        await stage.until(lambda: len(stage.texts(stage.desk)) > 1, what="the notice")
        assert stage.texts(stage.desk)[-1].startswith("### The news channel was deleted")
        stage.news = stage.discord.add_channel(stage.guild, "news-again")
        options = {"news": stage.news, "moderators": stage.desk, "zone": "Europe/London"}
        await stage.discord.run_command(stage.guild, stage.desk, stage.moderator, "setup", options)
        await stage.until(lambda: any(first in text for text in stage.texts()), what="the story after all")


async def test_sigterm_ends_within_ten_seconds_even_while_discord_is_slow(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"]) as stage:
        await stage.start()
        await stage.set_up()
        await stage.polled()
        stage.discord.fail("POST", "/channels/*/messages", times=50, delay=30)
        for number, story in enumerate(distinct(4)):
            stage.publish("lantern", f"s{number}", *story)
        await stage.until(lambda: stage.discord.journal.of("fault"), what="a slow message")
        assert await stage.stop() == 0


async def test_a_locked_database_is_said_clearly_and_loses_nothing(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"]) as stage:
        ((title, text),) = distinct(1)
        await stage.start()
        await stage.set_up()
        await stage.polled()
        other = sqlite3.connect(tmp_path / "picketwire.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        stage.publish("lantern", "s", title, text)
        await stage.until(lambda: "the database is locked" in stage.log_text(), seconds=30, what="the warning")
        other.execute("ROLLBACK")
        other.close()
        await stage.until(lambda: any(title in text for text in stage.texts()), what="the story")
        await stage.polled()
        assert sum(title in text for text in stage.texts()) == 1


async def test_a_full_disk_is_said_clearly_and_loses_nothing(tmp_path: Path, small_disk: Path) -> None:
    async with Stage(tmp_path, ["lantern"]) as stage:
        ((title, text),) = distinct(1)
        database = f"sqlite:///{small_disk / 'picketwire.db'}"
        await stage.start(PICKETWIRE_DATABASE_URL=database)
        await stage.set_up()
        await stage.polled()
        ballast = small_disk / "ballast"
        with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(4096))
        stage.publish("lantern", "s", title, text * 2000)
        await stage.until(lambda: "the disk is full" in stage.log_text(), seconds=30, what="the warning")
        ballast.unlink()
        await stage.until(lambda: any(title in text for text in stage.texts()), seconds=30, what="the story")
        await stage.polled()
        assert sum(title in text for text in stage.texts()) == 1
