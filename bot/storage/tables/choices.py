"""What a server chose about its news: where it goes, what is left out, which feeds rest. The servers' own rows are in `servers.py`."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.base import RowId, Snowflake, Utc, metadata

routes = sa.Table(
    "routes",
    metadata,
    # Stories about a subject go to a place of their own; by number is the order in which routes are tried.
    sa.Column("id", RowId, primary_key=True),
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), nullable=False),
    sa.Column("kind", sa.String(8), nullable=False),  # issue or dispute
    sa.Column("subject", sa.String(64), nullable=False),
    sa.Column("channel_id", Snowflake, nullable=False),
    sa.Column("forum", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("gone_at", Utc),  # its channel was deleted: skipped until somebody chooses another
    sa.UniqueConstraint("guild_id", "kind", "subject"),
)


mutes = sa.Table(
    "mutes",
    metadata,
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), primary_key=True),
    sa.Column("kind", sa.String(8), primary_key=True),  # outlet or word
    sa.Column("value", sa.Text, primary_key=True),
)


paused_feeds = sa.Table(
    "paused_feeds",
    metadata,
    # Feeds that a server follows, but not for now: they are not in `server_feeds` meanwhile.
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), primary_key=True),
    sa.Column("feed_id", RowId, sa.ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True),
)
