"""Lets a delivery say something else, whether it still waits or is posted already; inside the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from bot.delivery.ids import new_id
from bot.models.posts import Delivery, Post
from bot.storage import deliveries
from bot.storage.database import Connection


async def show(conn: Connection, delivery: Delivery, post: Post, *, due_at: datetime, now: datetime) -> None:
    """Replace the post while it is still pending, else the pending edit of it, else add an edit due at `due_at`."""
    if await deliveries.replace_post(conn, delivery.id, post):
        return
    pending = await deliveries.pending_edit(conn, delivery.id)
    if pending is not None and await deliveries.replace_post(conn, pending.id, post):
        return
    edit = Delivery(
        id=new_id(),
        guild_id=delivery.guild_id,
        channel_id=delivery.channel_id,
        post=post,
        due_at=due_at,
        forum=delivery.forum,
        target_id=delivery.id,
    )
    await deliveries.add(conn, edit, now)


def message_link(delivery: Delivery) -> str:
    """The address of a sent message, "" while it has none."""
    if delivery.message_id is None:
        return ""
    return f"https://discord.com/channels/{delivery.guild_id}/{delivery.channel_id}/{delivery.message_id}"
