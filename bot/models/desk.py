"""What moderators bring: bargaining dates and announcements. Wall times are naive and belong to `zone`; instants are aware UTC."""

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


class AnnouncementState(StrEnum):
    """A draft waits for its author's yes; a missed one was too late to send after a downtime."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Announcement:
    """A moderators' text for a channel; a row of table `announcements`. Whether it was sent, its delivery knows."""

    id: int
    guild_id: int
    channel_id: int
    text: str
    wall: datetime  # when, on the clocks of `zone`
    zone: str
    due_at: datetime
    author_id: int
    state: AnnouncementState = AnnouncementState.DRAFT
    delivery_id: str | None = None
    sent: bool = False
