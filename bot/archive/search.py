"""Full-text search for members: what was found, a page at a time, and what to try where nothing was. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.announcements.localtime import instant, wall_of
from bot.archive.nearest import nearest_word
from bot.archive.terms import Term, terms_of
from bot.clock import Clock
from bot.delivery.composer import compose
from bot.delivery.limits import units
from bot.delivery.routing import disputes_of
from bot.errors import UserError
from bot.models.registry import Dispute, Outlet
from bot.models.search import NO_FILTERS, Filters
from bot.models.servers import Server
from bot.models.summaries import SearchPage
from bot.storage import feeds, search, servers, stories
from bot.storage.database import Connection, Database
from bot.storage.search import Hit, Narrowed

PAGE = 4
LONGEST = 70  # units of a query: it stands in the buttons that turn the pages
MOST_HITS = 2_000  # entries of each kind: with more, more words are needed anyway
MOST_JUDGED = 150  # stories looked at for whose dispute they are about
MOST_HEADLINES = 2_000  # whose words are held against one that is nowhere


class SearchService:
    """Finds in the archive, as far as the asking server follows the feeds. Methods may raise StorageBusy."""

    def __init__(
        self, *, db: Database, clock: Clock, outlets: Mapping[str, Outlet], disputes: Iterable[Dispute] = ()
    ) -> None:
        self._db, self._clock, self._outlets, self._disputes = db, clock, outlets, tuple(disputes)

    async def search(
        self,
        guild_id: int,
        words: str,
        *,
        filters: Filters = NO_FILTERS,
        page: int = 0,
        as_of: datetime | None = None,
    ) -> SearchPage:
        """Stories of which one telling has all words and all “phrases” and passes the filters.

        Raises UserError: "search_empty", "search_long", "search_filters" (both do not fit a button), "search_days".
        """
        words = " ".join(words.split())
        if units(words) > LONGEST:
            raise UserError("search_long", most=LONGEST)
        if units(query_of(words, filters)) > LONGEST:
            raise UserError("search_filters")
        if filters.since and filters.until and filters.since > filters.until:
            raise UserError("search_days")
        terms = terms_of(words)
        if not terms:
            raise UserError("search_empty")
        moment = as_of or self._clock.now()
        near, outside = Near(), 0
        async with self._db.reading() as conn:
            narrowed = await self._narrowed(conn, guild_id, filters)
            hits = await search.find(conn, guild_id, terms, as_of=moment, most=MOST_HITS, narrowed=narrowed)
            ids = ranked(hits)
            cut = len(hits) >= MOST_HITS
            if filters.dispute:
                cut, ids = cut or len(ids) > MOST_JUDGED, await self._of_dispute(conn, guild_id, ids, filters, moment)
            pages = max(1, -(-len(ids) // PAGE))
            page = min(max(page, 0), pages - 1)
            found = await stories.seen_of(conn, guild_id, ids[page * PAGE : (page + 1) * PAGE], as_of=moment)
            if not ids and filters:
                outside = len(ranked(await search.find(conn, guild_id, terms, as_of=moment, most=MOST_HITS)))
            if not ids and not outside:
                near = await self._near(conn, guild_id, terms, moment)
            checked = [feed.last_ok_at for feed in await feeds.of_server(conn, guild_id) if feed.last_ok_at]
        return SearchPage(
            words=words,
            stories=tuple(compose(story, self._outlets) for story in found),
            page=page,
            pages=pages,
            count=len(ids),
            cut=cut,
            as_of=moment,
            missing=tuple(term.typed for term in near.missing),
            others=near.others,
            last_checked=max(checked, default=None),
            filters=filters,
            outside=outside,
            nearest=near.word,
            nearest_words=near.instead(words),
        )

    async def today(self, guild_id: int) -> date:
        """By the calendar of the server's zone."""
        async with self._db.reading() as conn:
            return wall_of(self._clock.now(), await _zone(conn, guild_id)).date()

    async def _narrowed(self, conn: Connection, guild_id: int, filters: Filters) -> Narrowed:
        zone = await _zone(conn, guild_id)
        first = instant(datetime.combine(filters.since, time()), zone) if filters.since else None
        last = instant(datetime.combine(filters.until + timedelta(days=1), time()), zone) if filters.until else None
        return Narrowed(filters.issue, filters.outlet, filters.label or "", first, last)

    async def _of_dispute(
        self, conn: Connection, guild_id: int, ids: list[int], filters: Filters, as_of: datetime
    ) -> list[int]:
        """Those of the first stories that are about the dispute, by whom their tellings name."""
        judged = await stories.seen_of(conn, guild_id, ids[:MOST_JUDGED], as_of=as_of)
        return [story.id for story in judged if filters.dispute in disputes_of(story, self._disputes)]

    async def _near(self, conn: Connection, guild_id: int, terms: tuple[Term, ...], as_of: datetime) -> Near:
        """The terms that are nowhere, how many stories have all the others, and a word near to the first of them."""
        absent = [term for term in terms if not await search.find(conn, guild_id, [term], as_of=as_of, most=1)]
        rest = [term for term in terms if term not in absent]
        word = ""
        if absent:
            told = await search.headlines(conn, guild_id, as_of=as_of, most=MOST_HEADLINES)
            word = nearest_word(absent[0].typed, told)
        if not absent or not rest:
            return Near(tuple(absent), 0, word)
        hits = await search.find(conn, guild_id, rest, as_of=as_of, most=MOST_HITS)
        return Near(tuple(absent), len(ranked(hits)), word)


@dataclass(frozen=True, slots=True)
class Near:
    """What to try where nothing was found. `word` is near to the first of `missing`."""

    missing: tuple[Term, ...] = ()
    others: int = 0
    word: str = ""

    def instead(self, words: str) -> str:
        """The words asked for with that one in place; "" where there is none or it would be too long."""
        changed = words.replace(self.missing[0].typed, self.word, 1) if self.word else ""
        return changed if changed != words and units(changed) <= LONGEST else ""


def query_of(words: str, filters: Filters) -> str:
    """Words and filters as they stand in a button; `asked_by` reads them."""
    return f"{filters.written()}|{words}" if filters or "|" in words else words


def asked_by(query: str) -> tuple[str, Filters]:
    """The words and filters of `query_of`."""
    written, bar, words = query.partition("|")
    return (words, Filters.read(written)) if bar else (query, NO_FILTERS)


async def _zone(conn: Connection, guild_id: int) -> str:
    return (await servers.get(conn, guild_id) or Server(guild_id)).zone


def ranked(hits: Iterable[Hit]) -> list[int]:
    """The stories: those with a hit in a headline first, each part by its newest hit, newest first."""
    best: dict[int, tuple[bool, datetime]] = {}
    for hit in hits:
        best[hit.story_id] = max(best.get(hit.story_id, (False, hit.at)), (hit.in_title, hit.at))
    return sorted(best, key=lambda story_id: (*best[story_id], story_id), reverse=True)
