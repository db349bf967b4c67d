"""What members are told of a date, kept in step with it: its reminders in the outbox, and what was told already put right.

    added                -> reminders
    moved, called off    -> what waits is withdrawn; every reminder that was sent is edited; one short notice in each channel
                            in which members were told another time than the one that now holds
    other things changed -> what waits says so, what was sent is edited, nobody is notified

Sent is also what may have been: claimed, or tried without an answer. A notice that was tried, and no longer holds, is not tried
again: a delivery that waits for its next try holds up nothing that is made after it, so it would come last and be believed.
All of a date's new messages have keys that begin alike, so that they are found in the order they were made; the series in the
key rises whenever reminders are planned anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.bargaining import dates as rules
from bot.delivery.edits import message_link
from bot.delivery.ids import new_id
from bot.models.date_posts import DateCancelled, DateMoved, DateReminder
from bot.models.desk import BargainingDate, DateState
from bot.models.posts import Delivery, DeliveryState, Post
from bot.models.servers import Server
from bot.storage import dates, deliveries
from bot.storage.database import Connection

EDITED = timedelta(days=30)  # an edit that could not be made by then is given up
_WAITING = (DeliveryState.PENDING, DeliveryState.CLAIMED)
_GONE = (DeliveryState.FAILED, DeliveryState.CANCELLED)


async def remind(conn: Connection, server: Server, date: BargainingDate, name: str, now: datetime) -> None:
    """Enqueue the reminders still to come of the date's series."""
    for minutes, due_at, expires_at in rules.reminders(date):
        if due_at > now:
            reminder = Delivery(
                id=new_id(),
                guild_id=date.guild_id,
                channel_id=_channel(server, date),
                post=rules.reminder_post(date, name, minutes),
                due_at=due_at,
                expires_at=expires_at,
                silent=False,
                key=f"{_prefix(date.id)}{date.series}:{minutes}",
            )
            await deliveries.add(conn, reminder, now)


async def reminded(conn: Connection, date: BargainingDate) -> int:
    """How many reminders of it members have seen."""
    every = await deliveries.with_key(conn, _prefix(date.id))
    return sum(isinstance(each.post, DateReminder) and _told(each) for each in every)


async def follow(
    conn: Connection, server: Server, before: BargainingDate, date: BargainingDate, name: str, now: datetime
) -> None:
    """Bring the outbox into step with what a change made of the date; its series has risen where time or offsets changed."""
    if date.state is DateState.CANCELLED:
        await _withdraw(conn, date, now)
    elif date.series != before.series:
        await _withdraw(conn, date, now)
        await remind(conn, server, date, name, now)
    else:
        await refresh(conn, server, date, name)
    await put_right(conn, date, name, now)


async def refresh(conn: Connection, server: Server, date: BargainingDate, name: str) -> None:
    """Let reminders that wait say what the date now is, where and when they now should."""
    planned = {minutes: (due_at, expires_at) for minutes, due_at, expires_at in rules.reminders(date)}
    for waiting in await deliveries.with_key(conn, _prefix(date.id)):
        if isinstance(waiting.post, DateReminder) and not _told(waiting) and waiting.post.minutes in planned:
            due_at, expires_at = planned[waiting.post.minutes]
            post = rules.reminder_post(date, name, waiting.post.minutes)
            channel_id = _channel(server, date)
            await deliveries.redate(
                conn, waiting.id, due_at=due_at, expires_at=expires_at, post=post, channel_id=channel_id
            )


async def put_right(conn: Connection, date: BargainingDate, name: str, now: datetime) -> None:
    """Edit what members were told of the date and no longer holds, and tell them where they know another time."""
    every = await deliveries.with_key(conn, _prefix(date.id))
    told = [each for each in every if _told(each)]
    for each in told:
        if isinstance(each.post, DateReminder):
            await edit(conn, each, _now_shown(each.post, date), now)
    by_channel: dict[int, list[Delivery]] = {}
    for each in told:
        by_channel.setdefault(each.channel_id, []).append(each)
    wanted = {channel_id: _notice(date, name, known) for channel_id, known in by_channel.items()}
    for each in every:
        if not isinstance(each.post, DateMoved | DateCancelled) or each.state not in _WAITING:
            continue
        if not _told(each) and each.post == wanted.get(each.channel_id):
            del wanted[each.channel_id]  # it waits to be sent already
        elif not _told(each) or not _holds(each.post, date):
            # Also one that was tried without an answer: a further try would come after what now holds.
            await deliveries.withdraw(conn, each.id, now)
    for channel_id, notice in wanted.items():
        if notice is not None:
            await _notify(conn, date, channel_id, notice, now)


