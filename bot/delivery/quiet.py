"""Quiet hours: between two local times of a server stories wait. Pure rules; what waits and what does not is the planner's.

Quiet hours run from one time to the next occurrence of the other, also over midnight; across a change of the clocks each end
is moved, or taken the first time, like any local time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.announcements.localtime import instant, wall_of
from bot.models.servers import Server

_DAY = timedelta(days=1)


def quiet_until(server: Server, moment: datetime) -> datetime | None:
    """The end (aware UTC) of the quiet hours that an aware moment lies in; None outside them, or where there are none."""
    if server.quiet_from is None or server.quiet_to is None:
        return None
    day = wall_of(moment, server.zone).date()
    nights = 1 if server.quiet_to <= server.quiet_from else 0
    for first in (day - _DAY, day):
        begins = instant(datetime.combine(first, server.quiet_from), server.zone)
        ends = instant(datetime.combine(first + nights * _DAY, server.quiet_to), server.zone)
        if begins <= moment < ends:
            return ends
    return None


def quiet(server: Server, moment: datetime) -> bool:
    """Whether an aware moment lies in the server's quiet hours."""
    return quiet_until(server, moment) is not None
