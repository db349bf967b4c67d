"""What the bot says in channels, as data. Wording and Discord's markup are made of it in `cogs/ui/cards.py` and nowhere else.

A post is stored in its delivery as JSON (`bot/delivery/codec.py`), so every field is a plain value, a tuple or another dataclass here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.models.announcements import (
    AnnouncementCorrection,
    AnnouncementMissed,
    AnnouncementPost,
    AnnouncementRole,
)
from bot.models.approvals import ApprovalCard, ApprovalNotice
from bot.models.date_posts import DateCancelled, DateMoved, DateReminder
from bot.models.events import DateEvent, EventRefused
from bot.models.news import Label
from bot.models.problems import ProblemCard
from bot.models.suggestions import SuggestionCard


@dataclass(frozen=True, slots=True)
class Telling:
    """One outlet's report as a post shows it."""

    entry_id: int
    outlet: str
    title: str
    url: str
    at: datetime
    label: Label
    owner: str = ""
    paywall: str = "no"
    attributed_to: tuple[str, ...] = ()
    unnamed_source: bool = False
    statement: bool = False  # brought by the server's moderators
    words: str = ""  # of a statement: the text itself, lines as they are


@dataclass(frozen=True, slots=True)
class Retracted:
    """A statement that was part of a story and was taken back by moderators."""

    title: str
    outlet: str
    label: Label
    at: datetime  # when it was taken back


@dataclass(frozen=True, slots=True)
class StoryPost:
    """A story: its lead, the issues it is about, who else has it."""

    story_id: int
    lead: Telling
    issues: tuple[str, ...]  # ids
    also: tuple[Telling, ...] = ()
    earlier_headline: str = ""  # set once the headline has changed since posting
    changed_at: datetime | None = None
    pings: tuple[int, ...] = ()  # roles that are notified when it is posted
    retracted: tuple[Retracted, ...] = ()


@dataclass(frozen=True, slots=True)
class RetractedPost:
    """In the place of a post that moderators took back. `kind`: statement, announcement or reminder; `statement` is what was said."""

    kind: str
    at: datetime
    statement: Retracted | None = None


@dataclass(frozen=True, slots=True)
class FoldPost:
    """The rest of a busy hour in one message: a line a story."""

    stories: tuple[StoryPost, ...]


@dataclass(frozen=True, slots=True)
class OfficialNotice:
    """A short new message: a story first reported is now confirmed by a side itself. `link` leads to the story's post, "" if unknown."""

    story_id: int
    official: Telling
    headline: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class StoryJoined:
    """In place of a story's post: moderators joined it to another, whose headline and post it names; `link` is "" if unknown."""

    story_id: int
    headline: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class StoryRetracted:
    """In place of a story's post: moderators took it back at that time."""

    story_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class SetupProof:
    """The first post in a channel after `/setup`. `moderators`: it goes to the moderators' channel."""

    moderators: bool
    feeds: int
    zone: str
    pausable: bool = True


@dataclass(frozen=True, slots=True)
class FeedNotice:
    """To moderators: a feed fails, went quiet, was stopped, moved, or works again. `words` is a sentence from `bot/feeds/health.py`."""

    feed: str
    what: str  # failing, silent, gone, moved, recovered
    since: datetime
    words: str


@dataclass(frozen=True, slots=True)
class DeliveryNotice:
    """To moderators: something could not be posted and was given up. `problem` is a Refusal's value."""

    channel_id: int
    problem: str
    subject: str  # the headline or kind of what was not posted
    count: int = 1
    written: bool = False  # an announcement, which keeps its channel
    repeated: bool = False  # told once of such a series, until it is posted again


@dataclass(frozen=True, slots=True)
class PlaceLost:
    """To moderators: a place that stories go to is deleted, or closed to the bot. `route` is the route's number, 0 for the news channel."""

    channel_id: int
    problem: str  # a Refusal's value
    route: int = 0
    kind: str = ""  # of the route: issue or dispute
    subject: str = ""


@dataclass(frozen=True, slots=True)
class DigestSection:
    """The stories of a digest under their first issue; `issue` is its id, "" for none. `continued`: begun in the part before."""

    issue: str
    stories: tuple[StoryPost, ...]
    continued: bool = False


