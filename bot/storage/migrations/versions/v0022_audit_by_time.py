"""The audit trail is read and tidied by time."""

from __future__ import annotations

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_index("ix_audit_guild_at", "audit", ["guild_id", "at"])
    op.create_index("ix_audit_at", "audit", ["at"])
    op.drop_index("ix_audit_guild_id", "audit")


def downgrade() -> None:
    """Back from it."""
    op.create_index("ix_audit_guild_id", "audit", ["guild_id"])
    op.drop_index("ix_audit_at", "audit")
    op.drop_index("ix_audit_guild_at", "audit")
