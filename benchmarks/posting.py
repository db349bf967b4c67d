"""1,000 stories from feeds to one channel by the real bot process, without rate limits: `python -m benchmarks.posting`.

100 feeds of 10 new items each, one server, one news channel, one SQLite file. The bot knows the feeds already, as a first poll
announces nothing; it is started again once the items are there, on a clock of real speed. The time runs from the first poll to
the last message; the yardstick is sending 1,000 messages through discord.py with nothing else to do.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.aims import aimed
from benchmarks.stand_in import MESSAGES, through_discord_py
from tests.e2e.stage import Stage

FEEDS, ITEMS = 100, 10  # more than ten new at once would be folded
STORIES = FEEDS * ITEMS
LATER = timedelta(hours=3)  # all feeds are due again by then
QUIET = 5.0  # seconds without a further post: no more will come

GUILDS = ("WGA", "SAG-AFTRA", "IATSE", "Teamsters Local 399", "Directors Guild")
ACTS = (
    "backs Assembly Bill {} on AI in scripts",
    "calls for changes to Assembly Bill {} on residuals",
    "opposes Assembly Bill {} on minimum staffing",
    "rallies for Assembly Bill {} on safety on sets",
)


@dataclass(frozen=True, slots=True)
class Posting:
    """Seconds from first poll to last message and of the bot's CPU meanwhile, MiB of its process, messages."""

    took: float
    cpu: float
    before: float
    after: float
    posts: int


def story(number: int) -> tuple[str, str]:
    """Title and text. Each is about a bill of its own: in whatever order they come, none is taken for another."""
    bill = 1000 + number
    act = ACTS[number % len(ACTS)].format(bill)
    return f"{GUILDS[number % len(GUILDS)]} {act}", f"The guild put its position on AB {bill} to its members."


def resident_mib(pid: int) -> float:
    """Memory of a process in MiB, as the kernel counts it, with the files it shares with others."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def cpu_seconds(pid: int) -> float:
    """CPU that a process has used, its finished children left out."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(folder: Path) -> Posting:
    """Play it once."""
    outlets = [f"outlet{n}" for n in range(FEEDS)]
    async with Stage(folder, outlets) as stage:
        await stage.start()
        await stage.set_up()
        await stage.polled()
        await stage.stop()
        stage.anchor, stage.speed = datetime.now(UTC) - LATER, 1
        for number in range(STORIES):
            stage.publish(outlets[number % FEEDS], f"s{number}", *story(number))

        def polls() -> int:
            return sum(wire.polls for wire in stage.wire.wires.values())

        polled, proofs = polls(), len(stage.texts())
        await stage.start(ready=False)
        await stage.until(lambda: polls() > polled, what="the first poll")
        assert stage.bot is not None
        pid, begun = stage.bot.pid, time.monotonic()
        cpu, before = cpu_seconds(pid), resident_mib(pid)
        last, posts = begun, 0
        while posts < STORIES and time.monotonic() - last < QUIET:
            await asyncio.sleep(0.02)
            if len(stage.texts()) - proofs > posts:
                last, posts = time.monotonic(), len(stage.texts()) - proofs
        return Posting(last - begun, cpu_seconds(pid) - cpu, before, resident_mib(pid), posts)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        (plain_in := Path(folder, "plain")).mkdir()
        run = asyncio.run(measure(Path(folder)))
        plain, _ = asyncio.run(through_discord_py(plain_in))
    print(
        f"{STORIES:,} stories from feed to posted, one channel: {run.posts:,} posts; {aimed(run.posts, STORIES, least=True)}"
    )
    print(
        f"from first poll to last message: {aimed(run.took, 2.4, 's')}, {run.cpu:.1f} s of it CPU of the bot; "
        f"{run.took / plain:.1f} times only sending {MESSAGES:,} messages ({plain:.2f} s)"
    )
    print(
        f"memory of the bot's process: {run.before:.0f} MiB at the first poll, afterwards {aimed(run.after, 80, 'MiB')}"
    )


if __name__ == "__main__":
    main()
