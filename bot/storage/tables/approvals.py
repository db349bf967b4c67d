"""What a second moderator was asked to approve."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.base import RowId, Snowflake, Utc, metadata

approvals = sa.Table(
    "approvals",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), nullable=False),
    sa.Column("kind", sa.String(24), nullable=False),
    sa.Column("subject_id", RowId, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),  # of all that would be published
    sa.Column("asked_by", Snowflake, nullable=False),
    sa.Column("asked_at", Utc, nullable=False),
    sa.Column("delivery_id", sa.String(25), sa.ForeignKey("deliveries.id"), nullable=False, unique=True),
    sa.Column("state", sa.String(12), nullable=False, server_default="waiting"),
    sa.Column("decided_by", Snowflake),
    sa.Column("decided_at", Utc),
    sa.Column("reason", sa.Text, nullable=False, server_default=""),
    sa.Index("ix_approvals_subject", "guild_id", "kind", "subject_id"),
)
