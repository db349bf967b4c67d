"""Quiet hours: between two local times of a server stories wait. Pure rules; what waits and what does not is the planner's.

Quiet hours run from one time to the next occurrence of the other, also over midnight; across a change of the clocks each end
is moved, or taken the first time, like any local time.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.announcements.localtime import instant, wall_of
from bot.models.servers import Server

_DAY = timedelta(days=1)


def quiet_until(server: Server, moment: datetime) -> datetime | None:
    """The end (aware UTC) of the quiet hours that an aware moment lies in; None outside them, or where there are none."""
    if server.quiet_from is None or server.quiet_to is None:
        return None
    return end_of_hours(server.quiet_from, server.quiet_to, server.zone, moment)


def end_of_hours(begin: time, end: time, zone: str, moment: datetime) -> datetime | None:
    """The end (aware UTC) of the daily hours between two local times that an aware moment lies in; None outside them."""
    day = wall_of(moment, zone).date()
    nights = 1 if end <= begin else 0
    for first in (day - _DAY, day):
        begins = instant(datetime.combine(first, begin), zone)
        ends = instant(datetime.combine(first + nights * _DAY, end), zone)
        if begins <= moment < ends:
            return ends
    return None


def quiet(server: Server, moment: datetime) -> bool:
    """Whether an aware moment lies in the server's quiet hours."""
    return quiet_until(server, moment) is not None
