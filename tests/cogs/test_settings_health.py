"""`/settings health`: how the bot does for one server, in words, on one screen, for its moderators only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.limits import ANSWER
from bot.models.feeds import Problem
from bot.models.health import GivenUpCount, Link, ServerHealth
from bot.models.posts import Delivery
from bot.models.servers import Server
from bot.models.services import SourceLine
from bot.storage import deliveries, feeds, servers
from cogs.ui import answers_health
from rehearsal.discord.errors import ClientRefusal
from tests.cogs.desk import Desk, desk_on
from tests.services.fakes import START
from tests.storage.samples import story_post

NOW = datetime(2023, 8, 14, 16, 0, tzinfo=UTC)
FEED = SourceLine("The Lantern", "lantern", "Lot Nine", "trade", "no", "working, 3 minutes ago", ok=True)
WELL = ServerHealth(Server(1, 2, 3), (FEED,), 0, None, (), None, None, 12_300_000, "1.2.3")
LINK = Link(NOW, 0.0)


def told(health: ServerHealth = WELL, link: Link = LINK) -> str:
    return "\n".join(answers_health.health(health, link).blocks)


@pytest.fixture
async def desk(sqlite_database: str) -> AsyncIterator[Desk]:
    async with desk_on(sqlite_database) as desk:
        yield desk


async def test_a_moderator_is_told_of_this_server_alone(desk: Desk) -> None:
    newsroom, guild = desk.newsroom, desk.room.guild.id
    failing = next(iter(newsroom.feeds.values()))
    now = newsroom.clock.now()
    async with newsroom.db.transaction() as conn:
        await feeds.save(conn, replace(failing, problem=Problem.NOT_FOUND, failing_since=now - timedelta(hours=3)))
        await servers.save(conn, Server(77, 78, 79, setup_at=START))
        for name, home, channel in (("a" * 20, guild, desk.room.news.id), ("b" * 20, 77, 78)):
            await deliveries.add(conn, Delivery(name, home, channel, story_post(), now - timedelta(minutes=5)), now)
    answer = await desk.room.use("settings health")
    assert answer.ephemeral
    for words in (
        "Connected to Discord since <t:",
        "One message is waiting to be posted, due since <t:",
        "Nothing was given up in the last 24 hours.",
        "The machine's clock agrees with Discord's.",
        "Version 1.2.3.",
        "404: no feed at this address, for 3 hours",
    ):
        assert words in answer.text
    assert not desk.room.violations()


async def test_a_member_is_refused(desk: Desk) -> None:
    with pytest.raises(ClientRefusal):
        await desk.room.use("settings health", by=desk.room.member)
    answer = await desk.room.use("settings health", by=desk.room.member, force=True)
    assert answer.text == "This needs the Manage Server permission, which you do not have here."


async def test_before_the_setup_the_command_is_named(desk: Desk) -> None:
    async with desk.newsroom.db.transaction() as conn:
        await servers.forget(conn, desk.room.guild.id)
    assert (await desk.room.use("settings health")).text.startswith("This server is not set up yet.")


def test_all_well_reads_so() -> None:
    assert told().splitlines()[1:8] == [
        f"- Connected to Discord since <t:{NOW.timestamp():.0f}:f>.",
        "- Posting is on.",
        "- Nothing that is due is waiting.",
        "- Nothing was given up in the last 24 hours.",
        "- No digest is planned; `/settings digest` plans one.",
        "- The machine's clock agrees with Discord's.",
        "- The database takes 12.3 MB. Version 1.2.3.",
    ]
    assert told().splitlines()[-2:] == ["### Feeds: 1 of 1 work", "- The Lantern: working, 3 minutes ago"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(75.0, "is 75 seconds ahead: reminders"), (-400.0, "is 6 minutes behind: reminders"), (None, "was not compared")],
)
def test_a_wrong_clock_is_told_with_what_follows(seconds: float | None, words: str) -> None:
    assert words in told(link=Link(None, seconds))
    assert "I am connecting to Discord again." in told(link=Link(None, seconds))


def test_what_was_given_up_is_told_with_the_reason() -> None:
    counts = (
        GivenUpCount("story_post", "no_permission", 3),
        GivenUpCount("digest_post", "expired", 1),
        GivenUpCount("something_new", "something_else", 1),
    )
    assert (
        "Given up in the last 24 hours: 3 × story (I am not allowed to view the channel or send messages there), "
        "1 × digest (too late to be of use) and 1 × message (Discord refused it)."
    ) in told(replace(WELL, given_up=counts))


def test_what_a_pause_holds_back_is_told_as_such() -> None:
    paused = replace(WELL, server=Server(1, 2, 3, paused=True), waiting=4, oldest=NOW)
    assert "Posting is paused; `/settings resume` lets it go on." in told(paused)
    assert "Due and held back while posting is paused: 4, the oldest since" in told(paused)


def test_two_hundred_feeds_fit_one_screen_and_those_that_fail_come_first() -> None:
    broken = replace(FEED, name="Broken *wire*", words="404: no feed at this address", ok=False)
    many = replace(WELL, feeds=(*[FEED] * 199, broken), last_digest=NOW, next_digest=NOW)
    lines = told(many).splitlines()
    heading = lines.index("### Feeds: 199 of 200 work")
    assert lines[heading + 1] == "- Broken \\*wire\\*: 404: no feed at this address"
    assert lines[-1] == "- 188 more, which work: `/sources`."
    assert len(told(many)) < ANSWER
    long = replace(FEED, name="n" * 300, words="w" * 300)
    assert len(told(replace(WELL, feeds=(long,) * 200))) < ANSWER
