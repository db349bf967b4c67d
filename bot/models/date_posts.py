"""What the bot says about bargaining dates in channels, as data; see `posts.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class When:
    """The time of a bargaining date. `home_zone`: the IANA zone of its wall times."""

    starts_at: datetime
    home_zone: str
    ends_at: datetime | None = None
    all_day: bool = False


@dataclass(frozen=True, slots=True)
class DateReminder:
    """A bargaining date that a person confirmed, some time before it starts. `cancelled`: it was called off since."""

    date_id: int
    name: str  # guild and employer
    kind: str  # a DateKind's value
    starts_at: datetime
    home_zone: str
    source_url: str
    ends_at: datetime | None = None
    all_day: bool = False
    minutes: int = 0  # before the start
    wakes: bool = False  # rings in quiet hours too
    cancelled: bool = False
    moved_to: When | None = None  # it was moved since
    note: str = ""  # place and access, in the moderators' words
    role_id: int | None = None  # mentioned

    @property
    def when(self) -> When:
        """The time that it reminds of."""
        return When(self.starts_at, self.home_zone, self.ends_at, self.all_day)


@dataclass(frozen=True, slots=True)
class DateCancelled:
    """A short new message: a date that a reminder was sent for is called off. `link` leads to that reminder, "" if unknown."""

    name: str
    kind: str
    starts_at: datetime
    home_zone: str
    all_day: bool = False
    link: str = ""
    ends_at: datetime | None = None
    wakes: bool = False
    role_id: int | None = None
    date_id: int = 0

    @property
    def when(self) -> When:
        """The time that it calls off."""
        return When(self.starts_at, self.home_zone, self.ends_at, self.all_day)


@dataclass(frozen=True, slots=True)
class DateMoved:
    """A short new message: a date that members were told of has another time. `link` as in DateCancelled."""

    date_id: int
    name: str
    kind: str
    before: When  # the time they were told
    after: When
    note: str = ""
    link: str = ""
    wakes: bool = False
    role_id: int | None = None

    @property
    def when(self) -> When:
        """The time that it tells."""
        return self.after
