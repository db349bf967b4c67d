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
    "inbox_unopened": "Discord did not let me open a direct conversation with you. Please try again later.",
}

HEADING: Final = "What you follow here"
ADDED_HEADING: Final = "You follow this from now on"
REMOVED_HEADING: Final = "You follow this no more"
EVERYTHING: Final = "All news of this server"
NOTHING: Final = "You follow nothing on this server. {add} begins."
DIGEST: Final = "On days with news a digest comes as a direct message at {time}, {zone} time. The next time: {next}."
QUIET: Final = "Nothing comes from {begins} to {ends}."
NO_QUIET: Final = "There are no quiet hours."
PAUSED: Final = "Posting is paused on this server, so nothing comes until it goes on."
CHANGE: Final = "{hours} changes the time, {remove} what you follow. Only you see this; {about} says what is kept."
HOURS_HEADING: Final = "Times changed"

FROM: Final = "This is what you follow on the server of {channel}; {hours} there changes when it comes."
STOP_BUTTON: Final = "Stop these messages"
STOPPED: Final = "You follow nothing on that server any more, and no digest comes. /follow add there begins again."
UNDELIVERED: Final = (
    "Your digest of {day} could not be delivered: Discord says that you take no direct messages from this server. "
    "Allow them in this server's privacy settings, and the next digest comes at your usual time. "
    "If you do not want it, {remove} ends it."
)
