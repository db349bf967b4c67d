"""A real feed server on loopback for tests: answers are set per path, misbehaviour is spoken byte by byte."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Self

Respond = Callable[["Asked", asyncio.StreamWriter], Awaitable[None]]

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Trade</title><link>http://harbour.test/</link>
<item><title>Crew talks go on</title><link>http://harbour.test/1</link><guid isPermaLink="false">n1</guid>
<pubDate>Fri, 11 Aug 2023 10:00:00 GMT</pubDate><description>Both sides met.</description></item></channel></rss>"""


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]


@dataclass
class FeedServer:
    """Listens on `host` until left; `asked` is what was requested so far."""

    host: str = "127.0.0.1"
    port: int = 0
    paths: dict[str, Respond] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, self.host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        self._tasks: set[asyncio.Task[None]] = set()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def url(self, path: str = "/feed", host: str = "") -> str:
        return f"http://{host or self.host}:{self.port}{path}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.strip().split("\r\n")
            fields = dict(line.split(": ", 1) for line in lines)
            asked = Asked(first.split(" ")[1], {name.lower(): value for name, value in fields.items()})
            self.asked.append(asked)
            await self.paths[asked.path.partition("?")[0]](asked, writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()


def answer(body: bytes = RSS, status: int = 200, content_type: str = "application/rss+xml", **headers: str) -> Respond:
    """A plain answer; `headers` with underscores for dashes."""

    async def respond(_: Asked, writer: asyncio.StreamWriter) -> None:
        lines = [f"HTTP/1.1 {status} Some Reason", f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join([*lines, "Connection: close", "", ""]).encode() + body)

    return respond


def conditional(body: bytes = RSS, etag: str = '"v1"') -> Respond:
    """Answers 304 to the right If-None-Match."""

    async def respond(asked: Asked, writer: asyncio.StreamWriter) -> None:
        if asked.headers.get("if-none-match") == etag:
            await answer(b"", 304, ETag=etag)(asked, writer)
        else:
            await answer(body, ETag=etag)(asked, writer)

    return respond


def redirect(location: str, status: int = 301) -> Respond:
    return answer(b"", status, Location=location)


def raw(*parts: bytes, pause: float = 0.0, reset: bool = False) -> Respond:
    """Exactly these bytes, with pauses between; `reset` ends with a TCP reset."""

    async def respond(_: Asked, writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)
        if reset:
            writer.transport.abort()

    return respond


async def hang(_: Asked, writer: asyncio.StreamWriter) -> None:
    """Never an answer."""
    await asyncio.sleep(3600)
    writer.close()
