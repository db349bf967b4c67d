"""The wrong-start table of docs/hosting.md: each start that goes wrong, of the real process, says exactly what is written there."""

from __future__ import annotations

import asyncio
import re
import shutil
import socket
import sqlite3
import ssl
import subprocess
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from bot.client import network_words
from rehearsal.discord.permissions import Can
from rehearsal.discord.server import StandIn
from rehearsal.discord.world import Settings
from tests.e2e.stage import Stage
from tests.test_command_line import bot

HOSTING = Path(__file__).resolve().parent.parent / "docs" / "hosting.md"
ROW = re.compile(r"^\| ([^|`]+) \| (stops|stops, may pass|log|check) \| (.+) \|$", re.MULTILINE)
NETWORK = "Check this machine's network, its name servers and firewall, and DISCORD_API_URL if it is set."
PASSING = 75  # exit code
Case = Callable[[Path], Awaitable[str]]
CASES: dict[tuple[str, str], Case] = {}


def case(what: str, *places: str) -> Callable[[Case], Case]:
    def keep(function: Case) -> Case:
        CASES.update({(what, place): function for place in places or ("stops",)})
        return function

    return keep


def rows() -> dict[tuple[str, str], str]:
    table = HOSTING.read_text(encoding="utf-8").partition("## When a start goes wrong")[2].partition("\n## ")[0]
    return {(what, place): said for what, place, said in ROW.findall(table)}


ROWS = rows()


async def stopped(folder: Path, *, code: int = 2, **settings: str) -> str:
    """What a start says that must end at once, for good or until something has passed."""
    done = await asyncio.to_thread(bot, "run", folder=folder, **{"DISCORD_TOKEN": "abc", **settings})
    assert done.returncode == code, done
    return done.stderr


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def checked(stage: Stage, **environment: str) -> str:
    """What `check` says where something is wrong."""
    code, said = await stage.run("check", **environment)
    assert code == 1, said
    return said


async def started(stage: Stage, words: str) -> str:
    """What a start says that goes on, once these words were said."""
    await stage.start()
    await stage.until(lambda: words in stage.log_text(), seconds=60, what=words)
    return stage.log_text()


# The token and the network


@case("no token")
async def no_token(folder: Path) -> str:
    return await stopped(folder, DISCORD_TOKEN="")


@case("token with a blank in it")
async def token_with_a_blank(folder: Path) -> str:
    return await stopped(folder, DISCORD_TOKEN="abc def")


@case("wrong token")
async def wrong_token(folder: Path) -> str:
    async with StandIn(Settings(rate_limits=False)) as stand_in:
        return await stopped(folder, DISCORD_TOKEN="something.else", DISCORD_API_URL=stand_in.url)


@case("wrong token", "check")
async def wrong_token_checked(folder: Path) -> str:
    async with Stage(folder, ["lantern"]) as stage:
        said = await checked(stage, DISCORD_TOKEN="something.quite.else")
    assert "something.quite.else" not in said
    return said


@case("no network", "stops, may pass")
async def no_network(folder: Path) -> str:
    return await stopped(folder, code=PASSING, DISCORD_API_URL=f"http://127.0.0.1:{closed_port()}/api/v10")


@case("no name server", "stops, may pass")
async def no_name_server(_: Path) -> str:
    # As the HTTP library has it: no name is looked up in a test.
    error = aiohttp.ClientConnectionError("no such host")
    error.__cause__ = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return f"Discord cannot be reached at https://discord.com/api/v10: {network_words(error)} {NETWORK}"


@case("certificate not accepted", "stops, may pass")
async def certificate(_: Path) -> str:
    error = aiohttp.ClientConnectionError("certificate verify failed")
    error.__cause__ = ssl.SSLCertVerificationError(1, "certificate is not yet valid")
    return f"Discord cannot be reached at https://discord.com/api/v10: {network_words(error)} {NETWORK}"


# The clock, the commands, the permissions


