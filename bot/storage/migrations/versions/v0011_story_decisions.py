"""What moderators decide about stories."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import RowId, Utc

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "story_splits",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("entry_id", RowId, nullable=False),
        sa.Column("story_id", RowId, nullable=False),
        sa.Column("at", Utc(), nullable=False),
        *_keys("story_splits", "entry_id", "entries"),
        _points("story_splits", "story_id", "stories"),
    )
    op.create_table(
        "story_joins",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("story_id", RowId, nullable=False),
        sa.Column("into_id", RowId, nullable=False),
        sa.Column("at", Utc(), nullable=False),
        *_keys("story_joins", "story_id", "stories"),
        _points("story_joins", "into_id", "stories"),
    )
    op.create_table(
        "story_retractions",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("story_id", RowId, nullable=False),
        sa.Column("at", Utc(), nullable=False),
        *_keys("story_retractions", "story_id", "stories"),
    )
    for table, column in (
        ("story_splits", "entry_id"),
        ("story_splits", "story_id"),
        ("story_joins", "story_id"),
        ("story_joins", "into_id"),
        ("story_retractions", "story_id"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])


def _keys(table: str, column: str, of: str) -> tuple[sa.Constraint, ...]:
    server = sa.ForeignKeyConstraint(
        ["guild_id"], ["servers.guild_id"], name=op.f(f"fk_{table}_guild_id"), ondelete="CASCADE"
    )
    return server, _points(table, column, of), sa.PrimaryKeyConstraint("guild_id", column, name=op.f(f"pk_{table}"))


def _points(table: str, column: str, of: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{of}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")


def downgrade() -> None:
    """Back from it."""
    for table in ("story_retractions", "story_joins", "story_splits"):
        op.drop_table(table)
