"""Rows of table `deliveries` as Delivery and back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.delivery.codec import decode, encode, kind_of
from bot.models.posts import Delivery, DeliveryState
from bot.storage.database import Connection
from bot.storage.tables import deliveries

target = deliveries.alias("target")
SELECT = sa.select(deliveries, target.c.message_id.label("target_message_id")).select_from(
    deliveries.outerjoin(target, target.c.id == deliveries.c.target_id)
)


async def fetch(conn: Connection, query: sa.Select[Any]) -> list[Delivery]:
    """What a query made of `SELECT` finds."""
    return [_delivery(row) for row in await conn.execute(query)]


def values(delivery: Delivery, created_at: datetime) -> dict[str, Any]:
    """A new delivery's row."""
    return {
        "id": delivery.id,
        "guild_id": delivery.guild_id,
        "channel_id": delivery.channel_id,
        "kind": kind_of(delivery.post),
        "post": encode(delivery.post),
        "silent": delivery.silent,
        "forum": delivery.forum,
        "state": delivery.state.value,
        "due_at": delivery.due_at,
        "expires_at": delivery.expires_at,
        "created_at": created_at,
        "target_id": delivery.target_id,
        "key": delivery.key,
        "attempts": delivery.attempts,
        "first_tried_at": delivery.first_tried_at,
        "message_id": delivery.message_id,
    }


def _delivery(row: sa.Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        post=decode(row.kind, row.post),
        due_at=row.due_at,
        expires_at=row.expires_at,
        silent=row.silent,
        forum=row.forum,
        target_id=row.target_id,
        target_message_id=row.target_message_id,
        message_id=row.message_id,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        first_tried_at=row.first_tried_at,
        key=row.key,
    )
