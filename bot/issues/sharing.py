"""How often a summary may be shown to a whole channel. Kept in memory: a restart forgets it, which harms nobody."""

from __future__ import annotations

from datetime import datetime, timedelta

PAUSE = timedelta(minutes=10)


class ShareLimit:
    """One share a channel in ten minutes."""

    def __init__(self) -> None:
        self._last: dict[int, datetime] = {}

    def take(self, channel_id: int, now: datetime) -> bool:
        """Whether something may be shared there now; if so, it counts as shared."""
        self._last = {channel: at for channel, at in self._last.items() if now - at < PAUSE}
        if channel_id in self._last:
            return False
        self._last[channel_id] = now
        return True
