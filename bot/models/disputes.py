"""The status of a dispute: the steps that moderators enter, and what follows from them. Days are days at the dispute's home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.models.registry import Dispute


class Track(StrEnum):
    """A dispute has two sides to its status, which move by themselves: talks may be in session during a strike."""

    TALKS = "talks"
    STRIKE = "strike"


class Step(StrEnum):
    """A rung of the ladder. A tentative agreement, a strike suspended and a ratified contract are three different moments."""

    NOT_STARTED = "not_started"
    SCHEDULED = "scheduled"
    IN_SESSION = "in_session"
    RECESS = "recess"
    SUSPENDED = "suspended"
    EXTENDED = "extended"
    TENTATIVE = "tentative"
    BOARD_APPROVAL = "board_approval"
    VOTE_OPEN = "vote_open"
    RATIFIED = "ratified"
    REJECTED = "rejected"
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    STRIKE_AUTHORISED = "strike_authorised"
    STRIKE_CALLED = "strike_called"
    ON_STRIKE = "on_strike"
    STRIKE_SUSPENDED = "strike_suspended"
    STRIKE_ENDED = "strike_ended"
    STRIKE_CALLED_OFF = "strike_called_off"

    @property
    def track(self) -> Track:
        """Whether it is a step of the talks or of the strike."""
        return Track.STRIKE if "strike" in self.value else Track.TALKS


class StepState(StrEnum):
    """A step stands, was replaced by a correction, or was taken back."""

    STANDING = "standing"
    CORRECTED = "corrected"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class StepRecord:
    """A step as a moderator entered it; a row of table `dispute_steps`."""

    id: int
    guild_id: int
    dispute: str  # key in disputes.toml
    step: Step
    day: date
    source_url: str
    until: date | None = (
        None  # the last day (extended, vote open, in force), or the day it is for (scheduled, strike called)
    )
    by: str = ""  # who suspended the talks: union, employer or both
    state: StepState = StepState.STANDING
    delivery_id: str | None = None  # of the post that told it
    created_at: datetime | None = None
    ended_at: datetime | None = None  # when it was corrected or undone


@dataclass(frozen=True, slots=True)
class Expiry:
    """What ends, or begins, next. `days_left` is negative once its day is over and no newer step was entered."""

    kind: str  # contract, extension, vote or strike_called
    day: date
    days_left: int
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class DisputeStatus:
    """Where one dispute stands in one server."""

    dispute: Dispute
    name: str  # guild and employer
    today: date
    talks: StepRecord | None
    strike: StepRecord | None
    strike_day: int | None  # Day N, while on strike
    days_struck: int  # whole or begun days on strike of the present or last strike
    expiry: Expiry | None

    @property
    def newest(self) -> StepRecord | None:
        """The step with the latest day; of two on one day the one entered last."""
        steps = [step for step in (self.talks, self.strike) if step is not None]
        return max(steps, key=lambda step: (step.day, step.id), default=None)

    @property
    def known(self) -> bool:
        """Whether any step was entered."""
        return self.newest is not None

    @property
    def striking(self) -> bool:
        """Whether there is a strike today."""
        return self.strike_day is not None

    @property
    def since(self) -> date | None:
        """The day of the newest step."""
        return self.newest.day if self.newest else None

    @property
    def source_url(self) -> str:
        """The source of the newest step."""
        return self.newest.source_url if self.newest else ""
