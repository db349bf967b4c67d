"""Links: entries are found by their address, deliveries by their message."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.feeds.identity import link_number

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BATCH = 2_000


def upgrade() -> None:
    """To this revision."""
    op.add_column("entries", sa.Column("link", sa.BigInteger(), nullable=False, server_default="0"))
    _number_stored(op.get_bind())
    op.create_index("ix_entries_link", "entries", ["link"])
    op.create_index("ix_deliveries_message_id", "deliveries", ["message_id"])


def _number_stored(conn: sa.Connection) -> None:
    """The links of the entries that are there, a batch at a time: memory stays flat however many there are."""
    last = 0
    while rows := conn.execute(
        sa.text("SELECT id, url FROM entries WHERE id > :last ORDER BY id LIMIT :batch"),
        {"last": last, "batch": BATCH},
    ).all():
        numbered = [{"entry": row.id, "number": link_number(row.url)} for row in rows]
        conn.execute(sa.text("UPDATE entries SET link = :number WHERE id = :entry"), numbered)
        last = rows[-1].id


def downgrade() -> None:
    """Back from it."""
    op.drop_index("ix_deliveries_message_id", "deliveries")
    op.drop_index("ix_entries_link", "entries")
    op.drop_column("entries", "link")
