"""Finds the feed a moderator means: fetches the address, and where it is a page, tries the feeds that the page names. Stores nothing."""

from __future__ import annotations

from dataclasses import dataclass

from bot.clock import Clock
from bot.errors import UserError
from bot.feeds.addresses import host_shown
from bot.feeds.discovery import find_feeds
from bot.feeds.health import problem_words
from bot.feeds.parser import NotAFeed
from bot.feeds.poller import Fetches, Parses
from bot.feeds.turns import host_of
from bot.models.feeds import Fetched, ParsedFeed, Problem, Validators
from bot.storage import feeds
from bot.storage.database import Database

TRIES = 5  # feeds of a page that are tried
GAP = 1.0  # real seconds between two requests: politeness


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that was read. `url`: where to read it from now on; `elsewhere`: it was found on a page."""

    url: str
    fetched: Fetched
    parsed: ParsedFeed
    elsewhere: bool = False


class FeedFinder:
    """Reads feeds for moderators, with the fetcher's guard and limits."""

    def __init__(self, *, db: Database, fetcher: Fetches, parser: Parses, clock: Clock, gap: float = GAP) -> None:
        self._db, self._fetcher, self._parser, self._clock, self._gap = db, fetcher, parser, clock, gap

    async def find(self, url: str) -> Found:
        """The feed at the address or on the page there.

        Raises UserError: "feed_unreadable" with host and reason, "no_feed_found", "host_asked_to_wait".
        """
        await self._may_ask(url)
        fetched = await self._fetcher.fetch(url, Validators())
        try:
            return Found(_lasting(url, fetched), fetched, await self._read(fetched))
        except NotAFeed as refusal:
            if refusal.problem is not Problem.WEB_PAGE or fetched.body is None:
                reason = problem_words(refusal.problem, refusal.detail)
                raise UserError("feed_unreadable", host=host_shown(url), reason=reason) from None
        return await self._on_page(fetched)

    async def _on_page(self, page: Fetched) -> Found:
        for url in find_feeds(page.body or b"", page.url)[:TRIES]:
            await self._clock.sleep(self._gap)
            fetched = await self._fetcher.fetch(url, Validators())
            try:
                return Found(_lasting(url, fetched), fetched, await self._read(fetched), elsewhere=True)
            except NotAFeed:
                continue
        raise UserError("no_feed_found", host=host_shown(page.url))

    async def _read(self, fetched: Fetched) -> ParsedFeed:
        if fetched.body is None:
            raise NotAFeed(fetched.problem or Problem.HTTP_ERROR, fetched.detail)
        return await self._parser.parse(fetched.body, fetched.content_type, fetched.url)

    async def _may_ask(self, url: str) -> None:
        async with self._db.reading() as conn:
            held = await feeds.held_hosts(conn, self._clock.now())
        if host_of(url) in held:
            raise UserError("host_asked_to_wait", host=host_shown(url))


def _lasting(url: str, fetched: Fetched) -> str:
    """The address to keep: the one that it moved to for good, else the one that was asked."""
    return fetched.url if fetched.moved_permanently else url
