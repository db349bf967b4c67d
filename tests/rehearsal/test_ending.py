"""A rehearsal ends in order, and takes its bot along even when it cannot."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from rehearsal.__main__ import until_told
from rehearsal.tether import Tether

TIE = """
import asyncio, sys
from asyncio.subprocess import DEVNULL
from rehearsal.tether import Tether

async def main():
    held = await asyncio.create_subprocess_exec("sleep", "60", stdout=DEVNULL, start_new_session=True)
    tether = await Tether.tie(held.pid)
    print(held.pid, flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


def gone(process: int, patience: float = 10.0) -> bool:
    """Whether the process of this number ends within so many seconds; one that nobody has waited for yet counts as ended."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False)
        if not state.stdout.strip() or state.stdout.startswith("Z"):
            return True
        time.sleep(0.02)
    return False


def test_what_is_tied_ends_with_a_process_that_is_killed() -> None:
    holder = subprocess.Popen([sys.executable, "-c", TIE], stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert holder.stdout is not None
    held = int(holder.stdout.readline())
    os.killpg(holder.pid, signal.SIGKILL)
    holder.communicate()
    assert gone(held)


async def test_what_is_loosened_lives_on() -> None:
    held = await asyncio.create_subprocess_exec("sleep", "60", start_new_session=True)
    tether = await Tether.tie(held.pid)
    await tether.loosen()
    assert held.returncode is None
    held.terminate()
    assert await held.wait() == -signal.SIGTERM  # and not by the guard's SIGKILL


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
async def test_a_second_signal_does_not_cut_the_ending_short(number: signal.Signals) -> None:
    steps: list[str] = []
    at_work, ending = asyncio.Event(), asyncio.Event()

    async def work() -> int:
        try:
            at_work.set()
            await asyncio.sleep(60)
        finally:
            steps.append("told")
            ending.set()
            await asyncio.sleep(0.1)
            steps.append("ended")
        return 0

    told = asyncio.ensure_future(until_told(work()))
    for moment in (at_work, ending):
        await moment.wait()
        os.kill(os.getpid(), number)
    with suppress(asyncio.CancelledError):
        await told
    assert steps == ["told", "ended"]