@case("clock behind by more than 30 seconds", "log")
async def clock_behind(folder: Path) -> str:
    async with Stage(folder, ["lantern"]) as stage:
        stage.discord.settings = replace(stage.discord.settings, date_ahead=45)
        return await started(stage, "behind Discord's")


@case("clock ahead by more than 30 seconds", "log", "check")
async def clock_ahead(folder: Path) -> str:
    async with Stage(folder, ["lantern"]) as stage:
        stage.discord.settings = replace(stage.discord.settings, date_ahead=-3000)
        said = await started(stage, "ahead of Discord's")
        return said + await checked(stage)


@case("commands refused by Discord", "log")
async def commands_refused(folder: Path) -> str:
    async with Stage(folder, ["lantern"]) as stage:
        stage.discord.fail("PUT", "/applications/*/commands", status=403)
        return await started(stage, "refuses the commands")


@case("commands not registered", "check")
async def commands_not_registered(folder: Path) -> str:
    async with Stage(folder, ["lantern"]) as stage:
        await stage.start()
        await stage.set_up()
        stage.discord.world.commands.clear()
        return await checked(stage)


@case("commands not listed in a server", "log", "check")
async def commands_not_listed(folder: Path) -> str:
    async with Stage(folder, ["lantern"]) as stage:
        await stage.start()
        await stage.set_up()
        await stage.stop()
        stage.guild.lists_commands = False
        said = await started(stage, "does not list the commands")
        return said + await checked(stage)


@case("permission missing in a channel", "check")
@case("channel deleted or hidden", "check")
async def no_permission(folder: Path) -> str:
    async with Stage(folder, ["lantern"]) as stage:
        await stage.start()
        await stage.set_up()
        stage.discord.overwrite(stage.news, stage.discord.world.bot, deny=int(Can.SEND_MESSAGES))
        stage.discord.delete_channel(stage.desk)
        said = await checked(stage)
    assert "Hall, #news: the bot lacks Send Messages." in said
    return said


@case("bot removed from a server", "check")
async def removed(folder: Path) -> str:
    async with Stage(folder, ["lantern"]) as stage:
        await stage.start()
        await stage.set_up()
        await stage.stop()
        stage.discord.world.remove_bot(stage.guild)
        return await checked(stage)


# The database


@case("folder of the database not writable")
async def not_writable(folder: Path) -> str:
    # Not even the administrator can write there.
    return await stopped(folder, PICKETWIRE_DATABASE_URL="sqlite:////proc/picketwire.db")


@case("folder of the database cannot be made")
async def no_folder(folder: Path) -> str:
    (folder / "file").touch()
    return await stopped(folder, PICKETWIRE_DATABASE_URL=f"sqlite:///{folder}/file/picketwire.db")


@case("disk full", "stops, may pass")
async def disk_full(folder: Path) -> str:
    disk = folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, check=False).returncode != 0:  # noqa: ASYNC221
        pytest.skip("a small disk needs the right to mount one")
    try:
        return await stopped(folder, code=PASSING, PICKETWIRE_DATABASE_URL=f"sqlite:///{disk}/picketwire.db")
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)  # noqa: ASYNC221


@case("database server not reached", "stops, may pass")
async def no_server(folder: Path) -> str:
    address = f"postgresql://wire:pass-word@127.0.0.1:{closed_port()}/wire"
    said = await stopped(folder, code=PASSING, PICKETWIRE_DATABASE_URL=address)
    assert "pass-word" not in said
    return said


@case("database damaged")
async def damaged(folder: Path) -> str:
    (folder / "picketwire.db").write_text("not a database", encoding="utf-8")
    return await stopped(folder)


@case("database of a newer version")
async def newer(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "picketwire.db")) as conn:
        conn.executescript("CREATE TABLE alembic_version (version_num); INSERT INTO alembic_version VALUES ('f00d')")
    return await stopped(folder)


@case("database of another program")
async def foreign(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "picketwire.db")) as conn:
        conn.execute("CREATE TABLE feeds (id)")
    return await stopped(folder)


