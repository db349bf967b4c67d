"""The stand-in as its own process: `python -m rehearsal.discord`, until SIGINT or SIGTERM. It prints its addresses as one JSON line."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
from pathlib import Path

from rehearsal.discord.control import PREFIX, open_control
from rehearsal.discord.server import StandIn
from rehearsal.discord.world import Settings


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m rehearsal.discord", description="A local stand-in for Discord.")
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (default: any free one)")
    parser.add_argument("--journal", type=Path, help="append everything that happens to this file, as JSON lines")
    parser.add_argument("--token", default=Settings.token, help="the bot's token")
    parser.add_argument("--no-rate-limits", action="store_true", help="answer as fast as possible")
    parser.add_argument("--guild", metavar="NAME", help="begin with a server that has the channels news and moderators")
    return parser.parse_args()


async def _serve(arguments: argparse.Namespace) -> None:
    settings = Settings(token=arguments.token, rate_limits=not arguments.no_rate_limits)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    stand_in = StandIn(settings, port=arguments.port, journal=arguments.journal)
    open_control(stand_in)
    async with stand_in:
        facts = {"url": stand_in.url, "control": stand_in.world.url + PREFIX, "token": stand_in.token}
        if arguments.guild:
            guild = stand_in.add_guild(arguments.guild)
            facts["guild"] = str(guild.id)
            facts |= {name: str(stand_in.add_channel(guild, name).id) for name in ("news", "moderators")}
        print(json.dumps(facts), flush=True)
        await stop.wait()


if __name__ == "__main__":
    asyncio.run(_serve(_arguments()))
