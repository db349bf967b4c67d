"""The steps of disputes. Steps that were corrected or undone stay in their rows: the history shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.models.disputes import Step, StepRecord, StepState
from bot.storage.database import Connection
from bot.storage.tables import dispute_steps as steps


async def add(conn: Connection, step: StepRecord, *, actor_id: int, now: datetime) -> int:
    """Keep a step; its id. `step.id` is not used."""
    row = sa.insert(steps).values(
        guild_id=step.guild_id,
        dispute=step.dispute,
        step=step.step.value,
        day=step.day,
        until=step.until,
        by=step.by,
        source_url=step.source_url,
        delivery_id=step.delivery_id,
        created_by=actor_id,
        created_at=now,
    )
    number: int = (await conn.execute(row.returning(steps.c.id))).scalar_one()
    return number


async def of_server(conn: Connection, guild_id: int, dispute: str | None = None) -> list[StepRecord]:
    """A server's steps of all disputes or of one, in the order they were entered, in every state."""
    query = sa.select(steps).where(steps.c.guild_id == guild_id)
    if dispute is not None:
        query = query.where(steps.c.dispute == dispute)
    return await _all(conn, query)


async def get(conn: Connection, guild_id: int, step_id: int) -> StepRecord | None:
    """One step of a server."""
    query = sa.select(steps).where(steps.c.guild_id == guild_id, steps.c.id == step_id)
    return next(iter(await _all(conn, query)), None)


async def entered(conn: Connection, guild_id: int, *, since: datetime, until: datetime) -> list[StepRecord]:
    """Standing steps that were entered after `since` and up to `until`, in that order."""
    query = sa.select(steps).where(steps.c.guild_id == guild_id, steps.c.state == StepState.STANDING.value)
    return await _all(conn, query.where(steps.c.created_at > since, steps.c.created_at <= until))


async def told_by(conn: Connection, guild_id: int, delivery_id: str) -> int | None:
    """The standing step that this post tells."""
    query = sa.select(steps.c.id).where(steps.c.guild_id == guild_id, steps.c.delivery_id == delivery_id)
    found: int | None = (await conn.execute(query.where(steps.c.state == StepState.STANDING.value))).scalar()
    return found


async def end(conn: Connection, step_id: int, state: StepState, now: datetime) -> bool:
    """A standing step is corrected or undone; False where it no longer stands."""
    ended = sa.update(steps).where(steps.c.id == step_id, steps.c.state == StepState.STANDING.value)
    return (await conn.execute(ended.values(state=state.value, ended_at=now))).rowcount == 1


async def posted(conn: Connection, step_id: int, delivery_id: str) -> None:
    """Note the delivery that tells a step."""
    await conn.execute(sa.update(steps).where(steps.c.id == step_id).values(delivery_id=delivery_id))


async def _all(conn: Connection, query: sa.Select[Any]) -> list[StepRecord]:
    return [_step(row) for row in await conn.execute(query.order_by(steps.c.id))]


def _step(row: sa.Row[Any]) -> StepRecord:
    return StepRecord(
        id=row.id,
        guild_id=row.guild_id,
        dispute=row.dispute,
        step=Step(row.step),
        day=row.day,
        source_url=row.source_url,
        until=row.until,
        by=row.by,
        state=StepState(row.state),
        delivery_id=row.delivery_id,
        created_at=row.created_at,
        ended_at=row.ended_at,
    )
