"""Reads where the sides stand on an issue from the archive, as one server sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta

from bot.delivery.composer import telling
from bot.delivery.routing import disputes_of
from bot.disputes.source import source_of
from bot.issues.stands import stands_of
from bot.models.news import Entry, Story
from bot.models.posts import Telling
from bot.models.registry import Dispute, Outlet
from bot.models.stands import Pin, Stand, Stands
from bot.news.outlets import name_outlets
from bot.storage import issues, stand_pins
from bot.storage.database import Connection

REACH = timedelta(days=60)  # how old a position may be that was only found in the news
MOST_READ = 300  # entries of an issue, the newest; those that state a position are few


class PositionReader:
    """`disputes`: those of the registry; an entry belongs to one by the unions that it names."""

    def __init__(self, outlets: Mapping[str, Outlet], disputes: Iterable[Dispute]) -> None:
        self._outlets, self._disputes = outlets, tuple(disputes)
        self._names = name_outlets(outlets.values())

    async def of(self, conn: Connection, guild_id: int, issue: str, dispute: str, as_of: datetime) -> Stands:
        """What stands on the issue; `dispute` is a key, "" for all."""
        pins = await stand_pins.standing(conn, guild_id, issue, dispute)
        pinned = [self.pinned(pin, as_of) for pin in pins]
        return stands_of(pinned, await self.found(conn, guild_id, issue, dispute, as_of))

    def pinned(self, pin: Pin, now: datetime) -> Stand:
        """A moderators' line, under the name and label it was found with, else of whose site its link is."""
        label, outlet = source_of(pin.source_url, self._names)
        if pin.label is not None:
            label, outlet = pin.label, pin.source
        at = datetime.combine(pin.day, time(), UTC)
        told = Telling(
            0, outlet, pin.text, pin.source_url, at, label,
            attributed_to=pin.citing, unnamed_source=pin.unnamed_source,
        )  # fmt: skip
        moving = pin.moving_until is not None and now < pin.moving_until
        return Stand(pin.side, "", pin.text, told, pin_id=pin.id, day=pin.day, moving=moving)

    async def found(self, conn: Connection, guild_id: int, issue: str, dispute: str, as_of: datetime) -> list[Stand]:
        """Every quote on the issue that the server sees, newest first."""
        read = await issues.newest(conn, guild_id, issue, since=as_of - REACH, as_of=as_of, most=MOST_READ)
        return [stand for entry, story_id in read for stand in self._stands(entry, story_id, issue, dispute)]

    def _stands(self, entry: Entry, story_id: int, issue: str, dispute: str) -> Iterator[Stand]:
        quotes = [quote for quote in entry.annotation.quotes if quote.issue == issue]
        if not quotes or (dispute and dispute not in self._about(entry)):
            return
        for quote in quotes:
            yield Stand(quote.side, quote.who, quote.sentence, telling(entry, self._outlets), quote.move, story_id)

    def _about(self, entry: Entry) -> frozenset[str]:
        return disputes_of(Story(0, entry.at, entry.at, entry, (entry,)), self._disputes)
