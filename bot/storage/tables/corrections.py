"""What a server's moderators decided otherwise than the rules; applied when the archive is read."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.base import RowId, Snowflake, Utc, metadata

tag_fixes = sa.Table(
    "tag_fixes",
    metadata,
    # A story is not about this issue, also when a later telling says so.
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), primary_key=True),
    sa.Column("story_id", RowId, sa.ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("issue", sa.String(32), primary_key=True),
    sa.Column("at", Utc, nullable=False),
    sa.Index("ix_tag_fixes_story_id", "story_id"),  # so that stories are deleted without a scan
)
