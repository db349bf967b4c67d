"""Where a link leads: to which delivery, to which entry. Only what the asking server may see."""

from __future__ import annotations

import sqlalchemy as sa

from bot.corrections.links import ReportLink
from bot.feeds.identity import clean_link, link_number
from bot.models.news import Entry
from bot.storage.database import Connection
from bot.storage.entries import entry_of
from bot.storage.tables import deliveries, entries, server_feeds


async def delivery_of_message(conn: Connection, guild_id: int, message_id: int) -> str | None:
    """The delivery that became this message in the server."""
    query = sa.select(deliveries.c.id).where(deliveries.c.message_id == message_id, deliveries.c.guild_id == guild_id)
    found: str | None = (await conn.execute(query.limit(1))).scalar()
    return found


async def report_at(conn: Connection, guild_id: int, link: ReportLink) -> Entry | None:
    """The newest entry of the feeds that a server follows whose address is this one, without regard to tracking parameters."""
    followed = sa.select(server_feeds.c.feed_id).where(server_feeds.c.guild_id == guild_id)
    there = sa.select(entries).where(entries.c.link == link_number(link.identity), entries.c.feed_id.in_(followed))
    rows = await conn.execute(there.order_by(entries.c.at.desc(), entries.c.id.desc()))
    return next((entry_of(row) for row in rows if clean_link(row.url) == link.identity), None)
