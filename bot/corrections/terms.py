"""A server's own terms: tried over the last days, added, removed, and what they tag in the reports of a poll.

poll -> relevant reports, read once -> the terms of each server that follows the feed -> tags of that server
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.clock import Clock
from bot.errors import UserError
from bot.models.news import Entry, Tag
from bot.models.registry import Outlet
from bot.models.servers import AuditLine
from bot.models.story_desk import TermHit, TermTrial
from bot.news.taxonomy import Taxonomy
from bot.news.terms import beginning_of, checked_term, compile_terms, folded, tags_of, words_of
from bot.news.words import Words
from bot.storage import audit, entries, servers, sight, terms
from bot.storage.database import Connection, Database
from bot.storage.terms import Terms

DAYS = 30
EXAMPLES = 10
MOST = 50  # terms a server
BREATH = 100  # reports read before others get their turn


class TermReader:
    """Compiles each server's terms once, and again only when they have changed."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._spec = taxonomy.spec
        self._compiled: dict[int, tuple[Terms, Taxonomy]] = {}

    async def tags_for(
        self, told: Sequence[Words], servers_terms: Mapping[int, Terms]
    ) -> list[dict[int, tuple[Tag, ...]]]:
        """What the terms of each server tag in each of these reports, by server; the loop breathes between servers."""
        found: list[dict[int, tuple[Tag, ...]]] = [{} for _ in told]
        for guild_id, mine in servers_terms.items():
            compiled = self._of(guild_id, mine)
            for tagged, words in zip(found, told, strict=True):
                if tags := tags_of(words, compiled):
                    tagged[guild_id] = tags
            await asyncio.sleep(0)
        return found

    def _of(self, guild_id: int, mine: Terms) -> Taxonomy:
        known = self._compiled.get(guild_id)
        if known is None or known[0] != mine:
            known = (mine, compile_terms(self._spec, mine))
            self._compiled[guild_id] = known
        return known[1]


class TermService:
    """For people who may manage the server. Methods may raise StorageBusy, and UserError("unknown_issue"), "not_set_up"."""

    def __init__(self, *, db: Database, clock: Clock, taxonomy: Taxonomy, outlets: Mapping[str, Outlet]) -> None:
        self._db, self._clock, self._spec, self._outlets = db, clock, taxonomy.spec, outlets
        self._names = {issue.id: issue.name for issue in taxonomy.issues}

    async def attempt(self, guild_id: int, typed: str, issue: str) -> TermTrial:
        """What the term would have tagged in the last 30 days; nothing is kept. Raises UserError: see `checked_term`."""
        term, since = self._checked(typed, issue), self._clock.now() - timedelta(days=DAYS)
        async with self._db.reading() as conn:
            await self._ready(conn, guild_id)
            seeing = await sight.of(conn, guild_id)
            reports = await terms.to_read(conn, seeing, since)
            kept = term in (await terms.of_server(conn, guild_id)).get(issue, ())
            hits = await self._hits(reports, term, issue)
            known = await terms.tagged(conn, seeing, list(hits), issue)
            new = [entry_id for entry_id in hits if entry_id not in known]
            shown = await entries.by_ids(conn, new[:EXAMPLES])
        examples = tuple(self._hit(shown[entry_id], hits[entry_id]) for entry_id in new[:EXAMPLES] if entry_id in shown)
        return TermTrial(term, self._names[issue], DAYS, len(reports), len(new), len(known), examples, kept)

    async def add(self, guild_id: int, typed: str, issue: str, *, actor_id: int) -> str:
        """Keep the term for reports from now on; as it is kept. Raises UserError: see `checked_term`; term_known, term_many."""
        term, now = self._checked(typed, issue), self._clock.now()
        async with self._db.transaction() as conn:
            await self._ready(conn, guild_id)
            before = await terms.of_server(conn, guild_id)
            if term.casefold() in (each.casefold() for each in before.get(issue, ())):
                raise UserError("term_known", term=term, issue=self._names[issue])
            if sum(map(len, before.values())) >= MOST:
                raise UserError("term_many", most=MOST)
            await terms.add(conn, guild_id, issue, term, now)
            detail = f"{issue}: {term} (now {sum(map(len, before.values())) + 1})"
            await audit.add(conn, AuditLine(now, guild_id, actor_id, "tag terms add", detail))
        return term

    async def remove(self, guild_id: int, typed: str, issue: str, *, actor_id: int) -> str:
        """Keep the term no longer; tags that it put on stay. Raises UserError("term_unknown")."""
        self._known(issue)
        now, wanted = self._clock.now(), " ".join(typed.split()).casefold()
        async with self._db.transaction() as conn:
            await self._ready(conn, guild_id)
            before = await terms.of_server(conn, guild_id)
            term = next((each for each in before.get(issue, ()) if each.casefold() == wanted), None)
            if term is None:
                raise UserError("term_unknown", term=typed, issue=self._names[issue])
            await terms.remove(conn, guild_id, issue, term)
            detail = f"{issue}: {term} (now {sum(map(len, before.values())) - 1})"
            await audit.add(conn, AuditLine(now, guild_id, actor_id, "tag terms remove", detail))
        return term

    async def of_server(self, guild_id: int) -> Terms:
        """The server's terms, by issue."""
        async with self._db.reading() as conn:
            await self._ready(conn, guild_id)
            return await terms.of_server(conn, guild_id)

    async def _hits(self, reports: Sequence[terms.Read], term: str, issue: str) -> dict[int, str]:
        """The reports that have the term, with the words that fire first in each."""
        compiled, beginning = compile_terms(self._spec, {issue: [term]}), beginning_of(term)
        found: dict[int, str] = {}
        for number, report in enumerate(reports):
            if number % BREATH == 0:
                await asyncio.sleep(0)
            if beginning and beginning not in folded(f"{report.title} {report.text}"):
                continue
            if tags := tags_of(words_of(report.title, report.text), compiled):
                found[report.entry_id] = tags[0].phrases[0]
        return found

    def _hit(self, entry: Entry, phrase: str) -> TermHit:
        outlet = self._outlets.get(entry.outlet or "")
        return TermHit(entry.title, entry.url, outlet.name if outlet else entry.source, phrase)

    def _checked(self, typed: str, issue: str) -> str:
        self._known(issue)
        return checked_term(self._spec, typed)

    def _known(self, issue: str) -> None:
        if issue not in self._names:
            raise UserError("unknown_issue", issue=issue)

    async def _ready(self, conn: Connection, guild_id: int) -> None:
        server = await servers.get(conn, guild_id)
        if server is None or not server.ready:
            raise UserError("not_set_up")
