"""A server's choices about its stories: where each goes, and what is not posted. What follows from them is in `bot/delivery/routing.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Where messages go: a channel or thread, or a forum, in which each story opens a thread."""

    channel_id: int
    forum: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """Stories about an issue or a dispute go to a place of their own; a row of table `routes`. Tried in the order of their ids."""

    id: int
    kind: str  # issue or dispute
    subject: str  # the id or the dispute's key
    place: Place
    gone_at: datetime | None = None  # the place was deleted: not used until another is chosen


@dataclass(frozen=True, slots=True)
class Mute:
    """An outlet (by its key) or a word whose stories are not posted; they stay in `/news`."""

    kind: str  # outlet or word
    value: str


@dataclass(frozen=True, slots=True)
class Rules:
    """All of one server's."""

    routes: tuple[Route, ...] = ()
    mutes: tuple[Mute, ...] = ()
    hide_paywalled: bool = False
    tags_off: frozenset[tuple[int, str]] = frozenset()  # story id and issue, as moderators corrected them
