"""The audit trail as it is shown: a page of lines, each with the address of the post it made or changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.models.servers import AuditLine


@dataclass(frozen=True, slots=True)
class TrailLine:
    """A line of the trail. `link` is "" where there is no post, or none that was sent."""

    line: AuditLine
    link: str = ""


@dataclass(frozen=True, slots=True)
class TrailQuery:
    """What is asked: the last `days`, by one moderator or all, of one kind (see `bot/trail/kinds.py`) or all."""

    days: int
    actor_id: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class TrailPage:
    """One page, counted from 0, newest first. `as_of` keeps later pages in step."""

    query: TrailQuery
    lines: tuple[TrailLine, ...]
    count: int
    page: int
    pages: int
    as_of: datetime
