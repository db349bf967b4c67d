"""Suggested dates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import RowId, Utc

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.add_column("date_choices", sa.Column("suggestions", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("date_choices", sa.Column("cards", sa.Integer(), server_default="3", nullable=False))
    op.create_table(
        "suggestions",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("dispute", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=12), server_default="open", nullable=False),
        sa.Column("card_id", sa.String(length=25), nullable=True),
        sa.Column("carded_at", Utc(), nullable=True),
        sa.Column("date_id", RowId, nullable=True),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("decided_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["servers.guild_id"], name=op.f("fk_suggestions_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestions")),
        sa.UniqueConstraint(
            "guild_id", "dispute", "kind", "day", name=op.f("uq_suggestions_guild_id_dispute_kind_day")
        ),
    )
    op.create_index("ix_suggestions_card_id", "suggestions", ["card_id"])
    op.create_table(
        "suggestion_evidence",
        sa.Column("suggestion_id", RowId, nullable=False),
        sa.Column("entry_id", RowId, autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.Column("moment", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestions.id"], name=op.f("fk_suggestion_evidence_suggestion_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("suggestion_id", "entry_id", name=op.f("pk_suggestion_evidence")),
    )


def downgrade() -> None:
    """Back from it."""
    op.drop_table("suggestion_evidence")
    op.drop_table("suggestions")
    op.drop_column("date_choices", "cards")
    op.drop_column("date_choices", "suggestions")
