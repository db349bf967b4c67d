"""What moderators correct for their own server: kept, applied wherever the archive is read, and the post edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.corrections.finding import stories_meant
from bot.delivery.planner import Planner
from bot.errors import UserError
from bot.models.news import Story
from bot.models.servers import AuditLine
from bot.models.services import IssueName
from bot.storage import audit, decisions, servers, sight, stories, story_posts, tag_fixes
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

        Raises UserError: unknown_issue, not_set_up, link_unclear, post_unknown, report_unknown, story_retracted, tag_absent,
        tag_many.
        """
        if issue not in self._issues:
            raise UserError("unknown_issue", issue=issue)
        now, name = self._clock.now(), self._issues[issue]
        async with self._db.transaction() as conn:
            server = await servers.get(conn, guild_id)
            if server is None or not server.ready:
                raise UserError("not_set_up")
            story = await self._tagged(conn, guild_id, await stories_meant(conn, guild_id, link), name)
            fix = (story.id, issue)
            changed = await (tag_fixes.drop(conn, guild_id, fix) if undo else tag_fixes.add(conn, guild_id, fix, now))
            posted = await story_posts.get(conn, guild_id, story.id) is not None
            if changed:
                action, detail = "tag wrong undone" if undo else "tag wrong", f"{issue} of story {story.id}"
                await audit.add(conn, AuditLine(now, guild_id, actor_id, action, detail))
                await self._planner.correct(conn, server, story.id, now)
        self._wake()
        return TagFixed(story.lead.title, name, posted)

    async def _tagged(self, conn: Connection, guild_id: int, ids: Sequence[int], issue: IssueName) -> Story:
        """The one of these stories that the rules tag with the issue."""
        told = [await decisions.standing(conn, guild_id, story_id) for story_id in ids]
        if told and all(each.retracted_at is not None for each in told):
            raise UserError("story_retracted")
        seeing = await sight.of(conn, guild_id)
        seen = await stories.as_told(conn, seeing, {each.story_id for each in told}, all_of_them=True)
        tagged = [
            story for story in seen.values() if any(issue.id in entry.annotation.issues for entry in story.entries)
        ]
        if not tagged:
            raise UserError("tag_absent", issue=issue.name)
        if len(tagged) > 1:
            raise UserError("tag_many", issue=issue.name)
        return tagged[0]
