"""Fixtures of the feed tests."""

import pytest

from bot.storage.database import Database
from tests.feeds.room import Room
from tests.feeds.server import FeedServer, conditional


@pytest.fixture
async def feed_db(sqlite_database):
    opened = await Database.open(sqlite_database, busy_timeout=1)
    yield opened
    await opened.close()


@pytest.fixture
async def room(feed_db):
    async with FeedServer() as server:
        made = Room(feed_db, server)
        server.paths["/feed"] = conditional()
        yield made
        await made.poller.close()
        await made.fetcher.close()
