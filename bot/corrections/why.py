"""Why something is tagged as it is, or was kept out, by a link to a post or to a report. Reads only."""

from __future__ import annotations

from collections.abc import Mapping

from bot.archive.service import ArchiveService
from bot.corrections.links import PostLink, link_meant
from bot.corrections.tags import with_tags
from bot.errors import UserError
from bot.models.news import Entry
from bot.models.registry import Outlet
from bot.models.services import WhyStory
from bot.storage import corrections, sight, stories, tag_fixes
from bot.storage.database import Database


class WhyService:
    """Explains to one server what its own feeds brought. Methods may raise StorageBusy."""

    def __init__(self, *, db: Database, archive: ArchiveService, outlets: Mapping[str, Outlet]) -> None:
        self._db, self._archive, self._outlets = db, archive, outlets

    async def why(self, guild_id: int, typed: str) -> tuple[WhyStory, ...]:
        """The stories of a post, or the newest report at the address with the gate's reason, also where it was kept out.

        Raises UserError: "link_unclear", "post_unknown", "report_unknown".
        """
        link = link_meant(typed)
        if isinstance(link, PostLink):
            return await self._archive.why(guild_id, await self._delivery_of(guild_id, link))
        async with self._db.reading() as conn:
            found = await corrections.report_at(conn, guild_id, link)
            told = await sight.story_of_entry(conn, await sight.of(conn, guild_id), found.id) if found else None
            ids = [told] if told is not None else []
            if found is not None:
                found = with_tags(found, (await stories.own_tags(conn, guild_id, [found.id])).get(found.id, ()))
            off = frozenset(issue for _, issue in await tag_fixes.of_stories(conn, guild_id, ids))
        if found is None:
            raise UserError("report_unknown")
        return (self._why(found, off),)

    async def _delivery_of(self, guild_id: int, link: PostLink) -> str:
        found = None
        if link.guild_id == guild_id:
            async with self._db.reading() as conn:
                found = await corrections.delivery_of_message(conn, guild_id, link.message_id)
        if found is None:
            raise UserError("post_unknown")
        return found

    def _why(self, entry: Entry, off: frozenset[str]) -> WhyStory:
        outlet = self._outlets.get(entry.outlet or "")
        about = entry.annotation
        return WhyStory(
            headline=entry.title,
            url=entry.url,
            outlet=outlet.name if outlet else entry.source,
            reason=about.reason,
            tags=tuple(tag for tag in about.tags if tag.issue not in off),
            label=about.label,
            attributed_to=about.attributed_to,
            unnamed_source=about.unnamed_source,
            taken_off=tuple(issue for issue in about.issues if issue in off),
            kept_out=not about.relevant,
        )
