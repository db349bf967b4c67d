"""`annotate FILE`: items as JSON lines in, what the rules understand of each as JSON lines out, in the same order.

The command's arguments and files are opened in `bot/__main__.py`; here is only what happens to the lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TextIO

from bot.models.news import Annotation, Item
from bot.news.annotate import annotate
from bot.news.stories import StoryIndex, features
from bot.news.taxonomy import Taxonomy

EXAMPLE = (
    '{"id": "1", "source": "Variety", "url": "https://…", "title": "…", "summary": "…", "published": "2026-11-02"}'
)


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no item: its number, counted from 1, and what is wrong with it."""

    number: int
    reason: str


def annotate_lines(lines: Iterable[str | bytes], out: TextIO, err: TextIO, *, taxonomy: Taxonomy) -> int:
    """Annotate every line of `lines` and print to `out`; the exit code: 1 if a line was malformed (each is told on `err`), else 0.

    Everything is read before anything is printed, because stories are matched in order of publication.
    """
    items: list[Item] = []
    code = 0
    for parsed in parse_lines(lines):
        if isinstance(parsed, BadLine):
            print(f"line {parsed.number}: {parsed.reason}; skipped. A right line: {EXAMPLE}", file=err)
            code = 1
        else:
            items.append(parsed)
    annotations = [annotate(item, taxonomy) for item in items]
    stories = name_stories(items, annotations)
    for item, annotation, story in zip(items, annotations, stories, strict=True):
        print(as_line(item, annotation, story), file=out)
    return code


def parse_lines(lines: Iterable[str | bytes]) -> Iterator[Item | BadLine]:
    """Each line as an item or as what is wrong with it; blank lines are passed over."""
    reader = iter(lines)
    number = 0
    while True:
        number += 1
        try:
            line = next(reader)
            text = line.decode() if isinstance(line, bytes) else line
            if text.strip():
                yield _item(json.loads(text.lstrip("\ufeff")))
        except StopIteration:
            return
        except UnicodeDecodeError:
            yield BadLine(number, "not UTF-8 text")
        except json.JSONDecodeError as error:
            yield BadLine(number, f"not JSON ({error.msg} at column {error.colno})")
        except RecursionError:
            yield BadLine(number, "JSON nested too deep")
        except ValueError as error:
            yield BadLine(number, str(error))


def name_stories(items: list[Item], annotations: list[Annotation]) -> list[str]:
    """A name for each item's story, "s1", "s2" …, matched in order of publication.

    What has no date comes last, what is irrelevant stands alone.
    """
    index = StoryIndex()
    names = [""] * len(items)
    order = sorted(
        range(len(items)),
        key=lambda k: (items[k].published is None, items[k].published or datetime.min.replace(tzinfo=UTC)),
    )
    stories = 0
    for k in order:
        item, about = items[k], annotations[k]
        story = None
        if about.relevant:
            seen = features(item.title, item.text, item.published, about.issues, about.attributed_to)
            story = index.match(seen, item.published)
        if story is None:
            stories += 1
            story = stories
        if about.relevant:
            index.add(story, seen, item.published)
        names[k] = f"s{story}"
    return names


def as_line(item: Item, annotation: Annotation, story: str) -> str:
    """The answer for one item as a line of JSON."""
    answer = {
        "id": item.id,
        "relevant": annotation.relevant,
        "labels": list(annotation.issues),
        "because": {tag.issue: list(tag.phrases) for tag in annotation.tags},
        "status": annotation.status.value,
        "attributed_to": list(annotation.attributed_to),
        "dates": [
            {"text": found.text, "resolves_to": found.resolves_to, "kind": found.kind.value}
            for found in annotation.dates
        ],
        "story": story,
    }
    line = json.dumps(answer, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:  # half a surrogate pair came in as an escape; it can only go out as one
        return json.dumps(answer)
    return line


def _item(row: Any) -> Item:
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - one kind of error for everything a line can have wrong
    published, day_only = _published(row.get("published"))
    return Item(
        id=_text(row, "id", required=True),
        source=_text(row, "source"),
        url=_text(row, "url"),
        title=_text(row, "title", required=True),
        text=_text(row, "summary"),
        published=published,
        published_day_only=day_only,
    )


def _text(row: dict[str, Any], name: str, *, required: bool = False) -> str:
    value = row.get(name)
    if value is None and not required:
        return ""
    if not isinstance(value, str):
        raise ValueError(f'"{name}" is {"missing" if name not in row else "not a text"}')  # noqa: TRY004 - see _item
    return value


def _published(value: Any) -> tuple[datetime | None, bool]:
    """The moment and whether it is only a day. Without a zone it is taken as UTC."""
    if value is None:
        return None, False
    if not isinstance(value, str):
        raise ValueError('"published" is neither a text nor null')  # noqa: TRY004 - see _item
    try:
        day_only = len(value) == len("2026-11-02")
        moment = (
            datetime.combine(date.fromisoformat(value), datetime.min.time())
            if day_only
            else datetime.fromisoformat(value)
        )
        return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)), day_only
    except (ValueError, OverflowError):
        raise ValueError(f'"published" is {value!r}, not a date or date-time in ISO form') from None
