"""Fixed wording of `/follow` and of personal digests. The rest of the wording is in `wording.py`."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "followed_already": "You follow this here already, so nothing was changed.",
    "not_followed": "You do not follow this here. Pick one from the list that appears as you type.",
    "nothing_followed": "You follow nothing on this server, so there is no digest to change. Begin with /follow add.",
    "too_many_follows": "You follow {most} things here, which is the most I keep. Remove one first.",
    "follow_one": "Choose an issue or a dispute, one at a time. Leave both out to follow all news of this server.",
    "hours_what": "Choose a time, a time zone or quiet hours to change.",
    "hours_both": "Give both times of the quiet hours, for example from 22:00 to 07:00. Two equal times mean no quiet hours.",
    "roles_off": "The moderators of this server have not allowed roles for notifications. A direct message is always possible.",
    "roles_manage": "I am not allowed to manage roles here. A person with Manage Server can give me Manage Roles.",
    "roles_mention": (
        "I am not allowed to notify roles in the news channel. Give me the permission “Mention @everyone, @here and All Roles” there: "
        "I use it for these roles only, and never for everyone."
    ),
    "roles_full": "This server has as many roles as Discord allows, so I cannot make one. A direct message is always possible.",
    "role_left_on": "I was not allowed to take the role off, so you still have it. Please ask a moderator, or try again later.",
    "inbox_unopened": "Discord did not let me open a direct conversation with you. Please try again later.",
}

HOW: Final = {"message": "A direct message once a day", "role": "A role that new stories notify"}
HEADING: Final = "What you follow here"
ADDED_HEADING: Final = "Added to what you follow"
REMOVED_HEADING: Final = "Taken off what you follow"
EVERYTHING: Final = "All news of this server"
NOTHING: Final = "You follow nothing on this server. {add} begins."
DIGEST: Final = "On days with news a digest comes as a direct message at {time}, {zone} time. The next time: {next}."
QUIET: Final = "Nothing comes from {begins} to {ends}."
NO_QUIET: Final = "There are no quiet hours."
PAUSED: Final = "Posting is paused on this server, so nothing comes until it goes on."
CHANGE: Final = "{hours} changes the time, {remove} what you follow. Only you see this; {about} says what is kept."
HOURS_HEADING: Final = "Times changed"

BY_ROLE: Final = "{name}, by role"
ROLES_HEADING: Final = "By role"
ASK_ROLE_HEADING: Final = "Take a role for {name}?"
ASK_ROLE: Final = (
    "The role is mentioned under new stories about this, at most {most} times a day and never in the server's quiet hours. "
    "Other people on this server can see which roles you have, so they can see that you follow this."
)
ROLE_BUTTON: Final = "Take the role"
ROLE_TAKEN: Final = "You have the role for {name} now. {remove} takes it off again."
ROLES_ON: Final = (
    "Members may take roles for notifications from now on, with {add}. I make a role when somebody first asks for it, and mention it "
    "under new stories, at most {most} times a day. A story that does makes phones ring, also where stories are posted silently."
)
ROLES_OFF: Final = "Stories notify no roles any more. Roles that I made stay until you delete them."

FROM: Final = "This is what you follow on the server of {channel}; {hours} there changes when it comes."
STOP_BUTTON: Final = "Stop these messages"
STOPPED: Final = "You follow nothing on that server any more, and no digest comes. /follow add there begins again."
UNDELIVERED: Final = (
    "Your digest of {day} could not be delivered: Discord says that you take no direct messages from this server. "
    "Allow them in this server's privacy settings, and the next digest comes at your usual time. "
    "If you do not want it, {remove} ends it."
)
