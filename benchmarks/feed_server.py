"""A feed server for the benchmarks, its own process so that its work is not measured: `python -m benchmarks.feed_server` prints its port.

It answers on every loopback address, so that each feed can have a host of its own. Paths: /quiet/N, /items/N/COUNT, /full/N/COUNT.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache

NEWEST = datetime(2026, 11, 2, 18, tzinfo=UTC)
TEXT = """The stage crew and the theatres talked about rest between shifts while the ushers counted seats and the orchestra
rehearsed a new overture that nobody had asked for but everybody hummed on the way home past the river"""
WORDS = TEXT.split()


def words(count: int, seed: int) -> str:
    """So many plain words."""
    return " ".join(WORDS[(seed * 7 + n * (1 + seed % 5)) % len(WORDS)] for n in range(count))


@lru_cache(maxsize=4096)
def document(kind: str, number: int, count: int) -> bytes:
    """An RSS document: `items` have a line of text, `full` ten paragraphs of escaped markup."""
    items = []
    for n in range(count):
        link = f"http://127.0.0.1/{kind}/{number}/{n}"
        stamp = format_datetime(NEWEST - timedelta(hours=n))
        title = f"{words(8, number + n).capitalize()} {number}-{n}"
        content = ""
        if kind == "full":
            paragraphs = "".join(f"<p>{words(90, number + n + p)} <a href='{link}'>more</a></p>" for p in range(10))
            content = f"<content:encoded><![CDATA[{paragraphs}]]></content:encoded>"
        items.append(
            f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid><pubDate>{stamp}</pubDate>"
            f"<description>{words(30, n)}</description>{content}</item>"
        )
    head = f"<channel><title>Feed {number}</title><link>http://127.0.0.1/{number}</link>"
    namespace = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<?xml version="1.0"?><rss version="2.0" {namespace}>{head}{"".join(items)}</channel></rss>'.encode()


class Connection(asyncio.Protocol):
    """Just enough of HTTP."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """One request a packet, which is so on loopback."""
        kind, number, *count = data.split(b" ", 2)[1].decode().strip("/").split("/")
        if b"if-none-match" in data.lower():
            self.transport.write(b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n')
            return
        body = document(kind, int(number), int(count[0]) if count else 5)
        head = (
            f'HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: "1"\r\nContent-Length: {len(body)}\r\n\r\n'
        )
        self.transport.write(head.encode() + body)


async def serve() -> None:
    """Serve until stdin ends."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Connection, "0.0.0.0", 0, backlog=2048)  # noqa: S104 - on every loopback address
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


@contextmanager
def running() -> Iterator[int]:
    """A server in a process of its own; its port."""
    command = [sys.executable, "-m", "benchmarks.feed_server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield int(process.stdout.readline())
        process.kill()


def host(number: int) -> str:
    """A loopback address for each number up to 60,000."""
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


if __name__ == "__main__":
    asyncio.run(serve())
