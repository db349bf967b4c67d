"""Digests and quiet hours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import RowId, Utc

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "digests",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cadence", sa.String(length=12), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("weekday", sa.Integer(), server_default="0", nullable=False),
        sa.Column("channel_id", sa.BigInteger()),
        sa.Column("say_empty", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("next_day", sa.Date(), nullable=False),
        sa.Column("next_at", Utc(), nullable=False),
        sa.Column("last_day", sa.Date()),
        sa.Column("covered_id", RowId, server_default="0", nullable=False),
        sa.Column("covered_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["guild_id"], ["servers.guild_id"], name="fk_digests_guild_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("guild_id", name="pk_digests"),
    )
    op.create_index("ix_digests_next_at", "digests", ["next_at"])
    op.add_column("servers", sa.Column("quiet_from", sa.Time()))
    op.add_column("servers", sa.Column("quiet_to", sa.Time()))
    # Held stories count in the hour in which they are due.
    op.drop_index("ix_deliveries_channel_kind_created", "deliveries")
    op.create_index("ix_deliveries_channel_kind_due", "deliveries", ["channel_id", "kind", "due_at"])


def downgrade() -> None:
    """Back from it."""
    op.drop_index("ix_deliveries_channel_kind_due", "deliveries")
    op.create_index("ix_deliveries_channel_kind_created", "deliveries", ["channel_id", "kind", "created_at"])
    with op.batch_alter_table("servers") as batch:
        batch.drop_column("quiet_to")
        batch.drop_column("quiet_from")
    op.drop_table("digests")
