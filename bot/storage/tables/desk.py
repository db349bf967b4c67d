"""Bargaining dates that moderators bring."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.base import RowId, Snowflake, Utc, metadata

# Wall times are kept as ISO text without a zone: they are what was meant, and the instant is derived from them.
bargaining_dates = sa.Table(
    "bargaining_dates",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), nullable=False),
    sa.Column("dispute", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(24), nullable=False),
    sa.Column("starts", sa.String(32), nullable=False),
    sa.Column("ends", sa.String(32)),
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("all_day", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("source_url", sa.Text, nullable=False),
    sa.Column("offsets", sa.JSON, nullable=False),
    sa.Column("wakes", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("state", sa.String(12), nullable=False, server_default="planned"),
    sa.Column("starts_at", Utc, nullable=False),
    sa.Column(
        "over_at", Utc, nullable=False
    ),  # when it is no longer ahead: its end, or its start, or the end of its day
    sa.Column("created_by", Snowflake, nullable=False),
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("note", sa.Text, nullable=False, server_default=""),
    sa.Column("channel_id", Snowflake),
    sa.Column("role_id", Snowflake),
    sa.Column("version", sa.Integer, nullable=False, server_default="0"),
    sa.Column("series", sa.Integer, nullable=False, server_default="0"),
    sa.Column("changed_at", Utc),
    sa.Index("ix_bargaining_dates_guild_over", "guild_id", "over_at"),
)

bargaining_changes = sa.Table(
    "bargaining_changes",
    metadata,
    # What each change of a date made of it, so that a second person at work on it is told.
    sa.Column("date_id", RowId, sa.ForeignKey("bargaining_dates.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("guild_id", Snowflake, nullable=False),
    sa.Column("actor_id", Snowflake, nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("fields", sa.JSON, nullable=False),  # name, before, after
)

date_choices = sa.Table(
    "date_choices",
    metadata,
    sa.Column(
        "guild_id",
        Snowflake,
        sa.ForeignKey("servers.guild_id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("offsets", sa.JSON, nullable=False),  # minutes
    sa.Column("suggestions", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("cards", sa.Integer, nullable=False, server_default="3"),  # a day
    sa.Column("events_since", Utc),  # when it was last chosen that dates are events too
)
