"""Corrections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import RowId, Utc

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "tag_fixes",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("story_id", RowId, nullable=False),
        sa.Column("issue", sa.String(length=32), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["servers.guild_id"], name=op.f("fk_tag_fixes_guild_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_tag_fixes_story_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("guild_id", "story_id", "issue", name=op.f("pk_tag_fixes")),
    )
    op.create_index("ix_tag_fixes_story_id", "tag_fixes", ["story_id"])


def downgrade() -> None:
    """Back from it."""
    op.drop_table("tag_fixes")
