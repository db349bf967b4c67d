"""Fixed wording of bargaining dates. The rest of the wording is in `wording.py`."""

from __future__ import annotations

from typing import Final

MOMENTS: Final = "tomorrow 9am, fri 18:30, 1 Dec 9:00, 2026-12-01 09:00 or in 2 hours"

SENTENCES: Final = {
    "unknown_dispute": "I do not know the dispute “{dispute}”. Pick one from the list that appears as you type.",
    "unknown_date_kind": "I do not know that kind of date. Pick one from the list.",
    "date_unclear": f"I am not sure which moment “{{typed}}” is. Write it like {MOMENTS}.",
    "date_no_time": "“{typed}” has no time of day. Add one, like 9am or 18:30; for a whole day, set all_day to True.",
    "day_unclear": "I am not sure which day “{typed}” is. Write it like tomorrow, fri, 1 Dec or 2026-12-01, without a time.",
    "date_past": "That date is over already. Give one that is still ahead.",
    "date_far": "That is more than three years ahead. Check the year.",
    "date_end": "The end is not after the start. Give a later end, or leave it out.",
    "date_link": "A date needs a link to its source, an address that begins with https:// or http://.",
    "date_offsets": (
        "I do not understand “{typed}”. Write how long before the start to remind, like 24h, 1h or 2 days, 30 min; "
        "at most five, at most 4 weeks; or none."
    ),
    "date_there": "This date is there already; see `/bargaining list`.",
    "date_unknown": "There is no such date, or it was called off already; see `/bargaining list`.",
}

KINDS: Final = {
    "session": "Bargaining session",
    "deadline": "Deadline",
    "expiry": "Contract expires",
    "vote_open": "Voting opens",
    "vote_close": "Voting closes",
    "strike_start": "Strike begins",
    "strike_end": "Strike ends",
    "rally": "Rally",
    "picket": "Picket",
    "town_hall": "Members' meeting",
    "other": "Date",
}

REMINDER: Final = "{kind} {distance}: {name}"
REMINDER_CANCELLED: Final = "Called off: {kind}, {name}"
IN: Final = "in {span}"
ON: Final = "on {day}"
WHEN: Final = "{when}, {home}."
WHEN_TO: Final = "{when} to {end}, {home}."
HOME: Final = "{day} {time} in {place}"
ALL_DAY: Final = "{day}, all day in {place}."
ALL_DAYS: Final = "{day} to {end}, all day in {place}."
SOURCE: Final = "Source"
CONFIRMED: Final = "Entered by this server's moderators."
CANCELLED_LATER: Final = "The moderators have called this date off. It was {when}."
CANCELLED_HEADING: Final = "Called off: {kind}, {name}"
CANCELLED: Final = "It was planned for {when}. There will be no further reminder of it."
CANCELLED_LINK: Final = "The reminder that was sent"

LIST_HEADING: Final = "Dates ahead"
LIST_NONE: Final = "No dates are entered."
LIST_NONE_MODERATOR: Final = "No dates are entered. {add} adds one."
LINE: Final = "{kind}: {name}. {when}"
NUMBER: Final = "Number {number}."
REMINDERS: Final = "Reminders: {spans} before."
REMINDERS_DAY: Final = "Reminders: {spans} before 09:00 of that day."
REMINDERS_NONE: Final = "No reminders."
WAKES: Final = "They ring in quiet hours too."
ADDED_HEADING: Final = "Date added"
DATE_CANCELLED_HEADING: Final = "Date called off"
DATE_CANCELLED: Final = (
    "Reminders still to come are withdrawn. One that was sent is corrected, and a short message says so."
)
DATE_CANCELLED_LATE: Final = "It was over already: a reminder that was sent is corrected, and no message is sent."
MOVED_FORWARD: Final = "The clocks are set forward over that time, so it counts as {time}."
TWICE: Final = "The clocks show that time twice that day; the first one counts."
EARLIER_BUTTON: Final = "All dates"
