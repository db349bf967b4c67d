"""Has charts drawn by a process that ends when it is done: the drawing library would cost the bot some 60 MiB for good.

The latest pictures are kept by their content; how one looks is in `chart.py`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import shutil
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import OrderedDict
from dataclasses import asdict
from pathlib import Path

from bot.models.trends import Chart

log = logging.getLogger(__name__)

SECONDS = 10.0
KEPT = 16  # pictures of some 40 KB
SIGNATURE = b"\x89PNG\r\n\x1a\n"
_ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-E", "-s", "-m", "bot.issues.chart")


class ChartDrawer:
    """One drawing at a time. The library's own notes on the machine's fonts are kept in a folder until `close`."""

    def __init__(self, *, seconds: float = SECONDS, program: tuple[str, ...] = PROGRAM) -> None:
        self._seconds, self._program = seconds, program
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._turn = asyncio.Lock()
        self._folder: str | None = None
        self.drawn = 0  # processes started

    async def draw(self, chart: Chart) -> bytes | None:
        """The chart as a PNG file; None where it could not be drawn, or not within the time that waiting in line counts in."""
        key = json.dumps(asdict(chart), sort_keys=True)
        try:
            async with asyncio.timeout(self._seconds), self._turn:
                if key not in self._kept:
                    self._kept[key] = await self._drawn(key.encode())
        except (OSError, TimeoutError, ValueError) as e:
            log.warning("a picture was not drawn: %s", str(e) or f"it took longer than {self._seconds:g} s")
            return None
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]

    async def close(self) -> None:
        """Forget all."""
        async with self._turn:
            self._kept.clear()
            if self._folder is not None:
                shutil.rmtree(self._folder, ignore_errors=True)
                self._folder = None

    async def _drawn(self, chart: bytes) -> bytes:
        self._folder = self._folder or tempfile.mkdtemp(prefix="picketwire-")
        self.drawn += 1
        process = await asyncio.create_subprocess_exec(
            *self._program,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            cwd=_ROOT,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "MPLCONFIGDIR": self._folder},
            start_new_session=True,
        )
        try:
            picture, _ = await process.communicate(chart)
        finally:
            await _end(process)
        if process.returncode != 0 or not picture.startswith(SIGNATURE):
            raise ValueError(f"the drawing process ended with {process.returncode}")
        return picture


async def _end(process: Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
