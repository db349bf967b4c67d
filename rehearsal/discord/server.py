"""The stand-in as one HTTP server: a request goes through failures, token, rates, table and rules to its handler."""

from __future__ import annotations

import asyncio
import json
import math
import time
from collections.abc import Awaitable, Callable, Mapping
from email.utils import formatdate
from pathlib import Path
from typing import Any, Self

from aiohttp import web
from aiohttp.http_parser import RawRequestMessage
from aiohttp.streams import StreamReader

from rehearsal.discord.calls import Call
from rehearsal.discord.errors import INVALID_JSON, METHOD_NOT_ALLOWED, NOT_FOUND, UNAUTHORIZED, ApiError
from rehearsal.discord.faults import Failure, Failures
from rehearsal.discord.fields import Shape, require
from rehearsal.discord.gateway import Gateway
from rehearsal.discord.journal import Journal
from rehearsal.discord.messages import Upload
from rehearsal.discord.people import People
from rehearsal.discord.places import Json
from rehearsal.discord.rates import Rates
from rehearsal.discord.routes import Route, Table
from rehearsal.discord.world import Ref, Settings, World, ident

API = "/api/v10"
MAX_BODY = 30 * 2**20
VIOLATIONS = frozenset({400, 404, 405})
NO_BODY = Shape({})
SOCKET = "WS"  # the method by which failures name an attempt to connect to the gateway
Page = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


def _answer(status: int, document: Any, headers: Mapping[str, str] | None = None) -> web.Response:
    """Discord's JSON comes as exactly `application/json`, without a charset."""
    if document is None and status == 204:
        return web.Response(status=204, headers=headers)
    body = json.dumps(document, separators=(",", ":")).encode()
    return web.Response(status=status, body=body, content_type="application/json", headers=headers)


