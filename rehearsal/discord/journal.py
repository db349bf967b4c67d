"""The record of all that happened in the stand-in, in memory and as JSON lines, and the means to wait for something in it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

Entry = dict[str, Any]


class Journal:
    """A list of entries `{"at": ISO time, "kind": ..., ...}`; each is written to the file, flushed, before anything else happens.

    Kinds: request, message_created (a "thinking" answer has flag 128 and no text yet), message_repeated (a nonce seen before),
    message_edited, message_deleted, commands_synced, interaction, answer, answer_finished, follow_up, interaction_failed, violation
    (a request that Discord would not accept), rate_limited, fault, gateway, client_gone (in the middle of a request), guild_joined,
    guild_left, channel_deleted and the like. Ids are strings, as in Discord's JSON; answers to interactions name theirs in `interaction`.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.entries: list[Entry] = []
        self._file: TextIO | None = path.open("a", encoding="utf-8") if path else None
        self._waiting: set[asyncio.Future[None]] = set()

    def add(self, kind: str, **facts: Any) -> Entry:
        """Record an entry and wake everybody who waits for one."""
        entry: Entry = {"at": datetime.now(UTC).isoformat(), "kind": kind, **facts}
        self.entries.append(entry)
        if self._file is not None:
            self._file.write(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n")
            self._file.flush()
        if self._waiting:
            for future in self._waiting:
                if not future.done():
                    future.set_result(None)
            self._waiting.clear()
        return entry

    def of(self, *kinds: str) -> list[Entry]:
        """The entries of these kinds, oldest first."""
        return [entry for entry in self.entries if entry["kind"] in kinds]

    async def until(self, true: Callable[[], object], *, timeout: float = 5.0, what: str = "") -> None:  # noqa: ASYNC109
        """Return as soon as `true()` is; it is asked again after each new entry. Raises TimeoutError after `timeout` real seconds."""
        try:
            async with asyncio.timeout(timeout):
                while not true():
                    future = asyncio.get_running_loop().create_future()
                    self._waiting.add(future)
                    await future
        except TimeoutError:
            raise TimeoutError(f"did not happen within {timeout} s: {what or 'the awaited state'}") from None

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
