"""Official statements that a server's moderators bring: what a side itself said, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.models.news import Label
from bot.models.posts import StoryPost


class Side(StrEnum):
    """Whose statement it is."""

    UNION = "union"
    EMPLOYER = "employer"

    @property
    def label(self) -> Label:
        """The label that it carries everywhere."""
        return Label.OFFICIAL_UNION if self is Side.UNION else Label.OFFICIAL_EMPLOYER


class StatementState(StrEnum):
    """A draft waits for its author, or, once it was asked for, for a second moderator; a retracted one is kept."""

    DRAFT = "draft"
    WAITING = "waiting"
    POSTED = "posted"
    RETRACTED = "retracted"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Statement:
    """A row of table `statements`. Text or link or both; `text` keeps its lines."""

    id: int
    guild_id: int
    dispute: str  # key in disputes.toml
    side: Side
    who: str  # the office or body, with the side's name
    day: date  # of the statement, at the dispute's home
    author_id: int
    url: str = ""
    title: str = ""
    text: str = ""
    issues: tuple[str, ...] = ()  # ids chosen by the moderator; empty: the rules find them
    story_id: int | None = None  # the story that it joins; once posted, the one that it tells
    entry_id: int | None = None
    delivery_id: str | None = None  # of the post that shows it
    state: StatementState = StatementState.DRAFT
    posted_at: datetime | None = None
    retracted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StatementPreview:
    """The post as members will see it, what makes its text look like mail for members only, and whether a second moderator is asked."""

    statement: Statement
    post: StoryPost
    private: tuple[str, ...] = ()
    needs_approval: bool = False
