"""Two pairs of eyes: what a second moderator is asked to approve, and what became of it. Which subjects there are is not known here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Policy(StrEnum):
    """What needs a second moderator in a server."""

    NONE = "none"
    MENTIONS = "role-mentions"
    ALL = "all"


class ApprovalState(StrEnum):
    """Waiting until one moderator decides, or the subject is withdrawn, or its time comes without a decision."""

    WAITING = "waiting"
    APPROVED = "approved"
    CHANGES = "changes"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    BYPASSED = "bypassed"


@dataclass(frozen=True, slots=True)
class Fact:
    """A line on the card beside the text; its words belong to the key (`cogs/ui/wording_approvals.py`)."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Request:
    """All that would be published, as it stands when somebody asks. `due_at`: None for at once."""

    text: str  # a moderator's own words, with their own marks
    channel_id: int
    due_at: datetime | None = None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Approval:
    """A row of table `approvals`. `delivery_id` is the card in the moderators' channel."""

    id: int
    guild_id: int
    kind: str
    subject_id: int
    digest: str  # of the request; see `bot/approvals/rules.py`
    asked_by: int
    asked_at: datetime
    delivery_id: str
    state: ApprovalState = ApprovalState.WAITING
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalCard:
    """To moderators: what waits for a second of them; edited once it is decided."""

    kind: str
    request: Request
    asked_by: int
    state: ApprovalState = ApprovalState.WAITING
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalNotice:
    """A short new message to moderators: something was sent back, lapsed at its time, or went out without approval."""

    kind: str
    state: ApprovalState  # changes, rejected, lapsed or bypassed
    text: str  # its beginning
    channel_id: int
    actor_id: int | None = None
    due_at: datetime | None = None
    reason: str = ""
    link: str = ""  # to the card
