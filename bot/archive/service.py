"""What members ask of the stored news: the latest stories, and why a post is tagged as it is. Reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.clock import Clock
from bot.corrections.tags import Fix, corrected, taken_off
from bot.delivery.composer import compose, lead_of
from bot.errors import UserError
from bot.models.news import Story
from bot.models.posts import OfficialNotice
from bot.models.registry import Outlet
from bot.models.services import IssueName, LatestPage, WhyStory
from bot.storage import decisions, deliveries, feeds, sight, stories, story_posts, tag_fixes
from bot.storage.database import Database

PAGE = 5


class ArchiveService:
    """Answers from the archive, as far as the asking server follows the feeds. Methods may raise StorageBusy."""

    def __init__(
        self, *, db: Database, clock: Clock, outlets: Mapping[str, Outlet], issues: Sequence[IssueName]
    ) -> None:
        self._db, self._clock, self._outlets = db, clock, outlets
        self._issues = {issue.id for issue in issues}

    async def latest(
        self, guild_id: int, *, issue: str | None, outlet: str | None, page: int, as_of: datetime | None
    ) -> LatestPage:
        """Stories, newest first, a page at a time. Raises UserError("unknown_issue") and UserError("unknown_outlet")."""
        if issue is not None and issue not in self._issues:
            raise UserError("unknown_issue", issue=issue)
        if outlet is not None and outlet not in self._outlets:
            raise UserError("unknown_outlet", outlet=outlet)
        moment = as_of or self._clock.now()
        async with self._db.reading() as conn:
            followed = await feeds.of_server(conn, guild_id)
            total = await stories.count_latest(conn, guild_id, issue=issue, outlet=outlet, as_of=moment)
            pages = max(1, -(-total // PAGE))
            page = min(max(page, 0), pages - 1)
            found = await stories.latest(
                conn, guild_id, issue=issue, outlet=outlet, as_of=moment, offset=page * PAGE, limit=PAGE
            )
        checked = [feed.last_ok_at for feed in followed if feed.last_ok_at is not None]
        return LatestPage(
            stories=tuple(compose(story, self._outlets) for story in found),
            page=page,
            pages=pages,
            as_of=moment,
            last_checked=max(checked, default=None),
        )

    async def why(self, guild_id: int, delivery_id: str) -> tuple[WhyStory, ...]:
        """The stories a post tells, each with the phrases that fired. Raises UserError("post_unknown")."""
        async with self._db.reading() as conn:
            delivery = await deliveries.get(conn, delivery_id)
            if delivery is None or delivery.guild_id != guild_id:
                raise UserError("post_unknown")
            ids = await story_posts.stories_of_delivery(conn, delivery_id)
            if not ids and isinstance(delivery.post, OfficialNotice):
                ids = [delivery.post.story_id]
            standings = [await decisions.standing(conn, guild_id, story_id) for story_id in ids]
            ids = list(dict.fromkeys(each.story_id for each in standings if each.retracted_at is None))
            told = await stories.as_told(conn, await sight.of(conn, guild_id), ids, all_of_them=True)
            off = await tag_fixes.of_stories(conn, guild_id, ids)
        if standings and not ids:
            raise UserError("story_retracted")
        if not told:
            raise UserError("post_unknown")
        return tuple(self._why(story, off) for story in told.values())

    def _why(self, story: Story, off: frozenset[Fix]) -> WhyStory:
        lead = lead_of(corrected(story, off), self._outlets)
        outlet = self._outlets.get(lead.outlet or "")
        about = lead.annotation
        return WhyStory(
            headline=lead.title,
            url=lead.url,
            outlet=outlet.name if outlet else lead.source,
            reason=about.reason,
            tags=about.tags,
            label=about.label,
            attributed_to=about.attributed_to,
            unnamed_source=about.unnamed_source,
            taken_off=taken_off(story, off),
        )
