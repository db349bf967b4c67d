"""The outbox's rows: adding, finding, changing and withdrawing deliveries. How they are worked through is in `claims.py`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.delivery.codec import encode, kind_of
from bot.models.posts import Delivery, DeliveryState, Post
from bot.models.routing import Place
from bot.storage.claims import any_expired, claim, expire, failed, later, release, sent
from bot.storage.database import Connection, insert
from bot.storage.delivery_rows import SELECT, fetch, values
from bot.storage.tables import deliveries

__all__ = [
    "add",
    "any_expired",
    "cancel",
    "claim",
    "count_recent",
    "expire",
    "failed",
    "get",
    "later",
    "latest_of_kind",
    "newest_edit",
    "pending_edit",
    "pending_of_kind",
    "pending_post",
    "places",
    "redate",
    "redate_news",
    "redirect",
    "release",
    "replace_post",
    "reschedule",
    "revive",
    "sent",
    "with_key",
    "withdraw",
    "withdraw_direct",
    "withdraw_news",
]

_PENDING = deliveries.c.state == DeliveryState.PENDING.value
# Of these nothing is to be seen in a channel.
_NEVER_SHOWN = (DeliveryState.FAILED.value, DeliveryState.CANCELLED.value)
_SHOWN = deliveries.c.state.not_in(_NEVER_SHOWN)
_NEWS = ("story_post", "fold_post", "official_notice")
# What goes along when a channel is replaced by another.
_FOLLOWING = (*_NEWS, "date_reminder", "date_cancelled", "date_moved")
_STALE = (*_NEWS, "digest_post")  # of no use after a long absence


async def add(conn: Connection, delivery: Delivery, now: datetime) -> bool:
    """Put a delivery into the outbox; False, and nothing is changed, when there is one with its key."""
    new = insert(deliveries, conn.dialect.name).values(values(delivery, now))
    stored = await conn.execute(new.on_conflict_do_nothing(index_elements=["key"]).returning(deliveries.c.id))
    return stored.first() is not None


async def get(conn: Connection, delivery_id: str) -> Delivery | None:
    """One delivery."""
    return await _first(conn, SELECT.where(deliveries.c.id == delivery_id))


async def places(conn: Connection, ids: Iterable[str]) -> dict[str, tuple[int, int, int | None, bool]]:
    """Where these were posted: server, channel, message, and whether the channel is a forum; unknown ones are left out."""
    columns = (deliveries.c.id, deliveries.c.guild_id, deliveries.c.channel_id, deliveries.c.message_id)
    found: dict[str, tuple[int, int, int | None, bool]] = {}
    wanted = list(ids)
    for first in range(0, len(wanted), 500):
        query = sa.select(*columns, deliveries.c.forum).where(deliveries.c.id.in_(wanted[first : first + 500]))
        found |= {
            row.id: (row.guild_id, row.channel_id, row.message_id, row.forum) for row in await conn.execute(query)
        }
    return found


async def pending_post(conn: Connection, delivery_id: str) -> Delivery | None:
    """The delivery while it is still pending, else None."""
    return await _first(conn, SELECT.where(deliveries.c.id == delivery_id, _PENDING))


async def pending_edit(conn: Connection, target_id: str) -> Delivery | None:
    """The pending edit of a delivery's message, if there is one."""
    return await _first(conn, SELECT.where(deliveries.c.target_id == target_id, _PENDING).order_by(deliveries.c.number))


async def newest_edit(conn: Connection, target_id: str) -> Delivery | None:
    """The last edit, sent or on its way, of a delivery's message: it carries what is shown there, or soon will be."""
    edits = SELECT.where(deliveries.c.target_id == target_id, _SHOWN)
    return await _first(conn, edits.order_by(deliveries.c.number.desc()))


async def pending_of_kind(conn: Connection, guild_id: int, kind: str) -> list[Delivery]:
    """A server's pending new messages (no edits) of a kind, the oldest first."""
    waiting = SELECT.where(_PENDING, deliveries.c.guild_id == guild_id, deliveries.c.kind == kind)
    return await fetch(conn, waiting.where(deliveries.c.target_id.is_(None)).order_by(deliveries.c.number))


