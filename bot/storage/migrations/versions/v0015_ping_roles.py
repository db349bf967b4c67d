"""Roles that notify."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Utc

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.add_column("servers", sa.Column("follow_roles", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "ping_roles",
        *_of_server("ping_roles", "kind", "subject"),
        sa.Column("role_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("notified", sa.Integer(), server_default="0", nullable=False),
    )
    op.create_table(
        "role_holders",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        *_of_server("role_holders", "member_id", "kind", "subject"),
        sa.Column("at", Utc(), nullable=False),
    )


def downgrade() -> None:
    """Back from it."""
    op.drop_table("role_holders")
    op.drop_table("ping_roles")
    op.drop_column("servers", "follow_roles")


def _of_server(table: str, *key: str) -> tuple[sa.Column[int] | sa.Column[str] | sa.Constraint, ...]:
    return (
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["servers.guild_id"], name=op.f(f"fk_{table}_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", *key, name=op.f(f"pk_{table}")),
    )
