"""The fault panel: the troubles a visitor can cause, what of them is still to come, and how each is taken back."""

from __future__ import annotations

import time

from rehearsal.discord.errors import ClientRefusal
from rehearsal.discord.faults import Failure
from rehearsal.discord.places import Json
from rehearsal.room import Room

MESSAGES = "/channels/*/messages"
REFUSALS: dict[str, Json] = {
    "rate": {"status": 429, "retry_after": 2.0},
    "errors": {"status": 500, "times": 3},
    "after": {"status": 500, "after_commit": True},
    "drop": {"drop": "after"},
}
"""Failures of the bot's next new messages in a channel, by name; they wait until the bot sends one."""
FEED_STATUSES = (402, 403, 404, 410, 500, 503)


class FaultPanel:
    """Causes faults in one room and knows which of them have not been met yet."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._asked: list[tuple[str, Failure]] = []

    async def cause(self, kind: str, *, outlet: str = "", status: int = 404) -> Json:
        """Cause a fault, or take one back: "clear" what is queued, "feed_back" a dead feed.

        "kill" returns once the bot is back, with the real `seconds` that took. Raises ValueError for an unknown fault, and
        ClientRefusal when the bot is not connected and was to be cut.
        """
        if kind in REFUSALS:
            self._asked.append((kind, self._room.discord.fail("POST", MESSAGES, **REFUSALS[kind])))
        elif kind == "clear":
            self._room.discord.failures.clear()
        elif kind == "feed":
            self._kill_feed(outlet, status)
        elif kind == "feed_back":
            self._room.press.dead.pop(self._known(outlet), None)
        elif kind == "gateway":
            self._disconnect()
        elif kind == "kill":
            return await self._kill_bot()
        else:
            raise ValueError(f"there is no fault {kind!r}")
        return {}

    @property
    def queued(self) -> list[Json]:
        """What waits for the bot's next messages, and how many of them each will hit."""
        pending = self._room.discord.failures.pending
        self._asked = [(kind, failure) for kind, failure in self._asked if failure in pending]
        return [{"kind": kind, "times": failure.times} for kind, failure in self._asked]

    def _known(self, outlet: str) -> str:
        if outlet not in self._room.press.chronicle.outlets:
            raise ValueError(f"there is no outlet {outlet!r}")
        return outlet

    def _kill_feed(self, outlet: str, status: int) -> None:
        if status not in FEED_STATUSES:
            raise ValueError(f"a feed answers with one of {', '.join(map(str, FEED_STATUSES))}")
        self._room.press.dead[self._known(outlet)] = status

    def _disconnect(self) -> None:
        """Cut the connection and refuse the first attempt to come back, without which the bot is back before anybody has looked."""
        if not self._room.connected:
            raise ClientRefusal("Picketwire is not connected at present")
        self._room.discord.fail("WS", "/gateway", status=503)
        self._room.discord.gateway.drop()

    async def _kill_bot(self) -> Json:
        began = time.monotonic()
        await self._room.kill()
        return {"seconds": round(time.monotonic() - began, 1)}
