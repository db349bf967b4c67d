"""What members and moderators can ask about feeds: which ones their server follows and how each is doing."""

from __future__ import annotations

from collections.abc import Mapping

from bot.clock import Clock
from bot.feeds.addresses import host_shown
from bot.feeds.health import is_well, words
from bot.models.feeds import Feed
from bot.models.registry import Outlet
from bot.models.services import SourceLine
from bot.storage import feeds
from bot.storage.database import Database


class FeedService:
    """Reads the feeds' rows; polling is the poller's."""

    def __init__(self, *, db: Database, clock: Clock, outlets: Mapping[str, Outlet]) -> None:
        self._db, self._clock, self._outlets = db, clock, outlets

    async def sources(self, guild_id: int) -> tuple[SourceLine, ...]:
        """The feeds this server follows, by name; a feed's own address is never among the answer."""
        now = self._clock.now()
        async with self._db.reading() as conn:
            followed = await feeds.of_server(conn, guild_id)
        lines = []
        for feed in followed:
            outlet = self._outlets.get(feed.outlet or "")
            lines.append(
                SourceLine(
                    name=self.name(feed),
                    outlet=feed.outlet,
                    owner=outlet.owner if outlet else "",
                    kind=outlet.kind if outlet else "",
                    paywall=outlet.paywall if outlet else "no",
                    words=words(feed, now),
                    ok=is_well(feed, now),
                    site=f"https://{outlet.hosts[0]}" if outlet and outlet.hosts else "",
                )
            )
        return tuple(sorted(lines, key=lambda line: line.name.casefold()))

    def name(self, feed: Feed) -> str:
        """What people call the feed."""
        outlet = self._outlets.get(feed.outlet or "")
        return outlet.name if outlet else feed.title or host_shown(feed.url)

    def outlets(self) -> tuple[Outlet, ...]:
        """All outlets of the registry, by name."""
        return tuple(sorted(self._outlets.values(), key=lambda outlet: outlet.name.casefold()))
