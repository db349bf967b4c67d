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


story_splits = sa.Table(
    "story_splits",
    metadata,
    # A report tells a story of its own in this server; that story has no entries in the archive's own reading.
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), primary_key=True),
    sa.Column("entry_id", RowId, sa.ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("story_id", RowId, sa.ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Index("ix_story_splits_entry_id", "entry_id"),
    sa.Index("ix_story_splits_story_id", "story_id"),
)

story_joins = sa.Table(
    "story_joins",
    metadata,
    # In this server the one story's reports, further ones too, tell the other. No chains: `into_id` is joined to nothing itself.
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), primary_key=True),
    sa.Column("story_id", RowId, sa.ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("into_id", RowId, sa.ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Index("ix_story_joins_story_id", "story_id"),
    sa.Index("ix_story_joins_into_id", "into_id"),
)

story_retractions = sa.Table(
    "story_retractions",
    metadata,
    # The server's moderators took the story back: it is nowhere to be seen there, and nothing more of it is posted.
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), primary_key=True),
    sa.Column("story_id", RowId, sa.ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("at", Utc, nullable=False),
    sa.Index("ix_story_retractions_story_id", "story_id"),
)
