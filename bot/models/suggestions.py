"""Dates named in the news and no person has confirmed yet: suggestions to moderators, each with the phrases it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class SuggestionState(StrEnum):
    """A suggestion waits for a person, became a date, or was set aside for good."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One report's phrase: exactly as it stands there, the day or moment (with offset) that it resolves to, and why."""

    entry_id: int
    source: str
    url: str
    phrase: str
    moment: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A row of table `suggestions`; there is one for a server, dispute, kind and day."""

    id: int
    guild_id: int
    dispute: str  # key in disputes.toml
    kind: str  # a DateKind's value
    day: date  # at the dispute's home
    state: SuggestionState = SuggestionState.OPEN
    card_id: str | None = None  # the delivery of its card, where it has one
    date_id: int | None = None  # what it became
    evidence: tuple[Evidence, ...] = ()  # oldest first


@dataclass(frozen=True, slots=True)
class Rival:
    """Another day that is known for the same thing: of another suggestion, or of a date that was entered (`date_id`)."""

    day: str  # YYYY-MM-DD
    date_id: int = 0


@dataclass(frozen=True, slots=True)
class SuggestionCard:
    """To moderators: a suggestion with all it rests on. `state`: a SuggestionState's value."""

    suggestion_id: int
    name: str  # guild and employer
    kind: str
    day: str  # YYYY-MM-DD
    evidence: tuple[Evidence, ...]
    rivals: tuple[Rival, ...] = ()
    state: str = "open"
    date_id: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that names one day to come on which something happens. `wall`: the time at home, where it names one."""

    kind: str
    day: date
    wall: datetime | None
    phrase: str
    moment: str
    reason: str
