"""What moderators are told of feeds: what was found, how each does, what would be posted. A feed's address is never part of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.models.posts import StoryPost
from bot.models.routing import Place


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One feed as moderators see it; `host` is all that is shown of its address."""

    id: int
    name: str
    host: str
    words: str
    ok: bool
    paused: bool
    private: bool


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that was added. `already`: this server followed it before; `elsewhere`: it was found on the page that was given."""

    id: int
    name: str
    host: str
    items: int
    relevant: int
    private: bool
    already: bool = False
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class TrialPost:
    """What would be posted, and where; None: not at all, for the server muted it or hides what is behind a paywall."""

    post: StoryPost
    place: Place | None


@dataclass(frozen=True, slots=True)
class Trial:
    """The stories of one feed alone, the latest first."""

    name: str
    items: int
    relevant: int
    posts: tuple[TrialPost, ...]
    stored: bool  # from what the feed has brought so far, not read anew


@dataclass(frozen=True, slots=True)
class Export:
    """A file of feeds; `left_out` private ones are not in it."""

    data: bytes
    count: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a list: feeds newly followed, followed before, addresses that are none, and those over the server's limit."""

    added: int
    known: int
    refused: int
    over: int
