"""A guard that ends the bot's processes when the rehearsal's own is gone, however it went: `kill -9` and a closed terminal included."""

from __future__ import annotations

import asyncio
from asyncio.subprocess import DEVNULL, PIPE, Process

# A shell that waits on a pipe whose other end the rehearsal holds: a line lets it go, the pipe's end is the rehearsal's.
GUARD = 'read -r line || kill -s KILL -- "-$1"'


class Tether:
    """Holds the processes of one group to this process."""

    def __init__(self, guard: Process) -> None:
        self._guard = guard

    @classmethod
    async def tie(cls, group: int) -> Tether:
        """From now on the group ends with this process, unless it is loosened before."""
        # A session of its own: what is sent to the rehearsal's group must not end the guard first.
        guard = await asyncio.create_subprocess_exec(
            *("sh", "-c", GUARD, "tether", str(group)),
            stdin=PIPE,
            stdout=DEVNULL,
            stderr=DEVNULL,
            start_new_session=True,
        )
        return cls(guard)

    async def loosen(self) -> None:
        """Let go, because the group has ended or may live on."""
        await self._guard.communicate(b"\n")
