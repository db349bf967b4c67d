"""Servers and their choices, what moderators did, facts of the installation."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.base import RowId, Snowflake, Utc, metadata

servers = sa.Table(
    "servers",
    metadata,
    sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    sa.Column("news_channel_id", Snowflake),
    sa.Column("mod_channel_id", Snowflake),
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("paused", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("silent", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("hourly_cap", sa.Integer, nullable=False, server_default="12"),
    sa.Column("setup_at", Utc),
    sa.Column("left_at", Utc),
    sa.Column("quiet_from", sa.Time),  # local
    sa.Column("quiet_to", sa.Time),
    sa.Column("hide_paywalled", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("follow_roles", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("approval", sa.String(16), nullable=False, server_default="none"),
    sa.Column("urgent_cap", sa.Integer, nullable=False, server_default="3"),
)


server_feeds = sa.Table(
    "server_feeds",
    metadata,
    # Which feeds a server follows: a server sees only entries of these.
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), primary_key=True),
    sa.Column("feed_id", RowId, sa.ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True),
)


audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("guild_id", Snowflake, nullable=False),
    sa.Column("actor_id", Snowflake, nullable=False),
    sa.Column("action", sa.String(48), nullable=False),
    sa.Column("detail", sa.Text, nullable=False, server_default=""),
    sa.Column("at", Utc, nullable=False),
    sa.Column("before", sa.Text, nullable=False, server_default=""),
    sa.Column("after", sa.Text, nullable=False, server_default=""),
    sa.Column("delivery_id", sa.String(25)),
    sa.Index("ix_audit_guild_at", "guild_id", "at"),  # a server's newest lines
    sa.Index("ix_audit_at", "at"),  # old lines are deleted
)


facts = sa.Table(
    "facts",
    metadata,
    # Small facts about this installation: heartbeat, hash of the synced commands, which token it belongs to.
    sa.Column("name", sa.String(48), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("at", Utc, nullable=False),
)
