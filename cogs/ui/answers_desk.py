"""What moderators are told of a wall time that their clocks show never or twice. Text only; `answers.py` sends it."""

from __future__ import annotations

from datetime import datetime

from bot.announcements.localtime import Standing, instant, standing, wall_of
from cogs.ui import wording_desk as words


def clock_notes(wall: datetime, zone: str) -> list[str]:
    """What is said of a wall time that its clocks show never or twice."""
    match standing(wall, zone):
        case Standing.MISSING:
            return [words.MOVED_FORWARD.format(time=f"{wall_of(instant(wall, zone), zone):%H:%M}")]
        case Standing.TWICE:
            return [words.TWICE]
        case _:
            return []
