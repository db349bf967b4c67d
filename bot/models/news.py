"""Entries, what was understood of them, and the stories they tell. Times are aware UTC, days are days at the dispute's home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """The manner of an item as the corpus labels it; used for measuring, never shown (see Label)."""

    OFFICIAL = "official"
    REPORTED = "reported"
    OPINION = "opinion"


class Label(StrEnum):
    """Who is speaking, shown everywhere. Official only when that side's own site or a moderator's statement is the publisher."""

    OFFICIAL_UNION = "official_union"
    OFFICIAL_EMPLOYER = "official_employer"
    REPORTED = "reported"
    OPINION = "opinion"


class DateKind(StrEnum):
    """What happens on a date found in a text."""

    SESSION = "session"
    DEADLINE = "deadline"
    EXPIRY = "expiry"
    VOTE_OPEN = "vote_open"
    VOTE_CLOSE = "vote_close"
    STRIKE_START = "strike_start"
    STRIKE_END = "strike_end"
    RALLY = "rally"
    PICKET = "picket"
    TOWN_HALL = "town_hall"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Tag:
    """An issue and the phrases, exactly as they stand in the text, that fired it."""

    issue: str
    phrases: tuple[str, ...]
    by_server: bool = False  # a term of one server fired, for that server only


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A date named in a text. `resolves_to`: YYYY-MM-DD, YYYY-MM, a moment with offset, "a/b", "a/..", "../b", or None when unsure."""

    text: str
    resolves_to: str | None
    kind: DateKind
    reason: str = ""  # why it resolves so, in plain words


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of the text that states a side's position, exactly as it stands there."""

    side: str  # "union" or "employer"
    who: str  # the body as named, e.g. "WGA"
    issue: str
    move: str  # offer, ask, reject, agree, say
    sentence: str


@dataclass(frozen=True, slots=True)
class Item:
    """The input of `annotate`: title and text are plain text, published is an aware time, or None if the feed gave none.

    `published_day_only` tells that `published` stands for a bare date (its time of day means nothing).
    """

    id: str
    source: str  # outlet name as shown
    url: str
    title: str
    text: str
    published: datetime | None
    published_day_only: bool = False
    outlet: str | None = None  # key in outlets.toml where the feed's outlet is known


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the rules understood of one item; `because` of each tag is its phrases, `reason` tells why the gate let it in or kept it out."""

    relevant: bool
    reason: str
    tags: tuple[Tag, ...]
    status: Status
    label: Label
    attributed_to: tuple[str, ...]  # every hop in the order named, outlet names as the registry writes them
    unnamed_source: bool
    dates: tuple[DatePhrase, ...]
    quotes: tuple[Quote, ...] = ()

    @property
    def issues(self) -> tuple[str, ...]:
        """The ids of the issues, in the order of the taxonomy."""
        return tuple(tag.issue for tag in self.tags)


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored entry with its annotation; a row of table `entries`."""

    id: int
    feed_id: int
    outlet: str | None
    source: str
    url: str
    title: str
    text: str
    published_at: datetime | None
    seen_at: datetime
    story_id: int | None
    annotation: Annotation
    announced: bool = True  # False: seen at a feed's first poll or too old, so never posted by itself
    earlier_title: str = ""  # the headline before its last change
    changed_at: datetime | None = None  # when the headline last changed
    statement: bool = False  # a side's own words, brought by a server's moderators; `source` is who said them
    retracted_at: datetime | None = None  # a statement that moderators took back
    late_at: datetime | None = None  # when an edit made it news

    @property
    def at(self) -> datetime:
        """When it was published as far as known, never later than when it was first seen."""
        return min(self.published_at, self.seen_at) if self.published_at else self.seen_at


@dataclass(frozen=True, slots=True)
class Story:
    """Entries that tell one event; the lead is the entry shown."""

    id: int
    opened_at: datetime
    last_at: datetime
    lead: Entry
    entries: tuple[Entry, ...]  # oldest first, the lead among them
