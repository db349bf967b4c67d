"""Official statements, and entries that are one; feeds that are a server's own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import RowId, Utc

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "statements",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("dispute", sa.String(length=64), nullable=False),
        sa.Column("side", sa.String(length=8), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("issues", sa.JSON(), nullable=False),
        sa.Column("story_id", RowId),
        sa.Column("entry_id", RowId),
        sa.Column("delivery_id", sa.String(length=25)),
        sa.Column("state", sa.String(length=12), server_default="draft", nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("posted_at", Utc()),
        sa.Column("retracted_at", Utc()),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["servers.guild_id"], name=op.f("fk_statements_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
    )
    op.create_index("ix_statements_guild_state", "statements", ["guild_id", "state"])
    op.add_column("entries", sa.Column("statement", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("entries", sa.Column("retracted_at", Utc()))
    op.add_column("feeds", sa.Column("guild_id", sa.BigInteger()))


def downgrade() -> None:
    """Back from it."""
    op.drop_column("feeds", "guild_id")
    op.drop_column("entries", "retracted_at")
    op.drop_column("entries", "statement")
    op.drop_table("statements")
