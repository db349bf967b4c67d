"""What was shared lately: one row a channel, for ten minutes."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.base import Snowflake, Utc, metadata

shares = sa.Table(
    "shares",
    metadata,
    sa.Column("channel_id", Snowflake, primary_key=True, autoincrement=False),
    sa.Column("at", Utc, nullable=False),
)
