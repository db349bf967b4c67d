"""Batches of quiet polls."""

import asyncio
from dataclasses import replace

from bot.clock import SystemClock
from bot.feeds.settling import AT_ONCE, Settling
from tests.feeds.test_schedule import FEED


def settling(wait):
    batches: list[list[int]] = []

    async def save(polled):
        await asyncio.sleep(0)
        batches.append([feed.id for feed, _ in polled])

    return Settling(save, SystemClock(), wait), batches


async def test_polls_that_end_within_a_moment_are_saved_together():
    waiting, batches = settling(0.05)
    for number in range(3):
        waiting.add(replace(FEED, id=number), ())
        await asyncio.sleep(0.005)
    await waiting.idle()
    assert batches == [[0, 1, 2]]
    assert not waiting.feed_ids


async def test_many_polls_do_not_wait():
    waiting, batches = settling(60)
    for number in range(AT_ONCE):
        waiting.add(replace(FEED, id=number), ())
    await asyncio.wait_for(waiting.idle(), 1)
    assert len(batches[0]) == AT_ONCE


async def test_a_poll_added_while_others_are_saved_is_saved_next():
    waiting, batches = settling(0.01)

    async def save(polled):
        if not batches:
            waiting.add(replace(FEED, id=2), ())
        batches.append([feed.id for feed, _ in polled])

    waiting._save = save
    waiting.add(replace(FEED, id=1), ())
    await waiting.idle()
    assert batches == [[1], [2]]


async def test_closing_saves_at_once():
    waiting, batches = settling(60)
    waiting.add(FEED, ())
    await asyncio.wait_for(waiting.close(), 1)
    assert batches == [[FEED.id]]
