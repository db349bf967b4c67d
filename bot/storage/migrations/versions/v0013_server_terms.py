"""Terms of servers, and the tags that they put on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import RowId, Utc

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "server_terms",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("issue", sa.String(length=32), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["servers.guild_id"], name=op.f("fk_server_terms_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guild_id", "issue", "term", name=op.f("pk_server_terms")),
    )
    op.create_table(
        "term_tags",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("entry_id", RowId, nullable=False),
        sa.Column("issue", sa.String(length=32), nullable=False),
        sa.Column("phrases", sa.JSON(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["servers.guild_id"], name=op.f("fk_term_tags_guild_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_term_tags_entry_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("guild_id", "entry_id", "issue", name=op.f("pk_term_tags")),
    )
    op.create_index("ix_term_tags_entry_id", "term_tags", ["entry_id"])
    op.create_index("ix_term_tags_guild_issue_at", "term_tags", ["guild_id", "issue", "at"])


def downgrade() -> None:
    """Back from it."""
    op.drop_table("term_tags")
    op.drop_table("server_terms")
