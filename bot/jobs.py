"""Small jobs that the composition root starts or has repeated; each is a function of what it works on. What is larger has a service."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from bot import heartbeat
from bot.client import PicketwireClient
from bot.clock import Clock
from bot.errors import StorageBusy
from bot.feeds.schedule import share
from bot.models.registry import Outlet
from bot.storage import entries, feeds, statistics
from bot.storage.database import Database

FIRST_POLLS = 60.0  # seconds over which feeds just added are first polled
KEYS_KEPT = timedelta(days=180)


async def know_feeds(db: Database, clock: Clock, outlets: dict[str, Outlet]) -> None:
    """Make sure that the feeds of the registry are there, their first polls spread over a minute."""
    wanted = [(o.feed, o.name, o.key) for o in outlets.values() if o.enabled and o.feed]
    async with db.transaction() as conn:
        await feeds.ensure(conn, wanted, clock.now(), spread=lambda url: timedelta(seconds=share(url) * FIRST_POLLS))


async def unless_busy(job: Callable[[], Awaitable[None]]) -> None:
    """A tick that cannot write leaves its work to the next one; who waits longest says so in the log."""
    with suppress(StorageBusy):
        await job()


def beat(path: Path, client: PicketwireClient, clock: Clock) -> None:
    """Write the file that `health` reads."""
    heartbeat.beat(path, wall=clock.wall(), connected=client.is_ready())


async def renew_statistics(db: Database) -> None:
    """Let the database plan by what is in it. Raises StorageBusy."""
    async with db.transaction() as conn:
        await statistics.renew(conn)


async def forget_old_keys(db: Database, clock: Clock) -> None:
    """Drop the keys of items that no feed can still hold."""
    async with db.transaction() as conn:
        await entries.forget_old_keys(conn, clock.now() - KEYS_KEPT)