@case("a second process")
async def second(folder: Path) -> str:
    async with Stage(folder, ["lantern"]) as stage:
        await stage.start()
        said = await stopped(folder, DISCORD_API_URL=stage.discord.url)
        assert stage.bot is not None
        assert stage.bot.returncode is None
        return said


@case("database address of another kind")
async def other_kind(folder: Path) -> str:
    return await stopped(folder, PICKETWIRE_DATABASE_URL="mysql://x")


# Settings and files


@case("wrong value of a setting")
async def wrong_value(folder: Path) -> str:
    return await stopped(folder, PICKETWIRE_HOURLY_CAP="0")


@case(".env not readable")
async def unreadable(folder: Path) -> str:
    (folder / ".env").write_text("PICKETWIRE_CONTACT=desk\n", encoding="utf-16")
    return await stopped(folder)


@case("simulated clock against Discord")
async def simulated(folder: Path) -> str:
    moment = "2023-08-10T07:00:00+00:00"
    clock = {"PICKETWIRE_CLOCK_START": moment, "PICKETWIRE_CLOCK_ANCHOR": moment}
    return await stopped(folder, DISCORD_API_URL="https://discord.example/api", **clock)


async def test_a_clock_in_a_file_is_refused_against_discord_too(tmp_path: Path) -> None:
    said = await stopped(tmp_path, DISCORD_API_URL="https://discord.example/api", PICKETWIRE_CLOCK_FILE="clock")
    assert "PICKETWIRE_CLOCK_FILE: a simulated clock is for rehearsals" in said


async def with_outlets(folder: Path, text: str) -> str:
    outlets = folder / "outlets.toml"
    outlets.write_text(text, encoding="utf-8")
    said = await stopped(folder, PICKETWIRE_OUTLETS=str(outlets))
    assert said.startswith(str(outlets))
    return said


@case("malformed configuration file")
async def malformed(folder: Path) -> str:
    said = await with_outlets(folder, '[[outlet]]\nkey = "x"\nname = X\n')
    assert "at line 3, column 8" in said
    return said


@case("wrong entry in a configuration file")
async def wrong_entry(folder: Path) -> str:
    entry = (
        '[[outlet]]\nkey = "{0}"\nname = "{0}"\nhosts = ["{0}.example"]\nowner = "Y"\nkind = "{1}"\npaywall = "no"\n'
    )
    said = await with_outlets(folder, entry.format("one", "trade") + entry.format("two", "blog"))
    assert ", line 13: outlet 'two', kind: 'blog' is" in said
    return said


@case("configuration file missing")
async def missing_file(folder: Path) -> str:
    return await stopped(folder, PICKETWIRE_DISPUTES=str(folder / "nowhere.toml"))


@case("address of /metrics taken")
async def port_taken(folder: Path) -> str:
    async with Stage(folder, ["lantern"]) as stage:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            address = f"127.0.0.1:{taken.getsockname()[1]}"
            settings = stage.environment(PICKETWIRE_METRICS_ADDRESS=address)
            return await stopped(
                folder,
                **{name: settings[name] for name in ("DISCORD_TOKEN", "DISCORD_API_URL", "PICKETWIRE_METRICS_ADDRESS")},
            )


def test_the_guide_and_the_tests_have_the_same_rows() -> None:
    assert set(ROWS) == set(CASES)


@pytest.mark.parametrize("case", dict.fromkeys(CASES.values()), ids=lambda case: case.__name__)
async def test_a_wrong_start_says_what_the_guide_says(case: Case, tmp_path: Path) -> None:
    said = await case(tmp_path)
    for words in (ROWS[row] for row, found in CASES.items() if found is case):
        # A line of its own; the log has time, level and logger before it.
        exactly = ".+".join(re.escape(part) for part in words.split("…"))
        assert re.search(rf"(?m)^\s*(?:\S+Z \w+ +[\w.]+: )?{exactly}$", said), said
    assert "Traceback" not in said
