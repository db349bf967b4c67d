"""Full-text search for members: what was found, a page at a time, and what to try where nothing was. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.archive.terms import Term, terms_of
from bot.clock import Clock
from bot.delivery.composer import compose
from bot.delivery.limits import units
from bot.errors import UserError
from bot.models.registry import Outlet
from bot.models.summaries import SearchPage
from bot.storage import feeds, search, stories
from bot.storage.database import Connection, Database
from bot.storage.search import Hit

PAGE = 4
LONGEST = 70  # units of a query: it stands in the buttons that turn the pages
MOST_HITS = 2_000  # entries of each kind: with more, more words are needed anyway


class SearchService:
    """Finds in the archive, as far as the asking server follows the feeds. Methods may raise StorageBusy."""

    def __init__(self, *, db: Database, clock: Clock, outlets: Mapping[str, Outlet]) -> None:
        self._db, self._clock, self._outlets = db, clock, outlets

    async def search(self, guild_id: int, words: str, *, page: int = 0, as_of: datetime | None = None) -> SearchPage:
        """Stories of which one telling has all words and all “phrases”. Raises UserError("search_empty"), "search_long"."""
        words = " ".join(words.split())
        if units(words) > LONGEST:
            raise UserError("search_long", most=LONGEST)
        terms = terms_of(words)
        if not terms:
            raise UserError("search_empty")
        moment = as_of or self._clock.now()
        missing: tuple[Term, ...] = ()
        others = 0
        async with self._db.reading() as conn:
            hits = await search.find(conn, guild_id, terms, as_of=moment, most=MOST_HITS)
            ids = ranked(hits)
            pages = max(1, -(-len(ids) // PAGE))
            page = min(max(page, 0), pages - 1)
            found = await stories.seen_of(conn, guild_id, ids[page * PAGE : (page + 1) * PAGE], as_of=moment)
            if not ids:
                missing, others = await self._near(conn, guild_id, terms, moment)
            checked = [feed.last_ok_at for feed in await feeds.of_server(conn, guild_id) if feed.last_ok_at]
        return SearchPage(
            words=words,
            stories=tuple(compose(story, self._outlets) for story in found),
            page=page,
            pages=pages,
            count=len(ids),
            cut=len(hits) >= MOST_HITS,
            as_of=moment,
            missing=tuple(term.typed for term in missing),
            others=others,
            last_checked=max(checked, default=None),
        )

    async def _near(
        self, conn: Connection, guild_id: int, terms: tuple[Term, ...], as_of: datetime
    ) -> tuple[tuple[Term, ...], int]:
        """The terms that are nowhere, and how many stories have all the others."""
        absent = [term for term in terms if not await search.find(conn, guild_id, [term], as_of=as_of, most=1)]
        rest = [term for term in terms if term not in absent]
        if not absent or not rest:
            return tuple(absent), 0
        return tuple(absent), len(ranked(await search.find(conn, guild_id, rest, as_of=as_of, most=MOST_HITS)))


def ranked(hits: Iterable[Hit]) -> list[int]:
    """The stories: those with a hit in a headline first, each part by its newest hit, newest first."""
    best: dict[int, tuple[bool, datetime]] = {}
    for hit in hits:
        best[hit.story_id] = max(best.get(hit.story_id, (False, hit.at)), (hit.in_title, hit.at))
    return sorted(best, key=lambda story_id: (*best[story_id], story_id), reverse=True)
