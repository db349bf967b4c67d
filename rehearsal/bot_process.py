"""The real bot as a process of its own: started, watched, stopped, killed. It knows nothing of what the bot is told to do."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from rehearsal.tether import Tether

ROOT = Path(__file__).resolve().parent.parent
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "SYSTEMROOT")


class BotEndedError(Exception):
    """The bot's process is gone although nobody stopped it. `lines` are the last it wrote."""

    def __init__(self, code: int | None, lines: list[str]) -> None:
        said = "\n".join(f"  {line}" for line in lines) or "  (it wrote nothing)"
        super().__init__(f"The bot stopped by itself with code {code}. The last it wrote:\n{said}")
        self.code, self.lines = code, lines


class BotProcess:
    """`python -m bot run`, unmodified, in `folder` (so that no .env file is read) with these settings and no others.

    It does not outlive this process, however that ends.
    """

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self.log_path = folder / "bot.log"
        self.starts = 0
        self._folder = folder
        self.settings = dict(settings)
        self._process: asyncio.subprocess.Process | None = None
        self._tether: Tether | None = None

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.returncode is None

    def environment(self) -> dict[str, str]:
        """All of its environment: nothing that the host has set for a bot of their own."""
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        return kept | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"} | self.settings

    async def start(self) -> None:
        """Start it; returns at once."""
        if self.running:
            raise RuntimeError("the bot is running already")
        await self._loosen()
        with self.log_path.open("ab") as output:
            # A session of its own: Ctrl-C in the terminal is for the rehearsal, which then stops the bot in order.
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "bot", "run"),
                cwd=self._folder,
                env=self.environment(),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self._tether = await Tether.tie(self._process.pid)
        self.starts += 1

    async def stop(self, *, patience: float = 10.0) -> int | None:
        """Ask it to end (SIGTERM), wait up to `patience` seconds, then kill it; the exit code."""
        process = self._process
        if process is None:
            return None
        self._process = None  # so that `check` does not take it for an accident
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(process.wait(), patience)
            except TimeoutError:
                process.kill()
                await process.wait()
        _end_group(process.pid)
        await self._loosen()
        return process.returncode

    async def kill(self) -> None:
        """kill -9: no goodbye. What the bot had started must notice by itself."""
        process = self._process
        if process is not None and process.returncode is None:
            self._process = None  # so that `check` does not take it for an accident
            process.kill()
            await process.wait()
            await self._loosen()

    async def _loosen(self) -> None:
        tether, self._tether = self._tether, None
        if tether is not None:
            await tether.loosen()

    async def wait(self) -> int | None:
        """Wait until it has ended; the exit code."""
        return await self._process.wait() if self._process is not None else None

    def check(self) -> None:
        """Raise BotEndedError if the process has ended."""
        if self._process is not None and self._process.returncode is not None:
            raise BotEndedError(self._process.returncode, self.last_lines())

    def last_lines(self, count: int = 12) -> list[str]:
        """The last lines of its output."""
        if not self.log_path.exists():
            return []
        return self.log_path.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]


def _end_group(group: int) -> None:
    """End what the process may have left behind; its session is its own, so nobody else's is touched."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return
