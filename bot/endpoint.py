"""The two pages for machines, on the one address that the host chose: /metrics and /healthz. Read only; everything else is refused."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.errors import StartError
from bot.metrics import CONTENT_TYPE

LONGEST_END = 1.0  # seconds that an answer under way has when the bot stops

Metrics = Callable[[], Awaitable[bytes]]
Health = Callable[[], tuple[bool, str]]


class Endpoint:
    """Answers from `open` to `close`. `metrics` gives the body of /metrics, `health` the judgement and sentence of /healthz."""

    def __init__(self, *, metrics: Metrics, health: Health) -> None:
        self._metrics, self._health = metrics, health
        app = web.Application(client_max_size=0)
        app.router.add_get("/metrics", self._answer_metrics, allow_head=False)
        app.router.add_get("/healthz", self._answer_health, allow_head=False)
        self._runner = web.AppRunner(app, access_log=None, keepalive_timeout=15, shutdown_timeout=LONGEST_END)

    async def open(self, host: str, port: int) -> None:
        """Listen there and nowhere else. Raises StartError where that cannot be."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as e:
            await self.close()
            reason = (e.strerror or str(e)).rstrip(".")
            raise StartError(
                f"PICKETWIRE_METRICS_ADDRESS: {host}:{port} cannot be used: {reason}. Choose another port, or leave it unset."
            ) from None

    async def close(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    async def _answer_metrics(self, _: web.Request) -> web.Response:
        return web.Response(body=await self._metrics(), headers={"Content-Type": CONTENT_TYPE})

    async def _answer_health(self, _: web.Request) -> web.Response:
        well, words = self._health()
        return web.Response(status=200 if well else 503, text=words + "\n")
