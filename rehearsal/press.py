"""The press of a rehearsal: a small site for each invented outlet, on its own loopback address, printing items in time.

What went out is logged as JSON lines: `poll` (a feed was asked for, with the status) and `served` (a version of an item
went out for the first time).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, TextIO

from aiohttp import web

from rehearsal import typesetting
from rehearsal.chronicle.book import Chronicle, Item, Outlet
from rehearsal.pace import Pace

SHOWN = 12  # items in a feed, as most have
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Press:
    """Runs the sites of a chronicle between `start` and `close`. `log` has all that went out; so has the file, if named."""

    def __init__(
        self, chronicle: Chronicle, pace: Pace, log_path: Path | None = None, *, last: datetime | None = None
    ) -> None:
        """`last`: the simulated moment after which nothing more is printed."""
        self.log: list[dict[str, Any]] = []
        self.port, self.last = 0, last
        self.chronicle, self._pace, self._log_path = chronicle, pace, log_path
        self.dead: dict[str, int] = {}  # by outlet, the status with which its feed answers instead
        self._file: TextIO | None = None
        self._out: set[tuple[str, int]] = set()
        self._answered: set[str] = set()
        self._runners: list[web.AppRunner] = []

    def now(self) -> datetime:
        """The simulated moment, but never past the last."""
        return min(self._pace.now(), self.last) if self.last else self._pace.now()

    async def start(self) -> None:
        """Open every site on one port. Raises OSError when no port is free on all addresses."""
        if self._log_path is not None:
            self._file = self._log_path.open("a", encoding="utf-8")
        for _ in range(20):
            try:
                await self._open()
            except OSError:
                await self._shut()
            else:
                return
        raise OSError("no port is free on all of the press's addresses 127.0.1.1 and up")

    async def close(self) -> None:
        """Close the sites and the log."""
        await self._shut()
        if self._file is not None:
            self._file.close()
            self._file = None

    def base(self, outlet: Outlet) -> str:
        """The address of an outlet's site, without a slash at the end."""
        return f"http://{outlet.host}:{self.port}"

    def feed_url(self, outlet: Outlet) -> str:
        """The feed's address as it is listed; a moved one leads to another."""
        return self.base(outlet) + ("/rss.xml" if outlet.moved else "/feed")

    def link(self, item: Item) -> str:
        """The address of an item's page."""
        return self.base(self.chronicle.outlets[item.outlet]) + item.page

    async def _open(self) -> None:
        self.port = 0
        for outlet in self.chronicle.outlets.values():
            app = web.Application()
            app.router.add_get("/feed", self._feed(outlet))
            app.router.add_get("/", self._front(outlet))
            if outlet.moved:
                app.router.add_get("/rss.xml", _moved)
            for item in self.chronicle.items:
                if item.outlet == outlet.key:
                    app.router.add_get(item.page, self._page(outlet, item))
            runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
            self._runners.append(runner)
            await runner.setup()
            await web.TCPSite(runner, outlet.host, self.port).start()
            self.port = self.port or int(runner.addresses[0][1])

    async def _shut(self) -> None:
        await asyncio.gather(*(runner.cleanup() for runner in self._runners))
        self._runners.clear()

    def _printed(self, outlet: Outlet, now: datetime) -> list[typesetting.Printed]:
        due = [item for item in self.chronicle.items if item.outlet == outlet.key and item.at <= now]
        return [(item, item.version(now)) for item in reversed(due)]

    def _feed(self, outlet: Outlet) -> Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            now = self.now()
            if (dead := self.dead.get(outlet.key)) is not None:
                self._note("poll", now, outlet=outlet.key, status=dead)
                return web.Response(status=dead, text="This feed does not answer at present.")
            if any(start <= now < end for start, end in outlet.gates):
                self._note("poll", now, outlet=outlet.key, status=402)
                return web.Response(status=402, text=typesetting.gate(outlet), content_type="text/html")
            printed = self._printed(outlet, now)[:SHOWN]
            cached = outlet.cache == "both"
            kind, text = typesetting.feed(outlet, self.base(outlet), printed, built=None if cached else now)
            body = text.encode()
            headers = {"Content-Type": kind}
            if cached:
                headers["ETag"] = f'"{sha256(body).hexdigest()[:16]}"'
                if printed:
                    changed = max(version.since for _, version in printed)
                    headers["Last-Modified"] = typesetting.stamp("gmt", changed)
                if request.headers.get("If-None-Match") == headers["ETag"]:
                    self._note("poll", now, outlet=outlet.key, status=304)
                    return web.Response(status=304, headers=headers)
            response = web.StreamResponse(headers=headers)
            response.content_length = len(body)
            await response.prepare(request)
            await response.write(body)
            await response.write_eof()
            self._sent(outlet, printed, now)
            return response

        return answer

    def _sent(self, outlet: Outlet, printed: list[typesetting.Printed], now: datetime) -> None:
        first = outlet.key not in self._answered
        self._answered.add(outlet.key)
        self._note("poll", now, outlet=outlet.key, status=200)
        for item, version in printed:
            if (item.id, version.number) not in self._out:
                self._out.add((item.id, version.number))
                facts = {"outlet": outlet.key, "event": item.event, "relevant": item.relevant, "link": self.link(item)}
                self._note("served", now, item=item.id, version=version.number, first_poll=first, **facts)

    def _front(self, outlet: Outlet) -> Handler:
        async def answer(_: web.Request) -> web.StreamResponse:
            path = self.feed_url(outlet).removeprefix(self.base(outlet))
            text = typesetting.front(outlet, path, self._printed(outlet, self.now()))
            return web.Response(text=text, content_type="text/html")

        return answer

    def _page(self, outlet: Outlet, item: Item) -> Handler:
        async def answer(_: web.Request) -> web.StreamResponse:
            now = self.now()
            if item.at > now:
                return web.Response(status=404, text="Not printed yet.")
            return web.Response(text=typesetting.page(outlet, item, item.version(now)), content_type="text/html")

        return answer

    def _note(self, kind: str, now: datetime, **facts: Any) -> None:
        entry = {"kind": kind, "at": datetime.now(UTC).isoformat(), "now": now.isoformat(), **facts}
        self.log.append(entry)
        if self._file is not None:
            self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")
            self._file.flush()


async def _moved(_: web.Request) -> web.StreamResponse:
    return web.Response(status=301, headers={"Location": "/feed"})
