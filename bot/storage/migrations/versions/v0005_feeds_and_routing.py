"""Feeds and routing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import RowId, Utc

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS = (
    ("feeds", "listed", sa.true()),
    ("feeds", "private", sa.false()),
    ("deliveries", "forum", sa.false()),
    ("servers", "hide_paywalled", sa.false()),
)


def upgrade() -> None:
    """To this revision."""
    for table, name, default in COLUMNS:
        op.add_column(table, sa.Column(name, sa.Boolean(), server_default=default, nullable=False))
    op.create_table(
        "routes",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("forum", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("gone_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["servers.guild_id"], name=op.f("fk_routes_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routes")),
        sa.UniqueConstraint("guild_id", "kind", "subject", name=op.f("uq_routes_guild_id_kind_subject")),
    )
    op.create_table(
        "mutes",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["guild_id"], ["servers.guild_id"], name=op.f("fk_mutes_guild_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("guild_id", "kind", "value", name=op.f("pk_mutes")),
    )
    op.create_table(
        "paused_feeds",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("feed_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name=op.f("fk_paused_feeds_feed_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["servers.guild_id"], name=op.f("fk_paused_feeds_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", "feed_id", name=op.f("pk_paused_feeds")),
    )


def downgrade() -> None:
    """Back from it."""
    for table in ("paused_feeds", "mutes", "routes"):
        op.drop_table(table)
    for table, name, _ in COLUMNS:
        with op.batch_alter_table(table) as batch:
            batch.drop_column(name)
