"""The command line of the simulated year: `python -m rehearsal.year --seed N`. Exit codes: 0 good, 1 not, 2 the bot failed."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rehearsal.bot_process import BotEndedError
from rehearsal.year.count import Counts, summary
from rehearsal.year.hands import NoAnswerError
from rehearsal.year.plan import Size
from rehearsal.year.play import Year
from rehearsal.year.record import JOURNAL, YEAR, read

OUT = Path("build") / "year"
KEPT = (JOURNAL, YEAR, "bot.log")


def arguments() -> argparse.ArgumentParser:
    """The options."""
    whole = Size()
    parser = argparse.ArgumentParser(
        prog="python -m rehearsal.year",
        description="Play a year of announcements and dates to the real bot, kill it on the way, and count what was posted.",
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="for what is done, and when the bot is killed")
    parser.add_argument("--days", type=int, default=whole.days, metavar="N", help="how many days, 14 or more")
    parser.add_argument("--announcements", type=int, default=whole.announcements, metavar="N", help="how many")
    parser.add_argument("--dates", type=int, default=whole.dates, metavar="N", help="how many bargaining dates")
    parser.add_argument("--kills", type=int, default=whole.kills, metavar="N", help="how often the bot is killed")
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR", help=f"where the files go (default: {OUT})")
    parser.add_argument(
        "--report", type=Path, metavar="DIR", help="play nothing: count again from the files of an earlier year"
    )
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Play a year, or count one again; the exit code."""
    parser = arguments()
    given = parser.parse_args(argv)
    if given.report is not None:
        return _report(given.report)
    if given.days < 14 or min(given.announcements, given.dates, given.kills) < 0:
        parser.error("--days must be 14 or more, the others not negative")
    size = Size(given.days, given.announcements, given.dates, given.kills)
    try:
        with tempfile.TemporaryDirectory(prefix="year-") as name:
            try:
                counts = asyncio.run(_play(size, given.seed, Path(name)))
            finally:
                _keep(Path(name), given.out)
    except (BotEndedError, NoAnswerError, TimeoutError) as e:
        print(f"The bot failed: {e}", file=sys.stderr)
        return 2
    return _told(counts)


async def _play(size: Size, seed: int, folder: Path) -> Counts:
    began = time.monotonic()
    async with Year(size, seed, folder) as year:
        counts = await year.play()
    print("Done by moderators, as they were told")
    for what, number in sorted(year.counts.items()):
        print(f"  {number:>5}  {what}")
    print(f"\nThe bot was killed {year.killed} times; all of it took {time.monotonic() - began:.0f} s.\n")
    return counts


def _report(folder: Path) -> int:
    try:
        return _told(read(folder))
    except (OSError, KeyError, ValueError) as e:
        print(f"{folder} does not hold the files of a year: {e}", file=sys.stderr)
        return 2


def _told(counts: Counts) -> int:
    print(summary(counts))
    return 0 if counts.good else 1


def _keep(folder: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for file in KEPT:
        if (folder / file).exists():
            shutil.copyfile(folder / file, out / file)


if __name__ == "__main__":
    sys.exit(main())
