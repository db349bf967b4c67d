"""What members asked for. Every row belongs to one member in one server; `bot/storage/privacy.py` shows and forgets them."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.tables.base import RowId, Snowflake, Utc, metadata


def _server() -> sa.Column[int]:
    reference = sa.ForeignKey("servers.guild_id", ondelete="CASCADE")
    return sa.Column("guild_id", Snowflake, reference, primary_key=True, autoincrement=False)


def _member() -> sa.Column[int]:
    return sa.Column("member_id", Snowflake, primary_key=True, autoincrement=False)


member_follows = sa.Table(
    "member_follows",
    metadata,
    _server(),
    _member(),
    sa.Column("kind", sa.String(8), primary_key=True),
    sa.Column("subject", sa.String(64), primary_key=True),
    sa.Column("at", Utc, nullable=False),
)

personal_digests = sa.Table(
    "personal_digests",
    metadata,
    _server(),
    _member(),
    sa.Column("channel_id", Snowflake, nullable=False, index=True),  # the direct conversation
    sa.Column("at", sa.Time, nullable=False),  # local
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("quiet_from", sa.Time, nullable=False),  # local
    sa.Column("quiet_to", sa.Time, nullable=False),
    sa.Column("next_day", sa.Date, nullable=False),
    sa.Column("next_at", Utc, nullable=False, index=True),
    sa.Column("last_day", sa.Date),
    sa.Column("covered_id", RowId, nullable=False),
    sa.Column("covered_at", Utc, nullable=False),
    sa.Column("held_day", sa.Date),
)

ping_roles = sa.Table(
    "ping_roles",
    metadata,
    # Roles that the bot made, to notify those who want it of stories about a subject.
    _server(),
    sa.Column("kind", sa.String(8), primary_key=True),
    sa.Column("subject", sa.String(64), primary_key=True),
    sa.Column("role_id", Snowflake, nullable=False),
    sa.Column("day", sa.Date),  # the local day on which it was last notified
    sa.Column("notified", sa.Integer, nullable=False, server_default="0"),  # how often on that day
)

role_holders = sa.Table(
    "role_holders",
    metadata,
    # Who took such a role with /follow add; who was given it by hand is not known here.
    _server(),
    _member(),
    sa.Column("kind", sa.String(8), primary_key=True),
    sa.Column("subject", sa.String(64), primary_key=True),
    sa.Column("at", Utc, nullable=False),
)

last_visits = sa.Table(
    "last_visits",
    metadata,
    # When a member last asked what is new since then; kept only for those who ask.
    _server(),
    _member(),
    sa.Column("at", Utc, nullable=False),
)
