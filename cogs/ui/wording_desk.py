"""Fixed wording of bargaining dates and announcements. The rest of the wording is in `wording.py`."""

from __future__ import annotations

from typing import Final

_MOMENTS: Final = "tomorrow 9am, fri 18:30, 1 Dec 9:00, 2026-12-01 09:00 or in 2 hours"

SENTENCES: Final = {
    "unknown_dispute": "I do not know the dispute “{dispute}”. Pick one from the list that appears as you type.",
    "unknown_date_kind": "I do not know that kind of date. Pick one from the list.",
    "date_unclear": f"I am not sure which moment “{{typed}}” is. Write it like {_MOMENTS}.",
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
    "announce_empty": "The announcement has no text. Nothing was kept.",
    "announce_long": "The text has {length} characters; {longest} fit into one message. Nothing was kept.",
    "announce_unclear": f"I am not sure which moment “{{typed}}” is. Write it like {_MOMENTS}. Nothing was scheduled.",
    "announce_past": "That moment is over already. Nothing was scheduled; give one that is still ahead.",
    "announce_far": "That is more than a year ahead. Nothing was scheduled; check the year.",
    "announce_unknown": "There is no such announcement.",
    "announce_done": "This announcement was sent, cancelled or discarded already, or is being sent now.",
    "announce_channel": (
        "I cannot post in that channel: it was deleted, or I need {permissions} there. Nothing was scheduled."
    ),
    "announce_scheduled": "This announcement is scheduled already; `/announce cancel` withdraws it.",
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
REMINDERS_NONE: Final = "No reminders."
WAKES: Final = "They ring in quiet hours too."
ADDED_HEADING: Final = "Date added"
DATE_CANCELLED_HEADING: Final = "Date called off"
DATE_CANCELLED: Final = (
    "Reminders that waited are withdrawn. One that was sent is put right, and a short message says so."
)
MOVED_FORWARD: Final = "The clocks are set forward over that time, so it counts as {time}."
TWICE: Final = "The clocks show that time twice that day; the first one counts."

ANNOUNCEMENT: Final = "Announcement by this server's moderators"
LATE: Final = "This was planned for {when} and comes late."
MISSED_HEADING: Final = "Announcement not sent"
MISSED: Final = (
    "It was planned for {when} in {channel}. It could not be sent then, and it is more than six hours late now."
)
MISSED_TEXT: Final = "It begins: “{text}”"
MISSED_MEND: Final = "To send it all the same, use {schedule}."

PREVIEW_HEADING: Final = "Preview: nothing is scheduled yet"
PREVIEW_WHEN: Final = "For {channel}, {when} ({home})."
PREVIEW_BELOW: Final = "This is what will be posted:"
CONFIRM_BUTTON: Final = "Schedule it"
CHANGE_BUTTON: Final = "Change"
DISCARD_BUTTON: Final = "Discard"
SCHEDULED_HEADING: Final = "Scheduled"
SCHEDULED: Final = "It will be posted in {channel}, {when} ({home}). {cancel} withdraws it."
PAUSED: Final = "Posting is paused, so nothing is sent until someone runs {resume}."
YOUR_TEXT: Final = "Your text, to use it again:"
DISCARDED: Final = "Discarded. Nothing was scheduled."
ANNOUNCEMENTS_HEADING: Final = "Announcements scheduled"
ANNOUNCEMENTS_NONE: Final = "No announcement is scheduled. {schedule} makes one."
ANNOUNCEMENT_LINE: Final = "Number {number}, {when} ({home}), in {channel}: “{text}”"
ANNOUNCEMENT_CANCELLED: Final = "Cancelled. It will not be posted: “{text}”"

MODAL_TITLE: Final = "Announcement"
MODAL_TEXT: Final = "Text, as members will read it"
MODAL_WHEN: Final = "When, by this server's clock"
MODAL_WHEN_HINT: Final = "tomorrow 9am, fri 18:30, 1 Dec 9:00"
EARLIER_BUTTON: Final = "All dates"
