"""Fixed wording of official statements and of posts taken back. The rest of the wording is in `wording.py`."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "statement_side": "I do not know that side. Pick the union or the employers from the list.",
    "statement_who": "Name an office or body in at most 60 characters, such as “negotiating committee”, without a mention.",
    "statement_link": "The link must be an address that begins with https:// or http://.",
    "statement_day": "I am not sure which day “{typed}” is. Write it like today, yesterday, 2 May or 2026-05-02.",
    "statement_ahead": "{typed} is still ahead at the dispute's home. A statement is posted once it was made.",
    "statement_title": "The statement needs a headline. Nothing was posted.",
    "statement_nothing": "A statement needs its text, or a link to where it was published. Nothing was posted.",
    "statement_long": "That has {length} characters; {longest} fit. Nothing was posted.",
    "statement_unknown": "There is no such statement.",
    "statement_done": "This statement was posted, taken back or discarded already.",
    "statement_not_posted": "This statement was not posted, so there is nothing to take back.",
    "retract_not": "This post cannot be taken back by its button. For a story use `/story retract`.",
}

SIDES: Final = {"union": "the union", "employer": "the employers"}
FORM_TITLE: Final = "Official statement"
FORM_HEADLINE: Final = "Headline, in the side's own words"
FORM_TEXT: Final = "Text, word for word; a link may do instead"

PREVIEW_HEADING: Final = "Preview: nothing is posted yet"
PREVIEW_OWN: Final = "It becomes a post of its own in the news channel:"
PREVIEW_JOINS: Final = "It joins a story and leads it. That story's post will be:"
PREVIEW_PRIVATE: Final = (
    "This looks like mail for members only: it says {signs}. You will be asked once more before it is posted."
)
PREVIEW_APPROVAL: Final = "A second moderator has to approve it before it is posted."
CONFIRM_BUTTON: Final = "Post it"
ASK_BUTTON: Final = "Ask for approval"
CHANGE_BUTTON: Final = "Change"
DISCARD_BUTTON: Final = "Discard"
PRIVATE_HEADING: Final = "Is this meant for the public?"
PRIVATE: Final = "The text looks like mail for members only: it says {signs}. Once posted, everybody in this server can read and copy it."
PUBLIC_BUTTON: Final = "It is public, post it"
PUBLIC_ASK_BUTTON: Final = "It is public, ask for approval"
POSTED: Final = "Posted. It leads its story, and is found in news, search and digests. {retract} takes it back."
WAITING: Final = "Another moderator has to approve it. The request is in the moderators' channel."
DISCARDED: Final = "Discarded. Nothing was posted."
YOUR_TEXT: Final = "Your text, to use it again:"
RETRACTED_ANSWER: Final = (
    "Taken back. Its post says so, and it is gone from news, search and digests. It stays in the audit trail."
)
SHOWN: Final = "As members will see it:"

RETRACT_BUTTON: Final = "Take back"
ASK_HEADING: Final = "Take this post back?"
ASK: Final = "Members will see a short line in its place that says so. This cannot be undone."
ASK_STEP: Final = "The step is taken back too, and the post says so. The history keeps it, struck through."
YES_BUTTON: Final = "Yes, take it back"
ALREADY: Final = "This was taken back already."
DONE: Final = "Taken back. The post says so in a moment."
RETRACTED_HEADING: Final = "Taken back: {kind}"
RETRACTED_KINDS: Final = {
    "statement": "official statement",
    "announcement": "announcement",
    "reminder": "reminder",
    "notice": "notice of a date",
}
RETRACTED_ELSE: Final = "post"
RETRACTED: Final = "This server's moderators took this post back {when}."
