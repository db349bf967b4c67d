"""One conditional GET of one feed, within limits of size, time and address. Every outcome is a `Fetched`; nothing is stored here.

A hop at a time: address guard -> GET with validators -> redirect, 304, problem, or the body in chunks, unpacked up to the limit.
"""

from __future__ import annotations

import asyncio
import socket
import time
import zlib
from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import urldefrag, urljoin, urlsplit

import aiohttp

from bot.feeds import headers
from bot.feeds.fingerprint import body_hash
from bot.feeds.guard import UnsafeAddress, check_address, check_url
from bot.models.feeds import Fetched, Problem, Validators

_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
)
_VALIDATOR_CHARS = 1024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_PROBLEMS = {
    401: Problem.FORBIDDEN,
    402: Problem.PAYWALL,
    403: Problem.FORBIDDEN,
    404: Problem.NOT_FOUND,
    410: Problem.GONE,
    429: Problem.RATE_LIMITED,
    503: Problem.UNAVAILABLE,
}


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may cost. Times in seconds, for the whole chain of redirects."""

    body_bytes: int = 4 * 1024 * 1024  # unpacked
    total: float = 20.0
    connect: float = 10.0
    redirects: int = 5


class _Refused(Exception):
    """A fetch that ends here: the problem and a few words without addresses, which may hold secrets."""

    def __init__(self, problem: Problem, detail: str) -> None:
        super().__init__(detail)
        self.problem, self.detail = problem, detail


class Fetcher:
    """The one HTTP session all feeds are fetched through. Make it inside a running loop; `close` it."""

    def __init__(self, *, user_agent: str, allow_loopback: bool = False, limits: FetchLimits | None = None) -> None:
        self._limits = limits or FetchLimits()
        self._allow_loopback = allow_loopback
        self._session = aiohttp.ClientSession(
            # The guard sits where sockets are made: it sees literals, every DNS answer and each redirect's target alike.
            connector=aiohttp.TCPConnector(socket_factory=self._guarded_socket, limit=0, ttl_dns_cache=60),
            headers={"User-Agent": user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"},
            timeout=aiohttp.ClientTimeout(total=None, connect=self._limits.connect),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,  # done in `Unpacker`: aiohttp does not notice a packed body that ends early
            trust_env=False,  # behind a proxy the guard would see only the proxy
            raise_for_status=False,
        )

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()

    async def fetch(self, url: str, validators: Validators) -> Fetched:
        """GET `url` unless it is unchanged by `validators`. Raises nothing but CancelledError."""
        started = time.monotonic()
        chain = _Chain(url)
        try:
            async with asyncio.timeout(self._limits.total):
                fetched = await self._follow(chain, validators)
        except _Refused as refused:
            fetched = chain.problem(refused.problem, refused.detail)
        except Exception as error:  # noqa: BLE001 - whatever a server brings about is an outcome, never an error of the bot
            fetched = chain.problem(*_meaning(error))
        return replace(fetched, elapsed=time.monotonic() - started)

    def _guarded_socket(self, info: tuple[int, int, int, str, tuple[object, ...]]) -> socket.socket:
        family, kind, protocol, _, address = info
        check_address(str(address[0]), allow_loopback=self._allow_loopback)
        return socket.socket(family=family, type=kind, proto=protocol)

    async def _follow(self, chain: _Chain, validators: Validators) -> Fetched:
        conditions = {}
        if validators.etag:
            conditions["If-None-Match"] = validators.etag
        if validators.last_modified:
            conditions["If-Modified-Since"] = validators.last_modified
        for _ in range(self._limits.redirects + 1):
            check_url(chain.url, allow_loopback=self._allow_loopback)
            async with self._session.get(chain.url, headers=conditions, allow_redirects=False) as answer:
                chain.status = answer.status
                target = answer.headers.get("Location")
                if answer.status not in _REDIRECTS or not target:
                    return await self._settle(chain, answer, validators, conditional=bool(conditions))
                chain.hop(target, permanent=answer.status in _PERMANENT)
        raise _Refused(Problem.BAD_REDIRECT, f"more than {self._limits.redirects} redirects")

    async def _settle(
        self, chain: _Chain, answer: aiohttp.ClientResponse, validators: Validators, *, conditional: bool
    ) -> Fetched:
        status = answer.status
        if status == HTTPStatus.NOT_MODIFIED:
            if not conditional:
                raise _Refused(Problem.HTTP_ERROR, "HTTP 304: to a request without conditions")
            return chain.fetched(validators=validators, max_age=headers.max_age(answer.headers))
        if not 200 <= status < 300:
            server = Problem.SERVER_ERROR if status >= 500 else Problem.HTTP_ERROR
            found = chain.problem(_PROBLEMS.get(status, server), f"HTTP {status}")
            return replace(found, retry_after=headers.retry_after(answer.headers))
        body, whole = await self._read(answer)
        if not body.strip():
            if not whole:
                raise _Refused(Problem.TRUNCATED, f"HTTP {status}: the packed body ends early")
            raise _Refused(Problem.EMPTY, f"HTTP {status}")
        # A body that ended early is worth reading, but is not to be remembered as the whole.
        found_validators = Validators()
        if whole:
            found_validators = Validators(
                etag=_sendable(answer.headers.get("ETag")),
                last_modified=_sendable(answer.headers.get("Last-Modified")),
                body_hash=body_hash(body),
            )
        return chain.fetched(
            body=body,
            content_type=answer.headers.get("Content-Type", ""),
            validators=found_validators,
            max_age=headers.max_age(answer.headers),
            detail="" if whole else "the packed body ends early",
        )

    async def _read(self, answer: aiohttp.ClientResponse) -> tuple[bytes, bool]:
        limit = self._limits.body_bytes
        try:
            unpacker = headers.Unpacker(answer.headers.get("Content-Encoding", ""), limit)
            async for chunk in answer.content.iter_any():
                unpacker.feed(chunk)
        except headers.TooLarge:
            raise _Refused(Problem.TOO_LARGE, f"more than {limit} bytes") from None
        except (ValueError, zlib.error) as error:
            detail = "packed wrongly" if isinstance(error, zlib.error) else str(error)
            raise _Refused(Problem.HTTP_ERROR, f"HTTP {answer.status}: {detail}") from None
        return unpacker.close()


class _Chain:
    """Where one fetch has got to."""

    def __init__(self, url: str) -> None:
        self.url = urldefrag(url).url
        self.status = 0
        self._hops, self._permanent = 0, True

    def hop(self, location: str, *, permanent: bool) -> None:
        try:
            target = urldefrag(urljoin(self.url, location.strip())).url
            scheme = urlsplit(target).scheme
        except ValueError:
            raise _Refused(Problem.BAD_REDIRECT, "to something that is no address") from None
        if scheme not in {"http", "https"}:
            raise _Refused(Problem.BAD_REDIRECT, "to something that is not http or https")
        if scheme == "http" and urlsplit(self.url).scheme == "https":
            raise _Refused(Problem.BAD_REDIRECT, "from https to http")
        self.url = target
        self._hops += 1
        self._permanent = self._permanent and permanent

    def fetched(
        self,
        *,
        validators: Validators,
        body: bytes | None = None,
        content_type: str = "",
        max_age: float | None = None,
        detail: str = "",
    ) -> Fetched:
        return Fetched(
            status=self.status,
            url=self.url,
            body=body,
            content_type=content_type,
            validators=validators,
            detail=detail,
            max_age=max_age,
            moved_permanently=self._hops > 0 and self._permanent,
        )

    def problem(self, problem: Problem, detail: str) -> Fetched:
        return Fetched(status=self.status, url=self.url, problem=problem, detail=detail)


def _sendable(value: str | None) -> str | None:
    """A validator as it came, or None for one that cannot be stored and sent back byte for byte."""
    if not value or len(value) > _VALIDATOR_CHARS:
        return None
    try:
        value.encode()
    except UnicodeEncodeError:
        return None  # bytes that are no text
    return value


# The first kind that fits counts, so the narrower stand first.
_MEANINGS: tuple[tuple[type[Exception], Problem, str], ...] = (
    (aiohttp.ClientConnectorDNSError, Problem.DNS, "the host's name is not known"),
    (aiohttp.ClientSSLError, Problem.TLS, "no secure connection"),
    (aiohttp.ClientConnectorError, Problem.CONNECTION, "not connected"),
    (TimeoutError, Problem.TOO_SLOW, "no full answer in time"),
    (aiohttp.ClientPayloadError, Problem.TRUNCATED, "the answer ended early"),
    (aiohttp.InvalidURL, Problem.UNSAFE_ADDRESS, "not a valid address"),
    (aiohttp.ClientResponseError, Problem.HTTP_ERROR, "an answer that is not valid HTTP"),
)


def _meaning(error: Exception) -> tuple[Problem, str]:
    """The problem an exception of the network stands for. The detail holds no address: a feed's may be private."""
    if isinstance(error, UnsafeAddress):
        return Problem.UNSAFE_ADDRESS, str(error)
    if isinstance(error, aiohttp.ClientConnectorError) and "not a public address" in str(error.os_error):
        return Problem.UNSAFE_ADDRESS, "not a public address"
    for kind, problem, words in _MEANINGS:
        if isinstance(error, kind):
            return problem, words
    return Problem.CONNECTION, type(error).__name__
