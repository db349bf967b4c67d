"""Fixed wording of where the sides stand. The rest of the wording is in `wording.py`."""

from __future__ import annotations

from typing import Final

from bot.models.stands import EMPLOYER, UNION

SENTENCES: Final = {
    "share_not_allowed": "You may not write in this channel, so nothing was shared.",
    "share_soon": "A summary was shared in this channel a short while ago. Ten minutes lie between two of them.",
}

HEADING: Final = "Where things stand"
NONE: Final = "No sentence about a side's position was found in the last 60 days."
SIDES: Final = {EMPLOYER: "Employers", UNION: "Union"}
LINE: Final = "{side}: “{quote}” ({day}, {who})"
PINNED: Final = "pinned by moderators"
MOVING: Final = "still moving"
DIFFER: Final = "Reports differ: {one} has “{said}”, {other} has “{other_said}”."
DIFFER_OPPOSITE: Final = "Reports differ: {one} says it {said}, {other} says it {other_said}."
MOVES: Final = {"agree": "is agreed", "reject": "is rejected"}
SETTLED: Final = "Settled on {day}: {step}."
NOT_SETTLED: Final = "Not settled."
STATUS: Final = "{name}: {status}"
FOUND: Final = "Lines are sentences found in the news, word for word."

TRENDS_BUTTON: Final = "Trends"
FOLLOW_BUTTON: Final = "Follow"
SHARE_BUTTON: Final = "Share"
SHARED: Final = "Shared in this channel."
SHARED_BY: Final = "Shared by a member. `/issue summary` shows the rest, to you alone."
