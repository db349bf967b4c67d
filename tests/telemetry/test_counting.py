"""Histograms and durations: plain numbers in Prometheus' shape."""

from __future__ import annotations

import asyncio
import time

from bot.counts import Durations, Histogram
from bot.lag import EVERY, LoopLag
from bot.scheduler import Metronome


def test_a_value_counts_for_its_bucket_and_all_above() -> None:
    histogram = Histogram((1.0, 5.0))
    for value in (0.5, 1.0, 3.0, 60.0):
        histogram.observe(value)
    assert histogram.buckets() == [("1.0", 2.0), ("5.0", 3.0), ("+Inf", 4.0)]
    assert histogram.sum == 64.5


def test_durations_add_up_by_name() -> None:
    durations = Durations()
    for name, seconds in (("a", 1.0), ("b", 2.0), ("a", 3.0)):
        durations.observe(name, seconds)
    assert durations.by_name == {"a": (2, 4.0), "b": (1, 2.0)}


async def test_the_metronome_counts_its_jobs_and_those_that_fail() -> None:
    metronome = Metronome()

    def broken() -> None:
        raise ZeroDivisionError

    metronome.every(0.01, broken, name="Broken.tick")
    metronome.start()
    async with asyncio.timeout(2):
        while metronome.durations.by_name.get("Broken.tick", (0, 0.0))[0] < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    await metronome.stop()


async def test_a_loop_that_is_held_up_shows_it() -> None:
    lag = LoopLag()
    lag.start()
    await asyncio.sleep(EVERY - 0.1)
    time.sleep(0.3)  # noqa: ASYNC251 - what is measured
    await asyncio.sleep(0.05)
    lag.stop()
    assert lag.seconds.buckets()[-1] == ("+Inf", 1.0)
    assert lag.seconds.sum > 0.1