@dataclass(frozen=True, slots=True)
class DateLine:
    """A bargaining date that a person confirmed, as a digest names it. `name` tells who and what."""

    name: str
    at: datetime
    home_zone: str = ""
    all_day: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class DigestChange:
    """What moderators entered since the last digest, or what ends next. `what`: step, date_new, date_moved, date_off or expiry.

    `detail` is a Step's value, a DateKind's or an Expiry's kind. `day`, YYYY-MM-DD at the dispute's home, is given with steps and expiries,
    `at` with dates.
    """

    what: str
    name: str  # guild and employer
    detail: str
    day: str = ""
    at: datetime | None = None
    home_zone: str = ""
    all_day: bool = False
    url: str = ""
    dispute: str = ""  # its key


@dataclass(frozen=True, slots=True)
class DigestPosition:
    """Where a side stands on an issue (`issue` is its id), found or pinned since the last digest; see Stand.

    Of a pinned line `pin_id` is given, and `day`, YYYY-MM-DD.
    """

    issue: str
    side: str
    who: str
    text: str
    telling: Telling
    day: str = ""
    pin_id: int | None = None
    moving: bool = False


@dataclass(frozen=True, slots=True)
class DigestPost:
    """One message of a digest, from 1 to `parts`. `cadence`: daily, weekdays, weekly, or "" for one that a member asked for."""

    cadence: str
    day: str  # the local date, YYYY-MM-DD
    since: datetime
    until: datetime
    count: int  # stories in all parts
    sections: tuple[DigestSection, ...] = ()
    dates: tuple[DateLine, ...] = ()
    part: int = 1
    parts: int = 1
    checked: datetime | None = None  # when a source last answered
    changes: tuple[DigestChange, ...] = ()  # before the stories, in the first part
    more: int = 0  # stories that have no room in all parts
    later: int = 0  # earlier stories that got further reports, which are not told again
    positions: tuple[DigestPosition, ...] = ()  # before the stories
    picture_id: int | None = None


@dataclass(frozen=True, slots=True)
class PersonalDigest:
    """A message of a member's own digest, sent to the member directly. `channel_id`: the server's news channel, to name the server by."""

    guild_id: int
    channel_id: int
    digest: DigestPost


@dataclass(frozen=True, slots=True)
class StepPost:
    """A step of a dispute's status that a moderator entered. Days are YYYY-MM-DD at the dispute's home."""

    step_id: int
    name: str  # guild and employer
    contract: str
    step: str  # a Step's value
    day: str
    home_zone: str
    source_url: str
    source: str  # whose source it is
    label: Label
    until: str = ""
    by: str = ""  # union, employer or both
    strike_day: int = 0  # Day N of the strike on that day; 0 where there is none
    days_struck: int = 0  # how long it had lasted when it was suspended or ended
    corrected_at: datetime | None = None
    undone_at: datetime | None = None


Post = (
    StoryPost
    | FoldPost
    | OfficialNotice
    | StoryJoined
    | StoryRetracted
    | SetupProof
    | FeedNotice
    | DeliveryNotice
    | PlaceLost
    | DigestPost
    | PersonalDigest
    | DateReminder
    | DateCancelled
    | DateMoved
    | SuggestionCard
    | DateEvent
    | EventRefused
    | AnnouncementPost
    | AnnouncementCorrection
    | AnnouncementMissed
    | AnnouncementRole
    | ApprovalCard
    | ApprovalNotice
    | StepPost
    | ProblemCard
    | RetractedPost
)


class DeliveryState(StrEnum):
    """Where a delivery stands: due, claimed by a dispatcher, confirmed by Discord, given up, or withdrawn before it was sent."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of table `deliveries`: one message to send, or one edit of a sent message (`target_id` is the delivery edited)."""

    id: str  # 20 characters: the nonce, and part of the first button's custom_id
    guild_id: int
    channel_id: int
    post: Post
    due_at: datetime
    expires_at: datetime | None = None  # not sent from then on
    silent: bool = True
    forum: bool = False  # the channel is a forum: the message opens a thread there, which has the message's id
    target_id: str | None = None
    target_message_id: int | None = None  # of the edited message, filled in when claimed
    message_id: int | None = None
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    first_tried_at: datetime | None = None  # real time (Clock.wall), also in rehearsals
    key: str | None = None  # idempotency key: a second delivery with the same key is never stored
