"""Fixed wording of `/privacy`; `docs/privacy.md` says the same at length. The rest of the wording is in `wording.py`."""

from __future__ import annotations

from typing import Final

HEADING: Final = "What I keep about you"
ABOUT: Final = (
    "What you follow and when you want to be told, until you change it.",
    "When you last used /news since, if you ever did.",
    "If you moderate: what you did for this server, in its audit trail.",
    "Nothing else: no messages, no reactions, no list of members. What is yours is shown to you alone, the audit trail to moderators.",
    "{export} gives you all of it as a file. {forget} deletes it at once; audit lines then say “a former moderator”.",
)
EXPORTED: Final = "This is all that I keep about you, on every server where I am."
FILE: Final = "picketwire-about-you.json"
ASK_HEADING: Final = "Forget you?"
ASK: Final = (
    "I delete what you follow, your times and your last visit, on every server where I am, take off the roles that I gave you, and "
    "take your name off audit lines and announcements. Messages that I have sent you stay with you. This cannot be undone."
)
FORGET_BUTTON: Final = "Forget me"
FORGOTTEN: Final = "Done. I keep nothing about you any more."
LEFT_ON: Final = (
    "Roles that I was not allowed to take off: {count}. They begin with “News:”; a moderator can take them off."
)
NOTHING: Final = "I keep nothing about you, so there was nothing to delete."
