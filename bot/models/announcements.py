"""Announcements of a server's moderators. Wall times are naive and belong to `zone`; instants are aware UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.models.schedules import Cadence


class AnnouncementState(StrEnum):
    """From the options chosen for a form to what became of it. Whether it was sent, its delivery knows."""

    FORM = "form"  # its options are chosen, its text is not written yet
    DRAFT = "draft"  # waits for its author's yes
    PROPOSED = "proposed"  # waits for a second moderator
    RETURNED = "returned"  # a second moderator did not approve it as it was
    LAPSED = "lapsed"  # its time came and nobody had approved it
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    MISSED = "missed"  # too late to send after a downtime
    APPLIED = "applied"  # it changed another announcement, as it was meant to


OPEN = (AnnouncementState.PROPOSED, AnnouncementState.RETURNED, AnnouncementState.LAPSED)


@dataclass(frozen=True, slots=True)
class Manner:
    """How it is posted, beside its text. `hold`: once approved, not before its time, rather than lapse at it."""

    role_id: int | None = None  # notified; the server's own number stands for everyone
    picture_id: int | None = None
    urgent: bool = False  # rings in quiet hours too
    hold: bool = False
    at_once: bool = False  # posted when it is confirmed


@dataclass(frozen=True, slots=True)
class Repeat:
    """How it comes again; the weekday and the time are those of its own time."""

    cadence: Cadence
    until: date | None = None  # the last local date
    times: int | None = None  # as chosen: `until` follows from it once the first date is known
    day: int = 1  # of the month, for monthly: kept where a shorter month has no such day
    skipped: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A draft that changes another announcement: what is scheduled of it, or one post that is there already."""

    of: int
    delivery_id: str | None = None  # the post
    correction: bool = False  # the post keeps its text, and a new message puts it right


@dataclass(frozen=True, slots=True)
class Announcement:
    """A row of table `announcements`. For a series `wall`, `due_at` and `delivery_id` are those of the next one to be posted."""

    id: int
    guild_id: int
    channel_id: int
    text: str
    wall: datetime  # when, on the clocks of `zone`
    zone: str
    due_at: datetime
    author_id: int
    state: AnnouncementState = AnnouncementState.DRAFT
    manner: Manner = Manner()
    repeat: Repeat | None = None
    change: Change | None = None
    turn_at: datetime | None = None  # when the one after the next is derived; None: there is none
    delivery_id: str | None = None
    sent: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """A row of table `announcement_versions`: what was done to an announcement, and its text from then on."""

    at: datetime
    actor_id: int
    what: str  # scheduled, posted, changed, edited, corrected, unapproved, skipped, restored, cancelled
    text: str
    due_at: datetime | None = None
    approved_by: int | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """One post of an announcement that is in its channel: what it says now."""

    announcement_id: int
    delivery_id: str
    channel_id: int
    due_at: datetime
    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a post; `alt` is what it shows, in words."""

    name: str
    media_type: str
    data: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class AnnouncementPost:
    """A moderators' own text, exactly as it was confirmed. `planned_at` is set where it comes late."""

    announcement_id: int
    text: str
    planned_at: datetime | None = None
    role_id: int | None = None
    everyone: bool = False  # the role is all members
    picture_id: int | None = None
    urgent: bool = False
    edited_at: datetime | None = None
    corrected_at: datetime | None = None
    correction_link: str = ""  # "" until the correction is sent


@dataclass(frozen=True, slots=True)
class AnnouncementCorrection:
    """A new message that puts an earlier announcement right; it notifies whom that one notified. `link` leads to it."""

    announcement_id: int
    text: str
    link: str = ""
    role_id: int | None = None
    everyone: bool = False
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class AnnouncementMissed:
    """To moderators: an announcement was too late to send after a downtime; of a series, `count` of its dates from then on."""

    announcement_id: int
    channel_id: int
    planned_at: datetime
    text: str  # its beginning
    count: int = 1
    series: bool = False


@dataclass(frozen=True, slots=True)
class AnnouncementRole:
    """To moderators: a role that an announcement would have notified was deleted."""

    announcement_id: int
    channel_id: int
    due_at: datetime
    text: str  # its beginning
