"""First tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import RowId, Utc

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "audit",
    "deliveries",
    "facts",
    "feeds",
    "hosts",
    "servers",
    "stories",
    "entries",
    "seen_keys",
    "server_feeds",
    "story_posts",
    "entry_tags",
)


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "audit",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("action", sa.String(length=48), nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_guild_id", "audit", ["guild_id"])

    op.create_table(
        "deliveries",
        sa.Column("number", RowId, nullable=False),
        sa.Column("id", sa.String(length=25), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("post", sa.JSON(), nullable=False),
        sa.Column("silent", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("state", sa.String(length=10), server_default="pending", nullable=False),
        sa.Column("due_at", Utc(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("target_id", sa.String(length=25)),
        sa.Column("key", sa.Text()),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("first_tried_at", Utc()),
        sa.Column("retry_at", Utc()),
        sa.Column("claimed_by", sa.String(length=32)),
        sa.Column("lease_until", Utc()),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("sent_at", Utc()),
        sa.Column("problem", sa.Text()),
        sa.ForeignKeyConstraint(["target_id"], ["deliveries.id"], name="fk_deliveries_target_id"),
        sa.PrimaryKeyConstraint("number", name="pk_deliveries"),
        sa.UniqueConstraint("id", name="uq_deliveries_id"),
        sa.UniqueConstraint("key", name="uq_deliveries_key"),
    )
    op.create_index("ix_deliveries_channel_kind_created", "deliveries", ["channel_id", "kind", "created_at"])
    op.create_index("ix_deliveries_state_due_at", "deliveries", ["state", "due_at"])
    op.create_index("ix_deliveries_target_id", "deliveries", ["target_id"])

    op.create_table(
        "facts",
        sa.Column("name", sa.String(length=48), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_facts"),
    )
    op.create_table(
        "feeds",
        sa.Column("id", RowId, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("outlet", sa.Text()),
        sa.Column("state", sa.String(length=8), server_default="active", nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("body_hash", sa.Text()),
        sa.Column("next_check_at", Utc(), nullable=False),
        sa.Column("last_try_at", Utc()),
        sa.Column("last_ok_at", Utc()),
        sa.Column("last_new_at", Utc()),
        sa.Column("first_polled_at", Utc()),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failing_since", Utc()),
        sa.Column("problem", sa.String(length=24)),
        sa.Column("problem_detail", sa.Text(), server_default="", nullable=False),
        sa.Column("noticed_at", Utc()),
        sa.Column("move_target", sa.Text()),
        sa.Column("move_seen", sa.Integer(), server_default="0", nullable=False),
        sa.Column("move_since", Utc()),
        sa.Column("gone_since", Utc()),
        sa.Column("interval", sa.Integer(), server_default="300", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("url", name="uq_feeds_url"),
    )
    op.create_index("ix_feeds_next_check_at", "feeds", ["next_check_at"])

    op.create_table(
        "hosts",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("not_before", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("host", name="pk_hosts"),
    )
    op.create_table(
        "servers",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("news_channel_id", sa.BigInteger()),
        sa.Column("mod_channel_id", sa.BigInteger()),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("paused", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("silent", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("hourly_cap", sa.Integer(), server_default="12", nullable=False),
        sa.Column("setup_at", Utc()),
        sa.Column("left_at", Utc()),
        sa.PrimaryKeyConstraint("guild_id", name="pk_servers"),
    )
    op.create_table(
        "stories",
        sa.Column("id", RowId, nullable=False),
        sa.Column("opened_at", Utc(), nullable=False),
        sa.Column("last_at", Utc(), nullable=False),
        sa.Column("lead_entry_id", RowId),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
    )
    op.create_index("ix_stories_last_at", "stories", ["last_at"])

    op.create_table(
        "entries",
        sa.Column("id", RowId, nullable=False),
        sa.Column("feed_id", RowId, nullable=False),
        sa.Column("key", sa.String(length=34), nullable=False),
        sa.Column("outlet", sa.Text()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published_at", Utc()),
        sa.Column("seen_at", Utc(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("content_hash", sa.String(length=32), nullable=False),
        sa.Column("earlier_title", sa.Text(), server_default="", nullable=False),
        sa.Column("changed_at", Utc()),
        sa.Column("relevant", sa.Boolean(), nullable=False),
        sa.Column("announced", sa.Boolean(), nullable=False),
        sa.Column("annotation", sa.JSON(), nullable=False),
        sa.Column("story_id", RowId),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_entries_feed_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_entries_story_id"),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        sa.UniqueConstraint("feed_id", "key", name="uq_entries_feed_id_key"),
    )
    op.create_index("ix_entries_feed_at", "entries", ["feed_id", "at"])
    op.create_index("ix_entries_relevant_at", "entries", ["relevant", "at"])
    op.create_index("ix_entries_story_id", "entries", ["story_id"])

    op.create_table(
        "seen_keys",
        sa.Column("feed_id", RowId, nullable=False),
        sa.Column("key", sa.String(length=34), nullable=False),
        sa.Column("entry_id", RowId),
        sa.Column("last_seen_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_seen_keys_feed_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("feed_id", "key", name="pk_seen_keys"),
    )
    op.create_index("ix_seen_keys_last_seen_at", "seen_keys", ["last_seen_at"])

    op.create_table(
        "server_feeds",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("feed_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_server_feeds_feed_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["servers.guild_id"], name="fk_server_feeds_guild_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", "feed_id", name="pk_server_feeds"),
    )
    op.create_table(
        "story_posts",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("story_id", RowId, nullable=False),
        sa.Column("delivery_id", sa.String(length=25), nullable=False),
        sa.Column("folded", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("headline_edits", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_edit_at", Utc()),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name="fk_story_posts_delivery_id"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_story_posts_story_id"),
        sa.PrimaryKeyConstraint("guild_id", "story_id", name="pk_story_posts"),
    )
    op.create_index("ix_story_posts_delivery_id", "story_posts", ["delivery_id"])

    op.create_table(
        "entry_tags",
        sa.Column("entry_id", RowId, nullable=False),
        sa.Column("issue", sa.String(length=32), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_entry_tags_entry_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entry_id", "issue", name="pk_entry_tags"),
    )
    op.create_index("ix_entry_tags_issue_at", "entry_tags", ["issue", "at"])


def downgrade() -> None:
    """Back to an empty database."""
    for table in reversed(TABLES):
        op.drop_table(table)
