"""The command line of the rehearsal: `python -m rehearsal`. Exit codes: 0 good, 1 not good, 2 the bot failed, 130 stopped."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Coroutine, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from rehearsal.bot_process import BotEndedError
from rehearsal.chronicle.book import read_chronicle
from rehearsal.performance import A_DAY, FIRST_DAY, LAST_DAY, Options, perform
from rehearsal.record import recompute
from rehearsal.report import MARGIN
from rehearsal.room import SetupRefusedError
from rehearsal.summary import summary

OUT = Path("build") / "rehearsal"


def arguments() -> argparse.ArgumentParser:
    """The options."""
    parser = argparse.ArgumentParser(
        prog="python -m rehearsal",
        description="Play August 2023 to the real bot: an invented press, a local stand-in for Discord, and a report.",
    )
    parser.add_argument("--once", action="store_true", help="play to the end, write transcript and report, and exit")
    parser.add_argument("--days", type=int, default=LAST_DAY - FIRST_DAY + 1, metavar="N", help="how many days to play")
    parser.add_argument(
        "--start-day", type=int, default=FIRST_DAY, metavar="D", help="the day of August 2023 to begin with, 10 to 25"
    )
    parser.add_argument(
        "--speed", type=float, default=A_DAY / 20, metavar="S", help="simulated seconds a second (4320: a day in 20 s)"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help=f"where the files go (with --once: {OUT})")
    parser.add_argument("--kill", type=int, default=0, metavar="N", help="kill the bot at N random instants")
    parser.add_argument("--seed", type=int, default=2023, metavar="N", help="for the instants of --kill")
    parser.add_argument(
        "--margin",
        type=float,
        default=MARGIN.total_seconds() / 3600,
        metavar="H",
        help="simulated hours before the end in which a new event need not be posted",
    )
    parser.add_argument(
        "--port",
        type=int,
        default=0,
        metavar="N",
        help="where the page listens on this computer (default: any free port)",
    )
    parser.add_argument(
        "--report", type=Path, metavar="DIR", help="play nothing: compute the report again from the files in DIR"
    )
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run a rehearsal; the exit code."""
    parser = arguments()
    given = parser.parse_args(argv)
    if given.report is not None:
        return report_again(given.report)
    if not FIRST_DAY <= given.start_day <= LAST_DAY:
        parser.error(f"--start-day: from {FIRST_DAY} to {LAST_DAY}")
    if given.days < 1 or given.kill < 0 or given.margin < 0 or not 1 <= given.speed <= 100_000:
        parser.error("--days must be 1 or more, --speed 1 to 100000, --kill and --margin not negative")
    if not 0 <= given.port <= 65535:
        parser.error("--port: from 0 to 65535")
    options = Options(
        once=given.once,
        start_day=given.start_day,
        days=given.days,
        speed=given.speed,
        out=given.out or (OUT if given.once else None),
        kills=given.kill,
        seed=given.seed,
        margin=timedelta(hours=given.margin),
        port=given.port,
    )
    try:
        return asyncio.run(until_told(perform(options)))
    except (BotEndedError, SetupRefusedError) as e:
        print(e, file=sys.stderr)
        return 2
    except TimeoutError as e:
        print(f"The bot did not do what was expected in time: {e}", file=sys.stderr)
        return 2
    except asyncio.CancelledError:
        print("Stopped.")
        return 130


def report_again(folder: Path) -> int:
    """Print the report of an earlier rehearsal, from its files; the exit code."""
    try:
        report = recompute(read_chronicle(), folder)
    except (OSError, KeyError, ValueError) as e:
        print(f"{folder} does not hold the files of a rehearsal: {e}", file=sys.stderr)
        return 2
    print(summary(report))
    return 0 if report.good else 1


async def until_told(work: Coroutine[Any, Any, int]) -> int:
    """Do the work, and cancel it at the first signal; its exit code. Raises CancelledError if it has none then.

    Later signals change nothing: `make` passes on what it gets itself, and the work must be able to end in order.
    """
    task = asyncio.ensure_future(work)
    told = False

    def tell() -> None:
        nonlocal told
        if not told:
            told = True
            task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, tell)
    return await task


if __name__ == "__main__":
    sys.exit(main())