async def never_sent(conn: Connection, delivery: Delivery, now: datetime) -> None:
    """A message about a date was given up before anybody saw it: nothing about it is left to put right."""
    post = delivery.post
    if delivery.target_id is not None or not isinstance(post, DateReminder | DateMoved | DateCancelled):
        return
    while (waiting := await deliveries.pending_edit(conn, delivery.id)) is not None:
        await deliveries.cancel(conn, [waiting.id])
    date = await dates.get(conn, delivery.guild_id, post.date_id)
    if date is not None:
        await put_right(conn, date, post.name, now)


async def _withdraw(conn: Connection, date: BargainingDate, now: datetime) -> None:
    """Of reminders under way only those for another time: others are as good as sent."""
    for each in await deliveries.with_key(conn, _prefix(date.id)):
        if not isinstance(each.post, DateReminder) or each.state not in _WAITING:
            continue
        holds = date.state is DateState.PLANNED and each.post.when == rules.when_of(date)
        if not (holds and _told(each)):
            await deliveries.withdraw(conn, each.id, now)


def _holds(post: DateMoved | DateCancelled, date: BargainingDate) -> bool:
    if isinstance(post, DateCancelled):
        return date.state is DateState.CANCELLED
    return date.state is DateState.PLANNED and post.when == rules.when_of(date)


def _now_shown(post: DateReminder, date: BargainingDate) -> DateReminder:
    now = rules.when_of(date)
    return replace(
        post,
        cancelled=date.state is DateState.CANCELLED,
        moved_to=None if post.when == now else now,
        note=date.note,
        source_url=date.source_url,
    )


def _notice(date: BargainingDate, name: str, known: Sequence[Delivery]) -> DateMoved | DateCancelled | None:
    """What members of a channel have to be told, who were told these; None where they know what holds."""
    last = known[-1].post
    if not isinstance(last, DateReminder | DateMoved) or (
        date.state is DateState.PLANNED and last.when == rules.when_of(date)
    ):
        return None
    reminders = [each for each in known if isinstance(each.post, DateReminder) and each.message_id is not None]
    link = message_link(reminders[-1]) if reminders else ""
    if date.state is DateState.PLANNED:
        return DateMoved(
            date_id=date.id,
            name=name,
            kind=date.kind,
            before=last.when,
            after=rules.when_of(date),
            note=date.note,
            link=link,
            wakes=date.wakes,
            role_id=date.role_id,
        )
    return DateCancelled(
        date_id=date.id,
        name=name,
        kind=date.kind,
        starts_at=last.when.starts_at,
        home_zone=last.when.home_zone,
        ends_at=last.when.ends_at,
        all_day=last.when.all_day,
        link=link,
        wakes=date.wakes,
        role_id=date.role_id,
    )


async def _notify(
    conn: Connection, date: BargainingDate, channel_id: int, notice: DateMoved | DateCancelled, now: datetime
) -> None:
    before = notice.before.starts_at if isinstance(notice, DateMoved) else notice.starts_at
    expires_at = max(before, rules.over_at(date)) + rules.USEFUL
    if expires_at <= now:
        return
    number = new_id()
    message = Delivery(
        id=number,
        guild_id=date.guild_id,
        channel_id=channel_id,
        post=notice,
        due_at=now,
        expires_at=expires_at,
        silent=False,
        key=f"{_prefix(date.id)}{date.series}:{number}",
    )
    await deliveries.add(conn, message, now)


async def edit(conn: Connection, target: Delivery, post: Post, now: datetime) -> None:
    """Let what was sent, or may have been, show this post; nothing where it does, or soon will."""
    newest = await deliveries.newest_edit(conn, target.id)
    if (newest or target).post == post:
        return
    if newest is not None and type(newest.post) is not type(post):
        return  # moderators have taken the message back
    waiting = await deliveries.pending_edit(conn, target.id)
    if waiting is not None and await deliveries.replace_post(conn, waiting.id, post):
        return
    made = Delivery(
        id=new_id(),
        guild_id=target.guild_id,
        channel_id=target.channel_id,
        post=post,
        due_at=now,
        expires_at=now + EDITED,
        target_id=target.id,
    )
    await deliveries.add(conn, made, now)


def _told(delivery: Delivery) -> bool:
    """Whether members have seen it, or may have."""
    if delivery.state in _GONE:
        return False
    return delivery.state is not DeliveryState.PENDING or delivery.first_tried_at is not None


def _channel(server: Server, date: BargainingDate) -> int:
    assert server.news_channel_id is not None  # noqa: S101 - a server that is ready has one
    return date.channel_id or server.news_channel_id


def _prefix(date_id: int) -> str:
    return f"reminder:{date_id}:"
