"""How a dispatcher works through the outbox: claim what is due under a lease, then record what came of each.

A delivery is pending, claimed while a process tries it, and then sent or failed; `later` and an expired lease make it due again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.models.posts import Delivery, DeliveryState
from bot.storage.database import Connection
from bot.storage.delivery_rows import SELECT, fetch, target
from bot.storage.tables import deliveries, servers

_PENDING, _CLAIMED = DeliveryState.PENDING.value, DeliveryState.CLAIMED.value
_UNCLAIMED = {"claimed_by": None, "lease_until": None}
_CANDIDATES = (
    1000  # of these the fair choice over channels is made, so that a claim costs the same however long the queue is
)


async def claim(
    conn: Connection,
    *,
    owner: str,
    now: datetime,
    wall: datetime,
    lease: timedelta,
    limit: int,
    per_channel: int | None = None,
    busy: Sequence[int] = (),
) -> list[Delivery]:
    """Take at most `limit` deliveries for `owner` until `wall + lease`, in the order to send them: by due time, then creation.

    Due is what is pending, or claimed under an expired lease, with its time and its pause over; not in a server that is paused
    or was left, not in a `busy` channel; an edit only once its target is sent and no earlier edit of it is under way. What is
    expired is left to `expire`, but for what was tried before: that may have been posted. Every channel gets its turn, with
    at most `per_channel` each.
    """
    free = _free(wall)
    first = (
        sa.select(deliveries.c.number, deliveries.c.channel_id, deliveries.c.due_at)
        .where(free, deliveries.c.due_at <= now, _timely(now), *_allowed(wall, busy))
        .order_by(deliveries.c.due_at, deliveries.c.number)
        .limit(_CANDIDATES)
        .subquery("first")
    )
    place = sa.func.row_number().over(partition_by=first.c.channel_id, order_by=(first.c.due_at, first.c.number))
    turns = sa.select(first.c.number, place.label("turn")).subquery("turns")
    picked = sa.select(deliveries.c.number).join(turns, turns.c.number == deliveries.c.number)
    if per_channel is not None:
        picked = picked.where(turns.c.turn <= per_channel)
    # Of two PostgreSQL processes the second must pass over the rows that the first has just locked. SQLite has one writer.
    chosen = (
        picked.order_by(turns.c.turn, deliveries.c.due_at, deliveries.c.number)
        .limit(limit)
        .with_for_update(skip_locked=True, of=deliveries)
        .cte("chosen")
    )
    taken = await conn.execute(
        sa.update(deliveries)
        # The state once more: the choice above may have been made before another process's commit.
        .where(deliveries.c.number.in_(sa.select(chosen.c.number)), free)
        .values(
            state=_CLAIMED,
            claimed_by=owner,
            lease_until=wall + lease,
            attempts=deliveries.c.attempts + 1,
            first_tried_at=sa.func.coalesce(
                deliveries.c.first_tried_at, sa.bindparam("tried", wall, deliveries.c.due_at.type)
            ),
        )
        .returning(deliveries.c.number)
    )
    numbers = list(taken.scalars())
    if not numbers:
        return []
    mine = SELECT.where(deliveries.c.number.in_(numbers))
    return await fetch(conn, mine.order_by(deliveries.c.due_at, deliveries.c.number))


async def sent(conn: Connection, results: Sequence[tuple[str, int | None]], now: datetime) -> None:
    """Discord has confirmed these: delivery and message id, None for an edit."""
    if results:
        done = sa.update(deliveries).where(deliveries.c.id == sa.bindparam("b_id"))
        done = done.values(
            state=DeliveryState.SENT.value,
            sent_at=now,
            message_id=sa.bindparam("b_message"),
            problem=None,
            **_UNCLAIMED,
        )
        await conn.execute(
            done, [{"b_id": delivery_id, "b_message": message_id} for delivery_id, message_id in results]
        )


async def later(conn: Connection, delivery_id: str, retry_at: datetime, why: str, *, untried: bool = False) -> None:
    """A claimed delivery could not be tried to the end: pending again, from `retry_at` (real time) on.

    `untried`: nothing was ever sent of it, so there is no doubt to look into.
    """
    changed = {"first_tried_at": None} if untried else {}
    await _set_claimed(conn, delivery_id, state=_PENDING, retry_at=retry_at, problem=why, **changed)


async def failed(conn: Connection, delivery_id: str, why: str) -> None:
    """A claimed delivery is given up."""
    await _set_claimed(conn, delivery_id, state=DeliveryState.FAILED.value, problem=why)


async def release(conn: Connection, owner_not: str) -> int:
    """At the start: what earlier processes had claimed is pending again; how many."""
    others = sa.update(deliveries).where(deliveries.c.state == _CLAIMED, deliveries.c.claimed_by != owner_not)
    return (await conn.execute(others.values(state=_PENDING, **_UNCLAIMED))).rowcount


async def _set_claimed(conn: Connection, delivery_id: str, **changed: Any) -> None:
    mine = sa.update(deliveries).where(deliveries.c.id == delivery_id, deliveries.c.state == _CLAIMED)
    await conn.execute(mine.values(**changed, **_UNCLAIMED))


async def expire(conn: Connection, now: datetime) -> list[Delivery]:
    """Give up what is pending, was never tried, and is no longer of use; what it was."""
    late = sa.update(deliveries).where(_late(now))
    found = await conn.execute(
        late.values(state=DeliveryState.FAILED.value, problem="expired").returning(deliveries.c.number)
    )
    numbers = list(found.scalars())
    return await fetch(conn, SELECT.where(deliveries.c.number.in_(numbers))) if numbers else []


async def any_expired(conn: Connection, now: datetime) -> bool:
    """Whether `expire` would find something."""
    return (await conn.execute(sa.select(sa.exists().where(_late(now))))).scalar_one()


def _late(now: datetime) -> sa.ColumnElement[bool]:
    paused = sa.select(servers.c.guild_id).where(servers.c.paused)  # they hear of it once they are resumed
    waits = sa.and_(deliveries.c.state == _PENDING, deliveries.c.first_tried_at.is_(None))
    return sa.and_(waits, deliveries.c.expires_at <= now, deliveries.c.guild_id.not_in(paused))


def _timely(now: datetime) -> sa.ColumnElement[bool]:
    tried = deliveries.c.first_tried_at.is_not(None)
    return sa.or_(deliveries.c.expires_at.is_(None), deliveries.c.expires_at > now, tried)


def _free(wall: datetime) -> sa.ColumnElement[bool]:
    expired = sa.and_(deliveries.c.state == _CLAIMED, deliveries.c.lease_until <= wall)
    return sa.or_(deliveries.c.state == _PENDING, expired)


def _allowed(wall: datetime, busy: Sequence[int]) -> list[sa.ColumnElement[bool]]:
    paused = sa.select(servers.c.guild_id).where(servers.c.paused | servers.c.left_at.is_not(None))
    target_sent = sa.exists().where(target.c.id == deliveries.c.target_id, target.c.message_id.is_not(None))
    earlier = deliveries.alias("earlier")
    earlier_edit = sa.exists().where(
        earlier.c.target_id == deliveries.c.target_id,
        earlier.c.number < deliveries.c.number,
        earlier.c.state.in_((_PENDING, _CLAIMED)),
    )
    conditions = [
        sa.or_(deliveries.c.retry_at.is_(None), deliveries.c.retry_at <= wall),
        deliveries.c.guild_id.not_in(paused),
        sa.or_(deliveries.c.target_id.is_(None), sa.and_(target_sent, ~earlier_edit)),
    ]
    if busy:
        conditions.append(deliveries.c.channel_id.not_in(busy))
    return conditions
