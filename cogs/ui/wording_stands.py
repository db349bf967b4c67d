"""Fixed wording of where the sides stand. The rest of the wording is in `wording.py`."""

from __future__ import annotations

from typing import Final

from bot.models.stands import EMPLOYER, UNION

SENTENCES: Final = {
    "share_not_allowed": "You are not allowed to write in this channel, so nothing was shared.",
    "unknown_side": "I do not know that side. Pick Employers or Union.",
    "stand_text": "The quote is empty or too long. Give one sentence of at most {longest} characters.",
    "stand_link": "The source is not a link I can show. Paste the whole address, beginning with https://.",
    "stand_day": "I am not sure which day “{typed}” is. Type it like today, 14 Aug or 2023-08-14.",
    "stand_day_ahead": "{typed} is still ahead. A line is dated by the day on which it was said.",
    "stand_moving": "The mark can last from 1 to {most} days; 0 takes it off.",
    "stand_full": "This side has {most} pinned lines on the issue already. Clear or edit one of them first.",
    "stand_standing": "This line is pinned already.",
    "stand_unknown": "I do not know this line, or it no longer stands. Pick one from the list that appears as you type.",
    "stand_retracted": "The statement that this line stands in was taken back, so the line stays off.",
    "stand_unchanged": "Nothing would change. Fill in what was wrong.",
    "stand_not_found": "I do not know this sentence here. Pick one from the list that appears as you type.",
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

TIMELINE_BUTTON: Final = "Timeline"
TRENDS_BUTTON: Final = "Trends"
FOLLOW_BUTTON: Final = "Follow"
SHARE_BUTTON: Final = "Share"
SHARED: Final = "Shared in this channel."
SHARED_BY: Final = "Shared by a member. `/issue summary` shows the rest, to you alone."

PINNED_HEADING: Final = "Pinned: {issue}"
PINNED_DONE: Final = "It stands first in the summary. {history} shows what was pinned before."
CHANGED_HEADING: Final = "Changed: {issue}"
CHANGED_DONE: Final = "{history} shows how it was and can bring that back."
CLEARED_HEADING: Final = "Taken off: {issue}"
CLEARED_DONE: Final = "The summary shows what is found in the news instead. {history} can bring the line back."
BACK_HEADING: Final = "Pinned again: {issue}"
HISTORY_HEADING: Final = "Pinned lines: {issue}"
HISTORY_NONE: Final = "Nothing was pinned on it."
FOUND_HEADING: Final = "Found in the news"
FOUND_NUMBERED: Final = "No. {number}: {line}"
PIN_BUTTON: Final = "Pin {number}"
CLEAR_BUTTON: Final = "Take off"
BACK_AT_ONCE_BUTTON: Final = "Bring back"
BACK_BUTTON: Final = "Bring back {number}"
NUMBERED: Final = "No. {number}, {said}"
ENDED: Final = {"changed": "changed {when}:", "cleared": "taken off {when}:"}
