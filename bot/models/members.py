"""What a member asked for in a server: what is followed, and the personal digest by direct message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from bot.models.schedules import Occurrence, Reach


class FollowKind(StrEnum):
    """What can be followed."""

    ISSUE = "issue"  # the subject is its id
    DISPUTE = "dispute"  # the subject is its key
    ALL = "all"  # no subject


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing that a member follows in a server."""

    kind: FollowKind
    subject: str = ""


@dataclass(frozen=True, slots=True)
class PersonalPlan:
    """A row of table `personal_digests`: when a member's digest of a server is due, and how far the last one reached."""

    guild_id: int
    member_id: int
    channel_id: int  # the bot's direct conversation with the member
    at: time  # local
    zone: str
    quiet_from: time  # local: in these hours nothing is sent; equal times mean none
    quiet_to: time
    next: Occurrence
    last_day: date | None
    covered: Reach
    held_day: date | None = (
        None  # the digest of this day could not be delivered: none is sent until the member comes back
    )
