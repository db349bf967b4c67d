"""Fixed wording of announcements. The rest of the wording is in `wording.py`."""

from __future__ import annotations

from typing import Final

from bot.models.announcements import AnnouncementState
from bot.models.schedules import Cadence
from cogs.ui.wording_desk import MOMENTS

SENTENCES: Final = {
    "announce_empty": "The announcement has no text. Nothing was kept.",
    "announce_long": "The text has {length} characters; {longest} fit into one message. Nothing was kept.",
    "announce_unclear": f"I am not sure which moment “{{typed}}” is. Write it like {MOMENTS}. Nothing was scheduled.",
    "announce_past": "That moment is over already. Nothing was scheduled; give one that is still ahead.",
    "announce_far": "That is more than a year ahead. Nothing was scheduled; check the year.",
    "announce_unknown": "There is no such announcement.",
    "announce_done": "This announcement was sent, cancelled or discarded already, or is being sent now.",
    "announce_channel": (
        "I cannot post in that channel: it was deleted, or I need {permissions} there. Nothing was scheduled."
    ),
    "announce_scheduled": "This announcement is scheduled already; `/announce cancel` withdraws it.",
    "announce_gone": (
        "What you are changing was posted, taken back or changed by somebody else meanwhile. Nothing was changed; "
        "see `/announce list` and start again."
    ),
    "announce_there": "This announcement was posted at that time already. Give another time.",
    "announce_repeat": "An end or a number of times needs `repeat` as well.",
    "announce_end_twice": "Give either `until` or `times`, not both.",
    "announce_times": "It can be repeated 1 to {most} times.",
    "announce_until_past": "That last day is over already. Give one that is still ahead.",
    "announce_until_early": "The last day comes before the first time. Nothing was scheduled.",
    "announce_urgent_series": "An urgent announcement cannot be repeated. Leave out `urgent` or `repeat`.",
    "announce_urgent_cap": (
        "{cap} urgent announcements a day are allowed here, and that day has as many. Nothing was scheduled; leave out "
        "`urgent`, or see `/settings urgent`."
    ),
    "announce_rush_series": "What is repeated cannot be sent without approval. Make a single announcement of it.",
    "announce_no_series": "This announcement is not repeated, or it has ended.",
    "announce_last": "This is the last one. `/announce cancel` withdraws it.",
    "announce_role": (
        "You are not allowed to notify that role: it is not open to mentions, and you do not have Mention Everyone in that channel. "
        "Nothing was scheduled."
    ),
    "announce_role_bot": (
        "I am not allowed to notify that role: let everybody mention it, or give me Mention Everyone in that channel. "
        "Nothing was scheduled."
    ),
    "announce_role_gone": "That role was deleted. Nothing was scheduled; change the announcement and leave the role out.",
    "announce_without": "You chose something new for {what} and to leave it out as well. Pick one of the two.",
    "announce_post_options": "A post that is there already keeps its role, picture and time. Change its text only.",
    "announce_correction": "Only a post that is there already can be corrected. Leave out `correction`.",
    "picture_kind": "I cannot post that kind of file as a picture. PNG, JPEG, GIF and WebP work.",
    "picture_size": "That picture is larger than {most} MB. Make it smaller.",
    "picture_alt": "A picture needs `alt`: what it shows, in a sentence, for those who cannot see it.",
    "picture_alt_long": "The description of the picture is longer than {most} characters.",
    "picture_alt_alone": "`alt` describes a picture, and there is none.",
    "picture_gone": "I could not fetch the picture from Discord any more. Please upload it again.",
}

ANNOUNCEMENT: Final = "Announcement by this server's moderators"
EVERYONE: Final = "@everyone"
EVERYBODY: Final = "everyone"
LATE: Final = "This was planned for {when} and comes late."
EDITED: Final = "Edited {when}."
CORRECTED: Final = "Corrected {when}: {link}."
CORRECTED_SOON: Final = "Corrected {when}. The correction follows in this channel."
CORRECTION_LINK: Final = "the correction"
CORRECTION: Final = "Correction by this server's moderators"
CORRECTS: Final = "It corrects {link}. What holds is:"
CORRECTS_LINK: Final = "an earlier announcement"

