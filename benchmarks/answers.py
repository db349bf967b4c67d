"""How long members wait with 200,000 entries in the archive, and while news arrive: `python -m benchmarks.answers [SHARE] [postgresql]`.

The real bot in its own process over SQLite or a PostgreSQL of its own, the stand-in for Discord in this one. SHARE of the archive is
about bargaining, a third if left out; 1 is the hardest. Each command is asked often; then 50 feeds bring 50 items each while it is
asked on.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import asyncpg
import sqlalchemy as sa

from benchmarks import archive, feed_server
from bot.jobs import renew_statistics
from bot.storage.database import Database
from bot.storage.schema import migrate
from config.files import load_issues
from tests.e2e.newswire import Item
from tests.e2e.stage import START, Stage
from tests.e2e.stories import distinct
from tests.postgres import binaries, shared_cluster

ENTRIES = 200_000
SQLITE, POSTGRESQL = "sqlite", "postgresql"
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
    ("issue trends", {}),
    ("issue trends", {"issue": "ai", "days": 90}),
    ("issue timeline", {"dispute": "wga-amptp"}),
    ("issue timeline", {"dispute": "wga-amptp", "issue": "ai"}),
    ("stand history", {"issue": "ai"}),
    ("status", {}),
    ("news search", {"words": "offer"}),
    ("news search", {"words": '"talks resume" staffing'}),
    ("news search", {"words": "offer", "issue": "ai", "label": "reported", "from": "yesterday"}),
    ("news search", {"words": "offer", "dispute": "wga-amptp"}),
    ("news search", {"words": "the talks on"}),
    ("news search", {"words": "nowhere to be found"}),
    ("news since", {}),
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
    who = stage.moderator if command.startswith(("tag ", "stand ")) else stage.member
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


async def prepared(url: str, share: float) -> None:
    """Make the archive."""
    await migrate(url, keep_copy=None)
    db = await Database.open(url)
    issues = [issue.id for issue in load_issues().issues]
    await archive.fill(db, issues, START - timedelta(hours=1), count=ENTRIES, relevant=share)
    async with db.transaction() as conn:
        await conn.execute(sa.text("ANALYZE"))  # as PostgreSQL does by itself, a minute after so much was stored
    await db.close()


async def counted(url: str) -> None:
    """What the bot does each hour: let the database know what the set-up brought."""
    db = await Database.open(url)
    await renew_statistics(db)
    await db.close()


@asynccontextmanager
async def database(folder: Path, engine: str) -> AsyncIterator[str]:
    """The address of an empty one."""
    if engine == SQLITE:
        yield f"sqlite:///{folder / 'picketwire.db'}"
        return
    programs = binaries()
    if programs is None:
        raise SystemExit("PostgreSQL is not installed.")
    with shared_cluster(folder, programs) as socket:
        conn = await asyncpg.connect(host=str(socket), user="picketwire", database="postgres")
        await conn.execute("CREATE DATABASE answers")
        await conn.close()
        yield f"postgresql+asyncpg://picketwire@/answers?host={socket}"


async def measure(share: float, engine: str) -> list[str]:
    """All of it; the figures in words."""
    with tempfile.TemporaryDirectory() as name:
        outlets = [f"outlet{n}" for n in range(FEEDS)]
        async with database(Path(name), engine) as url, Stage(Path(name), outlets, speed=SPEED) as stage:
            await prepared(url, share)
            await stage.start(PICKETWIRE_DATABASE_URL=url)
            await stage.set_up()
            await counted(url)
            await stage.polled()
            quiet = await waits(stage)
            busy = await while_news_arrive(stage)
            assert stage.bot is not None
            peak = peak_memory(stage.bot.pid)
    slowest = max(max(wait.answered) for wait in quiet)
    return [
        f"{ENTRIES:,} entries in {engine}, {share:.0%} about bargaining; seconds, median and longest of {TIMES}",
        *(_line(wait) for wait in quiet),
        f"slowest answer: {slowest:.3f} s (aim {AIM})",
        f"{_line(busy)}; {len(busy.answered)} answers (aim {AT_ONCE} for the first sign)",
        f"peak memory of the bot: {peak:.0f} MiB",
    ]


def peak_memory(pid: int) -> float:
    """Of a running process, in MiB; 0 where the system does not tell."""
    status = Path(f"/proc/{pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def _line(wait: Wait) -> str:
    first, whole = ((median(times), max(times)) for times in (wait.acknowledged, wait.answered))
    return f"{wait.command}: acknowledged {first[0]:.3f}, {first[1]:.3f}; answered {whole[0]:.3f}, {whole[1]:.3f}"


def main(arguments: Sequence[str] = ()) -> None:
    """Print the figures."""
    share = next((float(each) for each in arguments if each != POSTGRESQL), 1 / 3)
    print("\n".join(asyncio.run(measure(share, POSTGRESQL if POSTGRESQL in arguments else SQLITE))))


if __name__ == "__main__":
    main(sys.argv[1:])
