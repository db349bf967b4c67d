"""What the local stand-in for Discord costs: messages through the real discord.py, beside a server that only says yes.

python -m benchmarks.stand_in
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

import aiohttp
import discord
from aiohttp import web

from rehearsal.discord.server import StandIn
from rehearsal.discord.world import Settings

MESSAGES = 1000
YES = b'{"id":"1"}'


async def yardstick() -> float:
    """Seconds for as many plain requests, by aiohttp's client to aiohttp's server, with the same body."""

    async def handle(request: web.BaseRequest) -> web.Response:
        await request.read()
        return web.Response(body=YES, content_type="application/json")

    runner = web.ServerRunner(web.Server(handle))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    async with aiohttp.ClientSession() as session:
        started = time.perf_counter()
        for number in range(MESSAGES):
            async with session.post(url, json={"content": f"message {number}", "nonce": str(number)}) as response:
                await response.json()
        took = time.perf_counter() - started
    await runner.cleanup()
    return took


async def through_discord_py(folder: Path) -> tuple[float, float]:
    """Seconds for the messages through discord.py, and the mean milliseconds that each took inside the stand-in, journal included."""
    async with StandIn(Settings(rate_limits=False), journal=folder / "journal.jsonl") as stand_in:
        channel = stand_in.add_channel(stand_in.add_guild("Hall"), "news")
        discord.http.Route.BASE = stand_in.url
        async with discord.Client(intents=discord.Intents.none()) as client:
            await client.login(stand_in.token)
            target = client.get_partial_messageable(channel.id)
            started = time.perf_counter()
            for number in range(MESSAGES):
                await target.send(f"message {number}", nonce=str(number))
            took = time.perf_counter() - started
        assert len(stand_in.messages(channel)) == MESSAGES
        inside = [entry["ms"] for entry in stand_in.journal.of("request")][-MESSAGES:]
        return took, sum(inside) / len(inside)


async def measure() -> None:
    """Print both, and their ratio."""
    plain = await yardstick()
    with tempfile.TemporaryDirectory() as folder:
        took, inside = await through_discord_py(Path(folder))
    print(
        f"{MESSAGES} messages through discord.py into the stand-in: {took:.2f} s, {took / plain:.1f} times plain requests ({plain:.2f} s)"
    )
    print(f"each took {inside:.2f} ms inside the stand-in")


if __name__ == "__main__":
    asyncio.run(measure())
