"""Fixed wording of the menus on posts and of problems that members report; see `wording.py`."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "not_my_post": "That is not one of my posts. I can only tell about those.",
    "problem_empty": "There is nothing written in the report. Say in a few words what is wrong.",
    "problem_long": "That is too long for a report. Use at most {most} characters.",
    "problem_often": "You have sent {most} reports within an hour. Please wait a while before the next one.",
    "problem_many": "The moderators got many reports within an hour. Please try again later.",
}
WHY_MENU: Final = "Why this tag?"
REPORT_MENU: Final = "Report a problem"
FORM_TITLE: Final = "Report a problem"
FORM_TEXT: Final = "What is wrong with this post?"
FORM_HINT: Final = "For example: this is not about AI. Your name is not passed on."
SENT: Final = "The moderators of this server have your report. Your name is not on it."

HEADING: Final = "A member reports a problem with a post"
TEXT: Final = "They write: “{text}”"
POST: Final = "The post: {post}"
POST_UNNAMED: Final = "one of my posts"
SHOWED: Final = "It is tagged with: {issues}."
SPLIT_HINT: Final = "If a report in it belongs to another story, {split} takes it out."
SETTLED: Final = "Settled by {moderator}, {time}."
SETTLED_TAG: Final = "Settled by {moderator}, {time}: {issue} was taken off."
WHY_BUTTON: Final = "Why this tag?"
TAG_BUTTON: Final = "Not about {issue}"
RETRACT_BUTTON: Final = "Take the story back"
DONE_BUTTON: Final = "Settled"
DONE: Final = "The report is marked as settled."
DONE_BEFORE: Final = "The report was settled before. Nothing was changed."
