"""What is kept about a person, shown to them and forgotten at once. What that is stands in `bot/storage/privacy.py`."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import Any

from bot.clock import Clock
from bot.storage import privacy
from bot.storage.database import Database


class PrivacyService:
    """All methods may raise StorageBusy. They concern the person on every server of this bot."""

    def __init__(self, *, db: Database, clock: Clock) -> None:
        self._db, self._clock = db, clock

    async def export(self, member_id: int) -> bytes:
        """All that is kept, as a JSON object: `exported_at`, and under `kept` the rows by table."""
        async with self._db.reading() as conn:
            kept = await privacy.kept_of(conn, member_id)
        document = {"exported_at": self._clock.wall().isoformat(), "kept": kept}
        return json.dumps(document, default=_plain, ensure_ascii=False, indent=2).encode()

    async def forget(self, member_id: int) -> int:
        """Forget the person; how many rows held something about them."""
        async with self._db.transaction() as conn:
            return await privacy.forget(conn, member_id)


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    raise TypeError(f"{value!r} has no form in JSON")
