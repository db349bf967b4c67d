"""Joins what is counted all over the bot with the endpoint that shows it; loaded only where the host asks for it."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from bot import __version__, heartbeat
from bot.client import PicketwireClient
from bot.clock import Clock
from bot.delivery.dispatcher import Dispatcher
from bot.endpoint import Endpoint
from bot.errors import StorageBusy
from bot.feeds.intake import Intake
from bot.feeds.poller import Poller
from bot.lag import LoopLag
from bot.metrics import Counted, Moment, exposition
from bot.models.health import Backlog
from bot.scheduler import Metronome
from bot.storage import health
from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Watched:
    """The parts whose work is counted."""

    poller: Poller
    intake: Intake
    dispatcher: Dispatcher
    metronome: Metronome
    client: PicketwireClient
    db: Database
    clock: Clock


async def open_telemetry(
    watched: Watched, address: tuple[str, int], heartbeat_file: Path, stack: AsyncExitStack
) -> None:
    """Answer /metrics and /healthz there until the stack is closed. Raises StartError where that cannot be."""
    lag = LoopLag()

    async def metrics() -> bytes:
        return exposition(_counted(watched, lag), await _moment(watched))

    def judgement() -> tuple[bool, str]:
        return heartbeat.judge(heartbeat_file, wall=watched.clock.wall())

    endpoint = Endpoint(metrics=metrics, health=judgement)
    await endpoint.open(*address)
    stack.push_async_callback(endpoint.close)
    lag.start()
    stack.callback(lag.stop)


def _counted(watched: Watched, lag: LoopLag) -> Counted:
    intake, deliveries = watched.intake.counts, watched.dispatcher.counts
    return Counted(
        polls=asdict(watched.poller.counts),
        entries=intake.entries,
        relevant=intake.relevant,
        stories=intake.stories,
        deliveries=deliveries.outcomes,
        delays=deliveries.delays,
        ticks=watched.metronome.durations,
        lag=lag.seconds,
    )


async def _moment(watched: Watched) -> Moment:
    client = watched.client
    return Moment(
        version=__version__,
        connected=client.is_ready(),
        servers=len(client.guilds),
        skew=client.skew.seconds,
        backlog=await _backlog(watched),
    )


async def _backlog(watched: Watched) -> Backlog | None:
    try:
        async with watched.db.reading() as conn:
            return await health.backlog(conn, watched.clock.now())
    except StorageBusy:
        return None
