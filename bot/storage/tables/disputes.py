"""The steps of disputes that moderators entered."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.base import RowId, Snowflake, Utc, metadata

dispute_steps = sa.Table(
    "dispute_steps",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), nullable=False),
    sa.Column("dispute", sa.String(64), nullable=False),
    sa.Column("step", sa.String(24), nullable=False),
    sa.Column("day", sa.Date, nullable=False),  # at the dispute's home
    sa.Column("until", sa.Date),
    sa.Column("by", sa.String(12), nullable=False, server_default=""),
    sa.Column("source_url", sa.Text, nullable=False),
    sa.Column("state", sa.String(12), nullable=False, server_default="standing"),
    sa.Column("delivery_id", sa.String(25)),
    sa.Column("created_by", Snowflake, nullable=False),
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("ended_at", Utc),  # when it was corrected or undone
    sa.Index("ix_dispute_steps_guild_dispute", "guild_id", "dispute"),
)
