"""A large archive for the benchmarks, in words of our own: 200,000 entries over a year, a third of them about bargaining."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.archive.terms import words_of
from bot.feeds.identity import link_number
from bot.models.news import Annotation, Label, Quote, Status, Tag
from bot.storage import feeds
from bot.storage.annotations import to_json
from bot.storage.database import Connection, Database
from bot.storage.tables import entries, entry_tags, entry_words, stories

NEVER = timedelta(days=3650)
FEEDS = 40
BATCH = 5_000
LINES = (
    "members ask for a say over scripts made with machines", "the studios answer on residuals with a new offer",
    "talks resume on Friday over mini rooms and staffing", "a vote on the pension plan opens next week",
    "pickets move to another gate of the harbour lot", "viewing figures stay a matter of dispute",
    "negotiators meet for the third time this month", "the health fund asks for higher contributions",
    "performers speak of their likeness and of consent", "a tentative deal goes to the board on Monday",
)  # fmt: skip
FILLER = (
    "the orchestra rehearsed an overture that everybody hummed", "ushers counted seats on the way past the river",
    "a new series about lighthouse keepers begins filming", "critics disagree about the second act",
    "the theatre sells its old curtain for a good cause", "tickets for the spring season go on sale",
)  # fmt: skip


async def fill(
    db: Database,
    issues: Sequence[str],
    now: datetime,
    *,
    count: int = 200_000,
    relevant: float = 1 / 3,
    days: int = 365,
) -> None:
    """Fill an empty database: `count` entries over the `days` up to now, about two a story, in feeds that are not polled."""
    wanted = [(f"https://outlet-{n}.example/feed", f"Outlet {n}", f"outlet-{n}") for n in range(FEEDS)]
    async with db.transaction() as conn:
        await feeds.ensure(conn, wanted, now + NEVER)
        numbers = [feed.id for feed in await feeds.all_feeds(conn)]
    rows = _rows(random.Random(7), numbers, issues, now, count, relevant, days)
    while batch := [row for row, _ in zip(rows, range(BATCH), strict=False)]:
        async with db.transaction() as conn:
            await _store(conn, batch)


def link_of(number: int) -> str:
    """The address of the entry with this number."""
    return f"https://archive.example/{number}"


def _rows(
    draw: random.Random,
    feed_ids: Sequence[int],
    issues: Sequence[str],
    now: datetime,
    count: int,
    share: float,
    days: int,
) -> Iterator[dict[str, Any]]:
    step = timedelta(days=days) / count
    story = 0
    for number in range(1, count + 1):
        relevant = draw.random() < share
        story += relevant and draw.random() < 0.5
        at = now - step * (count - number)
        feed = draw.randrange(len(feed_ids))
        tagged = draw.sample(issues, draw.choice((0, 1, 1, 2, 3))) if relevant else []
        yield {
            "id": number,
            "feed_id": feed_ids[feed],
            "key": f"g:{number}",
            "outlet": f"outlet-{feed}",
            "source": f"Outlet {feed}",
            "url": (url := link_of(number)),
            "link": link_number(url),
            "title": f"{draw.choice(LINES if relevant else FILLER).capitalize()} ({number})",
            "text": ". ".join(draw.choices((*LINES, *FILLER) if relevant else FILLER, k=7)),
            "published_at": at,
            "seen_at": at,
            "at": at,
            "content_hash": "0" * 32,
            "relevant": relevant,
            "announced": True,
            "annotation": to_json(_annotation(tagged, relevant=relevant, official=feed % 10 == 0)),
            "story_id": max(story, 1) if relevant else None,
            "tags": tagged,
        }


def _annotation(tagged: Sequence[str], *, relevant: bool, official: bool) -> Annotation:
    label = Label.OFFICIAL_UNION if official else Label.REPORTED
    tags = tuple(Tag(issue, ("a phrase of it",)) for issue in tagged)
    quotes = tuple(
        Quote(
            side,
            "WGA" if side == "union" else "AMPTP",
            issue,
            "offer",
            f"A side's terms on {issue} stand in this sentence.",
        )
        for issue, side in zip(tagged, ("union", "employer"), strict=False)
    )
    return Annotation(
        relevant,
        "names a guild",
        tags,
        Status.REPORTED,
        label,
        ("Bloomberg",),
        unnamed_source=False,
        dates=(),
        quotes=quotes,
    )


async def _store(conn: Connection, batch: Sequence[dict[str, Any]]) -> None:
    told = [row for row in batch if row["story_id"]]
    leads = {row["story_id"]: row for row in reversed(told)}
    known = set((await conn.execute(sa.select(stories.c.id).where(stories.c.id.in_(list(leads))))).scalars())
    opened = [
        {"id": story, "opened_at": row["at"], "last_at": row["at"], "lead_entry_id": row["id"]}
        for story, row in sorted(leads.items())
        if story not in known
    ]
    tags = [{"entry_id": row["id"], "issue": issue, "at": row["at"]} for row in batch for issue in row["tags"]]
    words = [{"entry_id": row["id"], "title": words_of(row["title"]), "body": words_of(row["text"])} for row in told]
    plain = [{name: value for name, value in row.items() if name != "tags"} for row in batch]
    for table, rows in ((stories, opened), (entries, plain), (entry_tags, tags), (entry_words, words)):
        if rows:
            await conn.execute(sa.insert(table), rows)
