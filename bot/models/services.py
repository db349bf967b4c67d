"""What the services hand to the Discord face: pages, lines and facts, ready to be put into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.models.news import Label, Tag
from bot.models.posts import StoryPost


@dataclass(frozen=True, slots=True)
class LatestPage:
    """One page of `/news latest`, counted from 0. `as_of` keeps later pages in step with the first."""

    stories: tuple[StoryPost, ...]
    page: int
    pages: int
    as_of: datetime
    last_checked: datetime | None  # when a feed of this server last answered


@dataclass(frozen=True, slots=True)
class WhyStory:
    """Why a story is where it is: the gate's reason and the phrases behind each tag of its lead."""

    headline: str
    url: str
    outlet: str
    reason: str
    tags: tuple[Tag, ...]
    label: Label
    attributed_to: tuple[str, ...]
    unnamed_source: bool
    taken_off: tuple[str, ...] = ()  # issues that moderators took off
    kept_out: bool = False  # the gate did not let it in


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One feed as `/sources` shows it; `words` tells how it is doing."""

    name: str
    outlet: str | None
    owner: str
    kind: str
    paywall: str
    words: str
    ok: bool
    site: str = ""  # the outlet's page, never the feed's own address: it may be private


@dataclass(frozen=True, slots=True)
class IssueName:
    """An issue's id and the name people read."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class AboutFacts:
    """What `/about` tells of this installation."""

    contact: str
    version: str
    source_url: str
