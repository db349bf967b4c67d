"""Alembic's entry: runs the revisions over the connection that `schema.py` gives, or, from the command line, over a new one."""

from __future__ import annotations

import asyncio
from typing import Any, Literal

from alembic import context
from sqlalchemy.engine import Connection

from bot.storage.engines import make_schema_engine, parse_url
from bot.storage.tables import WORDS_INDEX, Utc, metadata

config = context.config


def render_item(type_: str, obj: Any, _autogen: Any) -> str | Literal[False]:
    """Write our own column type by its name in new revisions."""
    if type_ == "type" and isinstance(obj, Utc):
        _autogen.imports.add("from bot.storage.tables import Utc")
        return "Utc()"
    return False


def include_name(name: str | None, type_: str, _parents: Any) -> bool:
    """All but SQLite's full-text index and the tables that it keeps for itself."""
    return not (type_ == "table" and (name or "").startswith(WORDS_INDEX))


def include_object(obj: Any, _name: str | None, type_: str, _reflected: bool, _other: Any) -> bool:  # noqa: FBT001 - theirs
    """All but PostgreSQL's own kind of index where another engine is compared."""
    theirs = type_ == "index" and obj.dialect_kwargs.get("postgresql_using") == "gin"
    return not theirs or context.get_context().dialect.name == "postgresql"


def run(connection: Connection) -> None:
    """All wanted revisions, in the transaction that is open on the connection: one that fails changes nothing."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",  # its ALTER TABLE can do little
        render_item=render_item,
        include_name=include_name,
        include_object=include_object,
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_alone() -> None:
    """From the command line: `alembic -c config/alembic.ini -x url=sqlite:///data/picketwire.db ...`."""
    url = context.get_x_argument(as_dictionary=True).get("url") or config.get_main_option("sqlalchemy.url") or ""
    engine = make_schema_engine(parse_url(url))
    async with engine.begin() as conn:
        await conn.run_sync(run)
    await engine.dispose()


given: Connection | None = config.attributes.get("connection")
if given is not None:
    run(given)
else:
    asyncio.run(run_alone())
