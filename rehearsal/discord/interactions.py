"""One interaction of a person with the bot and what became of it: the answer as that person sees it. How it is sent is in `people.py`."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from rehearsal.discord.component_rules import TEXT_DISPLAY, walk
from rehearsal.discord.journal import Journal
from rehearsal.discord.message_rules import EPHEMERAL, LOADING

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
PONG, MESSAGE, DEFERRED_MESSAGE, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 1, 4, 5, 6, 7, 8, 9

Json = dict[str, Any]


def text_of(message: Json | None) -> str:
    """What can be read in a message: its content, embeds and text displays, one below the other."""
    if message is None:
        return ""
    parts = [message.get("content") or ""]
    for embed in message.get("embeds", ()):
        parts += [embed.get("title", ""), embed.get("description", "")]
        parts += [f"{item['name']}\n{item['value']}" for item in embed.get("fields", ())]
        parts.append(embed.get("footer", {}).get("text", ""))
    parts += [item["content"] for item in walk(message.get("components", [])) if item["type"] == TEXT_DISPLAY]
    return "\n".join(part for part in parts if part)


@dataclass(eq=False)
class Interaction:
    """A person's use of a command, component or modal, and the bot's answer so far.

    `message` is the answer (or, for an update, the message changed), `followups` come after it; `failed` says why the person sees
    "This interaction failed"; `acknowledged_after` is in real seconds.
    """

    id: int
    token: str
    kind: int
    name: str
    user_id: int
    guild_id: int | None
    channel_id: int
    journal: Journal
    source: Json | None = None  # the message whose component was used
    created: float = field(default_factory=time.monotonic)
    response: int | None = None
    acknowledged_after: float | None = None
    message: Json | None = None
    followups: list[Json] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] | None = None
    failed: str | None = None
    hidden: dict[int, Json] = field(default_factory=dict)  # ephemeral messages: no channel holds them

    @property
    def settled(self) -> bool:
        """Whether the person sees a finished answer, or a failure, rather than "thinking"."""
        if self.failed is not None:
            return True
        if self.response is None:
            return False
        return not (self.response == DEFERRED_MESSAGE and self.message is not None and self.message["flags"] & LOADING)

    @property
    def ephemeral(self) -> bool:
        """Whether only the person sees the answer."""
        return self.message is not None and bool(self.message["flags"] & EPHEMERAL)

    @property
    def text(self) -> str:
        """All that can be read in the answer and its follow-ups."""
        return "\n".join(filter(None, [text_of(self.message), *map(text_of, self.followups)]))

    async def wait(self, timeout: float = 10.0) -> Interaction:  # noqa: ASYNC109
        """Return once the answer is settled. Raises TimeoutError after `timeout` real seconds."""
        await self.journal.until(lambda: self.settled, timeout=timeout, what=f"an answer to {self.name}")
        return self

    async def wait_for_followup(self, count: int = 1, timeout: float = 10.0) -> Json:  # noqa: ASYNC109
        """Return the follow-up number `count` once it is there. Raises TimeoutError."""
        await self.journal.until(
            lambda: len(self.followups) >= count, timeout=timeout, what=f"follow-up {count} to {self.name}"
        )
        return self.followups[count - 1]

    def json(self) -> Json:
        """The answer as a document, for another process."""
        return {
            "id": str(self.id),
            "kind": self.kind,
            "name": self.name,
            "settled": self.settled,
            "response": self.response,
            "acknowledged_after": self.acknowledged_after,
            "ephemeral": self.ephemeral,
            "text": self.text,
            "message": self.message,
            "followups": self.followups,
            "modal": self.modal,
            "choices": self.choices,
            "failed": self.failed,
        }
