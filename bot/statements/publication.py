"""A statement becomes an entry of its server's own feed and leads its story, or is taken back. Inside the caller's transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time

from bot.announcements.localtime import instant, wall_of
from bot.bargaining.dates import name_of
from bot.delivery.composer import compose
from bot.delivery.planner import Planner
from bot.errors import UserError
from bot.issues.pins import clear_of_statement
from bot.models.news import Annotation, Item, Story
from bot.models.posts import Retracted, RetractedPost, StoryPost
from bot.models.registry import Dispute, Outlet
from bot.models.servers import AuditLine, Server
from bot.models.statements import Statement, StatementState
from bot.statements.reading import entry_of, item_of, official
from bot.storage import audit, decisions, entries, servers, sight, statements, stories
from bot.storage.database import Connection

KIND = "statement"


class Publication:
    """`annotate` are the rules of the news, `issues` the ids of all issues in order. Methods raise StorageBusy."""

    def __init__(
        self,
        *,
        planner: Planner,
        annotate: Callable[[Item], Annotation],
        disputes: Sequence[Dispute],
        issues: Sequence[str],
        outlets: Mapping[str, Outlet],
    ) -> None:
        self._planner, self._annotate, self._issues, self._outlets = planner, annotate, tuple(issues), outlets
        self._disputes = {dispute.key: dispute for dispute in disputes}

    async def post(self, conn: Connection, known: Statement, *, actor_id: int, now: datetime) -> None:
        """Raises UserError: not_set_up, statement_done."""
        server = await ready(conn, known.guild_id)
        published, about = self._understood(known, now)
        feed_id = await statements.own_feed(conn, known.guild_id, now)
        key = hashlib.blake2b(f"statement:{known.id}".encode(), digest_size=16).hexdigest()
        new = entries.NewEntry(
            keys=(f"s:{key}",),
            outlet=None,
            source=known.who,
            url=known.url,
            title=known.title,
            text=known.text,
            published_at=published,
            seen_at=now,
            content_hash=key,
            announced=True,
            annotation=about,
        )
        entry_id = await entries.add(conn, feed_id, new)
        if entry_id is None:
            raise UserError("statement_done")
        await statements.mark_entry(conn, entry_id)
        joined = known.story_id if known.story_id in await stories.get_many(conn, [known.story_id or 0]) else None
        if joined is not None:
            await stories.join(conn, joined, entry_id, now)
        story_id = joined if joined is not None else await stories.open_story(conn, entry_id, new.at)
        # Which story that is here: moderators may have joined it to another, or taken it back since.
        seeing = await sight.of(conn, known.guild_id)
        if (told := await sight.story_of_entry(conn, seeing, entry_id)) is None:
            told = await stories.open_story(conn, entry_id, new.at)
        story_id = told
        delivery_id = await self._planner.publish(conn, server, story_id, now)
        done = replace(
            known,
            state=StatementState.POSTED,
            posted_at=now,
            story_id=story_id,
            entry_id=entry_id,
            delivery_id=delivery_id,
        )
        await statements.save(conn, done)
        line = AuditLine(now, known.guild_id, actor_id, "statement post", f"statement {known.id}")
        await audit.add(conn, replace(line, after=_words(done), delivery_id=delivery_id))

    async def retract(self, conn: Connection, known: Statement, *, actor_id: int, now: datetime) -> Statement:
        """Its post says so, and it leaves news, search and digests; again it changes nothing.

        Raises UserError: not_set_up, statement_not_posted.
        """
        server = await ready(conn, known.guild_id)
        if known.state is StatementState.RETRACTED:
            return known
        if known.state is not StatementState.POSTED:
            raise UserError("statement_not_posted")
        taken = replace(known, state=StatementState.RETRACTED, retracted_at=now)
        await statements.save(conn, taken)
        entry = await entries.by_id(conn, known.entry_id) if known.entry_id is not None else None
        if entry is not None:
            await statements.retract_entry(conn, entry.id, entry.annotation, now)
        await clear_of_statement(conn, known.guild_id, known.id, actor_id=actor_id, now=now)
        if known.story_id is not None:
            said = RetractedPost(KIND, now, Retracted(known.title, known.who, known.side.label, now))
            await self._planner.retract(conn, server, known.story_id, said, now)
        line = AuditLine(now, known.guild_id, actor_id, "statement retract", f"statement {known.id}")
        await audit.add(conn, replace(line, before=_words(known), delivery_id=known.delivery_id))
        return taken

    async def shown(self, conn: Connection, known: Statement, now: datetime) -> StoryPost:
        """The post that it is, or would be."""
        published, about = self._understood(known, now)
        lead = entry_of(known, about, published=published, seen=now)
        seen = None
        if known.story_id is not None:
            standing = await decisions.standing(conn, known.guild_id, known.story_id)
            seeing = await sight.of(conn, known.guild_id)
            seen = (await stories.as_told(conn, seeing, [standing.story_id])).get(standing.story_id)
        others = tuple(each for each in seen.entries if each.id != known.entry_id) if seen is not None else ()
        return compose(Story(known.story_id or 0, now, now, lead, (*others, lead)), self._outlets)

    def _understood(self, known: Statement, now: datetime) -> tuple[datetime, Annotation]:
        """When it counts as published (noon of an earlier day, else now), and what the rules make of it."""
        dispute = self._disputes.get(known.dispute)
        zone = dispute.zone if dispute is not None else "UTC"
        parties = name_of(dispute) if dispute is not None else known.who
        today = wall_of(now, zone).date()
        published = now if known.day >= today else instant(datetime.combine(known.day, time(12)), zone)
        return published, official(self._annotate(item_of(known, published, parties)), known, self._issues)


def _words(known: Statement) -> str:
    return " ".join(part for part in (f"{known.who}: {known.title}", known.url) if part)


async def ready(conn: Connection, guild_id: int) -> Server:
    """A server that is set up. Raises UserError("not_set_up")."""
    server = await servers.get(conn, guild_id)
    if server is None or not server.ready:
        raise UserError("not_set_up")
    return server
