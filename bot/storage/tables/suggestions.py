"""Dates named in the news, suggested to moderators."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.base import RowId, Snowflake, Utc, metadata

suggestions = sa.Table(
    "suggestions",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), nullable=False),
    sa.Column("dispute", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(24), nullable=False),
    sa.Column("day", sa.String(10), nullable=False),  # at the dispute's home
    sa.Column("state", sa.String(12), nullable=False, server_default="open"),
    sa.Column("card_id", sa.String(25)),  # the delivery of its card
    sa.Column("carded_at", Utc),
    sa.Column("date_id", RowId),  # what it became
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("decided_at", Utc),
    sa.UniqueConstraint("guild_id", "dispute", "kind", "day"),
    sa.Index("ix_suggestions_card_id", "card_id"),
)

suggestion_evidence = sa.Table(
    "suggestion_evidence",
    metadata,
    # Copies: a report may be forgotten before its day.
    sa.Column("suggestion_id", RowId, sa.ForeignKey("suggestions.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("entry_id", RowId, primary_key=True, autoincrement=False),
    sa.Column("guild_id", Snowflake, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("phrase", sa.Text, nullable=False),
    sa.Column("moment", sa.String(32), nullable=False),
    sa.Column("reason", sa.Text, nullable=False, server_default=""),
    sa.Column("at", Utc, nullable=False),
)
