"""Dates suggested to moderators, and the reports each rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.models.suggestions import Evidence, Suggestion, SuggestionState
from bot.storage.database import Connection, insert
from bot.storage.tables import suggestion_evidence as evidence
from bot.storage.tables import suggestions as table


async def add(conn: Connection, one: Suggestion, now: datetime) -> Suggestion:
    """Keep a suggestion of a day that has none yet. `one.id` is not used."""
    row = sa.insert(table).values(
        guild_id=one.guild_id, dispute=one.dispute, kind=one.kind, day=one.day.isoformat(), created_at=now
    )
    number: int = (await conn.execute(row.returning(table.c.id))).scalar_one()
    return Suggestion(number, one.guild_id, one.dispute, one.kind, one.day)


async def add_evidence(conn: Connection, one: Suggestion, report: Evidence, now: datetime) -> bool:
    """Let a suggestion rest on a report too; False where it does already."""
    new = insert(evidence, conn.dialect.name).values(
        suggestion_id=one.id,
        entry_id=report.entry_id,
        guild_id=one.guild_id,
        source=report.source,
        url=report.url,
        phrase=report.phrase,
        moment=report.moment,
        reason=report.reason,
        at=now,
    )
    return (await conn.execute(new.on_conflict_do_nothing().returning(evidence.c.entry_id))).first() is not None


async def get(conn: Connection, guild_id: int, number: int) -> Suggestion | None:
    """One of a server's suggestions."""
    return await _first(conn, sa.select(table).where(table.c.guild_id == guild_id, table.c.id == number))


async def of_card(conn: Connection, guild_id: int, delivery_id: str) -> Suggestion | None:
    """The suggestion whose card is this delivery."""
    return await _first(conn, sa.select(table).where(table.c.guild_id == guild_id, table.c.card_id == delivery_id))


async def of_day(conn: Connection, guild_id: int, dispute: str, kind: str, day: date) -> Suggestion | None:
    """The suggestion of that day."""
    found = sa.select(table).where(table.c.guild_id == guild_id, table.c.dispute == dispute, table.c.kind == kind)
    return await _first(conn, found.where(table.c.day == day.isoformat()))


async def about(conn: Connection, guild_id: int, dispute: str, kind: str) -> list[Suggestion]:
    """All of the same thing, whatever became of them, by day."""
    found = sa.select(table).where(table.c.guild_id == guild_id, table.c.dispute == dispute, table.c.kind == kind)
    return await _all(conn, found)


async def waiting(conn: Connection, guild_id: int, today: date) -> list[Suggestion]:
    """A server's open suggestions from that day on, by day."""
    found = sa.select(table).where(table.c.guild_id == guild_id, table.c.day >= today.isoformat())
    return await _all(conn, found.where(table.c.state == SuggestionState.OPEN.value))


async def carded(conn: Connection, number: int, delivery_id: str, now: datetime) -> None:
    """Note a suggestion's card."""
    await conn.execute(sa.update(table).where(table.c.id == number).values(card_id=delivery_id, carded_at=now))


async def carded_since(conn: Connection, guild_id: int, moment: datetime) -> int:
    """How many of a server's suggestions got a card since then."""
    query = sa.select(sa.func.count()).select_from(table)
    return (await conn.execute(query.where(table.c.guild_id == guild_id, table.c.carded_at > moment))).scalar_one()


async def decide(conn: Connection, one: Suggestion, now: datetime) -> None:
    """Keep what a person decided."""
    row = sa.update(table).where(table.c.id == one.id)
    await conn.execute(row.values(state=one.state.value, date_id=one.date_id, decided_at=now))


async def forget_before(conn: Connection, guild_id: int, day: date) -> None:
    """Drop suggestions of earlier days."""
    await conn.execute(sa.delete(table).where(table.c.guild_id == guild_id, table.c.day < day.isoformat()))


async def _first(conn: Connection, query: sa.Select[Any]) -> Suggestion | None:
    return next(iter(await _all(conn, query)), None)


async def _all(conn: Connection, query: sa.Select[Any]) -> list[Suggestion]:
    rows = (await conn.execute(query.order_by(table.c.day, table.c.id))).all()
    reports = await _reports(conn, [row.id for row in rows])
    return [
        Suggestion(
            id=row.id,
            guild_id=row.guild_id,
            dispute=row.dispute,
            kind=row.kind,
            day=date.fromisoformat(row.day),
            state=SuggestionState(row.state),
            card_id=row.card_id,
            date_id=row.date_id,
            evidence=tuple(reports.get(row.id, ())),
        )
        for row in rows
    ]


async def _reports(conn: Connection, numbers: Sequence[int]) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = {}
    query = sa.select(evidence).where(evidence.c.suggestion_id.in_(numbers))
    for row in await conn.execute(query.order_by(evidence.c.at, evidence.c.entry_id)):
        report = Evidence(row.entry_id, row.source, row.url, row.phrase, row.moment, row.reason)
        found.setdefault(row.suggestion_id, []).append(report)
    return found
