"""How the tests of dates read a text: its values in order, or its kinds."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.news.dates import find_dates


def day(published: str | None) -> datetime | None:
    """Midnight UTC of an ISO date, the way a bare date of publication is handed in."""
    return datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None


def resolved(text: str, published: str | None) -> list[str | None]:
    """What the date phrases of a text resolve to, in order."""
    return [phrase.resolves_to for phrase in find_dates("", text, day(published))]


def kinds(text: str, published: str | None) -> list[str]:
    """What happens on the dates of a text, in order."""
    return [str(phrase.kind) for phrase in find_dates("", text, day(published))]
