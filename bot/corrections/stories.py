"""Stories as a server's moderators correct them: a report split off, two stories joined, one taken back. For their server only.

    looked at (`plan_...`) -> confirmed: checked again, the decision, its line of the audit trail, the posts: one transaction

Which of two joined stories is kept: one that is to be seen before one that is not, a post of its own before a line of a fold,
then the one posted first. What reads the archive afterwards is `bot/storage/sight.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.clock import Clock
from bot.corrections.finding import report_meant, story_meant
from bot.corrections.tags import corrected
from bot.delivery.composer import lead_of
from bot.delivery.edits import message_link, show, take_back
from bot.delivery.planner import Planner
from bot.errors import UserError
from bot.models.news import Entry, Story
from bot.models.posts import Delivery, DeliveryState, StoryJoined, StoryRetracted
from bot.models.registry import Outlet
from bot.models.servers import AuditLine, Server
from bot.models.story_desk import Join, Retraction, Split, StoryBrief
from bot.storage import audit, decisions, deliveries, servers, sight, stories, story_posts, tag_fixes
from bot.storage.database import Connection, Database

_NEVER_SHOWN = (DeliveryState.FAILED, DeliveryState.CANCELLED)


class StoryDesk:
    """The same decision again changes nothing. Methods may raise StorageBusy, and UserError where nothing else is said: not_set_up."""

    def __init__(
        self, *, db: Database, planner: Planner, clock: Clock, outlets: Mapping[str, Outlet], wake: Callable[[], None]
    ) -> None:
        self._db, self._planner, self._clock = db, planner, clock
        self._outlets, self._wake = outlets, wake

    async def plan_split(self, guild_id: int, typed: str) -> Split:
        """What a split would do. Raises UserError: see `report_meant`; report_no_story, story_retracted, split_alone."""
        async with self._db.reading() as conn:
            await _ready(conn, guild_id)
            entry = await report_meant(conn, guild_id, typed)
            own = await decisions.own_story(conn, guild_id, entry.id)
            if own is None:
                raise UserError("report_no_story")
            told = await self._standing(conn, guild_id, own)
            return await self._split(conn, guild_id, entry, told)

    async def split(self, guild_id: int, entry_id: int, story_id: int, *, actor_id: int) -> Split:
        """Let the report leave the story. Raises UserError("story_changed") where it is no longer in it."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await _ready(conn, guild_id)
            entry = await report_meant(conn, guild_id, f"report:{entry_id}")
            told = await sight.story_of_entry(conn, await sight.of(conn, guild_id), entry_id)
            if told != story_id:
                if told is not None and await self._is_apart(conn, guild_id, entry_id, told):
                    return await self._split(conn, guild_id, entry, told, done=True)
                raise UserError("story_changed")
            found = await self._split(conn, guild_id, entry, story_id)
            new = await decisions.split(conn, guild_id, entry_id, now)
            for _, issue in await tag_fixes.of_stories(conn, guild_id, [story_id]):
                await tag_fixes.add(conn, guild_id, (new, issue), now)
            if found.story.posted:
                posted = await self._planner.post_apart(conn, server, new, now)
                await self._planner.correct(conn, server, story_id, now)
                found = replace(found, posted=posted)
            before, after = found.story.reports, found.story.reports - 1
            detail = (
                f"report {entry_id} leaves story {story_id} ({before} reports, now {after}) for story {new}, its own"
            )
            await audit.add(conn, AuditLine(now, guild_id, actor_id, "story split", detail))
        self._wake()
        return found

    async def plan_join(self, guild_id: int, one: str, other: str) -> Join:
        """What joining would do. Raises UserError: see `story_meant`; story_retracted, join_same."""
        async with self._db.reading() as conn:
            await _ready(conn, guild_id)
            both = [
                await self._standing(conn, guild_id, await story_meant(conn, guild_id, typed)) for typed in (one, other)
            ]
            if both[0] == both[1]:
                raise UserError("join_same")
            into, story = sorted(both, key=await self._rank(conn, guild_id, both))
            return Join(await self._brief(conn, guild_id, story), await self._brief(conn, guild_id, into))

    async def join(self, guild_id: int, story_id: int, into_id: int, *, actor_id: int) -> Join:
        """Tell the first story as the second. Raises UserError("story_changed") where one of them is not what it was."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await _ready(conn, guild_id)
            told = await decisions.standing(conn, guild_id, story_id)
            if told.story_id == into_id:
                into = await self._brief(conn, guild_id, into_id)
                return Join(replace(into, story_id=story_id), into)
            target = await decisions.standing(conn, guild_id, into_id)
            if told != decisions.Standing(story_id) or target != decisions.Standing(into_id):
                raise UserError("story_changed")
            found = Join(await self._brief(conn, guild_id, story_id), await self._brief(conn, guild_id, into_id))
            await self._carry_fixes(conn, guild_id, story_id, into_id, now)
            await decisions.join(conn, guild_id, story_id, into_id, now)
            link = await self._link(conn, guild_id, into_id)
            await self._planner.take_down(conn, server, story_id, StoryJoined(story_id, found.into.headline, link), now)
            await self._planner.correct(conn, server, into_id, now)
            reports = found.story.reports + found.into.reports
            detail = f"story {story_id} ({found.story.reports} reports) into story {into_id} ({found.into.reports}, now {reports})"
            await audit.add(conn, AuditLine(now, guild_id, actor_id, "story join", detail))
        self._wake()
        return found

    async def part(self, guild_id: int, one: str, other: str, *, actor_id: int) -> Join:
        """Take two joined stories apart again. Raises UserError: see `story_meant`; not_joined."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await _ready(conn, guild_id)
            first, second = [await story_meant(conn, guild_id, typed) for typed in (one, other)]
            for story_id, into_id in ((first, second), (second, first)):
                if await decisions.part(conn, guild_id, story_id, into_id):
                    break
            else:
                raise UserError("not_joined")
            await self._planner.put_back(conn, server, story_id, now)
            await self._planner.correct(conn, server, into_id, now)
            detail = f"story {story_id} from story {into_id}"
            await audit.add(conn, AuditLine(now, guild_id, actor_id, "story join undone", detail))
            found = Join(await self._brief(conn, guild_id, story_id), await self._brief(conn, guild_id, into_id))
        self._wake()
        return found

    async def plan_retraction(self, guild_id: int, typed: str) -> Retraction:
        """What taking it back would do. Raises UserError: see `story_meant`; story_retracted."""
        async with self._db.reading() as conn:
            await _ready(conn, guild_id)
            told = await self._standing(conn, guild_id, await story_meant(conn, guild_id, typed))
            return Retraction(await self._brief(conn, guild_id, told))

    async def retract(self, guild_id: int, story_id: int, *, actor_id: int) -> Retraction:
        """Take the story back. Raises UserError("story_changed") where it was joined to another meanwhile, story_retracted."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await _ready(conn, guild_id)
            told = await decisions.standing(conn, guild_id, story_id)
            if told.story_id != story_id:
                raise UserError("story_changed")
            if told.retracted_at is not None:
                raise UserError("story_retracted")
            story = await self._brief(conn, guild_id, story_id)
            await decisions.retract(conn, guild_id, story_id, now)
            instead = StoryRetracted(story_id, now)
            await self._planner.take_down(conn, server, story_id, instead, now)
            for notice in await _notices(conn, guild_id, story_id):
                await take_back(conn, notice, instead, now)
            seen = "its post is edited" if story.posted else "not posted"
            line = AuditLine(
                now, guild_id, actor_id, "story retract", f"story {story_id} ({story.reports} reports), {seen}"
            )
            await audit.add(conn, line)
        self._wake()
        return Retraction(story, now)

    async def restore(self, guild_id: int, typed: str, *, actor_id: int) -> Retraction:
        """Tell a story again that was taken back. Raises UserError: see `story_meant`; not_retracted."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            server = await _ready(conn, guild_id)
            told = await decisions.standing(conn, guild_id, await story_meant(conn, guild_id, typed))
            if not await decisions.restore(conn, guild_id, told.story_id):
                raise UserError("not_retracted")
            await self._planner.put_back(conn, server, told.story_id, now)
            for notice in await _notices(conn, guild_id, told.story_id):
                await show(conn, notice, notice.post, due_at=now, now=now)
            detail = f"story {told.story_id}"
            await audit.add(conn, AuditLine(now, guild_id, actor_id, "story retract undone", detail))
            story = await self._brief(conn, guild_id, told.story_id)
        self._wake()
        return Retraction(story)

    async def _standing(self, conn: Connection, guild_id: int, story_id: int) -> int:
        told = await decisions.standing(conn, guild_id, story_id)
        if told.retracted_at is not None:
            raise UserError("story_retracted")
        return told.story_id

    async def _split(
        self, conn: Connection, guild_id: int, entry: Entry, story_id: int, *, done: bool = False
    ) -> Split:
        story = await self._brief(conn, guild_id, story_id)
        if story.reports < 2 and not done:
            raise UserError("split_alone")
        return Split(entry.id, entry.title, self._outlet(entry), story, posted=story.posted)

    async def _is_apart(self, conn: Connection, guild_id: int, entry_id: int, told: int) -> bool:
        story = await self._told(conn, guild_id, told)
        return story is not None and [entry.id for entry in story.entries] == [entry_id]

    async def _told(self, conn: Connection, guild_id: int, story_id: int) -> Story | None:
        seeing = await sight.of(conn, guild_id)
        story = (await stories.as_told(conn, seeing, [story_id], all_of_them=True)).get(story_id)
        return corrected(story, await tag_fixes.of_stories(conn, guild_id, [story_id])) if story else None

    async def _brief(self, conn: Connection, guild_id: int, story_id: int) -> StoryBrief:
        story = await self._told(conn, guild_id, story_id)
        if story is None:
            raise UserError("story_unknown")
        lead = lead_of(story, self._outlets)
        posted = await self._delivery(conn, guild_id, story_id) is not None
        return StoryBrief(story_id, lead.title, self._outlet(lead), len(story.entries), posted)

    def _outlet(self, entry: Entry) -> str:
        outlet = self._outlets.get(entry.outlet or "")
        return outlet.name if outlet else entry.source

    async def _delivery(self, conn: Connection, guild_id: int, story_id: int) -> Delivery | None:
        posted = await story_posts.get(conn, guild_id, story_id)
        found = await deliveries.get(conn, posted.delivery_id) if posted is not None else None
        return found if found is not None and found.state not in _NEVER_SHOWN else None

    async def _link(self, conn: Connection, guild_id: int, story_id: int) -> str:
        found = await self._delivery(conn, guild_id, story_id)
        return message_link(found) if found is not None else ""

    async def _rank(
        self, conn: Connection, guild_id: int, ids: list[int]
    ) -> Callable[[int], tuple[bool, bool, bool, datetime, int]]:
        """Of two stories the one that is kept comes first; see the head of this file."""
        ranks = {}
        for story_id in ids:
            posted = await story_posts.get(conn, guild_id, story_id)
            found = await self._delivery(conn, guild_id, story_id)
            story = await self._told(conn, guild_id, story_id)
            first = found.due_at if found is not None else story.opened_at if story is not None else self._clock.now()
            sent = found is not None and found.state is DeliveryState.SENT
            ranks[story_id] = (found is None, not sent, posted is not None and posted.folded, first, story_id)
        return ranks.__getitem__

    async def _carry_fixes(self, conn: Connection, guild_id: int, story_id: int, into_id: int, now: datetime) -> None:
        """Tags taken off the one story stay off, but for those that the other has by itself."""
        into = await self._told(conn, guild_id, into_id)
        kept = {issue for entry in into.entries for issue in entry.annotation.issues} if into is not None else set()
        for _, issue in await tag_fixes.of_stories(conn, guild_id, [story_id]):
            if issue not in kept:
                await tag_fixes.add(conn, guild_id, (into_id, issue), now)


async def _ready(conn: Connection, guild_id: int) -> Server:
    server = await servers.get(conn, guild_id)
    if server is None or not server.ready:
        raise UserError("not_set_up")
    return server


async def _notices(conn: Connection, guild_id: int, story_id: int) -> list[Delivery]:
    """The short new message that the story became official, where there was one."""
    key = f"official:{guild_id}:{story_id}"
    found = await deliveries.with_key(conn, key)
    return [each for each in found if each.key == key and each.state not in _NEVER_SHOWN]
