"""The words of what is worth finding. SQLite's full-text index over them is no table of ours: migration 0004 makes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.engine import Dialect

from bot.storage.tables.base import RowId, metadata

WORDS_INDEX = "words_index"  # SQLite keeps it in tables whose names begin with this


class Words(sa.TypeDecorator[Sequence[str]]):
    """Words of letters and digits in order (`bot.archive.terms.words_of`): text on SQLite, a tsvector on PostgreSQL. Written only."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        """Pick the engine's own type."""
        return dialect.type_descriptor(TSVECTOR() if dialect.name == "postgresql" else sa.Text())

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> str | None:
        """To the engine."""
        if value is None or dialect.name != "postgresql":
            return None if value is None else " ".join(value)
        return " ".join(f"'{word}':{place}" for place, word in enumerate(value, start=1))


entry_words = sa.Table(
    "entry_words",
    metadata,
    # A row for each relevant entry.
    sa.Column("entry_id", RowId, sa.ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("title", Words, nullable=False),
    sa.Column("body", Words, nullable=False),
    sa.Index("ix_entry_words_title", "title", postgresql_using="gin").ddl_if(dialect="postgresql"),
    sa.Index("ix_entry_words_body", "body", postgresql_using="gin").ddl_if(dialect="postgresql"),
)
