"""Events of dates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import Utc

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.add_column("date_choices", sa.Column("events_since", Utc(), nullable=True))


def downgrade() -> None:
    """Back from it."""
    op.drop_column("date_choices", "events_since")
