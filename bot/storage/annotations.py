"""An annotation as JSON and back. Pure: the column itself is in `tables.py`."""

from __future__ import annotations

from typing import Any

from bot.models.news import Annotation, DateKind, DatePhrase, Label, Quote, Status, Tag


def to_json(annotation: Annotation) -> dict[str, Any]:
    """Plain values; short lists where order says enough."""
    return {
        "relevant": annotation.relevant,
        "reason": annotation.reason,
        "tags": [[tag.issue, list(tag.phrases)] for tag in annotation.tags],
        "status": annotation.status.value,
        "label": annotation.label.value,
        "attributed_to": list(annotation.attributed_to),
        "unnamed_source": annotation.unnamed_source,
        "dates": [[date.text, date.resolves_to, date.kind.value, date.reason] for date in annotation.dates],
        "quotes": [[quote.side, quote.who, quote.issue, quote.move, quote.sentence] for quote in annotation.quotes],
    }


def from_json(data: dict[str, Any]) -> Annotation:
    """What `to_json` gave; KeyError or ValueError for anything else."""
    return Annotation(
        relevant=data["relevant"],
        reason=data["reason"],
        tags=tuple(Tag(issue, tuple(phrases)) for issue, phrases in data["tags"]),
        status=Status(data["status"]),
        label=Label(data["label"]),
        attributed_to=tuple(data["attributed_to"]),
        unnamed_source=data["unnamed_source"],
        dates=tuple(
            DatePhrase(text, resolves_to, DateKind(kind), why) for text, resolves_to, kind, why in data["dates"]
        ),
        quotes=tuple(Quote(*quote) for quote in data["quotes"]),
    )