MISSED_HEADING: Final = "Announcement not sent"
MISSED: Final = (
    "It was planned for {when} in {channel}. It could not be sent then, and it is more than six hours late now."
)
MISSED_SEVERAL: Final = (
    "{count} times of a repeated announcement for {channel} passed while I could not send it, the first {when}."
)
MISSED_SERIES: Final = "Its later times stay as they are."
MISSED_TEXT: Final = "It begins: “{text}”"
MISSED_MEND: Final = "To send it all the same, use {schedule}."
ROLE_HEADING: Final = "A role of an announcement was deleted"
ROLE: Final = "The announcement planned for {when} in {channel} would have notified it. It notifies nobody now."
ROLE_MEND: Final = "{edit} gives it another role."

PREVIEW_HEADING: Final = "Preview: nothing is scheduled yet"
PREVIEW_POST: Final = "Preview: nothing is posted yet"
PREVIEW_CHANGE: Final = "Preview: nothing is changed yet"
PREVIEW_WHEN: Final = "For {channel}, {when} ({home})."
PREVIEW_AT_ONCE: Final = "For {channel}, at once."
PREVIEW_EDIT: Final = "The post in {channel} gets this text, with a line that says so. Nobody is notified."
PREVIEW_CORRECTION: Final = (
    "The post in {channel} keeps its text and gets a line that leads to the correction. This new message goes there:"
)
PREVIEW_REPLACES: Final = "Until you confirm, number {number} stays as it was."
PREVIEW_BELOW: Final = "This is what will be posted:"
PREVIEW_TWIN: Final = "The same as plain text, as a notification and a screen reader give it:"
PREVIEW_APPROVAL: Final = "A second moderator has to approve it before it is posted."
PREVIEW_HOLD: Final = "If the approval comes later than that, it is posted then."
NOTIFIES: Final = "It notifies {role}."
URGENT: Final = "It is marked urgent and rings in quiet hours too. At most {cap} a day may."
QUIET: Final = "That is in this server's quiet hours: it is posted then, without a notification."
PICTURE: Final = "With a picture. Its description: “{alt}”"
REPEATED: Final = "It is repeated {how}{end}."
HOW: Final = {
    Cadence.DAILY: "every day",
    Cadence.WEEKDAYS: "on weekdays",
    Cadence.WEEKLY: "every {weekday}",
    Cadence.MONTHLY: "every month on day {day}",
}
UNTIL: Final = ", the last time on {day}"
ENDLESS: Final = ", until it is cancelled"
MONTH_END: Final = "In a month without a day {day} it is posted on the last day."
SKIPPED: Final = "Left out: {days}."
CLOCKS_SERIES: Final = (
    "From {day} the clocks in {place} are set {way} by {length}. It goes on at {time} by the clocks there."
)
CLOCKS_BEFORE: Final = "Before that, on {day}, the clocks in {place} are set {way} by {length}. It stays {time} there."
CLOCKS_MISSING: Final = "On that day the clocks jump over {time}, so it is posted at {instead}."
CLOCKS_TWICE: Final = "On that day the clocks show {time} twice; the first one counts."
FORWARD: Final = "forward"
BACK: Final = "back"

SCHEDULE_BUTTON: Final = "Schedule it"
NOW_BUTTON: Final = "Post it now"
REPLACE_BUTTON: Final = "Confirm the change"
EDIT_BUTTON: Final = "Edit the post"
CORRECT_BUTTON: Final = "Post the correction"
ASK_BUTTON: Final = "Ask for approval"
RUSH_BUTTON: Final = "Send without approval"
CHANGE_BUTTON: Final = "Change"
DISCARD_BUTTON: Final = "Discard"
HISTORY_BUTTON: Final = "History"
SKIP_BUTTON: Final = "Leave out the next"
RESTORE_BUTTON: Final = "Take it in again"
SURE_BUTTON: Final = "Yes, notify them"
RUSH_SURE_BUTTON: Final = "Send it now"
BACK_BUTTON: Final = "Earlier"
ON_BUTTON: Final = "Later"

SURE_HEADING: Final = "Many people are notified"
SURE: Final = "{role} has {count} members. Each of them is notified. Go on?"
SURE_UNKNOWN: Final = "I could not find out how many members {role} has. Each of them is notified. Go on?"
RUSH_HEADING: Final = "Send it without approval?"
RUSH: Final = "It goes out at once and no second moderator looks at it. The moderators' channel is told, and the audit trail keeps it."

