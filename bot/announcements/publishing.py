"""Puts announcements into the outbox, changes what waits there, and edits or corrects what is posted; inside the caller's transaction.

One delivery an occurrence, with the key `announcement:<number>:<local date and time>`. Of a series only the next one waits there:
the one after it is derived once its time has come.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.announcements.drafting import to_minute
from bot.announcements.localtime import instant, wall_of
from bot.announcements.series import following
from bot.delivery.edits import message_link, show
from bot.delivery.ids import new_id
from bot.errors import UserError
from bot.models.announcements import (
    Announcement,
    AnnouncementCorrection,
    AnnouncementPost,
    AnnouncementState,
    Posted,
    Version,
)
from bot.models.posts import Delivery, DeliveryState, Post
from bot.storage import announcement_posts, announcements, deliveries
from bot.storage.database import Connection

LATEST = timedelta(hours=6)  # after a downtime; later than that moderators hear of it instead


def key_of(known: Announcement) -> str:
    """The idempotency key of its next occurrence."""
    return f"announcement:{known.id}:{known.wall:%Y-%m-%dT%H:%M}"


def post_of(known: Announcement) -> AnnouncementPost:
    """What is posted."""
    manner = known.manner
    return AnnouncementPost(
        announcement_id=known.id,
        text=known.text,
        role_id=manner.role_id,
        everyone=manner.role_id == known.guild_id,
        picture_id=manner.picture_id,
        urgent=manner.urgent,
    )


def timed(known: Announcement, now: datetime) -> Announcement:
    """The announcement with the time it goes at, if it is published now. Raises UserError("announce_past")."""
    if not known.manner.at_once:
        known = replace(known, due_at=instant(known.wall, known.zone))  # zone data may be newer than the draft
    if known.due_at > now:
        return known
    if known.repeat is not None and known.manner.hold:
        beyond = wall_of(now, known.zone).date()
        found = following(known.repeat, known.wall, known.zone, beyond=beyond)
        if found is None:
            raise UserError("announce_past")
        return replace(known, wall=datetime.combine(found.day, known.wall.time()), due_at=found.at)
    if known.manner.at_once or known.manner.hold:
        return replace(known, wall=to_minute(wall_of(now, known.zone)), due_at=now)
    raise UserError("announce_past")


async def publish(conn: Connection, draft: Announcement, version: Version) -> Announcement:
    """Do what the draft is for: schedule it, or change what it changes; the announcement that is there then.

    `version` says who did so and when; what was done is found here where it does not say.
    Raises UserError: announce_past, announce_gone, announce_there.
    """
    if draft.change is None:
        return await _schedule(conn, timed(draft, version.at), version)
    if draft.change.delivery_id is not None:
        return await _change_post(conn, draft, version)
    target = await announcements.get(conn, draft.guild_id, draft.change.of)
    if target is None or target.state is not AnnouncementState.SCHEDULED:
        raise UserError("announce_gone")
    return await _replace(conn, timed(draft, version.at), target, version)


async def _schedule(conn: Connection, known: Announcement, version: Version) -> Announcement:
    delivery = _delivery(known, post_of(known))
    await deliveries.add(conn, delivery, version.at)
    version = _named(version, "posted" if known.manner.at_once else "scheduled")
    known = replace(
        known,
        state=AnnouncementState.SCHEDULED,
        delivery_id=delivery.id,
        turn_at=known.due_at if known.repeat is not None else None,
    )
    await announcements.save(conn, known)
    await announcement_posts.note(conn, known.guild_id, known.id, replace(version, due_at=known.due_at))
    return known


async def _replace(conn: Connection, draft: Announcement, target: Announcement, version: Version) -> Announcement:
    changed = replace(
        target,
        text=draft.text,
        wall=draft.wall,
        zone=draft.zone,
        due_at=draft.due_at,
        manner=draft.manner,
        repeat=draft.repeat,
        turn_at=draft.due_at if draft.repeat is not None else None,
    )
    await move(conn, changed)
    await announcements.save(conn, changed)
    await announcements.save(conn, replace(draft, state=AnnouncementState.APPLIED))
    version = replace(_named(version, "changed"), due_at=changed.due_at)
    await announcement_posts.note(conn, target.guild_id, target.id, version)
    return changed


async def move(conn: Connection, known: Announcement) -> None:
    """Let the delivery that waits be that of the announcement's next occurrence.

    Raises UserError: announce_gone where it was tried or sent already, announce_there where it was posted at that time before.
    """
    key = key_of(known)
    if any(other.key == key and other.id != known.delivery_id for other in await deliveries.with_key(conn, key)):
        raise UserError("announce_there")
    moved = known.delivery_id is not None and await deliveries.reschedule(
        conn, known.delivery_id, key=key, due_at=known.due_at, expires_at=known.due_at + LATEST, post=post_of(known)
    )
    if not moved:
        raise UserError("announce_gone")


async def turn(conn: Connection, known: Announcement, now: datetime) -> list[datetime]:
    """The next occurrence of a series has come: put the one after it into the outbox; those that are too late by now."""
    assert known.repeat is not None  # noqa: S101 - a series has one
    late: list[datetime] = []
    found = following(known.repeat, known.wall, known.zone)
    while found is not None and found.at + LATEST <= now:
        late.append(found.at)
        found = following(known.repeat, known.wall, known.zone, beyond=found.day)
    if found is None:
        await announcements.save(conn, replace(known, turn_at=None))
        return late
    ahead = tuple(day for day in known.repeat.skipped if day > known.wall.date())
    wall, repeat = datetime.combine(found.day, known.wall.time()), replace(known.repeat, skipped=ahead)
    known = replace(known, wall=wall, due_at=found.at, turn_at=found.at, repeat=repeat)
    delivery = _delivery(known, post_of(known))
    await deliveries.add(conn, delivery, now)
    await announcements.save(conn, replace(known, delivery_id=delivery.id))
    return late


async def posted(conn: Connection, guild_id: int, delivery_id: str) -> tuple[Delivery, AnnouncementPost]:
    """A post of an announcement, and what it says now. Raises UserError("announce_unknown")."""
    delivery = await deliveries.get(conn, delivery_id)
    sent = delivery is not None and delivery.guild_id == guild_id and delivery.state is DeliveryState.SENT
    if delivery is None or not sent or not isinstance(delivery.post, AnnouncementPost):
        raise UserError("announce_unknown")
    newest = await deliveries.newest_edit(conn, delivery.id)
    shown = newest.post if newest is not None else delivery.post
    if not isinstance(shown, AnnouncementPost):
        raise UserError("announce_gone")  # it was taken back, and says so
    return delivery, shown


def as_posted(delivery: Delivery, post: AnnouncementPost) -> Posted:
    """A post as moderators choose from."""
    return Posted(
        post.announcement_id, delivery.id, delivery.channel_id, delivery.due_at, post.text, message_link(delivery)
    )


async def _change_post(conn: Connection, draft: Announcement, version: Version) -> Announcement:
    assert draft.change is not None  # noqa: S101 - so the caller has seen
    assert draft.change.delivery_id is not None  # noqa: S101 - so the caller has seen
    now = version.at
    delivery, post = await posted(conn, draft.guild_id, draft.change.delivery_id)
    shown: Post
    if draft.change.correction:
        shown = replace(post, corrected_at=now, correction_link="")
        await _correct(conn, draft, delivery, post, now)
    else:
        shown = replace(post, text=draft.text, edited_at=now)
    await show(conn, delivery, shown, due_at=now, now=now)
    await announcements.save(conn, replace(draft, state=AnnouncementState.APPLIED))
    version = _named(version, "corrected" if draft.change.correction else "edited")
    await announcement_posts.note(conn, draft.guild_id, draft.change.of, version)
    found = await announcements.get(conn, draft.guild_id, draft.change.of)
    return found or draft


async def _correct(
    conn: Connection, draft: Announcement, delivery: Delivery, post: AnnouncementPost, now: datetime
) -> None:
    correction = Delivery(
        id=new_id(),
        guild_id=delivery.guild_id,
        channel_id=delivery.channel_id,
        post=AnnouncementCorrection(
            announcement_id=post.announcement_id,
            text=draft.text,
            link=message_link(delivery),
            role_id=post.role_id,
            everyone=post.everyone,
            urgent=post.urgent,
        ),
        due_at=now,
        silent=False,
        key=f"announcement-correction:{draft.id}",
    )
    await deliveries.add(conn, correction, now)
    await announcement_posts.corrected(conn, delivery.guild_id, correction_id=correction.id, corrected_id=delivery.id)


async def link_correction(conn: Connection, correction_id: str, corrected_id: str, now: datetime) -> None:
    """A correction was sent: the post that it puts right leads to it from now on."""
    correction, delivery = await deliveries.get(conn, correction_id), await deliveries.get(conn, corrected_id)
    if correction is not None and delivery is not None:
        newest = await deliveries.newest_edit(conn, delivery.id)
        shown = newest.post if newest is not None else delivery.post
        if isinstance(shown, AnnouncementPost):
            post = replace(shown, correction_link=message_link(correction))
            await show(conn, delivery, post, due_at=now, now=now)
    await announcement_posts.linked(conn, correction_id)


def _named(version: Version, what: str) -> Version:
    """`what` was done, where the version does not say so itself."""
    return version if version.what else replace(version, what=what)


def _delivery(known: Announcement, post: AnnouncementPost) -> Delivery:
    return Delivery(
        id=new_id(),
        guild_id=known.guild_id,
        channel_id=known.channel_id,
        post=post,
        due_at=known.due_at,
        expires_at=known.due_at + LATEST,
        silent=False,
        key=key_of(known),
    )
