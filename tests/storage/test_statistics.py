"""The small tables are counted, so that PostgreSQL plans by what is in them."""

from __future__ import annotations

import sqlalchemy as sa

from bot.jobs import renew_statistics
from bot.storage.database import Database
from tests.storage.samples import add_feeds, add_server


async def test_few_rows_are_known_after_a_count(db: Database) -> None:
    followed = await add_feeds(db, "a", "b", "c")
    async with db.transaction() as conn:
        await add_server(conn, follows=[feed.id for feed in followed])
    await renew_statistics(db)
    if db.dialect == "postgresql":
        async with db.reading() as conn:
            query = sa.text("SELECT reltuples FROM pg_class WHERE relname = 'server_feeds'")
            assert (await conn.execute(query)).scalar_one() == 3
