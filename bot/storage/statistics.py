"""What PostgreSQL knows of the small tables when it plans a query. SQLite plans by their form alone."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from bot.storage.database import Connection
from bot.storage.tables import metadata

# So many rows change in these that PostgreSQL counts them by itself. A table of less than fifty rows it never does, and then takes a
# server for one that follows a single feed, which costs seconds in a large archive.
_LARGE: Final = frozenset({"entries", "entry_tags", "entry_words", "seen_keys", "stories", "deliveries", "audit"})


async def renew(conn: Connection) -> None:
    """Have the small tables counted; takes some milliseconds and holds nobody up."""
    if conn.dialect.name == "postgresql":
        await conn.execute(sa.text(f"ANALYZE {', '.join(sorted(metadata.tables.keys() - _LARGE))}"))
