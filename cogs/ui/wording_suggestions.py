"""Fixed wording of dates named in the news and moderators have not confirmed. The rest of the wording is in `wording.py`."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "suggestion_unknown": "There is no such suggestion any more; see `/bargaining suggestions`.",
    "suggestion_ignored": "This suggestion was set aside already. `/bargaining add` enters the date all the same.",
    "suggestion_confirmed": "This suggestion became a date already. `/bargaining cancel` calls the date off.",
}

HEADING: Final = "Suggested date, {day}: {kind}, {name}"
CONFIRMED_HEADING: Final = "Date entered: {kind}, {name}"
IGNORED_HEADING: Final = "Set aside, {day}: {kind}, {name}"
UNPUBLISHED: Final = "Found in the news. Nothing is posted to members unless a moderator confirms it."
CONFIRMED: Final = "The news named {day}. Moderators entered it as date {number}."
IGNORED: Final = "Moderators set this suggestion aside. It is not suggested again for that day."
REPORT: Final = "{source}: “{phrase}”, read as {moment}."
REPORT_WHY: Final = "{source}: “{phrase}”, read as {moment} ({reason})."
MORE: Final = "And {count} more reports."
RIVAL: Final = "Another report says {day}."
RIVAL_DATE: Final = "Moderators entered {day} for it (date {number})."
AT: Final = "{day} {time}"

CONFIRM_BUTTON: Final = "Confirm"
EDIT_BUTTON: Final = "Edit"
IGNORE_BUTTON: Final = "Ignore"

LIST_HEADING: Final = "Suggested dates"
LIST_NONE: Final = (
    "No suggestion waits. Dates named in the news appear here until a moderator confirms or sets them aside."
)
LINE: Final = "{day}: {kind}, {name}. Reported by {sources}."
LIST_HOW: Final = "{command} with one of them shows what it rests on, and confirms it or sets it aside."
IGNORED_ANSWER: Final = "Set aside. It is not suggested again for that day."
ON: Final = (
    "Dates named in the news are suggested in the moderators' channel, at most {cards} a day; {command} lists the rest."
)
LISTED: Final = "Dates named in the news are not sent to the moderators' channel; {command} lists them."
OFF: Final = "Dates named in the news are no longer suggested."

MODAL_TITLE: Final = "Enter this date"
MODAL_START: Final = "When, at the dispute's home"
MODAL_START_HINT: Final = "2026-12-01 10:00, or 2026-12-01 for a whole day"
MODAL_SOURCE: Final = "Link to the source"
MODAL_NOTE: Final = "Place and access, if known"
MODAL_REMIND: Final = "Reminders, how long before"
