"""Fixed wording of digests and quiet hours. The rest of the wording is in `wording.py`."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "unknown_time": "I do not understand the time “{time}”. Write it like 09:00, 18:30 or 9 am.",
    "digest_weekday": "A day of the week is for the weekly digest only. Leave it out, or choose weekly.",
    "digest_details": "To switch the digest off, leave the other options out.",
    "quiet_needs_both": "Give both times, for example from 22:00 to 08:00. To have no quiet hours, choose off.",
    "quiet_same": "Quiet hours cannot end at the time they begin. Give two different times.",
    "quiet_off_alone": "To have no quiet hours, choose off and leave the times out.",
}

NAMES: Final = {
    "daily": "Daily digest",
    "weekdays": "Weekday digest",
    "weekly": "Weekly digest",
    "personal": "Your digest",
    "": "Digest",
}
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DATED: Final = "{day} {month} {year}"
DAY: Final = "{weekday} {day} {month}"
HEADING: Final = "{name}, {day}: {count}"
HEADING_PART: Final = "{name}, {day}: {count}, part {part} of {parts}"
COUNT: Final = "{count} stories"
COUNT_ONE: Final = "1 story"
COUNT_NONE: Final = "no new stories"
SINCE: Final = "New since {since}, by issue."
SINCE_ASKED: Final = "Published since {since}, by issue."
NOTHING: Final = "No new items since {since}."
FIRST_VISIT: Final = (
    "From now on I remember when you ask this, and nothing else; the next time you see what is new since then. "
    "Here is the last day."
)
CONTINUED: Final = "{issue}, continued"
NO_ISSUE: Final = "No issue recognised"
OTHER_ISSUES: Final = "Also about: {issues}."
NOTHING_LATER: Final = "No new stories since {since}; {stories} told earlier got further reports."
CHANGES: Final = "What changed"
POSITIONS: Final = "New positions"
POSITION: Final = "{issue}. {line}"
EXPIRIES: Final = "What ends next"
CHANGE: Final = {
    "step": "{name}: {detail}, {day}",
    "date_new": "New date, {name}: {detail}, {when}",
    "date_moved": "Moved, {name}: {detail}, now {when}",
    "date_off": "Called off, {name}: {detail}, which was planned for {when}",
    "expiry": "{name}: {detail} {day}",
}
EXPIRY: Final = {
    "contract": "contract ends",
    "extension": "extension ends",
    "vote": "vote ends",
    "strike_called": "strike called for",
}
MORE: Final = "And {count} more: {latest} shows them."
DATES: Final = "Next dates"
DATE: Final = "{name}: {when}"
ALL_DAY: Final = "{day}, all day"
HOME: Final = "{time} in {place}"

CHOICES: Final = {"off": "Off", "daily": "Daily", "weekdays": "Monday to Friday", "weekly": "Weekly"}
RHYTHM: Final = {"daily": "daily", "weekdays": "Monday to Friday", "weekly": "each {weekday}"}
DIGEST: Final = "Digest: {rhythm} at {time} in {channel}."
DIGEST_NEXT: Final = "The next one: {next}."
DIGEST_EMPTY: Final = "Without anything new it says so."
DIGEST_NOT_EMPTY: Final = "Without anything new nothing is posted."
DIGEST_QUIET: Final = "It comes in the quiet hours, so without a notification."
DIGEST_PICTURE: Final = "It carries a picture of how many stories a day were about the issues, over four weeks."
DIGEST_NONE: Final = "Digest: none."
DIGEST_ZONE: Final = "Times follow {zone}."
DIGEST_PAUSED: Final = "Posting is paused, so no digest is posted until someone runs {resume}."
DIGEST_SET_HEADING: Final = "Digest chosen"
DIGEST_STOPPED: Final = "No digest is posted any more."
DIGEST_WAS_NONE: Final = "There was no digest, so nothing was changed."

QUIET: Final = "Quiet hours: from {begins} to {ends}. Stories wait until then."
QUIET_NONE: Final = "Quiet hours: none."
QUIET_SET_HEADING: Final = "Quiet hours chosen"
QUIET_SET: Final = (
    "From {begins} to {ends} stories wait, and more than a few come as one message after that. "
    "Reminders are not held: they come without a notification, unless their date is marked to wake people."
)
QUIET_OFF: Final = "There are no quiet hours any more. Stories that waited are posted now."

MISSING_HEADING: Final = "Permissions are missing"
MISSING_NEXT: Final = (
    "Nothing was changed. Allow these in the channel's settings under Permissions, or pick another channel."
)
