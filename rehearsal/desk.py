"""What moderators enter while August 2023 is played, dates and announcements, and what had to be posted of it.

The dates are the real meetings of that August; no hour of them is documented, so each is entered as a whole day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rehearsal.chronicle.book import HOME
from rehearsal.posts import Kind, Post

REMIND = ("15h", "6h")  # at nine in the morning and at six in the evening of the day before
JUST_THEN = timedelta(minutes=30)  # simulated; what was due so soon after it was entered may be over by then
USUAL = ("24h", "1h")  # those of a server that has chosen none
NAME = "WGA and AMPTP"
LA_TIMES = (
    "https://www.latimes.com/entertainment-arts/business/story/2023-08-10/"
    "wga-to-meet-with-amptp-friday-as-writers-strike-stretches-on"
)
COUNTEROFFER = "https://deadline.com/2023/08/writers-strike-talks-continue-1235460087/"
C21 = "https://www.c21media.net/news/amptp-addresses-mini-rooms-ai-and-data-transparency-in-latest-offer-to-wga/"
ET_CANADA = "https://etcanada.com/news/1021830/wga-to-restart-fair-deal-negotiations-with-the-amptp-this-week/"
DEADLINE = "https://deadline.com/2023/08/wga-strike-guild-regjects-latest-studio-offers-rips-ceos-1235525784/"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the two sides, entered at `at`; `source` is where it is documented.

    `suggested`: a moderator confirms the card that news has brought, rather than to type it. `mistaken`: the day it is entered for
    first; it is moved to the right one at `moved_at`.
    """

    at: datetime
    day: date
    source: str
    suggested: bool = False
    mistaken: date | None = None
    moved_at: datetime | None = None

    @property
    def options(self) -> dict[str, str | bool]:
        """The options of the command that enters it."""
        return {
            "dispute": "wga-amptp",
            "kind": "session",
            "start": (self.mistaken or self.day).isoformat(),
            "source": self.source,
            "all_day": True,
            "remind": ", ".join(REMIND),
        }

    @property
    def due(self) -> list[tuple[str, datetime]]:
        """The heading of each reminder that is still ahead when the date gets its day, and when it is due."""
        if self.mistaken is None or self.moved_at is None:
            return self._reminders(self.day, self.at)
        before = [due for due in self.unmoved if due[1] < self.moved_at]
        return before + self._reminders(self.day, self.moved_at)

    @property
    def unmoved(self) -> list[tuple[str, datetime]]:
        """The same as long as the date stands for the day it was entered for first."""
        return self._reminders(self.mistaken or self.day, self.at)

    def _reminders(self, day: date, since: datetime) -> list[tuple[str, datetime]]:
        morning = datetime.combine(day, time(9), HOME)  # from which reminders of a whole day count
        moments = [morning - timedelta(hours=int(hours.removesuffix("h"))) for hours in self._offsets]
        return [(f"Bargaining session on {in_words(day)}: {NAME}", moment) for moment in moments if moment > since]

    @property
    def _offsets(self) -> tuple[str, ...]:
        return USUAL if self.suggested else REMIND


@dataclass(frozen=True, slots=True)
class Notice:
    """An announcement: written at `at`, for the local time `when`. `approved`: the server asks for a second moderator just then."""

    at: datetime
    when: datetime
    text: str
    approved: bool = False

    @property
    def due(self) -> list[tuple[str, datetime]]:
        """Its text, and when it is due."""
        return [(self.text, self.when)]


@dataclass(frozen=True, slots=True)
class Move:
    """At `at` the date of a meeting that was entered for another day is moved to the right one."""

    at: datetime
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class Step:
    """At `at` a step of the dispute is entered; `day` as it is typed."""

    at: datetime
    step: str
    day: str
    source: str

    @property
    def options(self) -> dict[str, str]:
        """The options of the command that enters it."""
        return {"dispute": "wga-amptp", "step": self.step, "date": self.day, "source": self.source}


@dataclass(frozen=True, slots=True)
class Statement:
    """At `at` what a side itself has said is posted, by the link to where it is documented and a title in our words."""

    at: datetime
    side: str
    title: str
    link: str


Deed = Move | Step | Statement


def in_words(day: date) -> str:
    """A day as posts write it."""
    return f"{day:%A} {day.day} {day:%B}"


def _at(day: int, hour: int) -> datetime:
    return datetime(2023, 8, day, hour, tzinfo=HOME)


ENTRIES: tuple[Meeting | Notice, ...] = (
    Meeting(_at(11, 6), date(2023, 8, 11), LA_TIMES, suggested=True),
    Notice(
        _at(11, 16), _at(12, 10), "The picket schedule for next week is pinned in this channel. Bring water and a hat."
    ),
    Meeting(_at(15, 7), date(2023, 8, 15), C21),
    Meeting(_at(15, 17), date(2023, 8, 18), ET_CANADA, mistaken=date(2023, 8, 17), moved_at=_at(16, 20)),
    Notice(
        _at(19, 15),
        _at(21, 18),
        "We talk about the week on Tuesday at six in the evening. Ask what you want to know here before then.",
        approved=True,
    ),
    Meeting(_at(20, 12), date(2023, 8, 22), DEADLINE),
)
DEEDS: tuple[Deed, ...] = (
    Step(_at(10, 12), "on_strike", "2 May", LA_TIMES),
    Statement(_at(12, 11), "union", "The WGA will answer the AMPTP in the week to come", COUNTEROFFER),
    *(Move(each.moved_at, each) for each in ENTRIES if isinstance(each, Meeting) and each.moved_at is not None),
)


def entries(start: datetime, end: datetime) -> list[Meeting | Notice]:
    """Those entered within the days played."""
    return [entry for entry in ENTRIES if start <= entry.at < end]


def deeds(start: datetime, end: datetime) -> list[Deed]:
    """What else is done within the days played, to what was entered within them."""
    done = [deed for deed in DEEDS if start <= deed.at < end]
    return [deed for deed in done if not isinstance(deed, Move) or deed.meeting.at >= start]


@dataclass(frozen=True, slots=True)
class DeskCount:
    """How many were due by the end and how many messages there are; lost and doubled ones by name."""

    due: int
    posts: int
    lost: list[str]
    doubled: list[str]


def count(
    posts: Iterable[Post], kind: Kind, accepted: Iterable[tuple[Meeting | Notice, datetime]], *, latest: datetime
) -> DeskCount:
    """`accepted`: what the bot took, and when (simulated); of these each message due from then to `latest` had to be posted, once."""
    wanted = {Kind.REMINDER: Meeting, Kind.ANNOUNCEMENT: Notice}[kind]
    planned = [(*due, taken) for entry, taken in accepted if isinstance(entry, wanted) for due in _due(entry, latest)]
    must = Counter(text for text, at, taken in planned if taken + JUST_THEN < at <= latest)
    may = Counter(text for text, _, _ in planned)
    texts = [post.text for post in posts if post.kind is kind]
    seen = {text: sum(text in posted for posted in texts) for text in may}
    return DeskCount(
        due=must.total(),
        posts=len(texts),
        lost=[text for text in must for _ in range(must[text] - seen[text])],
        doubled=[text for text in may for _ in range(seen[text] - may[text])],
    )


def _due(entry: Meeting | Notice, latest: datetime) -> list[tuple[str, datetime]]:
    """A date that is moved after all that was played keeps its first day, also while the clock runs on at the end."""
    if isinstance(entry, Meeting) and entry.moved_at is not None and entry.moved_at > latest:
        return entry.unmoved
    return entry.due
