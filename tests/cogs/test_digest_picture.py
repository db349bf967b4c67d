"""The picture of a weekly digest on its way into the channel, over the stand-in."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.models.announcements import Attachment
from bot.models.posts import Delivery, DigestPost
from bot.storage import pictures
from cogs.publisher import DiscordPublisher
from tests.cogs.announcing import Desk, announcing_on

PICTURE = Attachment("trends.png", "image/png", b"\x89PNG\r\n\x1a\n", "AI: 12 stories in 28 days.")


@pytest.fixture
async def desk(sqlite_database: str) -> AsyncIterator[Desk]:
    async with announcing_on(sqlite_database) as desk:
        yield desk


async def send(desk: Desk, picture_id: int) -> None:
    now = desk.clock.now()
    post = DigestPost("weekly", "2023-08-14", now, now, 1, picture_id=picture_id)
    await DiscordPublisher(desk.room.client).send(
        Delivery("d" * 20, desk.room.guild.id, desk.room.news.id, post, now, key="digest")
    )


async def test_it_is_posted_with_the_digest_and_told_in_words(desk: Desk) -> None:
    async with desk.db.transaction() as conn:
        number = await pictures.add(conn, desk.room.guild.id, PICTURE, now=desk.clock.now())
    await send(desk, number)
    (message,) = desk.posts()
    assert message["content"].startswith("## Weekly digest, Monday 14 August: 1 story")
    assert [(each["filename"], each["description"]) for each in message["attachments"]] == [
        ("trends.png", "AI: 12 stories in 28 days.")
    ]


async def test_a_digest_whose_picture_is_gone_is_posted_without_it(desk: Desk) -> None:
    await send(desk, 404)
    (message,) = desk.posts()
    assert message["content"].startswith("## Weekly digest, Monday 14 August: 1 story")
    assert message["attachments"] == []
