"""Fixed wording around a server's settings: routes, mutes, repairs. The rest of the wording is in `wording.py`."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "unknown_subject": "I do not know the issue or dispute “{subject}”. Pick one from the list that appears as you type.",
    "no_route": "Stories about {subject} have no place of their own, so they go to the news channel already.",
    "too_many_routes": "There are {most} routes, which is the most I keep for one server. Take one away first.",
    "wrong_place_kind": "{channel} is not a text or announcement channel, a thread or a forum. Pick another one.",
    "mute_what": "Name an outlet or a word to mute, one at a time.",
    "mute_empty": "Type a word or a phrase of 2 to {most} characters.",
    "muted_already": "{what} is muted already.",
    "not_muted": "{what} is not muted. Pick one from the list that appears as you type.",
    "too_many_mutes": "There are {most} mutes, which is the most I keep for one server. Take one away first.",
    "repaired_already": "This was settled already, so nothing was changed.",
}

CHOOSE_BUTTON: Final = "Choose a channel"
CHOOSE_HINT: Final = "A channel I can post in"

LOST_HEADING: Final = {
    "news": "The news channel was deleted",
    "route": "The place for stories about {subject} was deleted",
}
LOST: Final = {
    "news": "Stories wait until another channel is chosen: those of the last 24 hours are posted then.",
    "route": "These stories go to the news channel until another place is chosen.",
}
CLOSED_HEADING: Final = {
    "news": "I can no longer post in the news channel",
    "route": "I can no longer post stories about {subject} in their place",
}
CLOSED: Final = {
    "news": "A permission is missing in {channel}. Give it back, or choose another channel.",
    "route": "A permission is missing in {channel}. Give it back, or choose another place.",
}
