"""Units of work on both engines: nothing is lost between writers, and what cannot be done now is said so."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import sqlalchemy as sa

from bot.storage.database import Database
from bot.storage.tables import facts

NOW = datetime(2023, 8, 11, 12, tzinfo=UTC)


async def value(db: Database) -> int:
    async with db.reading() as conn:
        return int((await conn.execute(sa.select(facts.c.value).where(facts.c.name == "n"))).scalar_one())


async def increment(db: Database) -> None:
    async with db.transaction() as conn:
        n = int((await conn.execute(sa.select(facts.c.value).where(facts.c.name == "n"))).scalar_one())
        await asyncio.sleep(0)
        await conn.execute(sa.update(facts).where(facts.c.name == "n").values(value=str(n + 1)))


async def start_at_zero(db: Database) -> None:
    async with db.transaction() as conn:
        await conn.execute(sa.insert(facts).values(name="n", value="0", at=NOW))


async def test_a_hundred_concurrent_increments_all_survive(db: Database) -> None:
    await start_at_zero(db)
    await asyncio.gather(*(increment(db) for _ in range(100)))
    assert await value(db) == 100
