"""Official statements that moderators brought."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.base import RowId, Snowflake, Utc, metadata

statements = sa.Table(
    "statements",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), nullable=False),
    sa.Column("dispute", sa.String(64), nullable=False),
    sa.Column("side", sa.String(8), nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("author_id", Snowflake, nullable=False),
    sa.Column("url", sa.Text, nullable=False, server_default=""),
    sa.Column("title", sa.Text, nullable=False, server_default=""),
    sa.Column("text", sa.Text, nullable=False, server_default=""),
    sa.Column("issues", sa.JSON, nullable=False),
    # Stories and entries grow old and are deleted; the statement's row stays.
    sa.Column("story_id", RowId),
    sa.Column("entry_id", RowId),
    sa.Column("delivery_id", sa.String(25)),
    sa.Column("state", sa.String(12), nullable=False, server_default="draft"),
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("posted_at", Utc),
    sa.Column("retracted_at", Utc),
    sa.Index("ix_statements_guild_state", "guild_id", "state"),
)
