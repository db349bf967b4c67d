"""Announcements with roles, pictures, series, versions and corrections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.storage.tables import RowId, Utc

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = ("announcement_corrections", "announcement_versions", "pictures")
INDEXES = {"ix_announcements_turn_at": ["turn_at"], "ix_announcements_state_due": ["state", "due_at"]}


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("role_id", sa.BigInteger(), nullable=True),
        sa.Column("picture_id", RowId, nullable=True),
        sa.Column("urgent", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("hold", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("at_once", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("cadence", sa.String(length=10), nullable=True),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.Column("month_day", sa.Integer(), server_default="1", nullable=False),
        sa.Column("skipped", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("turn_at", Utc(), nullable=True),
        sa.Column("changes_id", RowId, nullable=True),
        sa.Column("changes_post", sa.String(length=25), nullable=True),
        sa.Column("correction", sa.Boolean(), server_default=sa.false(), nullable=False),
    ]


def upgrade() -> None:
    """To this revision."""
    op.add_column("servers", sa.Column("urgent_cap", sa.Integer(), server_default="3", nullable=False))
    for column in _columns():
        op.add_column("announcements", column)
    for name, columns in INDEXES.items():
        op.create_index(name, "announcements", columns)
    op.create_table(
        "pictures",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.String(length=32), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["servers.guild_id"], name=op.f("fk_pictures_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pictures")),
    )
    op.create_table(
        "announcement_versions",
        sa.Column("id", RowId, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("announcement_id", RowId, nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_at", Utc(), nullable=True),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["servers.guild_id"], name=op.f("fk_announcement_versions_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement_versions")),
    )
    op.create_index("ix_announcement_versions_announcement_id", "announcement_versions", ["announcement_id"])
    op.create_table(
        "announcement_corrections",
        sa.Column("delivery_id", sa.String(length=25), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("corrected_id", sa.String(length=25), nullable=False),
        sa.Column("linked", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name=op.f("fk_announcement_corrections_delivery_id")
        ),
        sa.ForeignKeyConstraint(
            ["corrected_id"], ["deliveries.id"], name=op.f("fk_announcement_corrections_corrected_id")
        ),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["servers.guild_id"], name=op.f("fk_announcement_corrections_guild_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_announcement_corrections")),
    )
    op.create_index("ix_announcement_corrections_linked", "announcement_corrections", ["linked"])
    # From now on the key names the occurrence too: its local date and time to the minute.
    op.execute(
        "UPDATE deliveries SET key = key || ':' ||"
        " (SELECT substr(a.wall, 1, 16) FROM announcements AS a WHERE a.delivery_id = deliveries.id)"
        " WHERE key LIKE 'announcement:%' AND EXISTS (SELECT 1 FROM announcements AS a WHERE a.delivery_id = deliveries.id)"
    )


def downgrade() -> None:
    """Back from it."""
    for table in TABLES:
        op.drop_table(table)
    for name in INDEXES:
        op.drop_index(name, "announcements")
    with op.batch_alter_table("announcements") as batch:
        for column in _columns():
            batch.drop_column(column.name)
    with op.batch_alter_table("servers") as batch:
        batch.drop_column("urgent_cap")