async def latest_of_kind(conn: Connection, channel_id: int, kind: str, since: datetime) -> Delivery | None:
    """The channel's last new message of a kind due since then, sent or on its way."""
    found = SELECT.where(deliveries.c.channel_id == channel_id, deliveries.c.kind == kind, deliveries.c.due_at >= since)
    found = found.where(_SHOWN, deliveries.c.target_id.is_(None))
    return await _first(conn, found.order_by(deliveries.c.due_at.desc(), deliveries.c.number.desc()))


async def count_recent(conn: Connection, channel_id: int, kind: str, since: datetime) -> int:
    """How many new messages of a kind were or are due in the channel since then, sent or on their way; edits do not count."""
    query = sa.select(sa.func.count()).select_from(deliveries)
    query = query.where(deliveries.c.channel_id == channel_id, deliveries.c.kind == kind)
    query = query.where(deliveries.c.due_at >= since, deliveries.c.target_id.is_(None), _SHOWN)
    return (await conn.execute(query)).scalar_one()


async def with_key(conn: Connection, prefix: str) -> list[Delivery]:
    """Deliveries whose idempotency key begins so, in the order they were made."""
    return await fetch(
        conn, SELECT.where(deliveries.c.key.startswith(prefix, autoescape=True)).order_by(deliveries.c.number)
    )


async def replace_post(conn: Connection, delivery_id: str, post: Post) -> bool:
    """Say something else in a delivery that is still pending; False when it is already claimed, sent or withdrawn."""
    change = sa.update(deliveries).where(deliveries.c.id == delivery_id, _PENDING)
    result = await conn.execute(change.values(post=encode(post), kind=kind_of(post)))
    return result.rowcount == 1


async def redate_news(conn: Connection, guild_id: int, *, after: datetime, due_at: datetime) -> int:
    """Give a server's pending news (no edits) that are due later than `after` another time; how many."""
    held = sa.update(deliveries).where(deliveries.c.guild_id == guild_id, deliveries.c.due_at > after, _PENDING)
    held = held.where(deliveries.c.kind.in_(_NEWS), deliveries.c.target_id.is_(None))
    return (await conn.execute(held.values(due_at=due_at))).rowcount


async def redate(
    conn: Connection,
    delivery_id: str,
    *,
    due_at: datetime,
    expires_at: datetime | None,
    post: Post | None = None,
    channel_id: int | None = None,
) -> None:
    """Give a delivery that is still pending another time, something else to say, and another channel."""
    moved: dict[str, object] = {"due_at": due_at, "expires_at": expires_at}
    if post is not None:
        moved["post"] = encode(post)
    if channel_id is not None:
        moved["channel_id"] = channel_id
    await conn.execute(sa.update(deliveries).where(deliveries.c.id == delivery_id, _PENDING).values(moved))


async def reschedule(
    conn: Connection, delivery_id: str, *, key: str, due_at: datetime, expires_at: datetime | None, post: Post
) -> bool:
    """Let a delivery that was never tried be another one: its key, its time and what it says; False where it was tried or sent."""
    untried = sa.update(deliveries).where(
        deliveries.c.id == delivery_id, _PENDING, deliveries.c.first_tried_at.is_(None)
    )
    moved = {"key": key, "due_at": due_at, "expires_at": expires_at, "post": encode(post), "kind": kind_of(post)}
    return (await conn.execute(untried.values(moved))).rowcount == 1


async def withdraw(conn: Connection, delivery_id: str, now: datetime) -> bool:
    """Withdraw a delivery; True where it was never tried, so that nobody has seen it.

    One that was tried, or is being tried, is not tried again: whether it was posted is seen in its channel.
    """
    mine = sa.update(deliveries).where(deliveries.c.id == delivery_id)
    untried = mine.where(_PENDING, deliveries.c.first_tried_at.is_(None))
    if (await conn.execute(untried.values(state=DeliveryState.CANCELLED.value))).rowcount == 1:
        return True
    trying = mine.where(deliveries.c.state.in_((DeliveryState.PENDING.value, DeliveryState.CLAIMED.value)))
    await conn.execute(trying.values(expires_at=now))
    return False


