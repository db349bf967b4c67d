"""Feeds of invented outlets for whole-bot tests, each on a loopback address of its own; a test adds items while the bot polls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Self

from aiohttp import web


@dataclass(frozen=True)
class Item:
    """One item of a feed."""

    slug: str
    title: str
    text: str
    at: datetime


@dataclass
class Wire:
    """One outlet's feed. `status` other than 200 is answered instead of the feed."""

    name: str
    host: str
    items: list[Item] = field(default_factory=list)
    status: int = 200
    polls: int = 0

    def body(self) -> bytes:
        """The feed as RSS, newest first."""
        rows = "".join(
            f"<item><title>{escape(item.title)}</title><link>https://{self.name}.example/{item.slug}</link>"
            f'<guid isPermaLink="false">{item.slug}</guid><pubDate>{format_datetime(item.at)}</pubDate>'
            f"<description>{escape(item.text)}</description></item>"
            for item in reversed(self.items)
        )
        return f'<rss version="2.0"><channel><title>{self.name}</title>{rows}</channel></rss>'.encode()


class Newswire:
    """Serves every wire at http://HOST:PORT/feed, with an ETag, and answers 304 to a poll that knows it."""

    def __init__(self, names: Sequence[str], *, third: int = 3) -> None:
        self.wires = {name: Wire(name, f"127.0.{third}.{n}") for n, name in enumerate(names, 1)}
        self.port = 0

    async def __aenter__(self) -> Self:
        self._runner = web.ServerRunner(web.Server(self._answer))
        await self._runner.setup()
        for wire in self.wires.values():
            site = web.TCPSite(self._runner, wire.host, self.port)
            await site.start()
            if not self.port:
                self.port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    def outlets_file(self, folder: Path) -> Path:
        """An outlets file that names these feeds and no others."""
        path = folder / "outlets.toml"
        path.write_text(
            "".join(
                f'[[outlet]]\nkey = "{w.name}"\nname = "{w.name.title()}"\nhosts = ["{w.name}.example"]\n'
                f'owner = "{w.name.title()} Press"\nkind = "trade"\npaywall = "no"\n'
                f'feed = "http://{w.host}:{self.port}/feed"\nenabled = true\n\n'
                for w in self.wires.values()
            ),
            encoding="utf-8",
        )
        return path

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        host = request.headers["Host"].rpartition(":")[0]
        wire = next(wire for wire in self.wires.values() if wire.host == host)
        wire.polls += 1
        if wire.status != 200:
            return web.Response(status=wire.status)
        body = wire.body()
        tag = f'"{sha256(body).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        return web.Response(body=body, content_type="application/rss+xml", headers={"ETag": tag})
