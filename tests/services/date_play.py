"""What a moderator does about dates, and how Discord comes to show it: for tests of dates that change."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.delivery.dispatcher import Dispatcher
from bot.delivery.notices import GivenUp
from bot.models.date_posts import DateCancelled, DateMoved, DateReminder
from bot.models.desk import BargainingDate, DateRef
from bot.models.posts import Delivery
from bot.storage.tables import deliveries as outbox
from tests.services.desk import GUILD, Desk
from tests.services.fakes import FakeDiscord

FRIDAY = datetime(2023, 8, 18, 17, tzinfo=UTC)  # ten in the morning in Los Angeles
DAY = timedelta(days=1)


async def moved(desk: Desk, date: BargainingDate, start: str) -> BargainingDate:
    """Proposed and confirmed."""
    proposed = await desk.dates.propose_move(GUILD, DateRef(date.id), start=start)
    after = proposed.after
    change = await desk.dates.move(
        GUILD,
        DateRef(date.id, proposed.before.version),
        actor_id=5,
        starts=after.starts,
        ends=after.ends,
        all_day=after.all_day,
        zone=after.zone,
    )
    return change.after


@asynccontextmanager
async def working(desk: Desk, discord: FakeDiscord, owner: str = "one") -> AsyncIterator[Dispatcher]:
    dispatcher = Dispatcher(db=desk.db, publisher=discord, clock=desk.clock, owner=owner, given_up=GivenUp(desk.clock))
    await dispatcher.start()
    yield dispatcher
    await dispatcher.close()


async def settle(desk: Desk, dispatcher: Dispatcher) -> None:
    """Until nothing is due any more, pauses between tries included."""
    due = sa.select(sa.func.count()).where(outbox.c.state.in_(("pending", "claimed")))
    for _ in range(400):
        await desk.expiry.tick()
        dispatcher.wake()
        await desk.clock.sleep(1)
        async with desk.db.reading() as conn:
            if (await conn.execute(due.where(outbox.c.due_at <= desk.clock.now()))).scalar_one() == 0:
                return
        desk.clock.forward(seconds=0.5)
    raise AssertionError("never settled")


def shown(discord: FakeDiscord) -> dict[int, Any]:
    """What each message says now."""
    texts = {number: sent.post for number, sent in discord.messages.items()}
    for edit in discord.edits:
        assert edit.target_message_id is not None
        texts[edit.target_message_id] = edit.post
    return texts


def notices(discord: FakeDiscord) -> list[Any]:
    return [sent.post for sent in discord.messages.values() if isinstance(sent.post, DateMoved | DateCancelled)]


def reminders(discord: FakeDiscord) -> list[Delivery]:
    return [sent for sent in discord.messages.values() if isinstance(sent.post, DateReminder)]


class HeldDiscord(FakeDiscord):
    """Its first message takes until `go` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.go = asyncio.Event()

    async def send(self, delivery: Delivery) -> int:
        await self.go.wait()
        return await super().send(delivery)
