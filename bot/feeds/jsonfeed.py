"""JSON Feed (jsonfeed.org, versions 1 and 1.1) as raw fields; the cleaning is the parser's. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class JsonItem:
    """One item as it stands in the document."""

    guid: str
    link: str
    title: str
    content: str
    is_markup: bool
    published: datetime | None
    updated: datetime | None
    author: str


@dataclass(frozen=True, slots=True)
class JsonDocument:
    """A JSON Feed as it stands."""

    title: str
    site_url: str
    items: tuple[JsonItem, ...]


def read(body: bytes) -> JsonDocument:
    """Read a JSON Feed; ValueError for any other document."""
    try:
        document = json.loads(body)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(document, dict) or "jsonfeed.org/version/" not in _text(document, "version"):
        raise ValueError("JSON, but not a JSON Feed")
    items = document.get("items")
    if not isinstance(items, list):
        raise ValueError("a JSON Feed without items")  # noqa: TRY004 - the document is wrong, not our types
    return JsonDocument(
        title=_text(document, "title"),
        site_url=_text(document, "home_page_url"),
        items=tuple(_item(item) for item in items if isinstance(item, dict)),
    )


def _item(item: dict[str, Any]) -> JsonItem:
    content = _text(item, "content_html")
    authors = item.get("authors")
    author = authors[0] if isinstance(authors, list) and authors else item.get("author")
    return JsonItem(
        guid=_text(item, "id"),
        link=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        content=content or _text(item, "content_text") or _text(item, "summary"),
        is_markup=bool(content),
        published=_moment(_text(item, "date_published")),
        updated=_moment(_text(item, "date_modified")),
        author=_text(author, "name") if isinstance(author, dict) else "",
    )


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)  # ids are often numbers, against the rule
    return value if isinstance(value, str) else ""


def _moment(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
