"""Fixed wording of the audit trail. The rest of the wording is in `wording.py`."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {"audit_kind": "I do not know that kind of action. Pick one from the list."}
KINDS: Final = {
    "announcements": "Announcements",
    "statements": "Official statements",
    "dates": "Bargaining dates",
    "disputes": "Steps of disputes",
    "positions": "Where things stand",
    "approvals": "Approvals",
    "stories": "Stories and tags",
    "feeds": "Sources",
    "settings": "Settings and the rest",
}
HEADING: Final = "What moderators did"
COUNT: Final = "{count} entries in the last {days} days."
COUNT_ONE: Final = "1 entry in the last {days} days."
NONE: Final = "Nothing in the last {days} days."
BY: Final = "By {who}."
OF: Final = "Only: {kind}."
FORMER: Final = "a former moderator or a member"
LINE: Final = "{when}, {who}: {action}"
DETAIL: Final = "What: {detail}"
BEFORE: Final = "Before: {before}"
AFTER: Final = "After: {after}"
POST: Final = "The post"
NEWER: Final = "Newer"
OLDER: Final = "Older"
FILE: Final = "audit.csv"
FILE_TEXT: Final = "A spreadsheet of what moderators did, newest first."
EXPORTED: Final = "In the file: {count} of the last {days} days. That it was taken is an entry too."
EXPORTED_CUT: Final = "In the file: the newest {count} of the last {days} days. That it was taken is an entry too."
ENTRIES: Final = "{count} entries"
ENTRIES_ONE: Final = "1 entry"
