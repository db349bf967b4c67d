"""What is posted: the outbox, and which story each server was told by which delivery."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.base import RowId, Snowflake, Utc, metadata

deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("number", RowId, primary_key=True),  # the order of creation
    sa.Column("id", sa.String(25), nullable=False, unique=True),
    sa.Column("guild_id", Snowflake, nullable=False),
    sa.Column("channel_id", Snowflake, nullable=False),
    sa.Column("kind", sa.String(24), nullable=False),
    sa.Column("post", sa.JSON, nullable=False),
    sa.Column("silent", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("state", sa.String(10), nullable=False, server_default="pending"),
    sa.Column("due_at", Utc, nullable=False),
    sa.Column("expires_at", Utc),  # not sent from then on
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("target_id", sa.String(25), sa.ForeignKey("deliveries.id")),
    sa.Column("key", sa.Text, unique=True),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("first_tried_at", Utc),  # real time
    sa.Column("retry_at", Utc),  # real time: not before
    sa.Column("claimed_by", sa.String(32)),
    sa.Column("lease_until", Utc),  # real time
    sa.Column("message_id", Snowflake),
    sa.Column("sent_at", Utc),
    sa.Column("problem", sa.Text),
    sa.Column(
        "forum", sa.Boolean, nullable=False, server_default=sa.false()
    ),  # the channel is a forum: a thread of its own
    sa.Index("ix_deliveries_state_due_at", "state", "due_at"),
    sa.Index("ix_deliveries_channel_kind_due", "channel_id", "kind", "due_at"),
    sa.Index("ix_deliveries_target_id", "target_id"),
    sa.Index("ix_deliveries_message_id", "message_id"),
)


story_posts = sa.Table(
    "story_posts",
    metadata,
    # How a server was told of a story: by which delivery (its own post, or a fold), and what was shown.
    sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    sa.Column("story_id", RowId, sa.ForeignKey("stories.id"), primary_key=True),
    sa.Column("delivery_id", sa.String(25), sa.ForeignKey("deliveries.id"), nullable=False, index=True),
    sa.Column("folded", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("headline_edits", sa.Integer, nullable=False, server_default="0"),
    sa.Column("last_edit_at", Utc),
)
