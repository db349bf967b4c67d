"""Fixed wording of approvals. The rest of the wording is in `wording.py`."""

from __future__ import annotations

from typing import Final

from bot.models.approvals import ApprovalState, Policy

SENTENCES: Final = {
    "approve_own": "You asked for this approval yourself. Another moderator has to look at it.",
    "approve_former": "Whoever asked for this has had their name deleted since. It has to be asked for again.",
    "approval_decided": "This was decided already, or withdrawn. The card says what became of it.",
    "approval_changed": "This is no longer what you were asked to approve. Nothing was sent; it has to be asked for again.",
    "approval_unknown": "I no longer have the data behind this request.",
    "approval_reason": "Please say what should be changed. Nothing was decided.",
}

KINDS: Final = {"announcement": "announcement", "statement": "official statement"}
UNKNOWN_KIND: Final = "post"

CARD_HEADING: Final = {
    ApprovalState.WAITING: "Approval wanted: {kind}",
    ApprovalState.APPROVED: "Approved: {kind}",
    ApprovalState.CHANGES: "Changes asked for: {kind}",
    ApprovalState.REJECTED: "Rejected: {kind}",
    ApprovalState.WITHDRAWN: "Withdrawn: {kind}",
    ApprovalState.LAPSED: "Not approved in time: {kind}",
    ApprovalState.BYPASSED: "Sent without approval: {kind}",
}
DECIDED: Final = {
    ApprovalState.APPROVED: "Approved by {who}, {when}.",
    ApprovalState.CHANGES: "{who} asked for changes, {when}: “{reason}”",
    ApprovalState.REJECTED: "Rejected by {who}, {when}. It will not be posted.",
    ApprovalState.WITHDRAWN: "It was changed or given up, {when}. There is nothing to decide any more.",
    ApprovalState.LAPSED: "Its time came and nobody had approved it. It was not posted.",
    ApprovalState.BYPASSED: "{who} sent it without approval, {when}.",
}
ASKED: Final = "Written by {who}, for {channel}, {when}."
ASKED_AT_ONCE: Final = "Written by {who}, for {channel}, as soon as it is approved."
FACTS: Final = {
    "role": "It notifies {value}.",
    "picture": "With a picture: “{value}”",
    "everyone": "It notifies everyone.",
    "repeats": "It is repeated {value}.",
    "until": "The last day is {value}.",
    "file": "",  # the picture's hash: for the comparison alone
    "urgent": "It is marked urgent and rings in quiet hours too.",
    "edit": "It changes the text of a post that is there already.",
    "correction": "It corrects a post that is there already, with a new message beside it.",
    "statement_who": "Said by {value}.",
    "statement_side": "Its label: {value}.",
    "statement_link": "It links to {value}.",
    "statement_day": "It is dated {value}.",
    "statement_issues": "About: {value}.",
    "statement_story": "It joins a story that is told already, and leads it.",
    "statement_private": "It looks like mail for members only: it says “{value}”.",
    "replaces": "It replaces what is scheduled as number {value}.",
}
FACT: Final = "{key}: {value}"
LINK: Final = "its source"
TEXT: Final = "The text:"
CUT: Final = "The text goes on: “Show in full” shows all of it."

NOTICE_HEADING: Final = CARD_HEADING
NOTICE: Final = {
    ApprovalState.CHANGES: "{who} asked for changes: “{reason}”",
    ApprovalState.REJECTED: "{who} rejected it. It will not be posted.",
    ApprovalState.LAPSED: "It was planned for {when} in {channel}. Nobody had approved it by then, so it was not posted.",
    ApprovalState.BYPASSED: "{who} sent it to {channel} at once, without a second person.",
}
NOTICE_TEXT: Final = "It begins: “{text}”"
NOTICE_LINK: Final = "The request"

APPROVE_BUTTON: Final = "Approve"
CHANGES_BUTTON: Final = "Ask for changes"
REJECT_BUTTON: Final = "Reject"
SHOW_BUTTON: Final = "Show in full"

APPROVED: Final = "Approved."
REJECTED: Final = "Rejected. It will not be posted, and its author is told in this channel."
CHANGES_ASKED: Final = "Sent back. Its author is told in this channel; a changed version asks for approval again."
MODAL_TITLE: Final = "Ask for changes"
MODAL_REASON: Final = "What should be changed"

SETTING: Final = {
    Policy.NONE: "Approval: moderators post on their own.",
    Policy.MENTIONS: "Approval: announcements that notify a role need a second moderator.",
    Policy.ALL: "Approval: every announcement and statement needs a second moderator.",
}
CHOSEN: Final = {
    Policy.NONE: "From now on moderators post on their own.",
    Policy.MENTIONS: "From now on announcements that notify a role need a second moderator before they are posted.",
    Policy.ALL: "From now on every announcement and official statement needs a second moderator before it is posted.",
}
CHOSEN_REST: Final = "What is scheduled or waits for approval stays as it is."
CHOICES: Final = {
    Policy.NONE: "nothing",
    Policy.MENTIONS: "announcements that notify a role",
    Policy.ALL: "announcements and statements",
}
