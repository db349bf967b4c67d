"""A bargaining date as an event of Discord's own. It goes through the outbox like a message; its event's id is the message's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DateEvent:
    """What members see among a server's events."""

    date_id: int
    name: str  # guild and employer
    kind: str  # a DateKind's value
    starts_at: datetime
    home_zone: str
    source_url: str
    ends_at: datetime | None = None  # None where it is not known
    all_day: bool = False
    note: str = ""
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class EventRefused:
    """To moderators: Discord refused an event of a date. `problem` is a Refusal's value."""

    name: str
    kind: str
    problem: str
