"""Fixed wording of explanations and corrections; see `wording.py`."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "link_unclear": "That is not a link I can read. Paste the whole address, beginning with https://.",
    "report_unknown": (
        "I have no report with this address from the sources of this server. It may be older than what I keep, "
        "or its outlet is not among them."
    ),
    "tag_absent": "The rules do not tag this story with {issue}, so there is nothing to correct.",
    "tag_many": "This post tells several stories about {issue}. Paste the link to the report that you mean.",
}
TAG_OFF: Final = "In this server “{headline}” is no longer tagged with {issue}."
TAG_BACK: Final = "In this server “{headline}” is tagged with {issue} again."
POST_EDITED: Final = "Its post is edited within ten minutes; nobody is notified."
TAKEN_OFF: Final = "- {issue}: taken off by a moderator of this server."
KEPT_OUT_HEADING: Final = "Why it was not posted"
KEPT_OUT: Final = "Not posted: {reason}."
KEPT_OUT_BY_RULES: Final = "Rules kept it out, not a person and not a language model."

JOINED_LINE: Final = "Joined with {headline}"
RETRACTED_LINE: Final = "The moderators of this server took this story back, {time}."
