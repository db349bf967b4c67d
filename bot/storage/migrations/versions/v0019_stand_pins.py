"""Lines on where a side stands, pinned by moderators."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import RowId, Utc

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "stand_pins",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("issue", sa.String(length=32), nullable=False),
        sa.Column("dispute", sa.String(length=64), server_default="", nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("citing", sa.JSON(), nullable=False),
        sa.Column("unnamed_source", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("moving_until", Utc()),
        sa.Column("state", sa.String(length=8), server_default="standing", nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("ended_at", Utc()),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["servers.guild_id"], name=op.f("fk_stand_pins_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stand_pins")),
    )
    op.create_index("ix_stand_pins_guild_issue", "stand_pins", ["guild_id", "issue"])


def downgrade() -> None:
    """Back from it."""
    op.drop_table("stand_pins")
