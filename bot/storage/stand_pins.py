"""Lines that moderators pinned on where a side stands. What is changed or cleared stays: the history shows it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.models.news import Label
from bot.models.stands import Pin, PinState
from bot.storage.database import Connection
from bot.storage.tables import stand_pins as pins


async def add(conn: Connection, pin: Pin, *, actor_id: int, now: datetime) -> int:
    """Keep a line; its number. `pin.id` is not used."""
    row = sa.insert(pins).values(
        guild_id=pin.guild_id,
        issue=pin.issue,
        dispute=pin.dispute,
        side=pin.side,
        text=pin.text,
        source_url=pin.source_url,
        source=pin.source,
        label=pin.label.value if pin.label else "",
        statement_id=pin.statement_id,
        day=pin.day,
        citing=list(pin.citing),
        unnamed_source=pin.unnamed_source,
        moving_until=pin.moving_until,
        created_by=actor_id,
        created_at=now,
    )
    number: int = (await conn.execute(row.returning(pins.c.id))).scalar_one()
    return number


async def of_server(conn: Connection, guild_id: int, issue: str | None = None) -> list[Pin]:
    """A server's lines in every state, on one issue or all, in the order in which they were entered."""
    query = sa.select(pins).where(pins.c.guild_id == guild_id)
    if issue is not None:
        query = query.where(pins.c.issue == issue)
    return [_pin(row) for row in await conn.execute(query.order_by(pins.c.id))]


async def standing(conn: Connection, guild_id: int, issue: str | None = None, dispute: str = "") -> list[Pin]:
    """The lines that stand; with a dispute those of it and those of whichever."""
    found = [pin for pin in await of_server(conn, guild_id, issue) if pin.state is PinState.STANDING]
    return [pin for pin in found if not dispute or pin.dispute in ("", dispute)]


async def get(conn: Connection, guild_id: int, pin_id: int) -> Pin | None:
    """One line of a server."""
    query = sa.select(pins).where(pins.c.guild_id == guild_id, pins.c.id == pin_id)
    row = (await conn.execute(query)).first()
    return None if row is None else _pin(row)


async def end(conn: Connection, pin_id: int, state: PinState, now: datetime) -> bool:
    """A standing line is changed or cleared; False where it no longer stands."""
    ended = sa.update(pins).where(pins.c.id == pin_id, pins.c.state == PinState.STANDING.value)
    return (await conn.execute(ended.values(state=state.value, ended_at=now))).rowcount == 1


def _pin(row: sa.Row[Any]) -> Pin:
    return Pin(
        id=row.id,
        guild_id=row.guild_id,
        issue=row.issue,
        side=row.side,
        text=row.text,
        source_url=row.source_url,
        day=row.day,
        dispute=row.dispute,
        source=row.source,
        label=Label(row.label) if row.label else None,
        statement_id=row.statement_id,
        citing=tuple(row.citing),
        unnamed_source=row.unnamed_source,
        moving_until=row.moving_until,
        state=PinState(row.state),
        created_at=row.created_at,
        ended_at=row.ended_at,
    )
