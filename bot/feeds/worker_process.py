"""The program of the parser process: reads documents from stdin, writes parsed feeds to stdout. Started by `worker.py` only.

It limits itself: memory by RLIMIT_AS, and a timer kills it should its parent be gone while a document takes for ever.
"""

from __future__ import annotations

import resource
import signal
import sys
from pathlib import Path
from typing import Any, BinaryIO

from bot.feeds import wire
from bot.feeds.parser import NotAFeed, parse
from bot.models.feeds import Problem


def main(memory_bytes: int, seconds: float) -> None:
    """Answer documents until stdin ends, or until one has left this process too large to keep."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    while (about := _message(questions)) is not None and (body := _message(questions)) is not None:
        signal.setitimer(signal.ITIMER_REAL, seconds + 5)
        answer = _answer(about, body, memory_bytes)
        answers.write(wire.pack_answer(answer))
        answers.flush()
        signal.setitimer(signal.ITIMER_REAL, 0)
        del about, body
        if answer["last"]:
            return


def _message(stream: BinaryIO) -> bytes | None:
    prefix = stream.read(wire.PREFIX.size)
    if len(prefix) < wire.PREFIX.size:
        return None
    return stream.read(wire.PREFIX.unpack(prefix)[0])


def _answer(about: bytes, body: bytes, memory_bytes: int) -> dict[str, Any]:
    try:
        content_type, url = wire.read_about(about)
        answer = wire.feed_to_plain(parse(body, content_type, url))
    except NotAFeed as refusal:
        answer = {"problem": refusal.problem.value, "detail": refusal.detail}
    except MemoryError:
        return {"problem": Problem.PARSER.value, "detail": "took too much memory", "last": True}
    # What a large document has grown Python does not give back; a fresh process is small again.
    return {**answer, "last": _resident_bytes() > memory_bytes // 2}


def _resident_bytes() -> int:
    """Present memory; 0 where the system does not tell. (The peak of getrusage starts with the parent's.)"""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return 0


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
