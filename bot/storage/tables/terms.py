"""Terms that servers' moderators added to the rules, and the tags that they put on reports."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.base import RowId, Snowflake, Utc, metadata

server_terms = sa.Table(
    "server_terms",
    metadata,
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), primary_key=True),
    sa.Column("issue", sa.String(32), primary_key=True),
    sa.Column("term", sa.Text, primary_key=True),
    sa.Column("at", Utc, nullable=False),
)

term_tags = sa.Table(
    "term_tags",
    metadata,
    # What the rules found by themselves is in `entry_tags`, for all servers.
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), primary_key=True),
    sa.Column("entry_id", RowId, sa.ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("issue", sa.String(32), primary_key=True),
    sa.Column("phrases", sa.JSON, nullable=False),
    sa.Column("at", Utc, nullable=False),  # the entry's
    sa.Index("ix_term_tags_entry_id", "entry_id"),
    sa.Index("ix_term_tags_guild_issue_at", "guild_id", "issue", "at"),
)
