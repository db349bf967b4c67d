"""Entries that an edit made news."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Utc

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.add_column("entries", sa.Column("late_at", Utc(), nullable=True))
    op.create_index("ix_entries_late_at", "entries", ["late_at"])


def downgrade() -> None:
    """Back from it."""
    op.drop_index("ix_entries_late_at", "entries")
    op.drop_column("entries", "late_at")
