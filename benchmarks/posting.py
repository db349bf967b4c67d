"""About 1,000 posts from feeds to channels by the real bot process, without rate limits: `python -m benchmarks.posting`.

520 items that the rules hold for hundreds of stories, in 100 feeds that two servers follow: a post for each story in both news
channels, one SQLite file. The time runs from the moment the items can be fetched to the last message; the yardstick is sending
1,000 messages through discord.py with nothing else to do.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

from benchmarks.stand_in import through_discord_py
from rehearsal.discord.permissions import MEMBER, Can
from tests.e2e.stage import Stage
from tests.e2e.stories import distinct

STORIES, FEEDS, SERVERS = 520, 100, 2
QUIET = 5.0  # seconds without a further post: all are there


def resident_mib(pid: int) -> float:
    """Memory of a process in MiB, as the kernel counts it."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


async def measure(folder: Path) -> tuple[float, float, int]:
    """Seconds, MiB of the bot's process at the end, messages."""
    outlets = [f"outlet{n}" for n in range(FEEDS)]
    stories = distinct(STORIES)
    async with Stage(folder, outlets) as stage:
        await stage.start()
        await stage.set_up()
        await stage.polled()
        other = stage.discord.add_guild("Annex")
        news, desk = stage.discord.add_channel(other, "news"), stage.discord.add_channel(other, "moderators")
        boss = stage.discord.member(other, "moderator", permissions=MEMBER | Can.MANAGE_GUILD)
        options = {"news": news, "moderators": desk, "zone": "Europe/London"}
        await stage.discord.run_command(other, desk, boss, "setup", options)
        await stage.until(lambda: stage.texts(news), what="the second server")

        def both() -> list[str]:
            return [*stage.texts()[1:], *stage.texts(news)[1:]]

        begun = time.monotonic()
        for number, (title, text) in enumerate(stories):
            stage.publish(outlets[number % FEEDS], f"s{number}", title, text)
        last, posts = begun, 0
        while posts == 0 or time.monotonic() - last < QUIET:
            await asyncio.sleep(0.02)
            if len(both()) > posts:
                last, posts = time.monotonic(), len(both())
        took = last - begun
        assert stage.bot is not None
        memory = resident_mib(stage.bot.pid)
        return took, memory, len(both())


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        took, memory, posts = asyncio.run(measure(Path(folder)))
        plain, _ = asyncio.run(through_discord_py(Path(folder)))
    print(
        f"{posts // SERVERS} stories from feed to posted in {SERVERS} servers, {posts:,} posts: {took:.1f} s (aim 2.4), "
        f"{took / plain:.1f} times only sending ({plain:.2f} s)"
    )
    print(f"memory of the bot's process afterwards: {memory:.0f} MiB (aim 80)")


if __name__ == "__main__":
    main()
