"""When something was last shared in a channel."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Utc

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "shares",
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_shares")),
    )


def downgrade() -> None:
    """Back from it."""
    op.drop_table("shares")
