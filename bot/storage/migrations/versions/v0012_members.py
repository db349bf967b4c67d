"""What members follow, personal digests, last visits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import RowId, Utc

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "member_follows",
        *_whose("member_follows", "kind", "subject"),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("at", Utc(), nullable=False),
    )
    op.create_table(
        "personal_digests",
        *_whose("personal_digests"),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=False),
        sa.Column("quiet_to", sa.Time(), nullable=False),
        sa.Column("next_day", sa.Date(), nullable=False),
        sa.Column("next_at", Utc(), nullable=False),
        sa.Column("last_day", sa.Date()),
        sa.Column("covered_id", RowId, nullable=False),
        sa.Column("covered_at", Utc(), nullable=False),
        sa.Column("held_day", sa.Date()),
    )
    op.create_index("ix_personal_digests_channel_id", "personal_digests", ["channel_id"])
    op.create_index("ix_personal_digests_next_at", "personal_digests", ["next_at"])
    op.create_table("last_visits", *_whose("last_visits"), sa.Column("at", Utc(), nullable=False))


def downgrade() -> None:
    """Back from it."""
    for table in ("last_visits", "personal_digests", "member_follows"):
        op.drop_table(table)


def _whose(table: str, *further: str) -> tuple[sa.Column[int] | sa.Constraint, ...]:
    return (
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["servers.guild_id"], name=op.f(f"fk_{table}_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", "member_id", *further, name=op.f(f"pk_{table}")),
    )
