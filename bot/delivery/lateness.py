"""What changes about a post between its planning and its sending: the hour it goes at. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.delivery.quiet import quiet
from bot.models.posts import AnnouncementPost, DateReminder, Delivery
from bot.models.servers import Server

LATE = timedelta(minutes=5)  # an announcement that comes later than this says so


def depends_on_hour(delivery: Delivery) -> bool:
    """Whether `as_sent` asks for the server."""
    return isinstance(delivery.post, DateReminder)


def as_sent(delivery: Delivery, server: Server | None, now: datetime) -> Delivery:
    """The delivery as it goes out at `now`.

    A late announcement says when it was meant. A reminder rings, but for quiet hours that its date does not break.
    """
    post = delivery.post
    if isinstance(post, AnnouncementPost) and now - delivery.due_at > LATE:
        return replace(delivery, post=replace(post, planned_at=delivery.due_at))
    if isinstance(post, DateReminder) and server is not None:
        return replace(delivery, silent=quiet(server, now) and not post.wakes)
    return delivery
