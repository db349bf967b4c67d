"""Moderators' announcements: as they stand, their pictures, their versions, and corrections of what was posted."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.base import RowId, Snowflake, Utc, metadata

announcements = sa.Table(
    "announcements",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), nullable=False),
    sa.Column("channel_id", Snowflake, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    # A wall time is kept as ISO text without a zone: it is what was meant, and the instant is derived from it.
    sa.Column("wall", sa.String(32), nullable=False),
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("due_at", Utc, nullable=False),
    sa.Column("author_id", Snowflake, nullable=False),
    sa.Column("state", sa.String(12), nullable=False, server_default="draft"),
    sa.Column("delivery_id", sa.String(25), sa.ForeignKey("deliveries.id")),
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("role_id", Snowflake),
    sa.Column("picture_id", RowId),
    sa.Column("urgent", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("hold", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("at_once", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("cadence", sa.String(10)),
    sa.Column("until", sa.String(10)),
    sa.Column("times", sa.Integer),
    sa.Column("month_day", sa.Integer, nullable=False, server_default="1"),
    sa.Column("skipped", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("turn_at", Utc),
    sa.Column("changes_id", RowId),
    sa.Column("changes_post", sa.String(25)),
    sa.Column("correction", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index("ix_announcements_guild_due", "guild_id", "due_at"),
    sa.Index("ix_announcements_turn_at", "turn_at"),
    sa.Index("ix_announcements_state_due", "state", "due_at"),
)

pictures = sa.Table(
    "pictures",
    metadata,
    # Discord's links to what people upload expire, so the file itself is kept.
    sa.Column("id", RowId, primary_key=True),
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("media_type", sa.String(32), nullable=False),
    sa.Column("alt", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),  # where it is fetched once
    sa.Column("data", sa.LargeBinary),  # None until then
    sa.Column("created_at", Utc, nullable=False),
)

announcement_versions = sa.Table(
    "announcement_versions",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), nullable=False),
    sa.Column("announcement_id", RowId, nullable=False, index=True),
    sa.Column("at", Utc, nullable=False),
    sa.Column("actor_id", Snowflake, nullable=False),
    sa.Column("what", sa.String(12), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("due_at", Utc),
    sa.Column("approved_by", Snowflake),
)

announcement_corrections = sa.Table(
    "announcement_corrections",
    metadata,
    sa.Column("delivery_id", sa.String(25), sa.ForeignKey("deliveries.id"), primary_key=True),  # the correction
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), nullable=False),
    sa.Column("corrected_id", sa.String(25), sa.ForeignKey("deliveries.id"), nullable=False),  # what it puts right
    sa.Column("linked", sa.Boolean, nullable=False, server_default=sa.false(), index=True),
)
