"""Lets a delivery say something else, whether it still waits or is posted already; inside the caller's transaction."""

from __future__ import annotations

from datetime import datetime

from bot.delivery.ids import new_id
from bot.models.posts import Delivery, DeliveryState, Post
from bot.storage import deliveries
from bot.storage.database import Connection


async def show(conn: Connection, delivery: Delivery, post: Post, *, due_at: datetime, now: datetime) -> None:
    """Replace the post while it is still pending, else the pending edit of it, else add an edit due at `due_at`."""
    if await deliveries.replace_post(conn, delivery.id, post):
        return
    await _edit(conn, delivery, post, due_at=due_at, now=now)


async def shown_by(conn: Connection, delivery: Delivery) -> Post:
    """What the message shows, or soon will."""
    newest = await deliveries.newest_edit(conn, delivery.id)
    return newest.post if newest is not None else delivery.post


def message_link(delivery: Delivery) -> str:
    """The address of a sent message, "" while it has none."""
    return link_of(delivery.guild_id, delivery.channel_id, delivery.message_id, forum=delivery.forum)


def link_of(guild_id: int, channel_id: int, message_id: int | None, *, forum: bool = False) -> str:
    """The address of a message, "" where it has no number. In a forum it has a thread of its own, with the same number."""
    if message_id is None:
        return ""
    return f"https://discord.com/channels/{guild_id}/{message_id if forum else channel_id}/{message_id}"


async def take_back(conn: Connection, delivery: Delivery, post: Post, now: datetime) -> bool:
    """Withdraw what nobody has seen, else let the message show `post` instead; True where nobody has seen it."""
    if delivery.state in (DeliveryState.FAILED, DeliveryState.CANCELLED):
        return True
    if await deliveries.withdraw(conn, delivery.id, now):
        return True
    # Sent, or tried: should it be found in the channel, the edit puts it right.
    await _edit(conn, delivery, post, due_at=now, now=now)
    return False


async def _edit(conn: Connection, delivery: Delivery, post: Post, *, due_at: datetime, now: datetime) -> None:
    pending = await deliveries.pending_edit(conn, delivery.id)
    if pending is not None and await deliveries.replace_post(conn, pending.id, post):
        if due_at < pending.due_at:
            await deliveries.redate(conn, pending.id, due_at=due_at, expires_at=pending.expires_at)
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
