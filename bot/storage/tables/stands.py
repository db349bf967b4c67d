"""Lines on where a side stands, as moderators pinned them; a changed or cleared one stays in its row."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.base import RowId, Snowflake, Utc, metadata

stand_pins = sa.Table(
    "stand_pins",
    metadata,
    sa.Column("id", RowId, primary_key=True),
    sa.Column("guild_id", Snowflake, sa.ForeignKey("servers.guild_id", ondelete="CASCADE"), nullable=False),
    sa.Column("issue", sa.String(32), nullable=False),
    sa.Column("dispute", sa.String(64), nullable=False, server_default=""),  # "": of whichever dispute
    sa.Column("side", sa.String(8), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("source_url", sa.Text, nullable=False),
    # As the sentence was found in the news; "": whose site the link is.
    sa.Column("source", sa.Text, nullable=False, server_default=""),
    sa.Column("label", sa.String(20), nullable=False, server_default=""),
    sa.Column("statement_id", RowId),  # that it stands in
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("citing", sa.JSON, nullable=False),  # outlets, as in an annotation's attributed_to
    sa.Column("unnamed_source", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("moving_until", Utc),
    sa.Column("state", sa.String(8), nullable=False, server_default="standing"),
    sa.Column("created_by", Snowflake, nullable=False),
    sa.Column("created_at", Utc, nullable=False),
    sa.Column("ended_at", Utc),  # when it was changed or cleared
    sa.Index("ix_stand_pins_guild_issue", "guild_id", "issue"),
)
