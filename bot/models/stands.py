"""Where a side stands on an issue: sentences found in the news or pinned by moderators, each with who says so and when."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.models.news import Label
from bot.models.posts import Telling

UNION, EMPLOYER = "union", "employer"
SIDES = (EMPLOYER, UNION)


@dataclass(frozen=True, slots=True)
class Stand:
    """A line about one side. `who`: the body as the text names it; "" for what moderators pinned."""

    side: str
    who: str
    text: str
    telling: Telling  # of a pinned line: only the publisher, the link and the label
    move: str = ""  # as in Quote
    story_id: int = 0
    pin_id: int | None = None
    day: date | None = None  # of a pinned line, as its moderator entered it
    moving: bool = False  # marked as still moving, and the mark has not expired

    @property
    def key(self) -> str:
        """Names a sentence found in the news."""
        return f"{self.telling.entry_id}.{zlib.crc32(f'{self.side} {self.text}'.encode())}"


class PinState(StrEnum):
    """A pinned line stands, was put right by another, or was taken off."""

    STANDING = "standing"
    CHANGED = "changed"
    CLEARED = "cleared"


@dataclass(frozen=True, slots=True)
class Pin:
    """A line that a moderator pinned; a row of table `stand_pins`. `dispute` is a key, "" for whichever."""

    id: int
    guild_id: int
    issue: str
    side: str
    text: str
    source_url: str
    day: date
    dispute: str = ""
    source: str = ""  # the outlet as it was found under, with its label; "": whose site the link is
    label: Label | None = None
    statement_id: int | None = None  # the official statement that the line stands in
    citing: tuple[str, ...] = ()
    unnamed_source: bool = False
    moving_until: datetime | None = None
    state: PinState = PinState.STANDING
    created_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Two reports of one side's position that cannot both be right: `said` stands in the first, `other_said` in the second.

    Where `opposite`, these are moves as in Quote, else words of the two texts.
    """

    side: str
    one: Telling
    said: str
    other: Telling
    other_said: str
    opposite: bool = False


@dataclass(frozen=True, slots=True)
class Stands:
    """Of one issue: at most three lines a side, the employers' first, and what reports do not agree on."""

    lines: tuple[Stand, ...] = ()
    differences: tuple[Difference, ...] = ()


NOTHING_STANDS = Stands()
