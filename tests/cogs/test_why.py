"""`/why` over the stand-in for Discord, with the real services."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.cogs.desk import Desk, desk_on
from tests.services.newsroom import EVENTS, raw


@pytest.fixture
async def desk(sqlite_database: str) -> AsyncIterator[Desk]:
    async with desk_on(sqlite_database) as desk:
        await desk.newsroom.poll("lantern", raw(*EVENTS[0], link="https://lantern.example/talks"))
        await desk.newsroom.poll("lantern", raw("A quiet harbour film opens", link="https://lantern.example/film"))
        yield desk


async def test_a_member_learns_the_phrases_privately_also_after_a_restart(desk: Desk) -> None:
    async with desk.restarted():
        answer = await desk.room.use("why", {"link": "https://lantern.example/talks"}, by=desk.room.member)
    assert answer.ephemeral
    assert EVENTS[0][0] in answer.text
    assert "the text says" in answer.text


async def test_what_was_kept_out_is_not_called_a_post(desk: Desk) -> None:
    answer = await desk.room.use("why", {"link": "https://lantern.example/film"})
    assert answer.text.startswith("## Why it was not posted\n")
    assert "Not posted: names no guild" in answer.text


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("lantern", "That is not a link I can read."),
        ("https://lantern.example/none", "I have no report with this address"),
        ("https://discord.com/channels/1/2/3", "I no longer have the data behind this post."),
    ],
)
async def test_wrong_links_get_a_sentence(desk: Desk, link: str, told: str) -> None:
    answer = await desk.room.use("why", {"link": link})
    assert answer.text.startswith(told)
