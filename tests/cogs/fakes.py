"""Small stand-ins for our own services: they keep what they are given and fail loudly on what no test asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from bot.client import Services
from bot.clock import SystemClock
from bot.errors import UserError
from bot.models.desk import DateChoices
from bot.models.registry import Outlet
from bot.models.routing import Rules
from bot.models.servers import Server
from bot.models.services import AboutFacts, IssueName, LatestPage, SourceLine, WhyStory
from tests.cogs.samples import ISSUES, page, source, why_story


@dataclass
class FakeServers:
    rows: dict[int, Server] = field(default_factory=dict)
    calls: list[tuple[str, int]] = field(default_factory=list)
    actors: list[int] = field(default_factory=list)
    error: Exception | None = None

    async def get(self, guild_id: int) -> Server | None:
        return self.rows.get(guild_id)

    async def set_up(
        self, guild_id: int, *, actor_id: int, news_channel_id: int, mod_channel_id: int, zone: str
    ) -> Server:
        return self._keep(
            "set_up",
            actor_id,
            replace(
                self.rows.get(guild_id, Server(guild_id)),
                news_channel_id=news_channel_id,
                mod_channel_id=mod_channel_id,
                zone=zone,
            ),
        )

    async def pause(self, guild_id: int, *, actor_id: int) -> Server:
        return self._keep("pause", actor_id, replace(self._row(guild_id), paused=True))

    async def resume(self, guild_id: int, *, actor_id: int) -> Server:
        return self._keep("resume", actor_id, replace(self._row(guild_id), paused=False))

    async def joined(self, guild_id: int) -> None:
        self.calls.append(("joined", guild_id))

    async def left(self, guild_id: int) -> None:
        self.calls.append(("left", guild_id))

    def _row(self, guild_id: int) -> Server:
        if guild_id not in self.rows:
            raise UserError("not_set_up")
        return self.rows[guild_id]

    def _keep(self, what: str, actor_id: int, server: Server) -> Server:
        if self.error is not None:
            raise self.error
        self.calls.append((what, server.guild_id))
        self.actors.append(actor_id)
        self.rows[server.guild_id] = server
        return server


@dataclass
class FakeArchive:
    pages: Callable[[int], LatestPage] = lambda number: page(2, number=number, pages=3)
    reasons: dict[str, tuple[WhyStory, ...]] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    error: Exception | None = None
    pause: float = 0.0

    async def latest(
        self, guild_id: int, *, issue: str | None, outlet: str | None, page: int, as_of: datetime | None
    ) -> LatestPage:
        self.asked.append({"guild": guild_id, "issue": issue, "outlet": outlet, "page": page, "as_of": as_of})
        await asyncio.sleep(self.pause)
        if self.error is not None:
            raise self.error
        return self.pages(page)

    async def why(self, _guild_id: int, delivery_id: str) -> tuple[WhyStory, ...]:
        if delivery_id not in self.reasons:
            raise UserError("post_unknown")
        return self.reasons[delivery_id]


@dataclass
class FakeFeeds:
    lines: tuple[SourceLine, ...] = (source(),)

    async def sources(self, _guild_id: int) -> tuple[SourceLine, ...]:
        return self.lines

    def outlets(self) -> tuple[Outlet, ...]:
        return (
            Outlet("harbour", "Harbour Post", ("harbour.example",), "Harbour Media", "trade", "partial"),
            Outlet("quayside", "Quayside", ("quayside.example",), "", "general", "no"),
        )


@dataclass
class FakeFacts:
    kept: dict[str, str] = field(default_factory=dict)

    async def get(self, name: str) -> str | None:
        return self.kept.get(name)

    async def put(self, name: str, value: str) -> None:
        self.kept[name] = value


@dataclass
class FakeUpkeep:
    seen: list[set[int]] = field(default_factory=list)

    async def present(self, guild_ids: set[int]) -> None:
        self.seen.append(guild_ids)


class FakeChoices:
    async def rules(self, _guild_id: int) -> Rules:
        return Rules()

    def subject_name(self, _kind: str, key: str) -> str:
        return key


class FakeDateChoices:
    async def get(self, _guild_id: int) -> DateChoices:
        return DateChoices()


class FakeDigests:
    async def get(self, _guild_id: int) -> None:
        return None


def services(**given: Any) -> Services:
    """What a test does not give and no fake stands for is None: real ones come from the tests that need them."""
    parts: dict[str, Any] = {
        **{each.name: None for each in fields(Services)},
        "servers": FakeServers(),
        "archive": FakeArchive(reasons={"d" * 20: (why_story(),)}),
        "feeds": FakeFeeds(),
        "issues": tuple(IssueName(key, name) for key, name in ISSUES.items()),
        "about": AboutFacts(
            contact="desk@harbour.example", version="1.2.3", source_url="https://code.example/picketwire"
        ),
        "clock": SystemClock(),
        "facts": FakeFacts(),
        "digests": FakeDigests(),  # real ones where a test needs them
        "choices": FakeChoices(),
        "date_choices": FakeDateChoices(),
        "upkeep": FakeUpkeep(),
    }
    return Services(**{**parts, **given})