async def cancel(conn: Connection, ids: Sequence[str]) -> int:
    """Withdraw those of the deliveries that are still pending; how many."""
    withdrawn = sa.update(deliveries).where(deliveries.c.id.in_(ids), _PENDING)
    return (await conn.execute(withdrawn.values(state=DeliveryState.CANCELLED.value))).rowcount


async def withdraw_news(conn: Connection, guild_id: int) -> int:
    """Withdraw a server's news that wait to be posted; how many. Its reminders and announcements go on waiting."""
    stale = sa.update(deliveries).where(deliveries.c.guild_id == guild_id, deliveries.c.kind.in_(_STALE), _PENDING)
    stale = stale.where(deliveries.c.target_id.is_(None))
    return (await conn.execute(stale.values(state=DeliveryState.CANCELLED.value))).rowcount


async def withdraw_direct(conn: Connection, guild_id: int, channel_id: int) -> None:
    """Withdraw what waits to be told in a direct conversation about a server."""
    waiting = sa.update(deliveries).where(deliveries.c.guild_id == guild_id, deliveries.c.channel_id == channel_id)
    await conn.execute(waiting.where(_PENDING).values(state=DeliveryState.CANCELLED.value))


async def redirect(conn: Connection, guild_id: int, *, origin: int, place: Place) -> int:
    """Let a server's news and reminders that wait to be posted in one channel go to another place, with their edits; how many."""
    waiting = sa.select(deliveries.c.id).where(deliveries.c.guild_id == guild_id, deliveries.c.channel_id == origin)
    waiting = waiting.where(deliveries.c.kind.in_(_FOLLOWING), deliveries.c.target_id.is_(None), _PENDING)
    ids = list((await conn.execute(waiting)).scalars())
    moved = {"channel_id": place.channel_id, "forum": place.forum}
    for column in (deliveries.c.id, deliveries.c.target_id):
        await conn.execute(sa.update(deliveries).where(column.in_(ids), _PENDING).values(moved))
    return len(ids)


async def revive(
    conn: Connection, guild_id: int, *, since: datetime, now: datetime, place: Place, lost: int | None = None
) -> int:
    """Make a server's news and reminders that were given up, due since then, due again in the place; how many.

    Not what is expired or what Discord rejected for its content, and no notices to moderators. A waiting edit of one follows it.
    `lost`: only those for this channel.
    """
    given_up = (
        sa.select(deliveries.c.id)
        .where(deliveries.c.guild_id == guild_id, deliveries.c.state == DeliveryState.FAILED.value)
        .where(deliveries.c.due_at >= since, deliveries.c.target_id.is_(None))
        .where(deliveries.c.kind.in_((*_FOLLOWING, "digest_post")))
        .where(sa.or_(deliveries.c.expires_at.is_(None), deliveries.c.expires_at > now))
        .where(sa.func.coalesce(deliveries.c.problem, "").not_like("rejected%"))
    )
    if lost is not None:
        given_up = given_up.where(deliveries.c.channel_id == lost)
    ids = list((await conn.execute(given_up)).scalars())
    if not ids:
        return 0
    again = {"channel_id": place.channel_id, "forum": place.forum, "retry_at": None}
    await conn.execute(sa.update(deliveries).where(deliveries.c.target_id.in_(ids), _PENDING).values(again))
    fresh = {
        "state": DeliveryState.PENDING.value,
        "due_at": now,
        "attempts": 0,
        "first_tried_at": None,
        "problem": None,
    }
    await conn.execute(sa.update(deliveries).where(deliveries.c.id.in_(ids)).values(again | fresh))
    return len(ids)


async def _first(conn: Connection, query: sa.Select[tuple[object, ...]]) -> Delivery | None:
    return next(iter(await fetch(conn, query.limit(1))), None)