SCHEDULED_HEADING: Final = "Scheduled"
SCHEDULED: Final = "It will be posted in {channel}, {when} ({home}). {cancel} withdraws it."
POSTED: Final = "It is posted in {channel} now."
REPLACED_HEADING: Final = "Changed"
EDITED_DONE: Final = "The post in {channel} is edited now."
CORRECTED_DONE: Final = "The correction is posted in {channel} now, and the earlier post leads to it."
PROPOSED_HEADING: Final = "Sent for approval"
PROPOSED: Final = "The moderators' channel has a card for it. Another moderator has to approve it."
PROPOSED_BY: Final = "If nobody has by {when}, nothing is posted and the moderators' channel is told."
PAUSED: Final = "Posting is paused, so nothing is sent until someone runs {resume}."
YOUR_TEXT: Final = "Your text, to use it again:"
DISCARDED: Final = "Discarded. Nothing was scheduled."
SKIP_DONE: Final = "Left out: {day}. The next one is {when} ({home})."
RESTORE_DONE: Final = "Taken in again: {day}. The next one is {when} ({home})."

LIST_HEADING: Final = "Announcements scheduled"
LIST_NONE: Final = "No announcement is scheduled. {schedule} makes one."
LINE: Final = "Number {number}, {when} ({home}), in {channel}: “{text}”."
LINE_AT_ONCE: Final = "Number {number}, in {channel}: “{text}”."
HELD: Final = {
    "channel_gone": "It is held: its channel no longer exists. Cancel it with {cancel} and write it for another channel.",
    "no_permission": "It is held: I am not allowed to view its channel or send messages there. It goes on once I am.",
}
HELD_ELSE: Final = "Its last time was not posted: Discord did not accept it."
CANCELLED: Final = "Cancelled. It will not be posted: “{text}”"
STATES: Final = {
    AnnouncementState.PROPOSED: "Waits for approval.",
    AnnouncementState.RETURNED: "Sent back by a second moderator: “{reason}”",
    AnnouncementState.LAPSED: "Not approved in time.",
    AnnouncementState.CANCELLED: "Cancelled.",
    AnnouncementState.MISSED: "Too late to send.",
}
RETURNED: Final = "Sent back by a second moderator."
REJECTED: Final = "Rejected by a second moderator."
SENT: Final = "Posted {when}: {link}."
SENT_LINK: Final = "the post"
ENDED: Final = "It has ended."
SHOW_HEADING: Final = "Announcement {number}"
WRITTEN_BY: Final = "Written by {who}."
NEXT: Final = "Next: {channel}, {when} ({home})."
SHOWN_BELOW: Final = "This is what members see:"

HISTORY_HEADING: Final = "Announcement {number}: history, page {page} of {pages}"
HISTORY_NONE: Final = "Nothing was done with it yet."
VERSION: Final = "{position}. {what} {when} by {who}.{approved}"
APPROVED_BY: Final = " Approved by {who}."
WHAT: Final = {
    "scheduled": "Scheduled",
    "posted": "Posted at once",
    "changed": "Changed",
    "edited": "Post edited",
    "corrected": "Correction posted",
    "unapproved": "Sent without approval",
    "skipped": "One date left out",
    "restored": "One date taken in again",
    "cancelled": "Cancelled",
}

MODAL_TITLE: Final = "Announcement"
MODAL_CORRECTION: Final = "Correction"
MODAL_TEXT: Final = "Text, as members will read it"
MODAL_WHEN: Final = "When, by this server's clock"
MODAL_WHEN_HINT: Final = "tomorrow 9am, fri 18:30, 1 Dec 9:00"

CADENCES: Final = {
    Cadence.DAILY: "every day",
    Cadence.WEEKDAYS: "Monday to Friday",
    Cadence.WEEKLY: "every week",
    Cadence.MONTHLY: "every month",
}
WITHOUT: Final = {"role": "role", "picture": "picture", "repeat": "repetition", "urgent": "urgent"}
URGENT_SETTING: Final = "Urgent announcements: at most {cap} a day ring in quiet hours."
URGENT_CHOSEN: Final = "From now on at most {cap} announcements a day may be marked urgent and ring in quiet hours."
URGENT_NONE: Final = "From now on no announcement rings in quiet hours."
