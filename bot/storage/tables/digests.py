"""The digests that servers have chosen."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.base import RowId, Snowflake, Utc, metadata

digests = sa.Table(
    "digests",
    metadata,
    sa.Column(
        "guild_id",
        Snowflake,
        sa.ForeignKey("servers.guild_id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("cadence", sa.String(12), nullable=False),
    sa.Column("at", sa.Time, nullable=False),  # local
    sa.Column("weekday", sa.Integer, nullable=False, server_default="0"),  # 0 is Monday
    sa.Column("channel_id", Snowflake),  # none: the news channel
    sa.Column("say_empty", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("zone", sa.Text, nullable=False),  # that next_at was derived with
    sa.Column("next_day", sa.Date, nullable=False),
    sa.Column("next_at", Utc, nullable=False, index=True),
    sa.Column("last_day", sa.Date),
    sa.Column("covered_id", RowId, nullable=False, server_default="0"),  # the last entry that a digest could tell of
    sa.Column("covered_at", Utc, nullable=False),
)
