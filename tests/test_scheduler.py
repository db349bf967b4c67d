"""The metronome: where it calls, and how it ends."""

from __future__ import annotations

import asyncio
import threading

from bot.scheduler import Metronome


async def test_a_plain_function_is_called_in_the_loops_own_thread() -> None:
    called = asyncio.Event()
    threads: set[int] = set()

    def wake() -> None:
        threads.add(threading.get_ident())
        called.set()

    metronome = Metronome()
    metronome.every(0.01, wake)
    metronome.start()
    await asyncio.wait_for(called.wait(), 5)
    await metronome.stop()
    assert threads == {threading.get_ident()}


async def test_a_call_in_flight_ends_before_the_stop_does() -> None:
    begun, ended = asyncio.Event(), []

    async def job() -> None:
        begun.set()
        await asyncio.sleep(0.1)
        ended.append(True)

    metronome = Metronome()
    metronome.every(0.01, job)
    metronome.start()
    await asyncio.wait_for(begun.wait(), 5)
    await metronome.stop()
    assert ended == [True]


async def test_a_call_that_fails_is_made_again() -> None:
    calls = 0

    async def job() -> None:
        nonlocal calls
        calls += 1
        raise ValueError("not this time")

    metronome = Metronome()
    metronome.every(0.01, job)
    metronome.start()
    async with asyncio.timeout(5):
        while calls < 2:  # noqa: ASYNC110 - what is awaited tells nobody
            await asyncio.sleep(0.01)
    await metronome.stop()


async def test_a_metronome_that_never_started_can_be_stopped() -> None:
    await Metronome().stop()
