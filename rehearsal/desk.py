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
NAME = "WGA and AMPTP"
LA_TIMES = (
    "https://www.latimes.com/entertainment-arts/business/story/2023-08-10/"
    "wga-to-meet-with-amptp-friday-as-writers-strike-stretches-on"
)
C21 = "https://www.c21media.net/news/amptp-addresses-mini-rooms-ai-and-data-transparency-in-latest-offer-to-wga/"
ET_CANADA = "https://etcanada.com/news/1021830/wga-to-restart-fair-deal-negotiations-with-the-amptp-this-week/"
DEADLINE = "https://deadline.com/2023/08/wga-strike-guild-regjects-latest-studio-offers-rips-ceos-1235525784/"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the two sides, entered at `at`; `source` is where it is documented."""

    at: datetime
    day: date
    source: str

    @property
    def options(self) -> dict[str, str | bool]:
        """The options of the command that enters it."""
        return {
            "dispute": "wga-amptp",
            "kind": "session",
            "start": self.day.isoformat(),
            "source": self.source,
            "all_day": True,
            "remind": ", ".join(REMIND),
        }

    @property
    def due(self) -> list[tuple[str, datetime]]:
        """The heading of each reminder that is still ahead when the date is entered, and when it is due."""
        midnight = datetime.combine(self.day, time(), HOME)
        heading = f"Bargaining session on {self.day:%A} {self.day.day} {self.day:%B}: {NAME}"
        moments = [midnight - timedelta(hours=int(hours.removesuffix("h"))) for hours in REMIND]
        return [(heading, moment) for moment in moments if moment > self.at]


@dataclass(frozen=True, slots=True)
class Notice:
    """An announcement: written at `at`, for the local time `when`."""

    at: datetime
    when: datetime
    text: str

    @property
    def due(self) -> list[tuple[str, datetime]]:
        """Its text, and when it is due."""
        return [(self.text, self.when)]


def _at(day: int, hour: int) -> datetime:
    return datetime(2023, 8, day, hour, tzinfo=HOME)


ENTRIES: tuple[Meeting | Notice, ...] = (
    Meeting(_at(10, 6), date(2023, 8, 11), LA_TIMES),
    Notice(
        _at(11, 16), _at(12, 10), "The picket schedule for next week is pinned in this channel. Bring water and a hat."
    ),
    Meeting(_at(15, 7), date(2023, 8, 15), C21),
    Meeting(_at(16, 12), date(2023, 8, 18), ET_CANADA),
    Notice(
        _at(19, 15),
        _at(21, 18),
        "We talk about the week on Tuesday at six in the evening. Ask what you want to know here before then.",
    ),
    Meeting(_at(20, 12), date(2023, 8, 22), DEADLINE),
)


def entries(start: datetime, end: datetime) -> list[Meeting | Notice]:
    """Those entered within the days played."""
    return [entry for entry in ENTRIES if start <= entry.at < end]


@dataclass(frozen=True, slots=True)
class DeskCount:
    """How many were due by the end and how many messages there are; lost and doubled ones by name."""

    due: int
    posts: int
    lost: list[str]
    doubled: list[str]


def count(posts: Iterable[Post], kind: Kind, accepted: Iterable[Meeting | Notice], *, latest: datetime) -> DeskCount:
    """`accepted`: what the bot took; of these each message due by `latest` had to be posted, each once."""
    wanted = {Kind.REMINDER: Meeting, Kind.ANNOUNCEMENT: Notice}[kind]
    planned = [due for entry in accepted if isinstance(entry, wanted) for due in entry.due]
    must = Counter(text for text, at in planned if at <= latest)
    may = Counter(text for text, _ in planned)
    texts = [post.text for post in posts if post.kind is kind]
    seen = {text: sum(text in posted for posted in texts) for text in may}
    return DeskCount(
        due=must.total(),
        posts=len(texts),
        lost=[text for text in must for _ in range(must[text] - seen[text])],
        doubled=[text for text in may for _ in range(seen[text] - may[text])],
    )
