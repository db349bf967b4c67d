"""Bargaining dates that moderators bring. Wall times are naive and belong to `zone`; instants are aware UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DateState(StrEnum):
    """A date stands or was called off."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class BargainingDate:
    """A date that a person confirmed; a row of table `bargaining_dates`. All-day dates start at 00:00."""

    id: int
    guild_id: int
    dispute: str  # key in disputes.toml
    kind: str  # a DateKind's value
    starts: datetime  # wall time
    zone: str
    source_url: str
    ends: datetime | None = None  # wall time
    all_day: bool = False
    offsets: tuple[int, ...] = (1440, 60)  # minutes before the start, one reminder each
    wakes: bool = False  # its reminders ring in quiet hours too
    state: DateState = DateState.PLANNED
    starts_at: datetime | None = None  # the instant, derived when written, for ordering
