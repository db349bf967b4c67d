"""Fixed wording of `/story`; see `wording.py`."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "report_no_story": "The rules kept this report out, so it belongs to no story. /why shows the reason.",
    "story_unknown": "I do not know this story here. Pick one from the list that appears as you type, or paste a link.",
    "story_many": "This message tells several stories. Paste the link of a report of the one you mean, or pick it from the list.",
    "story_retracted": "The moderators of this server took this story back. /story retract with undo brings it back.",
    "story_changed": "This story was changed by somebody else meanwhile, so nothing was done. Please ask again.",
    "split_needs_report": (
        "This is a link to my post. Pick the report that does not belong to it from the list, or paste the report's own link."
    ),
    "split_alone": "This report is alone in its story already, so there is nothing to split off.",
    "join_same": "These two are one story here already.",
    "not_joined": "These two stories are not joined here, so there is nothing to undo.",
    "not_retracted": "This story is not taken back here, so there is nothing to undo.",
}
STORY: Final = "“{headline}” ({outlet}, {reports})"
REPORTS_ONE: Final = "1 report"
REPORTS: Final = "{count} reports"
REPORT: Final = "“{headline}” ({outlet})"
ONLY_HERE: Final = "This holds for this server only, and for further reports too."

SPLIT_ASK: Final = "Split this report off?"
SPLIT_WHAT: Final = "{report} leaves the story {story}."
SPLIT_POSTS: Final = "The story's post is edited, and the report gets a post of its own."
SPLIT_UNPOSTED: Final = "Neither is posted here, so no message changes."
SPLIT_DONE: Final = "Split off"
SPLIT_IS: Final = "{report} tells a story of its own now."
SPLIT_POSTED: Final = "It is posted, and the other post is edited."
SPLIT_KEPT_OUT: Final = "This server's own settings keep it from being posted."

JOIN_ASK: Final = "Join these two stories?"
JOIN_WHAT: Final = "{story} becomes part of {into}."
JOIN_POSTS: Final = (
    "The post of the first then only says where the story is told, and the other post is edited. Nobody is notified."
)
JOIN_DONE: Final = "Joined"
JOIN_IS: Final = "Both are told as {into} now."
PART_DONE: Final = "Taken apart"
PART_IS: Final = "{story} and {into} are two stories again."

RETRACT_ASK: Final = "Take this story back?"
RETRACT_WHAT: Final = "{story} will no longer be shown in this server: not in lists, digests, summaries and searches."
RETRACT_POSTS: Final = (
    "Its post then only says that the moderators took it back, and when. No further report of it is posted."
)
RETRACT_UNPOSTED: Final = "It is not posted here now, and no report of it will be."
RETRACT_SENT: Final = "Digests that were sent before stay as they are."
RETRACT_DONE: Final = "Taken back"
RETRACT_IS: Final = "{story} is no longer shown in this server."
RESTORE_DONE: Final = "Brought back"
RESTORE_IS: Final = "{story} is shown in this server again, and its post is as it was."

SPLIT_BUTTON: Final = "Split off"
JOIN_BUTTON: Final = "Join"
RETRACT_BUTTON: Final = "Take back"
LEAVE_BUTTON: Final = "Leave as it is"
LEFT: Final = "Nothing was changed."
