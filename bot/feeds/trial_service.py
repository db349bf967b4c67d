"""`/feed test`: what would be posted from one feed alone, by a server's own rules. Nothing is stored and nothing is posted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence

from bot.clock import Clock
from bot.delivery.composer import compose, narrowed
from bot.delivery.routing import place_of, postable
from bot.errors import UserError
from bot.feeds.addresses import feed_address, host_shown
from bot.feeds.finding import FeedFinder
from bot.feeds.trial import entry_of, stories_of
from bot.models.feed_desk import Trial, TrialPost
from bot.models.news import Annotation, Entry, Item, Story
from bot.models.registry import Dispute, Outlet
from bot.models.routing import Place, Rules
from bot.models.servers import Server
from bot.news.outlets import OutletNames
from bot.storage import entries, follows, routes, servers, stories
from bot.storage.database import Database

SHOWN = 5  # stories
READ = 60  # stored entries that are looked at
BREATH = 8  # entries annotated before other tasks get a turn


class FeedTrials:
    """Reads a feed, or what it has brought so far. Methods may raise StorageBusy."""

    def __init__(
        self,
        *,
        db: Database,
        finder: FeedFinder,
        annotate: Callable[[Item], Annotation],
        clock: Clock,
        outlets: OutletNames,
        disputes: Sequence[Dispute],
    ) -> None:
        self._db, self._finder, self._annotate, self._clock = db, finder, annotate, clock
        self._names, self._disputes = outlets, disputes
        self._outlets: Mapping[str, Outlet] = outlets.by_key

    async def followed(self, guild_id: int, feed_id: int) -> Trial:
        """By the entries stored of a feed the server follows. Raises UserError: "not_set_up", "unknown_feed"."""
        async with self._db.reading() as conn:
            server = await self._server(guild_id)
            feed = next((f.feed for f in await follows.of_server(conn, guild_id) if f.feed.id == feed_id), None)
            if feed is None:
                raise UserError("unknown_feed", feed=str(feed_id))
            items, relevant = await entries.count_of_feed(conn, feed_id)
            newest = await entries.relevant_of_feed(conn, feed_id, READ)
            told = await stories.get_many(conn, {entry.story_id for entry in newest if entry.story_id is not None})
            rules = (await routes.rules_for(conn, [server]))[guild_id]
        alone = [narrowed(story, [e for e in story.entries if e.feed_id == feed_id]) for story in told.values()]
        ordered = sorted((story for story in alone if story is not None), key=lambda s: s.entries[-1].at, reverse=True)
        outlet = self._outlets.get(feed.outlet or "")
        name = outlet.name if outlet else feed.title or host_shown(feed.url)
        return Trial(name, items, relevant, self._posts(server, rules, ordered), stored=True)

    async def address(self, guild_id: int, address: str) -> Trial:
        """By reading the feed at an address, or on the page there, now.

        Raises UserError: "not_set_up", "bad_address", "feed_unreadable", "no_feed_found", "host_asked_to_wait".
        """
        url = feed_address(address)
        server = await self._server(guild_id)
        async with self._db.reading() as conn:
            rules = (await routes.rules_for(conn, [server]))[guild_id]
        found = await self._finder.find(url)
        outlet = self._names.at(found.url)
        name = outlet.name if outlet else found.parsed.title or host_shown(found.url)
        read: list[Entry] = []
        for number, raw in enumerate(found.parsed.entries):
            now = self._clock.now()
            read.append(entry_of(raw, number, source=name, outlet=outlet, annotate=self._annotate, now=now))
            if number % BREATH == BREATH - 1:
                await asyncio.sleep(0)
        relevant = [entry for entry in read if entry.annotation.relevant]
        posts = self._posts(server, rules, stories_of(relevant))
        return Trial(name, len(read), len(relevant), posts, stored=False)

    def _posts(self, server: Server, rules: Rules, told: Sequence[Story]) -> tuple[TrialPost, ...]:
        home = Place(server.news_channel_id or 0)
        posts = []
        for story in told[:SHOWN]:
            kept = postable(story, rules, self._outlets)
            place = place_of(kept, rules.routes, self._disputes, home) if kept is not None else None
            posts.append(TrialPost(compose(kept or story, self._outlets, free_lead=rules.hide_paywalled), place))
        return tuple(posts)

    async def _server(self, guild_id: int) -> Server:
        async with self._db.reading() as conn:
            server = await servers.get(conn, guild_id)
        if server is None or not server.ready:
            raise UserError("not_set_up")
        return server
