"""Problems with posts that members report to their server's moderators. Who reported one is kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ProblemCard:
    """To moderators: what a member wrote about a post. `issues` are those that it showed; with `story_id` 0 it tells no single story."""

    post_id: str  # the delivery of the post
    link: str
    subject: str
    text: str
    at: datetime
    story_id: int = 0
    issues: tuple[str, ...] = ()
    settled_by: int = 0  # the moderator; 0: nobody yet
    settled_at: datetime | None = None
    taken_off: str = ""  # the issue that settling it took off
