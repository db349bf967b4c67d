"""A desk for tests of issues and searches: entries told into two feeds, and the services that answer from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.archive.search import SearchService
from bot.archive.service import ArchiveService
from bot.issues.service import IssueService
from bot.models.news import Annotation, Label, Status, Tag
from bot.models.posts import DateLine
from bot.models.registry import Outlet
from bot.models.services import IssueName
from bot.storage import entries, feeds, stories
from bot.storage.database import Connection, Database
from tests.services.fakes import HandClock
from tests.storage.samples import DAY, HOUR, NOW, add_feeds, add_server, new_entry

ISSUES = (IssueName("ai", "AI"), IssueName("pay", "Pay"), IssueName("safety", "Safety"))
OUTLETS = {
    "post": Outlet("post", "Picket Post", ("post.example",), "Post Media", "trade", "partial"),
    "guild": Outlet("guild", "The Guild", ("guild.example",), "The Guild", "official_union", "no"),
}
UPCOMING = tuple(DateLine(f"Session {n}", NOW + n * DAY) for n in range(1, 6))


class Desk:
    """Two feeds; GUILD follows the first two of three, guild 5 the third."""

    def __init__(self, db: Database, feed_ids: list[int]) -> None:
        self.db, self.feeds, self.count = db, feed_ids, 0
        self.clock = HandClock(NOW)
        self.issues = IssueService(db=db, clock=self.clock, outlets=OUTLETS, issues=ISSUES, upcoming=self._upcoming)
        self.search = SearchService(db=db, clock=self.clock, outlets=OUTLETS)
        self.archive = ArchiveService(db=db, clock=self.clock, outlets=OUTLETS, issues=ISSUES)

    async def _upcoming(self, _conn: Connection, _guild_id: int, now: datetime) -> tuple[DateLine, ...]:
        return tuple(date for date in UPCOMING if date.at > now)

    async def tell(self, title: str, *issues: str, ago: timedelta = HOUR, feed: int = 0, **other: Any) -> int:
        """An entry told so long ago, in a story of its own or in `story`; the story's number."""
        self.count += 1
        official = other.pop("official", False)
        label = Label.OFFICIAL_UNION if official else Label.REPORTED
        about = Annotation(
            True,
            "names a guild",
            tuple(Tag(issue, (issue,)) for issue in issues),
            Status.REPORTED,
            label,
            (),
            False,
            (),
            quotes=tuple(other.pop("quotes", ())),
        )
        story = other.pop("story", None)
        at = NOW - ago
        new = new_entry(
            self.count,
            title=title,
            published_at=at,
            outlet="guild" if official else "post",
            annotation=about,
            **{"seen_at": at, **other},
        )
        async with self.db.transaction() as conn:
            entry_id = await entries.add(conn, self.feeds[feed], new)
            assert entry_id is not None
            if story is None:
                return await stories.open_story(conn, entry_id, at)
            await stories.join(conn, story, entry_id, at)
            return int(story)


async def open_desk(db: Database) -> Desk:
    """The desk over an empty database."""
    a, b, c = await add_feeds(db, "a", "b", "c")
    async with db.transaction() as conn:
        await add_server(conn, follows=[a.id, b.id])
        await add_server(conn, 5, follows=[c.id])
        await feeds.save(conn, replace(a, last_ok_at=NOW - HOUR))
    return Desk(db, [a.id, b.id, c.id])