class StandIn:
    """A Discord of its own on a loopback port, from `async with` to its end.

    `url` is what DISCORD_API_URL takes. `world` is what exists, `people` what persons do, `gateway` and `fail` make trouble, `journal`
    tells what happened. The names at the end of `__init__` are the most used of these.
    """

    def __init__(self, settings: Settings | None = None, *, port: int = 0, journal: Path | None = None) -> None:
        self.settings = settings or Settings()
        self.journal = Journal(journal)
        self.world = World(self.journal, self.settings)
        self.gateway = Gateway(self.world)
        self.people = People(self.world)
        self.failures = Failures(self.journal)
        self.rates = Rates(self.settings.global_rate)
        self._port = port
        self._table = Table()
        self._pages: dict[str, Page] = {}
        self._runner: web.ServerRunner | None = None
        self.add_guild, self.add_channel, self.add_role = (
            self.world.add_guild,
            self.world.add_channel,
            self.world.add_role,
        )
        self.member, self.overwrite, self.delete_channel = (
            self.world.add_member,
            self.world.overwrite,
            self.world.delete_channel,
        )
        self.run_command, self.press, self.select = self.people.run_command, self.people.press, self.people.select
        self.submit_modal, self.autocomplete, self.use_menu = (
            self.people.submit_modal,
            self.people.autocomplete,
            self.people.use_menu,
        )
        self.say, self.until = self.people.say, self.journal.until

    @property
    def url(self) -> str:
        """The address of the API."""
        return self.world.url + API

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.settings.token

    def mount(self, prefix: str, page: Page) -> None:
        """Answer paths that begin with `prefix` by `page`."""
        self._pages[prefix] = page

    def fail(self, method: str = "*", path: str = "*", **how: Any) -> Failure:
        """Ask for a failure of the next matching requests: see Failure for its fields."""
        failure = Failure(method, path, **how)
        self.failures.add(failure)
        return failure

    def messages(self, channel: Ref) -> list[Json]:
        """The messages of a channel as they stand, oldest first."""
        return list(self.world.channels[ident(channel)].messages.values())

    def direct_messages(self, user: Ref) -> list[Json]:
        """What the bot wrote to a user directly, oldest first."""
        return self.messages(self.world.direct_channel(user))

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()

        def request(
            message: RawRequestMessage, payload: StreamReader, protocol: Any, writer: Any, task: asyncio.Task[None]
        ) -> web.BaseRequest:
            return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=MAX_BODY)

        server = web.Server(self._handle, request_factory=request, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.world.url = f"http://127.0.0.1:{self._port}"
        self.journal.add("start", url=self.url)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.gateway.close()
        self.people.close()
        if self._runner is not None:
            await self._runner.cleanup()
        self.journal.close()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        try:
            return await self._serve(request, request.path)
        except (ConnectionError, web.RequestPayloadError):
            # The client went away in the middle: killed, most often, since that is what rehearsals do.
            self.journal.add("client_gone", method=request.method, path=request.path)
            return web.Response(status=400)

    async def _serve(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        if path.startswith(API + "/"):
            return await self._api(request, path[len(API) :])
        if path.rstrip("/") == "/gateway":
            failure = self.failures.take(SOCKET, "/gateway")
            return await self.gateway.serve(request) if failure is None else self._failed(request, failure)
        for prefix, page in self._pages.items():
            if path.startswith(prefix):
                return await page(request)
        file = self.world.files.get(path)
        if file is not None:
            return web.Response(body=file[0], content_type=file[1])
        return _answer(404, {"message": NOT_FOUND.message, "code": 0})

    async def _api(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        response = await self._fail_or_respond(request, path)
        if self.settings.date_ahead:
            response.headers["Date"] = formatdate(time.time() + self.settings.date_ahead, usegmt=True)
        return response

    async def _fail_or_respond(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        failure = self.failures.take(request.method, path)
        if failure is None:
            return await self._respond(request, path)
        if not failure.after_commit:
            await asyncio.sleep(failure.delay)
        if failure.instead:
            return self._failed(request, failure)
        response = await self._respond(request, path)
        if failure.after_commit:
            await asyncio.sleep(failure.delay)
        return self._failed(request, failure) if failure.afterwards else response

    def _failed(self, request: web.BaseRequest, failure: Failure) -> web.Response:
        """What the client gets instead of the answer; with a cut connection, nothing."""
        if failure.status is None:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        if failure.status == 429:
            self.rates.refuse()
            return self._limited(failure.retry_after, {"X-RateLimit-Scope": "user"}, whole=False)
        return _answer(failure.status, {"message": f"{failure.status}: asked-for failure", "code": 0})

    def _limited(self, retry_after: float, headers: Mapping[str, str], *, whole: bool) -> web.Response:
        document = {"message": "You are being rate limited.", "retry_after": retry_after, "global": whole}
        return _answer(429, document, {**headers, "Via": "1.1 google", "Retry-After": str(math.ceil(retry_after))})

    def _admit(self, request: web.BaseRequest, routes: Mapping[str, Route]) -> Route:
        route = routes.get(request.method)
        if route is None:
            raise ApiError(METHOD_NOT_ALLOWED if routes else NOT_FOUND)
        if not route.free and request.headers.get("Authorization") != f"Bot {self.settings.token}":
            raise ApiError(UNAUTHORIZED)
        return route

    async def _respond(self, request: web.BaseRequest, path: str) -> web.Response:
        started = time.perf_counter()
        response = await self._decide(request, request.method, path)
        took = round((time.perf_counter() - started) * 1000, 2)
        self.journal.add("request", method=request.method, path=path, status=response.status, ms=took)
        if response.status in {401, 403, 429}:
            self.rates.refuse()
        return response

    async def _decide(self, request: web.BaseRequest, method: str, path: str) -> web.Response:
        if self.settings.rate_limits and self.rates.banned:
            return web.Response(
                status=429, text="error code: 1015", content_type="text/plain", headers={"Retry-After": "600"}
            )
        routes, params = self._table.find(path)
        headers: Mapping[str, str] = {}
        try:
            route = self._admit(request, routes)
            if self.settings.rate_limits:
                rate = self.settings.message_rate if route.sends else route.rate
                verdict = self.rates.count(_bucket(route, params), rate, unbounded=route.unbounded)
                headers = verdict.headers
                if verdict.retry_after is not None:
                    self.journal.add(
                        "rate_limited", method=method, path=path, retry_after=verdict.retry_after, whole=verdict.whole
                    )
                    return self._limited(verdict.retry_after, headers, whole=verdict.whole)
            query = dict(request.query)
            require(route.query, query)
            body, files = await _read(request, route)
            document = route.handler(self.world, Call(params, query, body, files))
        except ApiError as error:
            if error.refusal.status in VIOLATIONS and error.refusal.code in {0, 40060, 50006, 50035, 50109}:
                self.journal.add("violation", what=error.refusal.message, method=method, path=path, errors=error.errors)
            return _answer(error.refusal.status, error.body(), headers)
        return _answer(204 if document is None else 200, document, headers)


def _bucket(route: Route, params: Mapping[str, str]) -> str:
    """The name of the route, a blank, and the place that the limit is for."""
    place = params.get("channel_id") or params.get("guild_id") or params.get("webhook_token") or ""
    return f"{route.method}:{route.path} {place}"


async def _read(request: web.BaseRequest, route: Route) -> tuple[Any, list[Upload]]:
    """The body as JSON, by the route's rule, and the files of a multipart body."""
    files: list[Upload] = []
    if request.content_type == "multipart/form-data":
        form = await request.post()
        text = form.get("payload_json", "{}")
        files = [
            Upload(part.filename, part.file.read(), part.content_type)
            for name, part in form.items()
            if name.startswith("files[") and isinstance(part, web.FileField)
        ]
    else:
        text = (await request.read()).decode("utf-8", errors="replace")
    try:
        body = json.loads(text) if isinstance(text, str) and text else None
    except ValueError as error:
        raise ApiError(INVALID_JSON) from error
    if route.body is not None:
        body = {} if body is None else body
        require(route.body, body)
    elif body not in (None, {}):
        require(NO_BODY, body)
    return body, files
