"""Feeds, and what they brought."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.base import RowId, Snowflake, Utc, metadata

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
    sa.Column("listed", sa.Boolean, nullable=False, server_default=sa.true()),  # on by default: new servers follow it
    sa.Column("private", sa.Boolean, nullable=False, server_default=sa.false()),  # its address is a secret
    sa.Column("guild_id", Snowflake),  # the statements of this server's moderators: never polled, listed or shared
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
    sa.Column(
        "link", sa.BigInteger, nullable=False, server_default="0"
    ),  # of the url: `bot.feeds.identity.link_number`
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
    sa.Column("late_at", Utc),  # when an edit made it news: after that digests tell it, whatever its number
    sa.Column("annotation", sa.JSON, nullable=False),
    sa.Column("statement", sa.Boolean, nullable=False, server_default=sa.false()),  # brought by moderators
    sa.Column("retracted_at", Utc),
    sa.Column("story_id", RowId, sa.ForeignKey("stories.id"), index=True),
    sa.UniqueConstraint("feed_id", "key"),
    # All that a list of the latest needs to know of an entry, so that its row need not be read.
    sa.Index("ix_entries_relevant_at", "relevant", "at", "feed_id", "seen_at", "story_id"),
    sa.Index("ix_entries_outlet_at", "outlet", "at"),
    sa.Index("ix_entries_feed_at", "feed_id", "at"),
    sa.Index("ix_entries_link", "link"),
    sa.Index("ix_entries_late_at", "late_at"),
)


entry_tags = sa.Table(
    "entry_tags",
    metadata,
    sa.Column("entry_id", RowId, sa.ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("issue", sa.String(32), primary_key=True),
    sa.Column("at", Utc, nullable=False),
    sa.Index("ix_entry_tags_issue_at", "issue", "at"),
)
