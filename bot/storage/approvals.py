"""What a second moderator was asked to approve, and the answers."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from bot.models.approvals import Approval, ApprovalState
from bot.storage.database import Connection, values_of
from bot.storage.tables import approvals


async def add(conn: Connection, asked: Approval) -> int:
    """Keep a question; its id. `asked.id` is not used."""
    values = {name: value for name, value in asdict(asked).items() if name != "id"}
    number: int = (
        await conn.execute(sa.insert(approvals).values(values | {"state": asked.state.value}).returning(approvals.c.id))
    ).scalar_one()
    return number


async def of_card(conn: Connection, guild_id: int, delivery_id: str) -> Approval | None:
    """The one that a card is about."""
    return await _first(conn, approvals.c.guild_id == guild_id, approvals.c.delivery_id == delivery_id)


async def waiting(conn: Connection, guild_id: int, kind: str, subject_id: int) -> Approval | None:
    """The one about this subject that is not decided."""
    return await _first(conn, *_about(guild_id, kind, subject_id), approvals.c.state == ApprovalState.WAITING.value)


async def latest(conn: Connection, guild_id: int, kind: str, subject_id: int) -> Approval | None:
    """The last one about this subject."""
    return await _first(conn, *_about(guild_id, kind, subject_id))


async def decide(conn: Connection, decided: Approval) -> None:
    """Note who decided what, and when."""
    change = sa.update(approvals).where(approvals.c.id == decided.id)
    await conn.execute(
        change.values(
            state=decided.state.value,
            decided_by=decided.decided_by,
            decided_at=decided.decided_at,
            reason=decided.reason,
        )
    )


def _about(guild_id: int, kind: str, subject_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (approvals.c.guild_id == guild_id, approvals.c.kind == kind, approvals.c.subject_id == subject_id)


async def _first(conn: Connection, *where: sa.ColumnElement[bool]) -> Approval | None:
    query = sa.select(approvals).where(*where).order_by(approvals.c.id.desc()).limit(1)
    row: sa.Row[Any] | None = (await conn.execute(query)).first()
    if row is None:
        return None
    values = values_of(row)
    return Approval(**values | {"state": ApprovalState(values["state"])})
