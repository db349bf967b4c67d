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
    note: str = ""  # place and access, in the moderators' words
    channel_id: int | None = None  # where reminders go; None: the news channel
    role_id: int | None = None  # mentioned by reminders and by what corrects them
    version: int = 0  # rises with each change
    series: int = 0  # of reminders: rises when they are planned anew
    created_at: datetime | None = None
    changed_at: datetime | None = None  # None: never


@dataclass(frozen=True, slots=True)
class DateRef:
    """A date as a person picked it: its number and, where it came from a list, the version that the list showed."""

    id: int
    version: int | None = None


@dataclass(frozen=True, slots=True)
class DateChange:
    """A row of table `bargaining_changes`: what one change made of a date. `fields`: name, before, after, as plain text."""

    version: int  # that the change led to
    actor_id: int
    at: datetime
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class DateChoices:
    """What a server chose about its dates; a row of table `date_choices`."""

    offsets: tuple[int, ...] = (1440, 60)  # of dates that name none themselves
    suggestions: bool = True  # dates named in the news are suggested
    cards: int = 3  # suggestions a day that reach the moderators' channel
    events_since: datetime | None = None  # when it last chose that dates are events too; None: they are not
