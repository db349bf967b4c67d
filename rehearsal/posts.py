"""What the bot said in channels, read back from the stand-in's journal. What to make of it is decided in `report.py`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

ADDRESS = re.compile(r"https?://[^\s<>()\[\]|]+")
MARKS = "#*_~>- "


class Kind(StrEnum):
    """What a message is, told by its first line."""

    STORY = "story"
    FOLD = "fold"
    STEP = "step"  # of the dispute, entered by moderators
    OFFICIAL = "official"  # the short notice that a side itself has published
    DIGEST = "digest"
    REMINDER = "reminder"
    ANNOUNCEMENT = "announcement"
    OTHER = "other"


FIRST_LINES = (
    (Kind.OFFICIAL, re.compile(r"Now official: ")),
    (Kind.DIGEST, re.compile(r"Daily digest, ")),
    (Kind.REMINDER, re.compile(r"(Bargaining session|Called off:|Moved to|Deadline) ")),
    (Kind.ANNOUNCEMENT, re.compile(r"Announcement by this server's moderators")),
    (Kind.STEP, re.compile(r"On strike: ")),
    (Kind.FOLD, re.compile(r"\d+ more (story|stories)$")),
)


@dataclass(slots=True)
class Post:
    """One message of the bot in a channel with all its texts, the first as it was posted; times are real."""

    message_id: str
    channel_id: str
    nonce: str | None
    at: datetime
    text: str
    edits: list[tuple[datetime, str]] = field(default_factory=list)
    deleted: bool = False

    @property
    def texts(self) -> list[str]:
        """Every text it had, oldest first."""
        return [self.text, *(text for _, text in self.edits)]

    @property
    def kind(self) -> Kind:
        """Told by the first line; a message that links to nothing is no story."""
        first = self.text.lstrip(MARKS).split("\n", 1)[0].strip()
        for kind, pattern in FIRST_LINES:
            if pattern.match(first):
                return kind
        return Kind.STORY if self.links else Kind.OTHER

    @property
    def links(self) -> list[str]:
        """Every address any of its texts had, each once, in the order of appearance."""
        found = (address.rstrip(".,;:") for text in self.texts for address in ADDRESS.findall(text))
        return list(dict.fromkeys(found))


def read_posts(journal: Iterable[dict[str, Any]]) -> list[Post]:
    """The bot's own messages, oldest first; answers to interactions are none."""
    posts: dict[str, Post] = {}
    created: list[Post] = []
    for entry in journal:
        match entry["kind"]:
            case "message_created" if entry.get("interaction") is None:
                at = datetime.fromisoformat(entry["at"])
                post = Post(entry["message_id"], entry["channel_id"], entry.get("nonce"), at, entry["text"])
                created.append(post)
                posts[post.message_id] = post
            case "message_edited" if entry["message_id"] in posts:
                posts[entry["message_id"]].edits.append((datetime.fromisoformat(entry["at"]), entry["text"]))
            case "message_deleted" if entry["message_id"] in posts:
                posts[entry["message_id"]].deleted = True
    return created
