"""What is told about an issue, about all issues, and about a search: pages, ready to be put into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.models.disputes import DisputeStatus, StepRecord
from bot.models.posts import DateLine, StoryPost
from bot.models.search import NO_FILTERS, Filters
from bot.models.services import IssueName
from bot.models.stands import NOTHING_STANDS, Stands


@dataclass(frozen=True, slots=True)
class IssueCounts:
    """Of the stories about an issue in some days: how many, by how many outlets, how many of them a side itself tells."""

    stories: int = 0
    outlets: int = 0
    official: int = 0


@dataclass(frozen=True, slots=True)
class IssueSummary:
    """One page, counted from 0, of the stories about an issue since `since`, newest first. `as_of` keeps later pages in step.

    `dispute` is the key that was asked for, "" for none; `status` is that dispute's, else that of the one with the newest step.
    """

    issue: IssueName
    days: int
    since: datetime
    as_of: datetime
    counts: IssueCounts
    stories: tuple[StoryPost, ...]
    page: int
    pages: int
    dates: tuple[DateLine, ...] = ()  # the next ones, the earliest first
    last: StoryPost | None = None  # where there is none since: the last one before
    last_at: datetime | None = None  # when it was last told
    last_checked: datetime | None = None  # when a feed of this server last answered
    dispute: str = ""
    status: DisputeStatus | None = None
    settled: StepRecord | None = None  # the step that settled the dispute of `status`
    stands: Stands = NOTHING_STANDS  # on the first page only


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issue among all; `last_at`: when a story about it was last told, where there is none in these days."""

    issue: IssueName
    counts: IssueCounts
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class IssueList:
    """All issues, in the order of the taxonomy, with what was published on each since `since`. A story counts under each of its issues."""

    lines: tuple[IssueLine, ...]
    since: datetime
    last_checked: datetime | None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page, counted from 0, of the stories that a search found: those with all terms in a headline first, each part newest first.

    `cut`: there are more than were counted. Where nothing is found, `missing` names the terms that no story has, and `others`
    counts the stories that have all the rest; `outside` counts those that have all but do not pass the filters. `nearest` is a word of
    the archive near to the first that is missing, `nearest_words` the search with it.
    """

    words: str
    stories: tuple[StoryPost, ...]
    page: int
    pages: int
    count: int
    cut: bool
    as_of: datetime
    missing: tuple[str, ...] = ()
    others: int = 0
    filters: Filters = NO_FILTERS
    outside: int = 0
    nearest: str = ""
    nearest_words: str = ""
    last_checked: datetime | None = None
