"""How many announcements may ring in a server's quiet hours, by its own day; inside the caller's transaction."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.announcements.localtime import instant, wall_of
from bot.errors import UserError
from bot.models.announcements import Announcement
from bot.models.servers import Server
from bot.storage import announcements
from bot.storage.database import Connection

_DAY = timedelta(days=1)


async def check_urgent(conn: Connection, server: Server, known: Announcement, now: datetime) -> None:
    """Raises UserError("announce_urgent_cap") where the announcement's day has as many as the server allows.

    What changes a post that is there already counts as that post.
    """
    if not known.manner.urgent or (known.change is not None and known.change.delivery_id is not None):
        return
    day = wall_of(max(known.due_at, now), server.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    since, until = instant(day, server.zone), instant(day + _DAY, server.zone)
    but = known.change.of if known.change is not None else known.id
    if await announcements.count_urgent(conn, known.guild_id, since=since, until=until, but=but) >= server.urgent_cap:
        raise UserError("announce_urgent_cap", cap=server.urgent_cap)
