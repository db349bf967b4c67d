"""Bargaining dates that moderators confirmed, and what was changed about each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.models.desk import BargainingDate, DateChange, DateState
from bot.storage.database import Connection
from bot.storage.tables import bargaining_changes as changes
from bot.storage.tables import bargaining_dates as dates


async def add(conn: Connection, date: BargainingDate, *, over_at: datetime, actor_id: int, now: datetime) -> int:
    """Keep a date; its id. `date.id` is not used."""
    row = sa.insert(dates).values(
        guild_id=date.guild_id,
        dispute=date.dispute,
        kind=date.kind,
        created_by=actor_id,
        created_at=now,
        **_changeable(date, over_at),
    )
    number: int = (await conn.execute(row.returning(dates.c.id))).scalar_one()
    return number


async def save(conn: Connection, date: BargainingDate, change: DateChange, *, over_at: datetime) -> None:
    """Keep what a change made of a date, and the change itself; `date.version` is the version it led to."""
    row = sa.update(dates).where(dates.c.guild_id == date.guild_id, dates.c.id == date.id)
    await conn.execute(row.values(state=date.state.value, changed_at=date.changed_at, **_changeable(date, over_at)))
    await conn.execute(
        sa.insert(changes).values(
            date_id=date.id,
            version=change.version,
            guild_id=date.guild_id,
            actor_id=change.actor_id,
            at=change.at,
            fields=[list(field) for field in change.fields],
        )
    )


async def changes_after(conn: Connection, date_id: int, version: int) -> list[DateChange]:
    """What was changed about a date since a version, the first change first."""
    found = sa.select(changes).where(changes.c.date_id == date_id, changes.c.version > version)
    return [
        DateChange(
            row.version, row.actor_id, row.at, tuple((name, before, after) for name, before, after in row.fields)
        )
        for row in await conn.execute(found.order_by(changes.c.version))
    ]


async def get(conn: Connection, guild_id: int, date_id: int) -> BargainingDate | None:
    """A server's date, None where it has no such."""
    found = sa.select(dates).where(dates.c.guild_id == guild_id, dates.c.id == date_id)
    return next(iter(await _all(conn, found)), None)


async def ahead(conn: Connection, guild_id: int, now: datetime, limit: int = 100) -> list[BargainingDate]:
    """A server's dates that stand and are not over, the earliest first."""
    found = sa.select(dates).where(dates.c.guild_id == guild_id, dates.c.over_at > now)
    found = found.where(dates.c.state == DateState.PLANNED.value)
    return await _all(conn, found.order_by(dates.c.starts_at, dates.c.id).limit(limit))


async def between(conn: Connection, guild_id: int, since: datetime, until: datetime) -> list[BargainingDate]:
    """A server's dates that stand and start after `since` and up to `until`, the earliest first."""
    found = sa.select(dates).where(dates.c.guild_id == guild_id, dates.c.starts_at >= since, dates.c.starts_at <= until)
    return await _all(conn, found.where(dates.c.state == DateState.PLANNED.value).order_by(dates.c.starts_at))


async def changed(conn: Connection, guild_id: int, since: datetime, until: datetime) -> list[BargainingDate]:
    """A server's dates that were entered or changed after `since` and up to `until`, the earliest entered first."""
    entered = sa.and_(dates.c.created_at > since, dates.c.created_at <= until)
    touched = sa.and_(dates.c.changed_at > since, dates.c.changed_at <= until)
    found = sa.select(dates).where(dates.c.guild_id == guild_id, sa.or_(entered, touched))
    return await _all(conn, found.order_by(dates.c.id))


async def of_calendar(conn: Connection, guild_id: int, now: datetime, limit: int = 300) -> list[BargainingDate]:
    """A server's dates that are not over, also those called off, the earliest first."""
    found = sa.select(dates).where(dates.c.guild_id == guild_id, dates.c.over_at > now)
    return await _all(conn, found.order_by(dates.c.starts_at, dates.c.id).limit(limit))


async def standing(conn: Connection, after: datetime) -> list[BargainingDate]:
    """Every server's dates that stand and were not over then."""
    return await _all(conn, sa.select(dates).where(dates.c.over_at > after, dates.c.state == DateState.PLANNED.value))


async def redate(conn: Connection, date_id: int, *, starts_at: datetime, over_at: datetime) -> None:
    """Note other instants for the same wall times."""
    moved = sa.update(dates).where(dates.c.id == date_id)
    await conn.execute(moved.values(starts_at=starts_at, over_at=over_at))


async def same(conn: Connection, date: BargainingDate) -> BargainingDate | None:
    """Another standing date of the same dispute, kind and start: pressing twice adds one."""
    found = sa.select(dates).where(
        dates.c.guild_id == date.guild_id,
        dates.c.dispute == date.dispute,
        dates.c.kind == date.kind,
        dates.c.starts_at == date.starts_at,
        dates.c.all_day == date.all_day,
        dates.c.state == DateState.PLANNED.value,
        dates.c.id != date.id,
    )
    return next(iter(await _all(conn, found)), None)


def _changeable(date: BargainingDate, over_at: datetime) -> dict[str, Any]:
    return {
        "starts": date.starts.isoformat(),
        "ends": date.ends.isoformat() if date.ends else None,
        "zone": date.zone,
        "all_day": date.all_day,
        "source_url": date.source_url,
        "offsets": list(date.offsets),
        "wakes": date.wakes,
        "note": date.note,
        "channel_id": date.channel_id,
        "role_id": date.role_id,
        "version": date.version,
        "series": date.series,
        "starts_at": date.starts_at,
        "over_at": over_at,
    }


async def _all(conn: Connection, query: sa.Select[Any]) -> list[BargainingDate]:
    return [_date(row) for row in await conn.execute(query)]


def _date(row: sa.Row[Any]) -> BargainingDate:
    return BargainingDate(
        id=row.id,
        guild_id=row.guild_id,
        dispute=row.dispute,
        kind=row.kind,
        starts=datetime.fromisoformat(row.starts),
        ends=datetime.fromisoformat(row.ends) if row.ends else None,
        zone=row.zone,
        all_day=row.all_day,
        source_url=row.source_url,
        offsets=tuple(row.offsets),
        wakes=row.wakes,
        state=DateState(row.state),
        starts_at=row.starts_at,
        note=row.note,
        channel_id=row.channel_id,
        role_id=row.role_id,
        version=row.version,
        series=row.series,
        created_at=row.created_at,
        changed_at=row.changed_at,
    )
