"""Explanations by link, as one server may have them, on both engines."""

from __future__ import annotations

import pytest

from bot.archive.service import ArchiveService
from bot.corrections.why import WhyService
from bot.errors import UserError
from bot.storage.database import Database
from tests.services.newsroom import EVENTS, GUILD, OUTLETS, Newsroom, raw

STRANGER = 2


def service(newsroom: Newsroom) -> WhyService:
    archive = ArchiveService(db=newsroom.db, clock=newsroom.clock, outlets=OUTLETS, issues=())
    return WhyService(db=newsroom.db, archive=archive, outlets=OUTLETS)


async def refused(newsroom: Newsroom, link: str, guild_id: int = GUILD) -> str:
    with pytest.raises(UserError) as told:
        await service(newsroom).why(guild_id, link)
    return told.value.key


async def test_a_report_is_explained_by_its_own_phrases(db: Database) -> None:
    newsroom = await Newsroom.open(db)
    await newsroom.poll("lantern", raw(*EVENTS[0], link="https://lantern.example/talks?id=7"))
    (found,) = await service(newsroom).why(GUILD, "http://lantern.example/talks/?id=7&utm_source=mail")
    assert (found.headline, found.outlet, found.kept_out) == (EVENTS[0][0], "The Lantern", False)
    assert "ai" in {tag.issue for tag in found.tags}
    assert all(tag.phrases for tag in found.tags)


async def test_what_was_kept_out_says_the_gates_reason(db: Database) -> None:
    newsroom = await Newsroom.open(db)
    await newsroom.poll("lantern", raw("A quiet harbour film wins at the box office", link="https://lantern.example/h"))
    (found,) = await service(newsroom).why(GUILD, "https://lantern.example/h")
    assert found.kept_out
    assert found.reason
    assert found.tags == ()


async def test_another_query_is_another_report(db: Database) -> None:
    newsroom = await Newsroom.open(db)
    await newsroom.poll("lantern", raw(*EVENTS[0], link="https://lantern.example/talks?id=7"))
    assert await refused(newsroom, "https://lantern.example/talks?id=8") == "report_unknown"


async def test_a_percent_sign_finds_only_itself(db: Database) -> None:
    newsroom = await Newsroom.open(db)
    await newsroom.poll("lantern", raw(*EVENTS[0], link="https://lantern.example/talks"))
    assert await refused(newsroom, "https://lantern.example/%") == "report_unknown"


async def test_a_server_is_told_nothing_of_feeds_it_does_not_follow(db: Database) -> None:
    newsroom = await Newsroom.open(db)
    await newsroom.poll("lantern", raw(*EVENTS[0], link="https://lantern.example/talks"))
    assert await refused(newsroom, "https://lantern.example/talks", STRANGER) == "report_unknown"


async def test_a_post_is_explained_by_its_link_in_its_own_server_only(db: Database) -> None:
    newsroom = await Newsroom.open(db)
    await newsroom.poll("lantern", raw(*EVENTS[0]))
    await newsroom.send_all()  # as message 5000
    (found,) = await service(newsroom).why(GUILD, f"https://discord.com/channels/{GUILD}/10/5000")
    assert found.headline == EVENTS[0][0]
    assert await refused(newsroom, f"https://discord.com/channels/{GUILD}/10/5000", STRANGER) == "post_unknown"
    assert await refused(newsroom, f"https://discord.com/channels/{STRANGER}/10/5000", STRANGER) == "post_unknown"
    assert await refused(newsroom, f"https://discord.com/channels/{GUILD}/10/4999") == "post_unknown"
