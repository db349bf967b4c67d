"""What stands around a date phrase while it is read, and what reading it gives. No rules here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.models.news import DateKind
from bot.news.date_calendar import Span, Tense


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a phrase: the day of publication (None if unknown), the home's zone, tense, kind and words."""

    today: date | None
    zone: str
    low: str  # title and text, in lower case
    tense: Tense = Tense.NONE
    kind: DateKind = DateKind.OTHER
    before: str = ""  # the words of the sentence just before the phrase, in lower case
    after: str = ""  # and just after it
    sentence: str = ""
    evening_before: bool = False  # a bare date of publication may be a day ahead of an evening in California
    past_year: int | None = None  # a year the sentence is set in


@dataclass(frozen=True, slots=True)
class Reading:
    """A span or None, why, and whether the words are a date phrase at all when no span is given."""

    span: Span | None
    reason: str
    phrase: bool = True


UNKNOWN: Final = Reading(None, "counted from the day of publication, which is not known")
NO_YEAR: Final = Reading(None, "no year is named, and the day of publication is not known")
VAGUE: Final = Reading(None, "too vague for a day")
NOT_A_DATE: Final = Reading(None, "", phrase=False)

# A strike or a vote starts at a midnight; a deadline or a contract ends at one.
STARTING_KINDS: Final = frozenset({DateKind.STRIKE_START, DateKind.STRIKE_END, DateKind.VOTE_OPEN})
CLOSING_KINDS: Final = frozenset({DateKind.DEADLINE, DateKind.EXPIRY, DateKind.VOTE_CLOSE})
