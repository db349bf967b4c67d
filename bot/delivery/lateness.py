"""What changes about a post between its planning and its sending: the hour it goes at. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.delivery.quiet import quiet
from bot.models.announcements import AnnouncementCorrection, AnnouncementPost
from bot.models.date_posts import DateCancelled, DateMoved, DateReminder
from bot.models.posts import Delivery
from bot.models.servers import Server

LATE = timedelta(minutes=5)  # what comes later than this says so
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def depends_on_hour(delivery: Delivery) -> bool:
    """Whether `as_sent` asks for the server."""
    return isinstance(
        delivery.post, DateReminder | DateCancelled | DateMoved | AnnouncementPost | AnnouncementCorrection
    )


def as_sent(delivery: Delivery, server: Server | None, now: datetime) -> Delivery:
    """The delivery as it goes out at `now`.

    A late announcement says when it was meant, a late reminder how long it is from now. Both ring, but for quiet hours: an
    announcement that is not urgent, a reminder, and what corrects one, whose date does not break them.
    """
    post = delivery.post
    if isinstance(post, AnnouncementPost | AnnouncementCorrection):
        if isinstance(post, AnnouncementPost) and delivery.target_id is None and now - delivery.due_at > LATE:
            post = replace(post, planned_at=delivery.due_at)
        rings = post.urgent or server is None or not quiet(server, now)
        return replace(delivery, post=post, silent=not rings)
    if isinstance(post, DateReminder) and server is not None:
        left = post.starts_at - now
        if not post.all_day and timedelta(minutes=post.minutes) - left > LATE:
            post = replace(post, minutes=minutes_left(left))
        return replace(delivery, post=post, silent=quiet(server, now) and not post.wakes)
    if isinstance(post, DateCancelled | DateMoved) and server is not None:
        return replace(delivery, silent=quiet(server, now) and not post.wakes)
    return delivery


def minutes_left(left: timedelta) -> int:
    """A length of time as it is told: in whole days from a day and a half on, likewise in hours; at least a minute."""
    unit = next((unit for unit in (_DAY, _HOUR) if left >= 1.5 * unit), _MINUTE)
    return max(1, round(left / unit) * (unit // _MINUTE))
