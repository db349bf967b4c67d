"""Rows for the storage tests, each with what a test does not care about filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.models.feeds import Feed
from bot.models.news import Annotation, Label, Status, Tag
from bot.models.posts import Delivery, FeedNotice, StoryPost, Telling
from bot.models.servers import Server
from bot.storage import entries, feeds, servers
from bot.storage.database import Connection, Database

NOW = datetime(2023, 8, 11, 12, 30, 15, 123456, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
GUILD, NEWS, MODERATORS = 2**62 + 1, 2**62 + 2, 2**62 + 3
NOTICE = FeedNotice("Picket Post", "failing", NOW, "no answer")


def annotation(*issues: str, relevant: bool = True) -> Annotation:
    tags = tuple(Tag(issue, (f"about {issue}",)) for issue in issues)
    return Annotation(relevant, "names a guild", tags, Status.REPORTED, Label.REPORTED, (), False, ())


def new_entry(number: int, *issues: str, **other: Any) -> entries.NewEntry:
    sample = entries.NewEntry(
        keys=(f"g:{number}", f"l:{number}"),
        outlet="post",
        source="Picket Post",
        url=f"https://post.example/{number}",
        title=f"Headline {number}",
        text="Text",
        published_at=NOW,
        seen_at=NOW,
        content_hash="0" * 32,
        announced=True,
        annotation=annotation(*issues),
    )
    return replace(sample, **other)


def story_post(headline: str = "Talks resume", *, story_id: int = 1) -> StoryPost:
    return StoryPost(
        story_id, Telling(1, "Picket Post", headline, "https://post.example/1", NOW, Label.REPORTED), ("ai",)
    )


def delivery(name: str, **other: Any) -> Delivery:
    return replace(Delivery(name, GUILD, NEWS, NOTICE, NOW), **other)


async def add_feeds(db: Database, *urls: str) -> list[Feed]:
    async with db.transaction() as conn:
        await feeds.ensure(conn, [(url, url.upper(), None) for url in urls], NOW)
        return await feeds.all_feeds(conn)


async def add_server(
    conn: Connection, guild_id: int = GUILD, *, follows: list[int] | None = None, **other: Any
) -> Server:
    server = Server(guild_id, NEWS, MODERATORS, **other)
    await servers.save(conn, server)
    await feeds.follow(conn, guild_id, follows or [])
    return server
