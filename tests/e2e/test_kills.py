"""`kill -9` at random instants while stories flow: nothing is lost, nothing is posted twice.

The suite kills a few times; `make torture` does it 200 times with 300 stories.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from tests.e2e.stage import Stage
from tests.e2e.stories import distinct

KILLS = int(os.environ.get("PICKETWIRE_KILLS", "6"))
STORIES = 300 if KILLS >= 100 else 60
FEEDS = 30


def fate(folder: Path, links: list[str]) -> list[tuple[object, ...]]:
    """What the database knows of each link's story: for a failure's message."""
    with contextlib.closing(sqlite3.connect(folder / "picketwire.db")) as db:
        return db.execute(
            "select e.url, e.title, e.announced, e.story_id, l.title, d.state, d.problem from entries e "
            "left join stories s on s.id = e.story_id left join entries l on l.id = s.lead_entry_id "
            "left join story_posts p on p.story_id = e.story_id left join deliveries d on d.id = p.delivery_id "
            f"where e.url in ({','.join('?' * len(links))})",
            links,
        ).fetchall()


@pytest.mark.timeout(60 + 4 * KILLS)
async def test_kills_at_random_instants_lose_and_double_nothing(tmp_path: Path) -> None:
    chance = random.Random(KILLS)
    outlets = [f"outlet{n}" for n in range(FEEDS)]
    waiting = [(outlets[n % FEEDS], f"story-{n}", *story) for n, story in enumerate(distinct(STORIES))]
    assert len(waiting) == STORIES
    async with Stage(tmp_path, outlets) as stage:
        await stage.start()
        await stage.set_up()
        await stage.polled()
        a_kill = -(-STORIES // (KILLS + 1))
        for _ in range(KILLS):
            for outlet, slug, title, text in waiting[:a_kill]:
                stage.publish(outlet, slug, title, text)
            del waiting[:a_kill]
            # A start takes about a second: some kills fall into it, some into polling, storing and sending.
            await asyncio.sleep(chance.uniform(0.3, 2.2))
            await stage.kill()
            await stage.start(ready=False)
        for outlet, slug, title, text in waiting:
            stage.publish(outlet, slug, title, text)
        links = {
            f"https://{name}.example/{item.slug}" for name, wire in stage.wire.wires.items() for item in wire.items
        }
        with contextlib.suppress(AssertionError):  # what is missing is told below, by name
            await stage.until(
                lambda: all(any(f"{link}>" in text for text in stage.texts()) for link in links), seconds=45
            )
        await stage.polled(2)
        told = Counter(link for text in stage.texts() for link in links if f"{link}>" in text)
        nonces = Counter(entry.get("nonce") for entry in stage.discord.journal.of("message_created"))
    assert len(links) == STORIES
    lost = [link for link in links if told[link] == 0]
    doubled = [link for link in links if told[link] > 1]
    assert (lost, doubled) == ([], []), fate(tmp_path, lost + doubled)
    assert max(nonces.values()) == 1
    print(f"kills {KILLS}, stories {STORIES}, lost {len(lost)}, doubled {len(doubled)}")
