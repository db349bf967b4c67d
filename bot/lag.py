"""How late the event loop calls what is due: the first thing to suffer where the machine is too small or a call blocks."""

from __future__ import annotations

import asyncio

from bot.counts import Histogram

EVERY = 1.0  # seconds between two looks
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class LoopLag:
    """Measures from `start` to `stop`, in the running loop."""

    def __init__(self) -> None:
        self.seconds = Histogram(BOUNDS)
        self._next: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin."""
        loop = asyncio.get_running_loop()
        self._next = loop.call_later(EVERY, self._look, loop, loop.time() + EVERY)

    def stop(self) -> None:
        """End."""
        if self._next is not None:
            self._next.cancel()

    def _look(self, loop: asyncio.AbstractEventLoop, due: float) -> None:
        self.seconds.observe(max(loop.time() - due, 0.0))
        self._next = loop.call_later(EVERY, self._look, loop, loop.time() + EVERY)
