"""The tables. A change here needs a migration in `migrations/versions/`; `alembic check` compares the two on both engines."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect


class Utc(sa.TypeDecorator[datetime]):
    """An aware UTC time. SQLite keeps it as sortable text with microseconds, PostgreSQL as timestamptz. Naive values are refused."""

    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        """Pick the engine's own type."""
        return dialect.type_descriptor(sa.DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the engine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: give an aware one")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - theirs
        """From the engine."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Snowflake = sa.BigInteger
# SQLite only numbers rows by itself in a column of type INTEGER.
RowId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

feeds = sa.Table(
    "feeds",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("url", sa.Text, nullable=False, unique=True),
    sa.Column("title", sa.Text, nullable=False, server_default=""),
    sa.Column("outlet", sa.Text),
    sa.Column("state", sa.String(8), nullable=False, server_default="active"),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("body_hash", sa.Text),
    sa.Column("next_check_at", Utc, nullable=False, index=True),
    sa.Column("last_try_at", Utc),
    sa.Column("last_ok_at", Utc),
    sa.Column("last_new_at", Utc),
    sa.Column("first_polled_at", Utc),
    sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
    sa.Column("failing_since", Utc),
    sa.Column("problem", sa.String(24)),
    sa.Column("problem_detail", sa.Text, nullable=False, server_default=""),
    sa.Column("noticed_at", Utc),
    sa.Column("move_target", sa.Text),
    sa.Column("move_seen", sa.Integer, nullable=False, server_default="0"),
    sa.Column("move_since", Utc),
    sa.Column("gone_since", Utc),
    sa.Column("interval", sa.Integer, nullable=False, server_default="300"),
)

hosts = sa.Table(
    "hosts",
    metadata,
    sa.Column("host", sa.Text, primary_key=True),
    sa.Column("not_before", Utc, nullable=False),  # Retry-After of a 429 or 503
)

seen_keys = sa.Table(
    "seen_keys",
    metadata,
    # Identities of entries that this feed has shown; outlives the entries, so that an old item is never news again.
    sa.Column("feed_id", RowId, sa.ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("key", sa.String(34), primary_key=True),  # "g:" or "l:" and a 128-bit hash
    sa.Column("entry_id", RowId),
    sa.Column("last_seen_at", Utc, nullable=False, index=True),
)

stories = sa.Table(
    "stories",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("opened_at", Utc, nullable=False),
    sa.Column("last_at", Utc, nullable=False, index=True),
    sa.Column("lead_entry_id", RowId),
)

entries = sa.Table(
    "entries",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("feed_id", RowId, sa.ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
    sa.Column("key", sa.String(34), nullable=False),  # its first identity; (feed, key) is what makes an entry new
    sa.Column("outlet", sa.Text),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("published_at", Utc),
    sa.Column("seen_at", Utc, nullable=False),
    sa.Column("at", Utc, nullable=False),  # Entry.at, kept for ordering
    sa.Column("content_hash", sa.String(32), nullable=False),
    sa.Column("earlier_title", sa.Text, nullable=False, server_default=""),  # the headline before the last change
    sa.Column("changed_at", Utc),  # when the headline last changed
    sa.Column("relevant", sa.Boolean, nullable=False),
    sa.Column("announced", sa.Boolean, nullable=False),  # False: first sight or too old, never posted by itself
    sa.Column("annotation", sa.JSON, nullable=False),
    sa.Column("story_id", RowId, sa.ForeignKey("stories.id"), index=True),
    sa.UniqueConstraint("feed_id", "key"),
    sa.Index("ix_entries_relevant_at", "relevant", "at"),
    sa.Index("ix_entries_feed_at", "feed_id", "at"),
)

entry_tags = sa.Table(
    "entry_tags",
    metadata,
    sa.Column("entry_id", RowId, sa.ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("issue", sa.String(32), primary_key=True),
    sa.Column("at", Utc, nullable=False),
    sa.Index("ix_entry_tags_issue_at", "issue", "at"),
)

servers = sa.Table(
    "servers",
    metadata,
    sa.Column("guild_id", Snowflake, primary_key=True, autoincrement=False),
    sa.Column("news_channel_id", Snowflake),
    sa.Column("mod_channel_id", Snowflake),
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("paused", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("silent", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("hourly_cap", sa.Integer, nullable=False, server_default="12"),
    sa.Column("setup_at", Utc),
    sa.Column("left_at", Utc),
)

server_feeds = sa.Table(
    "server_feeds",
    metadata,
    # Which feeds a server follows: a server sees only entries of these.
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), primary_key=True),
    sa.Column("feed_id", RowId, sa.ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True),
)

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
    sa.Index("ix_deliveries_state_due_at", "state", "due_at"),
    sa.Index("ix_deliveries_channel_kind_created", "channel_id", "kind", "created_at"),
    sa.Index("ix_deliveries_target_id", "target_id"),
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

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("guild_id", Snowflake, nullable=False, index=True),
    sa.Column("actor_id", Snowflake, nullable=False),
    sa.Column("action", sa.String(48), nullable=False),
    sa.Column("detail", sa.Text, nullable=False, server_default=""),
    sa.Column("at", Utc, nullable=False),
)

facts = sa.Table(
    "facts",
    metadata,
    # Small facts about this installation: heartbeat, hash of the synced commands, which token it belongs to.
    sa.Column("name", sa.String(48), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("at", Utc, nullable=False),
)
