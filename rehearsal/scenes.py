"""What people saw, in the order they saw it: channel posts with their edits, and private answers. Layout is elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rehearsal.message_text import name_channels
from rehearsal.pace import Pace
from rehearsal.posts import read_posts


@dataclass(frozen=True, slots=True)
class Asked:
    """A person's use of a command or button, and the private answer. `at` is the real time of asking."""

    at: datetime
    who: str
    what: str
    answer: str


@dataclass(frozen=True, slots=True)
class Scene:
    """One message. `now` and the times of `edits` are simulated; `asked` is set for a private answer."""

    now: datetime
    place: str
    text: str
    edits: tuple[tuple[datetime, str], ...] = ()
    asked: Asked | None = None

    @property
    def last(self) -> str:
        """The text as it stands in the end."""
        return self.edits[-1][1] if self.edits else self.text


def scenes(
    journal: Iterable[dict[str, Any]], asked: Iterable[Asked], *, pace: Pace, channels: Mapping[str, str]
) -> list[Scene]:
    """Every message in the channels named by id, and every answer, oldest first."""
    shown = [
        (
            post.at,
            Scene(
                pace.at(post.at),
                channels[post.channel_id],
                name_channels(post.text, channels),
                tuple((pace.at(at), name_channels(text, channels)) for at, text in post.edits),
            ),
        )
        for post in read_posts(journal)
        if post.channel_id in channels
    ]
    shown += [(one.at, Scene(pace.at(one.at), f"private, to {one.who}", one.answer, asked=one)) for one in asked]
    # By real time: before the simulated clock starts, all simulated times are the same.
    return [scene for _, scene in sorted(shown, key=lambda pair: pair[0])]


def news_of(before: str, after: str) -> list[str]:
    """What an edit brought: the lines that are new, else those it took out, else that only their order changed."""
    old, new = before.split("\n"), after.split("\n")
    if brought := [line for line in new if line not in set(old) and line.strip()]:
        return brought
    if taken := [line for line in old if line not in set(new) and line.strip()]:
        return ["Taken out:", *taken]
    return ["The same lines in another order."] if before != after else ["Nothing that can be read changed."]
