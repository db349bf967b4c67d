"""What moderators correct for their own server: kept, applied wherever the archive is read, and the post edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.corrections.links import PostLink, link_meant
from bot.delivery.composer import visible
from bot.delivery.planner import Planner
from bot.errors import UserError
from bot.models.news import Story
from bot.models.servers import AuditLine
from bot.models.services import IssueName
from bot.storage import audit, corrections, feeds, servers, stories, story_posts, tag_fixes
from bot.storage.database import Connection, Database


@dataclass(frozen=True, slots=True)
class TagFixed:
    """What was corrected. `posted`: the server has a post of it, which is edited."""

    headline: str
    issue: IssueName
    posted: bool


class CorrectionService:
    """Changes one server's view of stories. Methods may raise StorageBusy."""

    def __init__(
        self, *, db: Database, planner: Planner, clock: Clock, issues: Sequence[IssueName], wake: Callable[[], None]
    ) -> None:
        self._db, self._planner, self._clock, self._wake = db, planner, clock, wake
        self._issues = {issue.id: issue for issue in issues}

    async def wrong_tag(self, guild_id: int, *, actor_id: int, link: str, issue: str, undo: bool = False) -> TagFixed:
        """Take a tag off the story at the link, or put it back; the same again changes nothing.

        Raises UserError: unknown_issue, not_set_up, link_unclear, post_unknown, report_unknown, tag_absent, tag_many.
        """
        if issue not in self._issues:
            raise UserError("unknown_issue", issue=issue)
        meant, now, name = link_meant(link), self._clock.now(), self._issues[issue]
        async with self._db.transaction() as conn:
            server = await servers.get(conn, guild_id)
            if server is None or not server.ready:
                raise UserError("not_set_up")
            if isinstance(meant, PostLink):
                ids = await self._of_post(conn, guild_id, meant)
            else:
                entry = await corrections.report_at(conn, guild_id, meant)
                if entry is None:
                    raise UserError("report_unknown")
                ids = [entry.story_id] if entry.story_id is not None else []
            story = await self._tagged(conn, guild_id, ids, name)
            fix = (story.id, issue)
            changed = await (tag_fixes.drop(conn, guild_id, fix) if undo else tag_fixes.add(conn, guild_id, fix, now))
            posted = await story_posts.get(conn, guild_id, story.id) is not None
            if changed:
                action, detail = "tag wrong undone" if undo else "tag wrong", f"{issue} of story {story.id}"
                await audit.add(conn, AuditLine(now, guild_id, actor_id, action, detail))
                await self._planner.correct(conn, server, story.id, now)
        self._wake()
        return TagFixed(story.lead.title, name, posted)

    async def _of_post(self, conn: Connection, guild_id: int, link: PostLink) -> list[int]:
        found = None
        if link.guild_id == guild_id:
            found = await corrections.delivery_of_message(conn, guild_id, link.message_id)
        if found is None:
            raise UserError("post_unknown")
        return await story_posts.stories_of_delivery(conn, found)

    async def _tagged(self, conn: Connection, guild_id: int, ids: Sequence[int], issue: IssueName) -> Story:
        """The one of these stories that the rules tag with the issue."""
        followed = (await feeds.followed_by(conn, [guild_id])).get(guild_id, frozenset())
        seen = [visible(story, followed) for story in (await stories.get_many(conn, ids)).values()]
        tagged = [
            story
            for story in seen
            if story is not None and any(issue.id in entry.annotation.issues for entry in story.entries)
        ]
        if not tagged:
            raise UserError("tag_absent", issue=issue.name)
        if len(tagged) > 1:
            raise UserError("tag_many", issue=issue.name)
        return tagged[0]
