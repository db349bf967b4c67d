"""The bot as a process of its own, forked from one that has imported it: a start takes a third of the time of `python -m bot`.

Everything else is as there: arguments, environment, folder, standard streams, signals, exit code. That `python -m bot` is the
same program is tested in test_command_line.py.
"""

from __future__ import annotations

import asyncio
import importlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerProcess
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import Any, Self

from bot.client import EXTENSIONS

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(
    [
        __name__,
        "bot.__main__",
        "bot.app",
        "bot.preview",
        "bot.storage.backup",
        "alembic.command",
        "cogs.inspection",
        *EXTENSIONS,
    ]
)


class BotProcess:
    """A running `python -m bot ...`: what the tests need of asyncio's Process."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process
        assert process.pid is not None
        self.pid = process.pid

    @classmethod
    def start(
        cls,
        arguments: Sequence[str],
        *,
        folder: Path,
        environment: Mapping[str, str],
        given: int | None = None,
        out: int,
        errors: int,
    ) -> Self:
        """Start it in `folder`, with descriptors of open files as its standard streams (nothing to read, if none is given)."""
        with Path(os.devnull).open("rb") as nothing:
            streams = [_Stream(nothing.fileno() if given is None else given), _Stream(out), _Stream(errors)]
            process = _CONTEXT.Process(target=_main, args=(arguments, str(folder), dict(environment), streams))
            process.start()
        return cls(process)

    @property
    def returncode(self) -> int | None:
        """None while it runs; negative for a signal."""
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        """Raises ProcessLookupError once it has ended."""
        if self._process.exitcode is not None:
            raise ProcessLookupError(self.pid)
        os.kill(self.pid, number)

    async def wait(self) -> int:
        """Its exit code, once it has ended."""
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        if self.returncode is None:
            loop.add_reader(self._process.sentinel, ended.set)
            try:
                await ended.wait()
            finally:
                loop.remove_reader(self._process.sentinel)
        return self.join(10)

    def join(self, seconds: float) -> int:
        """Its exit code. Kills it and raises TimeoutError when it takes longer."""
        self._process.join(seconds)
        if self._process.exitcode is None:
            self._process.kill()
            raise TimeoutError(f"the bot still ran after {seconds} s")
        return self._process.exitcode


class _Stream:
    """An open file that is handed on to the new process."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __reduce__(self) -> tuple[Any, ...]:
        return _taken, (DupFd(self.number),)


def _taken(given: Any) -> _Stream:
    return _Stream(given.detach())


def _main(arguments: Sequence[str], folder: str, environment: Mapping[str, str], streams: Sequence[_Stream]) -> None:
    """The new process."""
    for number, stream in enumerate(streams):
        os.dup2(stream.number, number)
        os.close(stream.number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as the interpreter does it
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv[:] = ["bot", *arguments]
    sys.exit(importlib.import_module("bot.__main__").main(arguments))
