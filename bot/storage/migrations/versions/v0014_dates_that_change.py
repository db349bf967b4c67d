"""Dates that change."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import RowId, Utc

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_NEW = ("note", "channel_id", "role_id", "version", "series", "changed_at")


def upgrade() -> None:
    """To this revision."""
    columns: tuple[sa.Column[Any], ...] = (
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("role_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("series", sa.Integer(), server_default="0", nullable=False),
        sa.Column("changed_at", Utc(), nullable=True),
    )
    for column in columns:
        op.add_column("bargaining_dates", column)
    op.create_table(
        "bargaining_changes",
        sa.Column("date_id", RowId, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["date_id"], ["bargaining_dates.id"], name=op.f("fk_bargaining_changes_date_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("date_id", "version", name=op.f("pk_bargaining_changes")),
    )
    op.create_table(
        "date_choices",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("offsets", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["servers.guild_id"], name=op.f("fk_date_choices_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_date_choices")),
    )


def downgrade() -> None:
    """Back from it."""
    op.drop_table("date_choices")
    op.drop_table("bargaining_changes")
    for name in _NEW:
        op.drop_column("bargaining_dates", name)
