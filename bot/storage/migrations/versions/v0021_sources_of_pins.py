"""Under whose name and label a sentence was found that moderators pinned, and the statement it stands in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import RowId

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.add_column("stand_pins", sa.Column("source", sa.Text(), server_default="", nullable=False))
    op.add_column("stand_pins", sa.Column("label", sa.String(length=20), server_default="", nullable=False))
    op.add_column("stand_pins", sa.Column("statement_id", RowId, nullable=True))


def downgrade() -> None:
    """Back from it."""
    for column in ("statement_id", "label", "source"):
        op.drop_column("stand_pins", column)
