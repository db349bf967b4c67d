"""What a server's moderators did: pages of the trail, and all of it as a file. Reads only, but for the line that says who took the file."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import Clock
from bot.delivery.edits import link_of
from bot.errors import UserError
from bot.models.servers import AuditLine
from bot.models.trail import TrailLine, TrailPage, TrailQuery
from bot.storage import audit, deliveries
from bot.storage.database import Connection, Database
from bot.trail.export import csv_of
from bot.trail.kinds import ALL_KINDS

PAGE = 6
USUAL_DAYS, MOST_DAYS = 30, 3_650
MOST_ROWS = 10_000  # of a file: about 3 MB


class TrailService:
    """Methods may raise StorageBusy."""

    def __init__(self, *, db: Database, clock: Clock) -> None:
        self._db, self._clock = db, clock

    async def page(
        self, guild_id: int, query: TrailQuery, *, page: int = 0, as_of: datetime | None = None
    ) -> TrailPage:
        """A page of what is asked, newest first. Raises UserError("audit_kind")."""
        moment, since = self._span(query, as_of)
        async with self._db.reading() as conn:
            count = await audit.count(conn, guild_id, query, since=since, until=moment)
            pages = max(1, -(-count // PAGE))
            page = min(max(page, 0), pages - 1)
            found = await audit.found(conn, guild_id, query, since=since, until=moment, offset=page * PAGE, limit=PAGE)
            lines = await _linked(conn, found)
        return TrailPage(query, lines, count, page, pages, moment)

    async def export(self, guild_id: int, query: TrailQuery, *, actor_id: int) -> tuple[bytes, int]:
        """The newest 10,000 lines as CSV, and how many there are; that it was taken is a line too. Raises UserError("audit_kind")."""
        now, since = self._span(query, None)
        async with self._db.transaction() as conn:
            found = await audit.found(conn, guild_id, query, since=since, until=now, offset=0, limit=MOST_ROWS)
            lines = await _linked(conn, found)
            taken = AuditLine(now, guild_id, actor_id, "audit export", f"{len(lines)} lines of {query.days} days")
            await audit.add(conn, taken)
        return csv_of(lines), len(lines)

    def _span(self, query: TrailQuery, as_of: datetime | None) -> tuple[datetime, datetime]:
        if query.kind and query.kind not in ALL_KINDS:
            raise UserError("audit_kind")
        moment = as_of or self._clock.now()
        return moment, moment - timedelta(days=min(max(query.days, 1), MOST_DAYS))


async def _linked(conn: Connection, lines: list[AuditLine]) -> tuple[TrailLine, ...]:
    ids = {line.delivery_id for line in lines if line.delivery_id is not None}
    links = {
        delivery_id: link_of(guild_id, channel_id, message_id, forum=forum)
        for delivery_id, (guild_id, channel_id, message_id, forum) in (await deliveries.places(conn, ids)).items()
    }
    return tuple(TrailLine(line, links.get(line.delivery_id or "", "")) for line in lines)
