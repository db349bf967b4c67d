"""How the dispatcher reaches Discord: a protocol and its two failures. The adapter is `cogs/publisher.py`; tests have their own."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.models.posts import Delivery


class Refusal(StrEnum):
    """Why a delivery can never succeed as it is."""

    CHANNEL_GONE = "channel_gone"
    NO_PERMISSION = "no_permission"
    MESSAGE_GONE = "message_gone"  # the message to edit was deleted
    REJECTED = "rejected"  # Discord did not accept the content


class PublishLater(Exception):
    """Not now: try again, after `retry_after` seconds if Discord named a time. `in_doubt`: the message may have been posted."""

    def __init__(self, why: str, *, retry_after: float | None = None, in_doubt: bool = False) -> None:
        super().__init__(why)
        self.retry_after = retry_after
        self.in_doubt = in_doubt


class PublishRefused(Exception):
    """Give up and tell the moderators."""

    def __init__(self, refusal: Refusal, detail: str = "") -> None:
        super().__init__(detail or refusal.value)
        self.refusal = refusal


class Publisher(Protocol):
    """Sends and edits messages. Both methods raise PublishLater or PublishRefused, nothing else."""

    async def send(self, delivery: Delivery) -> int:
        """Post `delivery.post` with the delivery's id as nonce (enforced) and in its first button's custom_id; the message's id.

        In a forum it opens a thread, which has the message's id and for which Discord knows no nonce.
        """
        ...

    async def edit(self, delivery: Delivery) -> None:
        """Give the message `delivery.target_message_id` the content of `delivery.post`; notifies nobody. The buttons carry `target_id`."""
        ...

    async def find(self, delivery: Delivery, since: datetime) -> int | None:
        """Look for a message of ours that carries the delivery's id among the channel's messages since then."""
        ...
