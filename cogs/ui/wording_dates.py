"""Fixed wording around dates that change: moves, edits, their previews and refusals. The rest is in `wording_desk.py`."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "date_changed": "Somebody changed this date meanwhile, so nothing was done; see `/bargaining show`.",
    "date_over": "That date is over, so it stays as it is. A new one can be added with `/bargaining add`.",
    "date_same_time": "That is the time it has already. Nothing was changed.",
    "date_no_change": "Nothing to change was named. Give at least one thing that differs from what is there.",
    "date_note": "The note on place and access has {length} characters; at most {longest} fit. Nothing was changed.",
    "date_channel": "I cannot post in that channel: it was deleted, or I need {permissions} there. Nothing was changed.",
    "role_everyone": "Reminders do not mention everyone. Choose a role, or leave it out. Nothing was changed.",
    "role_not_yours": "You are not allowed to mention the role “{role}” there, so reminders cannot either. Nothing was changed.",
    "role_not_mine": (
        "I am not allowed to mention the role “{role}” there. Let anyone mention it, in the role's settings, "
        "or give me Mention Everyone. Nothing was changed."
    ),
}

NOTE: Final = "Place and access: {note}"
MOVED_LATER: Final = "Moved: {kind}, {name}"
MOVED_LATER_BODY: Final = "The moderators have moved this date to {after}. It was {before}."
MOVED_HEADING: Final = "Moved to {day}: {kind}, {name}"
MOVED_BODY: Final = "The moderators have moved it from {before} to {after}."

POSTED_IN: Final = "Reminders go to {channel}."
MENTIONS: Final = "They mention {role}."
REMINDERS_OVER: Final = "No more reminders will be sent."

CALENDAR: Final = {
    0: "No dates are entered. The file only takes back those that were called off.",
    1: "The date ahead, as a calendar file. Imported again later, it is updated there.",
}
CALENDAR_MORE: Final = "The {count} dates ahead, as a calendar file. Imported again later, they are updated there."
CALENDAR_ALT: Final = "A calendar file with the bargaining dates ahead, {count} in all"

PREVIEW_HEADING: Final = "Preview: nothing is moved yet"
PREVIEW_LINE: Final = "{kind}: {name}."
FROM: Final = "From: {when}"
TO: Final = "To: {when}"
EDITS: Final = {
    0: "No reminder of it was sent, so nothing is posted about the move.",
    1: "The reminder that was sent is edited, and one short message says that the date moved.",
}
EDITS_MORE: Final = "The {count} reminders that were sent are edited, and one short message says that the date moved."
MOVE_BUTTON: Final = "Move it"
KEEP_BUTTON: Final = "Leave it"
KEPT: Final = "Nothing was changed."

MOVED_ANSWER: Final = "Date moved"
EDITED_HEADING: Final = "Date changed"
EDITED: Final = "Reminders still to come will say so. One that was sent is edited; nobody is notified."
SHOWN_HEADING: Final = "Date {number}"
CALLED_OFF: Final = "This date was called off."
CHANGES_HEADING: Final = "Changes"
CHANGE: Final = "{at}, by {who}: {parts}"
SOMEBODY: Final = "a moderator"
PART: Final = "{name}: {after} (before: {before})"
NOTHING: Final = "none"
FIELDS: Final = {
    "when": "the time",
    "note": "place and access",
    "source": "the source",
    "reminders": "the reminders",
    "wake": "ringing in quiet hours",
    "channel": "the channel",
    "role": "the role",
    "state": "the date",
}
STATES: Final = {"planned": "planned", "cancelled": "called off"}
MEANWHILE_HEADING: Final = "Changed meanwhile: nothing was done"
MEANWHILE: Final = "Somebody changed this date after you picked it. If what you want still holds, do it again."

CHOICES_HEADING: Final = "Bargaining dates"
CHOSEN_SUGGESTIONS: Final = (
    "Dates named in the news are suggested to moderators, at most {cards} a day in their channel."
)
CHOSEN_NO_SUGGESTIONS: Final = "Dates named in the news are not suggested."
CHOSEN_EVENTS: Final = "Each date is kept as an event of this server too."
CHOSEN_NO_EVENTS: Final = "Dates are not kept as events of this server."

OFFSETS_CHOSEN: Final = (
    "Dates added from now on are reminded of {spans} before. Dates that are there keep their reminders."
)
OFFSETS_NONE: Final = (
    "Dates added from now on have no reminders unless they name some. Dates that are there keep theirs."
)
