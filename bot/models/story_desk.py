"""What moderators are told of stories that they split, join or take back, and of terms that they add."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StoryBrief:
    """A story as its server is told it. `posted`: it has a post, or a line of one, there."""

    story_id: int
    headline: str
    outlet: str
    reports: int
    posted: bool


@dataclass(frozen=True, slots=True)
class Split:
    """A report that leaves a story. `story`: before the split. `posted`: the report gets a post of its own."""

    entry_id: int
    headline: str
    outlet: str
    story: StoryBrief
    posted: bool


@dataclass(frozen=True, slots=True)
class Join:
    """Two stories that are told as one; the briefs tell what each was before."""

    story: StoryBrief
    into: StoryBrief


@dataclass(frozen=True, slots=True)
class Retraction:
    """A story that is taken back, `at` that time once it is done."""

    story: StoryBrief
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TermHit:
    """A report that a term would tag anew, and the words that fire."""

    headline: str
    url: str
    outlet: str
    phrase: str


@dataclass(frozen=True, slots=True)
class TermTrial:
    """What a term would have tagged with the issue in the last `days`. `tagged`: reports that have the term, but the issue already."""

    term: str
    issue: str  # its name
    days: int
    read: int  # reports
    new: int
    tagged: int
    examples: tuple[TermHit, ...]
    kept: bool  # the server has the term already
