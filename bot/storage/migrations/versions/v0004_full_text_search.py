"""Full text search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.archive.terms import words_of
from bot.storage.tables import RowId, Words

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BATCH = 500
# The words are normalised already: SQLite shall only part them at the spaces. Its `ascii` tokenizer takes every sign beyond ASCII
# for a part of a word, as our own rules do.
SQLITE_INDEX = """CREATE VIRTUAL TABLE words_index USING fts5
(title, body, content='entry_words', content_rowid='entry_id', tokenize='ascii')"""
FORGET = (
    "INSERT INTO words_index (words_index, rowid, title, body) VALUES ('delete', old.entry_id, old.title, old.body);"
)
LEARN = "INSERT INTO words_index (rowid, title, body) VALUES (new.entry_id, new.title, new.body);"
TRIGGERS = {
    "entry_words_insert": f"AFTER INSERT ON entry_words BEGIN {LEARN} END",
    "entry_words_delete": f"AFTER DELETE ON entry_words BEGIN {FORGET} END",
    "entry_words_update": f"AFTER UPDATE ON entry_words BEGIN {FORGET} {LEARN} END",
}


def upgrade() -> None:
    """To this revision."""
    conn = op.get_bind()
    table = op.create_table(
        "entry_words",
        sa.Column("entry_id", RowId, nullable=False),
        sa.Column("title", Words(), nullable=False),
        sa.Column("body", Words(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name="fk_entry_words_entry_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("entry_id", name="pk_entry_words"),
    )
    if conn.dialect.name == "sqlite":
        op.execute(SQLITE_INDEX)
        for name, what in TRIGGERS.items():
            op.execute(f"CREATE TRIGGER {name} {what}")
    else:
        for column in ("title", "body"):
            op.create_index(f"ix_entry_words_{column}", "entry_words", [column], postgresql_using="gin")
    _read_stored(conn, table)
    # All that a list of the latest needs to know of an entry, so that its row need not be read.
    op.drop_index("ix_entries_relevant_at", "entries")
    op.create_index("ix_entries_relevant_at", "entries", ["relevant", "at", "feed_id", "seen_at", "story_id"])
    op.create_index("ix_entries_outlet_at", "entries", ["outlet", "at"])


def _read_stored(conn: sa.Connection, table: sa.Table) -> None:
    """The words of the entries that are there."""
    last = 0
    while rows := conn.execute(
        sa.text("SELECT id, title, text FROM entries WHERE relevant AND id > :last ORDER BY id LIMIT :batch"),
        {"last": last, "batch": BATCH},
    ).all():
        words = [{"entry_id": row.id, "title": words_of(row.title), "body": words_of(row.text)} for row in rows]
        conn.execute(sa.insert(table), words)
        last = rows[-1].id


def downgrade() -> None:
    """Back from it."""
    op.drop_index("ix_entries_outlet_at", "entries")
    op.drop_index("ix_entries_relevant_at", "entries")
    op.create_index("ix_entries_relevant_at", "entries", ["relevant", "at"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE words_index")
    op.drop_table("entry_words")
