"""How long members wait with 200,000 entries in the archive, and while news arrive: `python -m benchmarks.answers [SHARE]`.

The real bot in its own process over SQLite, the stand-in for Discord in this one. SHARE of the archive is about bargaining, a third
if left out; 1 is the hardest. Each command is asked often; then 50 feeds bring 50 items each while it is asked on.
"""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import archive, feed_server
from bot.storage.database import Database
from bot.storage.schema import migrate
from config.files import load_issues
from tests.e2e.newswire import Item
from tests.e2e.stage import START, Stage
from tests.e2e.stories import distinct

ENTRIES = 200_000
FEEDS, ITEMS = 50, 50
TIMES = 7
SPEED = 60.0  # the bot's time against ours: feeds are asked every few seconds
AIM, AT_ONCE = 1.0, 0.3  # seconds: for the whole answer, for the first sign while news arrive
COMMANDS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("news latest", {}),
    ("news latest", {"issue": "ai"}),
    ("news latest", {"outlet": "outlet0"}),
    ("issue summary", {"issue": "ai"}),
    ("issue summary", {"issue": "ai", "days": 90}),
    ("issue summary", {"issue": "ai", "dispute": "wga-amptp"}),
    ("issue list", {}),
    ("status", {}),
    ("news search", {"words": "offer"}),
    ("news search", {"words": '"talks resume" staffing'}),
    ("news search", {"words": "offer", "issue": "ai", "label": "reported", "from": "yesterday"}),
    ("news search", {"words": "offer", "dispute": "wga-amptp"}),
    ("news search", {"words": "the talks on"}),
    ("news search", {"words": "nowhere to be found"}),
    ("digest", {"days": 1}),
    ("digest", {"days": 14}),
    ("dates list", {}),
    ("sources", {}),
    ("why", {"link": archive.link_of(150_000)}),
    ("tag wrong", {"link": archive.link_of(150_000), "issue": "ai"}),
    ("tag try", {"term": "mini rooms", "issue": "safety"}),
)


@dataclass(frozen=True, slots=True)
class Wait:
    """Real seconds until a command was acknowledged and until its whole answer was there, each time it was asked."""

    command: str
    acknowledged: tuple[float, ...]
    answered: tuple[float, ...]


async def ask(stage: Stage, command: str, options: Mapping[str, Any]) -> tuple[float, float]:
    """Ask once, as a member, or as a moderator where only they may."""
    who = stage.moderator if command.startswith("tag ") else stage.member
    begun = time.monotonic()
    answer = await stage.command(who, command, **options)
    took = time.monotonic() - begun
    assert answer.failed is None, answer
    assert answer.acknowledged_after is not None
    assert answer.text, command
    return answer.acknowledged_after, took


async def waits(stage: Stage) -> list[Wait]:
    """Each command, with nothing else to do."""
    found = []
    for command, options in COMMANDS:
        taken = [await ask(stage, command, options) for _ in range(TIMES)]
        shown = " ".join([f"/{command}", *(f"{name}:{value}" for name, value in options.items())])
        acknowledged, answered = zip(*taken, strict=True)
        found.append(Wait(shown, acknowledged, answered))
    return found


async def while_news_arrive(stage: Stage) -> Wait:
    """Publish everything at once, and go on asking until all feeds were read twice."""
    told = distinct(FEEDS)
    for number, wire in enumerate(stage.wire.wires.values()):
        wire.items += [_item(number, n, told[number], stage.now() - timedelta(minutes=n)) for n in range(ITEMS)]
    reading = asyncio.create_task(stage.polled(2))
    taken = []
    while not reading.done():
        for command, options in COMMANDS:
            taken.append(await ask(stage, command, options))
    await reading
    acknowledged, answered = zip(*taken, strict=True)
    return Wait(f"any of them while {FEEDS} feeds bring {ITEMS} items each", acknowledged, answered)


def _item(feed: int, number: int, told: tuple[str, str], at: datetime) -> Item:
    """Each feed has one item about bargaining, all have a long text."""
    title = told[0] if number == 0 else feed_server.words(8, feed * ITEMS + number)
    body = " ".join(feed_server.words(90, feed + number + n) for n in range(10))
    return Item(f"{feed}-{number}", title, f"{told[1]} {body}" if number == 0 else body, at)


async def prepared(folder: Path, share: float) -> float:
    """Make the archive; its size in MiB."""
    url = f"sqlite:///{folder / 'picketwire.db'}"
    await migrate(url, keep_copy=None)
    db = await Database.open(url)
    issues = [issue.id for issue in load_issues().issues]
    await archive.fill(db, issues, START - timedelta(hours=1), count=ENTRIES, relevant=share)
    await db.close()
    return (folder / "picketwire.db").stat().st_size / 2**20


async def measure(share: float) -> list[str]:
    """All of it; the figures in words."""
    with tempfile.TemporaryDirectory() as name:
        size = await prepared(Path(name), share)
        async with Stage(Path(name), [f"outlet{n}" for n in range(FEEDS)], speed=SPEED) as stage:
            await stage.start()
            await stage.set_up()
            await stage.polled()
            quiet = await waits(stage)
            busy = await while_news_arrive(stage)
    slowest = max(max(wait.answered) for wait in quiet)
    return [
        f"{ENTRIES:,} entries, {share:.0%} about bargaining, {size:,.0f} MiB; seconds, median and longest of {TIMES}",
        *(_line(wait) for wait in quiet),
        f"slowest answer: {slowest:.3f} s (aim {AIM})",
        f"{_line(busy)}; {len(busy.answered)} answers (aim {AT_ONCE} for the first sign)",
        f"peak memory of the bot: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MiB",
    ]


def _line(wait: Wait) -> str:
    first, whole = ((median(times), max(times)) for times in (wait.acknowledged, wait.answered))
    return f"{wait.command}: acknowledged {first[0]:.3f}, {first[1]:.3f}; answered {whole[0]:.3f}, {whole[1]:.3f}"


def main(arguments: Sequence[str] = ()) -> None:
    """Print the figures."""
    print("\n".join(asyncio.run(measure(float(arguments[0]) if arguments else 1 / 3))))


if __name__ == "__main__":
    main(sys.argv[1:])
