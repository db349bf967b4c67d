"""A digest a simulated day from the real bot as a process, with restarts and kills: none is lost, none comes twice."""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
import sqlite3
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from tests.e2e.stage import Stage
from tests.e2e.stories import distinct

SPEED = 86_400 / 3  # a day in three seconds
DAYS = 4
POSITIONS = re.compile(r"### New positions\n(?:- .*\n?)+")
FIRST_PART = re.compile(r"## Daily digest, \w+ (\d+) August: [\w ]+(?:, part 1 of \d+)?$")


def digests(stage: Stage) -> list[str]:
    """The contents of the digests' messages in the moderators' channel, oldest first."""
    return [text for text in stage.texts(stage.desk) if text.startswith("## Daily digest")]


def days_of(stage: Stage) -> list[int]:
    """The days of August that have a digest, in order."""
    found = [FIRST_PART.match(text.partition("\n")[0]) for text in digests(stage)]
    return [int(match[1]) for match in found if match]


def stories_of(folder: Path) -> dict[int, list[str]]:
    """The links of each story, as the database joined them."""
    links: dict[int, list[str]] = {}
    with contextlib.closing(sqlite3.connect(folder / "picketwire.db")) as db:
        for story_id, url in db.execute("select story_id, url from entries where story_id is not null"):
            links.setdefault(story_id, []).append(url)
    return links


def planned_days(folder: Path) -> list[int]:
    """The days of August whose digest is in the outbox, or was."""
    with contextlib.closing(sqlite3.connect(folder / "picketwire.db")) as db:
        keys = db.execute("select key from deliveries where kind = 'digest_post' order by number")
        return [int(key.rsplit("-", 1)[1].partition(":")[0]) for (key,) in keys]


def told(stage: Stage) -> Counter[int]:
    """How often each story has a line in a digest, beside what a side says in it."""
    text = POSITIONS.sub("", "\n".join(digests(stage)))
    return Counter(
        {story: sum(text.count(f"<{link}>") for link in links) for story, links in stories_of(stage.folder).items()}
    )


async def with_digest(stage: Stage) -> None:
    """Start and set up, with a digest each noon in the moderators' channel."""
    await stage.start()
    await stage.set_up()
    await stage.polled()
    answer = await stage.command(stage.moderator, "settings digest", cadence="daily", time="12:00", channel=stage.desk)
    assert "Digest chosen" in answer.text


@pytest.mark.timeout(120)
async def test_a_digest_a_day_through_kills_is_neither_lost_nor_doubled(tmp_path: Path) -> None:
    chance = random.Random(11)
    waiting = list(enumerate(distinct(30)))
    async with Stage(tmp_path, ["lantern", "ledger"], speed=SPEED) as stage:
        await with_digest(stage)
        last = stage.now() + timedelta(days=DAYS)
        while stage.now() < last:
            for number, (title, text) in waiting[:3]:
                stage.publish(("lantern", "ledger")[number % 2], f"story-{number}", title, text)
            del waiting[:3]
            await asyncio.sleep(chance.uniform(1.0, 2.2))
            await stage.kill()
            await stage.start(ready=False)
        await stage.polled(2)
        entries = sum(len(wire.items) for wire in stage.wire.wires.values())
        await stage.until(
            lambda: sum(map(len, stories_of(tmp_path).values())) == entries and all(told(stage).values()),
            what="every story in a digest",
        )
        days, counts = days_of(stage), told(stage)
        sent = stage.discord.journal.of("message_created")
    assert set(counts.values()) == {1}
    assert days == sorted(set(days))  # a day on which it was never up is told on the next
    assert len(days) >= 2
    assert max(Counter(entry["nonce"] for entry in sent if entry.get("nonce")).values()) == 1


@pytest.mark.timeout(60)
async def test_after_days_without_the_bot_one_digest_comes_late(tmp_path: Path) -> None:
    async with Stage(tmp_path, ["lantern"], speed=SPEED) as stage:
        await with_digest(stage)
        await stage.until(lambda: digests(stage), what="a first digest")
        assert await stage.stop() == 0
        before = days_of(stage)
        await asyncio.sleep(7)
        await stage.start()
        await stage.until(lambda: len(days_of(stage)) > len(before), what="the late digest")
        late = days_of(stage)[len(before)]
        assert late >= before[-1] + 2
        await stage.until(lambda: len(days_of(stage)) > len(before) + 1, what="the next digest")
        assert days_of(stage)[len(before) + 1] > late


@pytest.mark.timeout(60)
@pytest.mark.parametrize("sent", [False, True], ids=["before it was sent", "after it was sent"])
async def test_a_kill_between_planning_and_recording_neither_loses_nor_doubles_it(tmp_path: Path, sent: bool) -> None:
    async with Stage(tmp_path, ["lantern"], speed=SPEED) as stage:
        await with_digest(stage)
        path = f"/channels/{stage.desk.id}/messages"
        stage.discord.fail("POST", path, times=50, delay=30, after_commit=sent)
        await stage.until(
            lambda: any(e["path"] == path for e in stage.discord.journal.of("fault")), what="the digest on its way"
        )
        assert len(digests(stage)) == sent
        await stage.kill()
        planned = planned_days(tmp_path)
        stage.discord.failures.clear()
        await stage.start()
        await stage.until(lambda: len(days_of(stage)) >= 2, what="the digests")
        days = days_of(stage)
    assert days == sorted(set(days))
    assert days[0] == planned[0]
