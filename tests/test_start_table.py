"""The wrong-start table: each way in which a first start fails has its exact message."""

from __future__ import annotations

import asyncio
import base64
import socket
from pathlib import Path

import aiohttp

from bot.client import network_words
from rehearsal.discord.server import StandIn
from rehearsal.discord.world import Settings
from tests.test_command_line import bot

NETWORK = "Check this machine's network, its name servers and firewall, and DISCORD_API_URL if it is set."


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_wrong_token(tmp_path: Path) -> None:
    async with StandIn(Settings(rate_limits=False)) as stand_in:
        done = await asyncio.to_thread(
            bot, "run", folder=tmp_path, DISCORD_TOKEN="something.else", DISCORD_API_URL=stand_in.url
        )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        "Discord does not accept the token. Copy it again from the application's Bot page."
    )


def test_no_network(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{closed_port()}/api/v10"
    done = bot("run", folder=tmp_path, DISCORD_TOKEN="abc", DISCORD_API_URL=url)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        f"Discord cannot be reached at {url}: the connection was refused. {NETWORK}"
    )


def test_a_name_that_is_not_found_is_told_from_a_refused_connection() -> None:
    # As the HTTP library has it: no name is looked up in a test.
    not_found = aiohttp.ClientConnectionError("no such host")
    not_found.__cause__ = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    assert network_words(not_found) == "its name was not found."
    assert network_words(ConnectionRefusedError()) == "the connection was refused."


def test_database_not_writable(tmp_path: Path) -> None:
    place = "/proc/picketwire.db"  # not even the administrator can write there
    done = bot("run", folder=tmp_path, DISCORD_TOKEN="abc", PICKETWIRE_DATABASE_URL=f"sqlite:///{place}")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        f"The folder of the database cannot be written: {place}.lock: No such file or directory. "
        "Give the bot's user the right to write there, or set PICKETWIRE_DATABASE_URL to another place."
    )


INVITE = (
    "https://discord.com/oauth2/authorize?client_id=123456789012345678"
    "&scope=bot+applications.commands&permissions=274878008320"
)


def test_the_invite_address_asks_for_the_least_permissions(tmp_path: Path) -> None:
    token = base64.urlsafe_b64encode(b"123456789012345678").decode() + ".x.y"
    for done in (
        bot("invite", "123456789012345678", folder=tmp_path),
        bot("invite", folder=tmp_path, DISCORD_TOKEN=token),
    ):
        assert done.stdout.strip() == INVITE, done.stderr


def test_an_invite_without_an_id_says_where_to_find_it(tmp_path: Path) -> None:
    done = bot("invite", folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr.strip() == (
        "The application id is not known. Set DISCORD_TOKEN, or give the id from the application's General Information page:\n"
        "  python -m bot invite 123456789012345678"
    )
