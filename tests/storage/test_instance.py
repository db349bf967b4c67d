"""One process a database, also after a kill."""

# ruff: noqa: ASYNC220 - the child process is the test's own

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import suppress

import pytest

from bot.errors import StartError
from bot.storage.instance import InstanceLock

HOLDER = """
import asyncio, sys
from bot.storage.instance import InstanceLock

async def hold(url):
    lock = InstanceLock(url)
    await lock.take()
    print("held", flush=True)
    await asyncio.sleep(60)

asyncio.run(hold(sys.argv[1]))
"""


async def soon(lock: InstanceLock) -> None:
    """PostgreSQL needs a moment to see that its client is gone."""
    for _ in range(100):
        with suppress(StartError):
            return await lock.take()
        await asyncio.sleep(0.02)
    return await lock.take()


async def test_a_second_process_is_refused_until_the_first_lets_go(database_url: str) -> None:
    first, second = InstanceLock(database_url), InstanceLock(database_url)
    await first.take()
    with pytest.raises(StartError, match="Another Picketwire process"):
        await second.take()
    assert (await first.still_held(), await second.still_held()) == (True, False)
    await first.release()
    await second.take()
    await second.release()


async def test_a_killed_process_holds_nothing(database_url: str) -> None:
    mine = InstanceLock(database_url)
    with subprocess.Popen([sys.executable, "-c", HOLDER, database_url], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(StartError, match="Another Picketwire process"):
            await mine.take()
        process.kill()
        process.wait()
        await soon(mine)
    await mine.release()
