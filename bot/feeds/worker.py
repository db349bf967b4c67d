"""The bot's side of the parser process: hands it one document at a time, kills and replaces it when it is over its limits.

Threads would not do: some documents hold a regular expression, and with it the interpreter, for minutes.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from typing import Any

from bot.feeds import wire
from bot.feeds.parser import NotAFeed
from bot.models.feeds import ParsedFeed, Problem

log = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[2]
_END_SECONDS = 2.0
_START_SECONDS = 30.0  # importing on a slow card; counted apart from the document's own time


class ParserWorker:
    """One parser process. Documents wait in line; callers bound how many (the poller's slots do)."""

    def __init__(self, *, timeout: float = 10.0, memory_bytes: int = 512 * 1024 * 1024) -> None:
        self._timeout, self._memory_bytes = timeout, memory_bytes
        self._process: Process | None = None
        self._turn = asyncio.Lock()
        self.replaced = 0  # processes that had to be ended, for the log and tests

    @property
    def pid(self) -> int | None:
        """The process's number, None while there is none."""
        return self._process.pid if self._process else None

    async def start(self) -> None:
        """Start the process, so that the first document need not wait; OSError where none can be started."""
        async with self._turn:
            await self._ready()

    async def close(self) -> None:
        """End the process."""
        async with self._turn:
            await self._end(kill=False)

    async def parse(self, body: bytes, content_type: str, url: str) -> ParsedFeed:
        """Like `parser.parse`; a document over the limits of time or memory is a NotAFeed with Problem.PARSER."""
        async with self._turn:
            try:
                process = await self._ready()
                async with asyncio.timeout(self._timeout):
                    answer = await self._ask(process, wire.pack_question(body, content_type, url))
            except TimeoutError:
                await self._replace("a document took too long", kill=True)
                raise NotAFeed(Problem.PARSER, f"took longer than {self._timeout:g} s") from None
            except (OSError, EOFError, ValueError) as error:
                await self._replace(f"it ended by itself ({type(error).__name__})", kill=False)
                raise NotAFeed(Problem.PARSER, "the parser ended while it read this") from None
            except BaseException:
                await self._end(kill=True)  # cancelled half-way: the pipe is out of step
                raise
            if answer.pop("last"):
                await self._end(kill=False)
        if "problem" in answer:
            raise NotAFeed(Problem(answer["problem"]), answer["detail"])
        return wire.feed_from_plain(answer)

    async def _ready(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-E", "-s", "-m", "bot.feeds.worker_process"),
                *(str(self._memory_bytes), str(self._timeout)),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,  # a traceback could hold parts of a private feed
                cwd=_ROOT,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},  # the token is none of its business
                start_new_session=True,  # Ctrl-C is for the bot, which then closes this in order
                limit=1024 * 1024,
            )
            async with asyncio.timeout(_START_SECONDS):
                await self._ask(self._process, wire.pack_question(b"", "", ""))
        return self._process

    @staticmethod
    async def _ask(process: Process, question: bytes) -> dict[str, Any]:
        assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - both are pipes
        process.stdin.write(question)
        await process.stdin.drain()
        (length,) = wire.PREFIX.unpack(await process.stdout.readexactly(wire.PREFIX.size))
        if length > wire.ANSWER_BYTES:
            raise ValueError("an answer too large to be one")
        answer = json.loads(await process.stdout.readexactly(length))
        if not isinstance(answer, dict):
            raise ValueError("an answer of another form")  # noqa: TRY004 - the process is at fault, not our types
        return answer

    async def _replace(self, why: str, *, kill: bool) -> None:
        self.replaced += 1
        log.warning("the parser process is replaced: %s", why)
        await self._end(kill=kill)

    async def _end(self, *, kill: bool) -> None:
        """Without `kill` it is ending, or idle and ends at the end of its input: a signal would cross asyncio's own wait."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        if not kill:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_END_SECONDS):
                    await process.wait()
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
