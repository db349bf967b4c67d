"""Steps of disputes; what an audited change was before and after."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import RowId, Utc

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "dispute_steps",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("dispute", sa.String(length=64), nullable=False),
        sa.Column("step", sa.String(length=24), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("by", sa.String(length=12), server_default="", nullable=False),
        sa.Column("source_url", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), server_default="standing", nullable=False),
        sa.Column("delivery_id", sa.String(length=25)),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("ended_at", Utc()),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["servers.guild_id"], name=op.f("fk_dispute_steps_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_steps")),
    )
    op.create_index("ix_dispute_steps_guild_dispute", "dispute_steps", ["guild_id", "dispute"])
    op.add_column("audit", sa.Column("before", sa.Text(), server_default="", nullable=False))
    op.add_column("audit", sa.Column("after", sa.Text(), server_default="", nullable=False))
    op.add_column("audit", sa.Column("delivery_id", sa.String(length=25)))


def downgrade() -> None:
    """Back from it."""
    for column in ("delivery_id", "after", "before"):
        op.drop_column("audit", column)
    op.drop_table("dispute_steps")
